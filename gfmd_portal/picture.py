"""The picture of the record: how many recommendations each meeting made on each theme, as SVG bars that are links."""

from dataclasses import dataclass

from django.db.models import Count

from meetings.models import Meeting, Theme
from recommendations.models import RecommendationTheme

LONGEST, STEP = 260, 24
"""The longest bar and the distance of two bars, in SVG user units."""


@dataclass(frozen=True)
class Bar:
    """The recommendations of one meeting on one theme."""

    meeting: Meeting
    count: int
    y: int
    width: int

    @property
    def bar_y(self):
        return self.y + 4

    @property
    def text_x(self):
        return self.width + 6

    @property
    def text_y(self):
        return self.y + 17


@dataclass(frozen=True)
class Picture:
    """All bars, theme by theme, the most asked-for theme first."""

    meetings: list
    rows: list
    total: int

    @property
    def height(self):
        """The height of one theme's drawing."""
        return STEP * len(self.meetings)


def picture():
    """Count recommendations by theme and meeting, and lay the numbers out as bars."""
    numbers = {
        (theme, meeting): number
        for theme, meeting, number in RecommendationTheme.objects.order_by()
        .values_list("theme", "recommendation__meeting")
        .annotate(Count("recommendation", distinct=True))
    }
    counted = Meeting.objects.annotate(total=Count("recommendations")).filter(total__gt=0)
    meetings = list(counted.order_by("starts_on", "slug"))
    themes = sorted(Theme.objects.all(), key=lambda theme: -sum(numbers.get((theme.pk, m.pk), 0) for m in meetings))
    scale = LONGEST / max(numbers.values(), default=1)
    return Picture(
        meetings=meetings,
        rows=[(theme, _bars(theme, meetings, numbers, scale)) for theme in themes],
        total=sum(meeting.total for meeting in meetings),
    )


def _bars(theme, meetings, numbers, scale):
    counts = [numbers.get((theme.pk, meeting.pk), 0) for meeting in meetings]
    return [
        Bar(meeting, count, y=STEP * place, width=round(count * scale))
        for place, (meeting, count) in enumerate(zip(meetings, counts, strict=True))
    ]
