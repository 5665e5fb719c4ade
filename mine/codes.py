"""QR codes, made here and by no outside service."""

import segno
from django.utils.safestring import mark_safe


def code_of(address):
    """The QR code of a full address, to be drawn as SVG, dark on a white ground whatever the colours of the page."""
    return segno.make(address, error="m", micro=False)


def drawn(address):
    """The same as an element that stands in a page itself, which shows no picture but its own files."""
    return mark_safe(code_of(address).svg_inline(light="#fff", omitsize=True, svgclass=None, lineclass=None))
