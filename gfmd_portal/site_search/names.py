"""What editors call themes, agencies and cities in other languages: whoever searches by such a name finds records.

So does whoever searches by what a theme or an agency was called that is merged into another.
"""

from itertools import chain

from agencies.models import Agency
from changes.deleted import merged_into
from changes.models import FormerName
from meetings.models import Meeting, Theme
from meetings.translated import in_others, translations
from search.synonyms import Synonym, stems, themes_of_the_file
from search.tree import Run, marked


def at_the_desk():
    """Yield (the names that a record has beside its English one, the `Synonym`s that each of them stands for)."""
    former = _by_record(FormerName.objects.filter(table=Theme._meta.db_table).order_by("pk").values_list("row", "name"))
    merged = _names_of_merged(Theme, "name")
    for theme in Theme.objects.all():
        # The file of synonyms names a theme by a slug that it has or had, and records are marked with all of these.
        slugs = [theme.slug, *former.get(theme.pk, ())]
        slug = next((one for one in slugs if one in themes_of_the_file()), theme.slug)
        yield _given(theme, merged, "name"), (Synonym(theme.name, marked(f"theme_{slug}"), theme=slug),)
    merged = _names_of_merged(Agency, "name", "acronym")
    for agency in Agency.objects.all():
        yield _given(agency, merged, "name", "acronym"), _in_english(agency.acronym, agency.name)
    for meeting in Meeting.objects.all():
        yield _given(meeting, {}, "city"), _in_english(meeting.city)


def _names_of_merged(model, *columns):
    """What records were called, in English too, that were merged: a dict of the id of the one that stayed to names."""
    columns = [*columns, *in_others(*columns)]
    return _by_record((into, row[column]) for into, row in merged_into(model) for column in columns)


def _by_record(pairs):
    found = {}
    for record, name in pairs:
        found.setdefault(record, []).append(name)
    return found


def _given(record, merged, *columns):
    """The names that somebody gave, as far as there is a letter or a digit in them."""
    return tuple(filter(stems, chain(translations(record, *columns), merged.get(record.pk, ()))))


def _in_english(*names):
    return tuple(Synonym(name, Run(stems(name))) for name in names if stems(name))
