"""Whether a record still says what its passages say: the same words stand in both, and a slip may be in either."""

from dataclasses import dataclass

from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.db.models import CharField, Prefetch, TextField, prefetch_related_objects
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from documents.models import Passage

SHOWN = 120
"""Letters of a line that are shown."""


@dataclass(frozen=True)
class Difference:
    """A line of a record that does not stand in its passages.

    The record and each passage are pairs: what they are called, and the address of their form, empty for none.
    """

    line: str
    record: tuple[str, str]
    passages: list[tuple[str, str]]

    @property
    def told(self):
        """What an editor is told of it, with links to the forms."""
        return format_html(
            _("“{line}” in {record} differs from its passages ({passages}). Correct whichever is wrong."),
            line=Truncator(self.line).chars(SHOWN),
            record=_linked(*self.record),
            passages=format_html_join("; ", "{}", ((_linked(*passage),) for passage in self.passages)),
        )


def _linked(called, form):
    return format_html('<a href="{}">{}</a>', form, called) if form else called


def _printed_fields(desk):
    """The fields of a quoted record that hold the words of its passages: its desk shows them beside these."""
    names = [name for _title, part in desk.fieldsets if "passages" in part["fields"] for name in part["fields"]]
    return [name for name in names if isinstance(desk.model._meta.get_field(name), CharField | TextField)]


def differing_lines(desk, records):
    """Yield (record, line): the printed lines of records of one desk that do not stand in their passages, if any do."""
    names = _printed_fields(desk)
    prefetch_related_objects(records, Prefetch("passages", Passage.objects.select_related("document")))
    for record in records:
        held = _in_one_line(" ".join(passage.text for passage in record.passages.all()))
        for line in (line for name in names for line in getattr(record, name).splitlines()):
            if held and _in_one_line(line) not in held:
                yield record, line


def _in_one_line(text):
    return " ".join(text.split())


def difference(record, line, form_of=None):
    """A line that was found to differ. `form_of` gives the address of the form of a record, where not all have one."""
    form_of = form_of or form_address
    passages = [(f"{passage.document.slug}#{passage.anchor}", form_of(passage)) for passage in record.passages.all()]
    return Difference(line, (str(record), form_of(record)), passages)


def form_address(record):
    """The address of the form of a record at the desk."""
    return reverse(admin_urlname(record._meta, "change"), args=[record.pk])


def quoted_kinds():
    """Each kind of record that is taken from passages, as its relation to them."""
    return [relation for relation in Passage._meta.related_objects if relation.many_to_many]


def quoting(passage):
    """The records that were taken from a passage, whatever they are."""
    return [record for kind in quoted_kinds() for record in getattr(passage, kind.get_accessor_name()).all()]
