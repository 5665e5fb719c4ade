"""What staff may decide about two recommendations that are shown as alike."""

from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from recommendations.models import Likeness
from recommendations.said_before import verdicts_on

register = template.Library()


@register.simple_tag(takes_context=True)
def verdict_links(context, one, other):
    """Where the signed-in reader may decide about a pair: (what, address). Empty for everybody else.

    As with the pencil, readers without a session cookie are not looked up at all.
    """
    request = context.get("request")
    if request is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return []
    if decided := verdicts_on(one.pk).get(other.pk):
        allowed = request.user.has_perm("recommendations.change_likeness")
        page = reverse("admin:recommendations_likeness_change", args=[decided.pk])
        return [(_("Change the verdict"), page)] if allowed else []
    if not request.user.has_perm("recommendations.add_likeness"):
        return []
    page = reverse("admin:recommendations_likeness_add")
    pair = {"first": one.pk, "second": other.pk}
    offers = [(_("Confirm"), Likeness.Verdict.CONFIRMED), (_("Dismiss"), Likeness.Verdict.DISMISSED)]
    return [(name, f"{page}?{urlencode({**pair, 'verdict': verdict.value})}") for name, verdict in offers]
