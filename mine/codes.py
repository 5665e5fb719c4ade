"""QR codes, made here and by no outside service."""

import segno


def code_of(address):
    """The QR code of a full address, to be drawn as SVG, dark on a white ground whatever the colours of the page."""
    return segno.make(address, error="m", micro=False)
