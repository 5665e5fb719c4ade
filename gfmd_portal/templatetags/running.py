"""What any page says of the meeting that is being held."""

from django import template

from gfmd_portal.page_state import version_of
from sessions import views_now
from sessions.now import known_near, local_day

register = template.Library()


def meetings_near(request):
    """The meetings that run about now, by the calendar day, which is as exact as a kept page can be."""
    return known_near(version_of(request), views_now.as_of(request).date())


@register.simple_tag(takes_context=True, name="meetings_near")
def near_this_page(context):
    """The meetings that run about now, for a page that names them."""
    return meetings_near(context["request"])


@register.simple_tag(takes_context=True)
def is_over(context, meeting):
    """Whether the last day of a meeting has passed where it is held: only then can its record lack anything."""
    return meeting.ends_on < local_day(meeting, views_now.as_of(context["request"]))
