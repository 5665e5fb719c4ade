"""What editors call themes and agencies in other languages: whoever searches by such a name finds records by it."""

from agencies.models import Agency
from changes.models import FormerName
from meetings.models import Theme
from meetings.translated import translations
from search.synonyms import Synonym, stems
from search.tree import Run, marked


def at_the_desk():
    """Yield (the names of a theme or an agency, the `Synonym`s they stand for)."""
    # The file of synonyms names a theme by the slug that it had first, and records are marked with all that it had.
    former = FormerName.objects.filter(table=Theme._meta.db_table).order_by("-pk")
    first = dict(former.values_list("row", "name"))
    for theme in Theme.objects.all():
        slug = first.get(theme.pk, theme.slug)
        yield _given(theme, "name"), (Synonym(theme.name, marked(f"theme_{slug}"), theme=slug),)
    for agency in Agency.objects.all():
        english = filter(None, (agency.acronym, agency.name))
        yield _given(agency, "name", "acronym"), tuple(Synonym(name, Run(stems(name))) for name in english)


def _given(record, *columns):
    """The names that somebody gave, as far as there is a letter or a digit in them."""
    return tuple(filter(stems, translations(record, *columns)))
