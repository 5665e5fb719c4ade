"""What a list asks for, in words."""

from browse.translations import gettext as _


def in_words(found):
    """What a `ListFilter` asks for, as a person would say it: “theme = Remittances or Diaspora; year = 2007”."""
    said = [_("words = “%(words)s”") % {"words": found.words}] if found.words else []
    for name, label in found.labels.items():
        if chosen := found.chosen[name]:
            labels = [option.label for word, option in found.offered[name].items() if word in chosen]
            either = _(" or ").join(labels)
            said.append(f"{label[:1].lower()}{label[1:]} = {either}")
    wanted = _("; ").join(said) or _("all records")
    return _("%(wanted)s; order: %(order)s") % {"wanted": wanted, "order": found.order.label} if found.order else wanted


def choices(found):
    """What is chosen in a `ListFilter`, as (facet, whether it has words of record, value, query string without it)."""
    return [
        (
            found.labels[name],
            found.facet_filters[name].of_record,
            option.label,
            found.url(**{name: [one for one in words if one != word]}),
        )
        for name, words in found.chosen.items()
        if words
        for word, option in found.offered[name].items()
        if word in words
    ]
