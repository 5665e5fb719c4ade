"""What editors call themes, agencies and cities in other languages: whoever searches by such a name finds records."""

from agencies.models import Agency
from changes.models import FormerName
from meetings.models import Meeting, Theme
from meetings.translated import translations
from search.synonyms import Synonym, stems
from search.tree import Run, marked


def at_the_desk():
    """Yield (the names that a record has in other languages, the `Synonym`s that each of them stands for)."""
    # The file of synonyms names a theme by the slug that it had first, and records are marked with all that it had.
    former = FormerName.objects.filter(table=Theme._meta.db_table).order_by("-pk")
    first = dict(former.values_list("row", "name"))
    for theme in Theme.objects.all():
        slug = first.get(theme.pk, theme.slug)
        yield _given(theme, "name"), (Synonym(theme.name, marked(f"theme_{slug}"), theme=slug),)
    for agency in Agency.objects.all():
        yield _given(agency, "name", "acronym"), _in_english(agency.acronym, agency.name)
    for meeting in Meeting.objects.all():
        yield _given(meeting, "city"), _in_english(meeting.city)


def _given(record, *columns):
    """The names that somebody gave, as far as there is a letter or a digit in them."""
    return tuple(filter(stems, translations(record, *columns)))


def _in_english(*names):
    return tuple(Synonym(name, Run(stems(name))) for name in names if stems(name))
