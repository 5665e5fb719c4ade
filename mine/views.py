"""“My agenda”, which the reader's own device fills."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from meetings.models import Meeting
from mine.words import agenda_words


@require_safe
def agenda(request):
    """The page that a script fills with what is starred on the device; without script, it says what is needed."""
    return render(request, "mine/my_agenda.html", {"meetings": Meeting.objects.all(), "words": agenda_words()})
