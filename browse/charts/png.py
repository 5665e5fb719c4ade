"""A drawing as PNG, made of the very same SVG, with a font of its own: a server may have none."""

from pathlib import Path

import resvg_py

FONT = Path(__file__).with_name("DejaVuSans-subset.ttf")
FAMILY = "DejaVu Sans"
SHARPNESS = 2
"""Pixels of the picture for one of the drawing, so that it prints well."""


def as_png(svg):
    """The PNG of an SVG, as bytes."""
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=SHARPNESS,
        skip_system_fonts=True,
        font_files=[str(FONT)],
        font_family=FAMILY,
        sans_serif_family=FAMILY,
    )
