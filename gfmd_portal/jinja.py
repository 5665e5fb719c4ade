"""The templates of what a page repeats: the cards and facet values of a list, the columns of the data dictionary.

A page has some two hundred of them, and Jinja takes a tenth of the time that Django's templates take. They
stand beside the others with the ending `.jinja`, and are put in with the tag `jinja`.
"""

from django.urls import reverse
from django.utils.translation import gettext
from jinja2 import Environment

from gfmd_portal.templatetags.languages import as_record, of_record


def environment(**options):
    """The environment of the Jinja templates; see the setting TEMPLATES."""
    made = Environment(**options, trim_blocks=True, lstrip_blocks=True)
    made.globals.update(_=gettext, as_record=as_record, of_record=of_record, url=reverse)
    return made
