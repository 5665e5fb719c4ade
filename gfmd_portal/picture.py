"""The picture of the record: how many recommendations each meeting made on each theme, as SVG bars that are links."""

from dataclasses import dataclass

from meetings.cards import Card
from recommendations.filters import found_recommendations

LONGEST, STEP = 260, 26
"""The longest bar and the distance of two bars, in SVG user units, which the smallest phone draws a little smaller."""
MOST = 4
"""Meetings that are drawn, the latest: the colours of more could not be told apart."""


@dataclass(frozen=True)
class Bar:
    """The recommendations of one meeting on one theme."""

    meeting: Card
    count: int
    y: int
    width: int

    @property
    def bar_y(self):
        return self.y + 5

    @property
    def text_x(self):
        return self.width + 6

    @property
    def text_y(self):
        return self.y + 18


@dataclass(frozen=True)
class Picture:
    """All bars, theme by theme, the most asked-for theme first."""

    meetings: list
    rows: list
    total: int
    is_whole: bool
    """Whether every meeting that made recommendations is drawn."""

    @property
    def height(self):
        """The height of one theme's drawing."""
        return STEP * len(self.meetings)


def picture(meetings):
    """Count the recommendations of the latest of `meetings` by theme and meeting, and lay the numbers out as bars."""
    offered = found_recommendations({}).offered
    themes, places = offered["theme"].values(), {slug: option.places for slug, option in offered["meeting"].items()}
    found = [meeting for meeting in meetings if places[meeting.slug]]
    meetings = found[-MOST:]
    numbers = {
        theme.word: [places[meeting.slug].intersection_cardinality(theme.places) for meeting in meetings]
        for theme in themes
    }
    scale = LONGEST / (max((count for counts in numbers.values() for count in counts), default=0) or 1)
    return Picture(
        meetings=meetings,
        rows=[
            (theme, _bars(meetings, numbers[theme.word], scale))
            for theme in sorted(themes, key=lambda theme: -sum(numbers[theme.word]))
        ],
        total=sum(len(places[meeting.slug]) for meeting in meetings),
        is_whole=meetings == found,
    )


def _bars(meetings, counts, scale):
    return [
        Bar(meeting, count, y=STEP * place, width=round(count * scale))
        for place, (meeting, count) in enumerate(zip(meetings, counts, strict=True))
    ]
