"""The template tag that puts a Jinja template into a page."""

from django import template
from django.template import engines
from django.utils.safestring import mark_safe

register = template.Library()


@register.simple_tag
def jinja(name, **context):
    """The Jinja template called `name` with these values; it escapes them itself."""
    return mark_safe(engines["jinja2"].get_template(name).render(context))
