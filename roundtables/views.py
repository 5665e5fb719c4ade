"""Pages about roundtables."""

from django.shortcuts import get_object_or_404, render

from browse.snapshots import in_one_snapshot
from meetings.models import Meeting
from roundtables.models import Roundtable


@in_one_snapshot
def roundtable_list(request):
    """All roundtables, by meeting."""
    meetings = Meeting.objects.filter(roundtables__isnull=False).distinct()
    return render(
        request,
        "roundtables/roundtable_list.html",
        {"meetings": meetings.prefetch_related("roundtables__sessions__meeting", "roundtables__meeting")},
    )


@in_one_snapshot
def roundtable_detail(request, meeting, number):
    """One roundtable: its purpose in the words of the document, its sessions, and what it builds on."""
    roundtable = get_object_or_404(
        Roundtable.objects.select_related("meeting").prefetch_related(
            "passages__document",
            "passages__notes",
            "passages__translations",
            "sessions__meeting",
            "sessions__questions",
            "other_titles__passages__document",
            "activity_groups__activities",
            "activity_groups__roundtable",
            "builds_on__earlier_meeting",
            "builds_on__earlier_roundtable__meeting",
            "builds_on__earlier_session__meeting",
            "builds_on__passages__document",
            "built_on_by__meeting",
            "built_on_by__roundtable__meeting",
            "built_on_by__session__meeting",
            "built_on_by__passages__document",
        ),
        meeting__slug=meeting,
        number=number,
    )
    return render(request, "roundtables/roundtable_detail.html", {"roundtable": roundtable})
