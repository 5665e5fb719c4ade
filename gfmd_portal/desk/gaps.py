"""The gaps of the record, as the desk shows them: what its records should have and lack, and where words differ."""

from itertools import islice
from typing import NamedTuple

from django.contrib.admin import site
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from documents.agreement import difference, differing_lines
from documents.models import Quoted

COMPARED = 2000
"""So many records of each kind, those added last, are compared with their passages: some tenths of a second."""
TOLD = 50
"""So many lines that differ are shown at once; whoever mends one has room for another."""


class Gap(NamedTuple):
    """What some records of one kind lack: how many they are, and the address of their list at the desk."""

    kind: str
    lacking: str
    count: int
    address: str


def page_of_gaps(request):
    """The page at the desk: the gaps that there are, what has none, and which words differ from their passages."""
    desks = [site.get_model_admin(kind["model"]) for group in site.get_app_list(request) for kind in group["models"]]
    found = [gap for desk in desks for gap in gaps_of(desk)]
    context = {
        "title": _("Gaps in the record"),
        "gaps": [gap for gap in found if gap.count],
        "whole": [gap for gap in found if not gap.count],
        "compared": number_format(COMPARED, force_grouping=True),
        "told": TOLD,
        "differing": list(islice(differing_words(desks), TOLD)),
    }
    return TemplateResponse(request, "desk/gaps.html", site.each_context(request) | context)


def gaps_of(desk):
    """What the records of a desk should have, and how many of them have it not."""
    meta = desk.opts
    for name in getattr(desk, "expected", ()):
        field = meta.get_field(name)
        lacking = field.related_model._meta.verbose_name_plural if field.auto_created else field.verbose_name
        lookup, value = (f"{name}__isnull", True) if field.is_relation else (f"{name}__exact", "")
        address = reverse(admin_urlname(meta, "changelist"), query={lookup: value})
        count = desk.model.objects.filter(**{lookup: value}).count()
        yield Gap(capfirst(meta.verbose_name_plural), lacking, count, address)


def differing_words(desks):
    """What is told of each line of a record that its passages do not hold, one after the other."""
    for desk in desks:
        if issubclass(desk.model, Quoted):
            lately = desk.model.objects.select_related(*desk.list_select_related).order_by("-pk")[:COMPARED]
            yield from (difference(*found).told for found in differing_lines(desk, list(lately)))
