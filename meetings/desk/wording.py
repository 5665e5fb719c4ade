"""What a form of the desk holds, as an editor reads it, and how the history of a record tells what it held before."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from meetings.desk.pickers import is_id


def held_in(form, name):
    """What the record held in one field when the form read it, in words; empty where it held nothing."""
    return in_words(form.fields[name], form.initial.get(name))


def sent_in(form, name):
    """What was sent for one field of a form, in words; empty where nothing was, or what is gone by now."""
    field, sent = form.fields[name], form[name].value()
    if isinstance(field, forms.ModelMultipleChoiceField):
        sent = list(field.queryset.filter(pk__in=filter(is_id, sent)))
    elif isinstance(field, forms.ModelChoiceField):
        sent = sent if is_id(sent) else None
    return in_words(field, sent)


def in_words(field, held):
    """What a field of a form or of a model holds, as an editor reads it."""
    if isinstance(held, bool):
        return _("yes") if held else _("no")
    if held is None or held == "" or held == []:
        return ""
    if isinstance(held, list):
        return "; ".join(map(str, held))
    if isinstance(field, forms.ModelChoiceField):
        # Also what could not be chosen any more, such as a heading that was made a paragraph.
        return str(field.queryset.model._base_manager.filter(pk=held).first() or "")
    return str({str(key): words for key, words in getattr(field, "choices", None) or ()}.get(str(held), held))


def label_of(form, name):
    """What one field of a form is called."""
    return capfirst(form.fields[name].label)


class ToldBefore:
    """A desk whose history tells what each field held before a change, so that a slip can be put right from it."""

    def construct_change_message(self, request, form, formsets, add=False):
        told = super().construct_change_message(request, form, formsets, add)
        changed = [part["changed"] for part in told if "changed" in part]
        changed_forms = [] if add or not form.changed_data else [form]
        for table in formsets or []:
            # By the objects themselves: a row that was just deleted has no key to be known by.
            forms_of = {id(row.instance): row for row in table.initial_forms}
            changed_forms += [forms_of[id(row)] for row, _fields in table.changed_objects]
        for part, changed_form in zip(changed, changed_forms, strict=True):
            part["fields"] = [_before(changed_form, name) for name in changed_form.changed_data]
            part["fields"] += getattr(changed_form, "followed", ())
        return told


def _before(form, name):
    """A changed field by its name, and what it held."""
    return told_before(label_of(form, name), held_in(form, name))


def told_before(field, words):
    """What a history says of a field that was changed: its name, and what it held before, in words."""
    said = _("%(field)s (before: “%(words)s”)") if words else _("%(field)s (before: empty)")
    return said % {"field": field, "words": words}
