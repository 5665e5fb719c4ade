"""Whether a record still says what its passages say: the same words stand in both, and a slip may be in either."""

from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.db.models import CharField, TextField
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from documents.models import Passage

SHOWN = 120
"""Letters of a line that are shown."""


def printed_fields(desk):
    """The fields of a quoted record that hold the words of its passages: its desk shows them beside these."""
    names = [name for _title, part in desk.fieldsets if "passages" in part["fields"] for name in part["fields"]]
    return [name for name in names if isinstance(desk.model._meta.get_field(name), CharField | TextField)]


def differing_lines(record, names):
    """The lines of some fields of a record that do not stand in its passages; none where it has no passages."""
    held = _in_one_line(" ".join(passage.text for passage in record.passages.all()))
    lines = (line for name in names for line in getattr(record, name).splitlines())
    return [line for line in lines if held and _in_one_line(line) not in held]


def _in_one_line(text):
    return " ".join(text.split())


def difference_told(record, line):
    """What an editor is told of such a line, with links to the forms of the record and of its passages."""
    passages = record.passages.select_related("document")
    return format_html(
        _("“{line}” in {record} differs from its passages ({passages}). Correct whichever is wrong."),
        line=Truncator(line).chars(SHOWN),
        record=format_html('<a href="{}">{}</a>', _form_of(record), record),
        passages=format_html_join(
            "; ",
            '<a href="{}">{}</a>',
            ((_form_of(passage), f"{passage.document.slug}#{passage.anchor}") for passage in passages),
        ),
    )


def _form_of(record):
    return reverse(admin_urlname(record._meta, "change"), args=[record.pk])


def quoting(passage):
    """The records that were taken from a passage, whatever they are."""
    quoted = [relation for relation in Passage._meta.related_objects if relation.many_to_many]
    return [record for relation in quoted for record in getattr(passage, relation.get_accessor_name()).all()]
