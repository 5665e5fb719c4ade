"""The table of how other places in the documents word the titles of roundtables and sessions."""

from dataclasses import replace
from itertools import chain

from django.db.models import Value
from django.utils.translation import gettext_noop as _

from browse.rows import number_of
from gfmd_portal.dataset.columns import ANCHORS, DOCUMENT, MEETING, POSITION
from gfmd_portal.dataset.reading import passages
from gfmd_portal.dataset.schema import Column, QueryTable, Table
from roundtables.models import RoundtableTitle
from sessions.models import SessionTitle

KIND = Column(
    name="kind",
    description=_("Whether it is the title of a roundtable or of a session."),
    required=True,
    allowed=("roundtable", "session"),
    example="session",
)
NUMBER = Column(
    name="number",
    description=_("The number of that roundtable or session in this meeting."),
    required=True,
    example="1.3",
)
TITLE = Column(
    name="title",
    description=_("The title, as printed there."),
    required=True,
    example="Regional Consultative Processes and Development",
)
PLACE = replace(POSITION, description=_("Its place among the other printings of this title, from 1."))


class TitleTable(Table):
    """The other titles of roundtables, then those of sessions."""

    def parts(self):
        """Yield both as tables with the same columns; what they name stands in its printed order."""
        for model, titled, order in ((RoundtableTitle, "roundtable", "number"), (SessionTitle, "session", "position")):
            yield self.part(model, titled, order)

    def part(self, model, titled, order):
        meeting = f"{titled}__meeting"
        paths = {"kind": Value(titled), "meeting": f"{meeting}__slug", "number": f"{titled}__number"}
        return QueryTable(
            name=self.name,
            title=self.title,
            description=self.description,
            columns=tuple(replace(column, path=paths.get(column.name)) for column in self.columns),
            records=lambda: model.objects.order_by(
                f"{meeting}__starts_on", f"{meeting}__slug", f"{titled}__{order}", "position"
            ),
            gatherers=(passages(model),),
        )

    def rows(self):
        return chain.from_iterable(part.rows() for part in self.parts())

    def count(self):
        return number_of(RoundtableTitle.objects.all) + number_of(SessionTitle.objects.all)


OTHER_TITLES = TitleTable(
    name="other_titles",
    title=_("Other printings of titles"),
    description=_("Titles of roundtables and sessions as other places in the documents word them."),
    key=("kind", "meeting", "number", "position"),
    columns=(KIND, MEETING, NUMBER, PLACE, TITLE, DOCUMENT, ANCHORS),
)
