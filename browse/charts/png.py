"""A drawing as PNG, made of the very same SVG, with a font of its own: a server may have none.

The font has the letters of our four languages. Others, such as Chinese ones in a search, are taken from the fonts of
the server; what none of these has is painted as an empty box, so that nobody takes it for nothing.
"""

from functools import cache, lru_cache
from pathlib import Path
from xml.etree import ElementTree as ET

import resvg_py
from fontTools.ttLib import TTFont

from browse.charts.drawing import DIRECTIONS

FONT = Path(__file__).with_name("DejaVuSans-subset.ttf")
FAMILY = "DejaVu Sans"
SHARPNESS = 2
"""Pixels of the picture for one of the drawing, so that it prints well."""


@lru_cache(maxsize=20)
def as_png(svg):
    """The PNG of an SVG, as bytes: some 250,000, which take a tenth of a second and more of a core.

    The last ones are kept, because one drawing has many addresses: `?x=1` says nothing of it.
    """
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=SHARPNESS,
        # Only where they are needed: else a picture would look otherwise on another machine.
        skip_system_fonts=letters_of(svg) <= our_letters(),
        font_files=[str(FONT)],
        font_family=FAMILY,
        sans_serif_family=FAMILY,
    )


@cache
def our_letters():
    """The letters of the font that we carry, and the signs that are not drawn."""
    return {chr(code) for code in TTFont(FONT).getBestCmap()} | DIRECTIONS


def letters_of(svg):
    return set("".join(ET.fromstring(svg).itertext()))
