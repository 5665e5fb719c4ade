"""Pages about the Forum's meetings and its themes."""

from operator import attrgetter

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render

from browse.addresses import addresses
from browse.snapshots import in_one_snapshot
from changes.names import with_former
from meetings.cards import cards
from meetings.models import Meeting, Participation, Theme


@in_one_snapshot
def meeting_list(request):
    """All meetings, the latest first: delegates come for the next one, and few for that of 2007."""
    meetings = sorted(cards(), key=attrgetter("starts_on"), reverse=True)
    return render(request, "meetings/meeting_list.html", {"meetings": meetings})


@in_one_snapshot
def meeting_detail(request, slug):
    """One meeting: its facts, its roundtables and sessions, its documents, and who took part."""
    parties = Participation.objects.prefetch_related("passages__document")
    meeting = get_object_or_404(
        Meeting.objects.select_related("part_of").prefetch_related(
            "parts",
            "deadlines",
            "documents",
            "roundtables__sessions__meeting",
            "sessions__meeting",
            "common_themes__passages__document",
            "questions__passages__document",
            Prefetch("participations", parties),
        ),
        slug=slug,
    )
    context = {
        "meeting": meeting,
        "outside_roundtables": [session for session in meeting.sessions.all() if session.roundtable_id is None],
        "future_questions": [question for question in meeting.questions.all() if question.session_id is None],
        "common_themes": [(theme, heading_of(theme)) for theme in meeting.common_themes.all()],
        "recommendation_total": meeting.recommendations.count(),
        "example_total": meeting.examples.count(),
        "activity_groups": meeting.roundtables.filter(activity_groups__isnull=False).exists(),
        "involvement_total": meeting.involvements.count(),
    }
    return render(request, "meetings/meeting_detail.html", context)


def heading_of(record):
    """The heading under which a document tells of a record, a passage; None where it points to none."""
    return next((passage for passage in record.passages.all() if passage.kind == "heading"), None)


@in_one_snapshot
def theme_list(request):
    """All themes with what belongs to each, and how often the record speaks of it."""
    address = addresses("meetings:theme", 1)
    themes = [(theme, address(theme.slug)) for theme in with_former(Theme.objects.order_by("position"))]
    return render(request, "meetings/theme_list.html", {"themes": themes})


@in_one_snapshot
def theme_detail(request, slug):
    """One theme: what each meeting asked for about it, with examples and activities."""
    theme = get_object_or_404(Theme, slug=slug)
    meetings = Meeting.objects.order_by("starts_on", "slug")
    return render(request, "meetings/theme_detail.html", {"theme": theme, "meetings": meetings})
