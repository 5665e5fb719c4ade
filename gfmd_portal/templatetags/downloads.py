"""The line of a list page that offers its records as files."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from browse.tags import jinja

register = template.Library()


@register.simple_tag
def list_downloads(name, listing):
    """The files of the list called `name`, as it is filtered on this page, and its feed; of an empty list the feed."""
    query, number = listing.download_query, listing.count
    feed = (_("Feed"), f"{reverse('list-atom', args=[name])}{query}", False)
    if not number:
        return jinja("includes/_downloads.jinja", lead=_("Be told when there is one:"), files=[feed])
    csv = f"{reverse('list-csv', args=[name])}{query}"
    files = [
        ("CSV", csv, True),
        (_("CSV with README"), f"{csv}{'&' if query else '?'}bundle=1", True),
        ("Excel", f"{reverse('list-xlsx', args=[name])}{query}", True),
        ("JSON", f"{reverse('list-json', args=[name])}{query}", True),
        *(
            (words, f"{reverse('list-bibliography', args=[name, ending])}{query}", True)
            for words, ending in (("RIS", "ris"), ("BibTeX", "bib"), ("CSL-JSON", "csl.json"))
        ),
        feed,
    ]
    lead = ngettext("Download this %(number)s:", "Download all %(number)s:", number) % {"number": number}
    return jinja("includes/_downloads.jinja", lead=lead, files=files)
