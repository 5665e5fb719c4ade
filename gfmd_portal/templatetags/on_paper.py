"""The address of a page, for readers of a sheet of paper."""

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from mine.codes import code_of, drawn

register = template.Library()


@register.simple_tag(takes_context=True)
def full_address(context, path):
    """The full address of a page of the portal."""
    return context["request"].build_absolute_uri(path)


@register.simple_tag
def qr_code(address, form):
    """A QR code that leads to `address`.

    A PDF says in other words only what an `img` shows, and a page of the portal shows no picture but its own files and
    what is drawn in it: so it stands in each as it may.
    """
    said = _("QR code of the address")
    if form == "pdf":
        return format_html('<img class="code" alt="{}" src="{}">', said, code_of(address).svg_data_uri(light="#fff"))
    return format_html('<span class="code" role="img" aria-label="{}">{}</span>', said, drawn(address))
