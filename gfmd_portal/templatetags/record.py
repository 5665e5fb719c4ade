"""How the words of the record are set on a page, and what staff see beside them."""

import json

from django import template
from django.conf import settings
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.contrib.auth import get_permission_codename
from django.urls import NoReverseMatch, reverse
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

from gfmd_portal import structured_data
from gfmd_portal.document_text import blocks, laid_out

register = template.Library()

HTML_IN_JSON = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


register.filter(blocks)
register.simple_tag(laid_out)


@register.simple_tag(takes_context=True)
def marked(context, text):
    """`text` with the words marked that the list on this page was searched for, if it was."""
    listing = context.get("listing")
    return conditional_escape(listing.filter.matched.mark(text) if listing else text)


@register.simple_tag(takes_context=True)
def edit_url(context, record):
    """Where the signed-in reader may edit `record` in the admin, or an empty string.

    Readers without a session cookie are not looked up at all, so that public pages stay the same for everybody.
    """
    request = context.get("request")
    if request is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    meta = record._meta
    if not request.user.has_perm(f"{meta.app_label}.{get_permission_codename('change', meta)}"):
        return ""
    try:
        return reverse(admin_urlname(meta, "change"), args=[record.pk])
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def json_ld(context, record):
    """What `record` is in schema.org's terms, as JSON that is safe inside a script element."""
    described = structured_data.describe(record, context["request"].build_absolute_uri)
    return mark_safe(json.dumps(described, ensure_ascii=False).translate(HTML_IN_JSON))
