"""Draws a chart of horizontal bars as SVG.

One drawing serves the page, the file and the PNG. Its bars are measured in per cent of its width, so that on a page
it grows and shrinks while its words keep their size; its colours are attributes, which need no style sheet in a file
and which the style sheet of a page may overrule, as dark mode and forced colours do.
"""

from dataclasses import dataclass
from textwrap import wrap
from unicodedata import category, east_asian_width
from xml.etree import ElementTree as ET

WIDTH = 720
"""Of a file, in pixels. On a page the drawing is as wide as its place."""
MARGIN = 16
LONGEST = 60
"""The longest bar, in per cent of the width; what is left holds its number."""
BAR, LINE, GAP = 18, 19, 10
"""The height of a bar, of a line of words, and the distance of two rows."""
ROW_CHARACTERS, FILE_CHARACTERS, SOURCE_CHARACTERS = 46, 88, 100
"""Characters that fit on a line of a phone, of a file, and of the small print below it."""
MOST_ROWS = 60
"""A picture with more rows would be longer than anybody reads; the table has them all."""
REPLACED = "\N{REPLACEMENT CHARACTER}"
AS_IT_BEGINS, FROM_RIGHT = "\N{FIRST STRONG ISOLATE}", "\N{RIGHT-TO-LEFT ISOLATE}"
UNTIL_HERE = "\N{POP DIRECTIONAL ISOLATE}"
DIRECTIONS = {AS_IT_BEGINS, FROM_RIGHT, "\N{LEFT-TO-RIGHT ISOLATE}", UNTIL_HERE}
"""Signs within a line, which browsers and resvg heed alike; resvg knows no `direction`."""
INK, PAPER, FILLS = "#1b2530", "#ffffff", ("#2f7fb0", "#b07d1f")


@dataclass(frozen=True)
class Bar:
    """One bar: its length, where the longest of the chart decides the scale, and what is written behind it."""

    length: float
    text: str


@dataclass(frozen=True)
class Row:
    """A label with one bar for each series; None where a series has nothing to say about it."""

    label: str
    bars: tuple


@dataclass(frozen=True)
class Chart:
    """What a chart shows, in words and in bars."""

    title: str
    description: str
    series: tuple
    """What each colour stands for; a chart of one colour may say nothing."""
    rows: tuple
    left_out: str = ""
    """What to say where there are more rows than are drawn."""


def drawing(chart, *, right_to_left=False):
    """The bars of a chart as SVG for a page, whose own words say what they are."""
    return _text(_drawn(chart, right_to_left, head=[], foot=[], margin=0))


def picture(chart, source, *, right_to_left=False):
    """The whole chart as an SVG file of its own, with its title, its legend and the lines of `source` below."""
    head = [("title", line) for line in _lines(chart.title, FILE_CHARACTERS - 12)]
    for place, name in enumerate(chart.series):
        first, *more = _lines(name, FILE_CHARACTERS) or [""]
        head += [(f"bar-{place + 1}", first), *(("legend", line) for line in more)]
    foot = [line for words in source for line in _lines(words, SOURCE_CHARACTERS)]
    return _text(_drawn(chart, right_to_left, head, foot, MARGIN))


def _lines(text, characters):
    """A text in lines of so many characters, and of fewer the more wide ones it has: “%D9%87”, “WWW”, “移民”."""
    text = _sound(text)
    wide = sum(letter.isupper() or letter == "%" or east_asian_width(letter) in "WF" for letter in text)
    fitting = int(characters / (1 + 0.8 * wide / max(1, len(text))))
    return wrap(text, fitting, break_on_hyphens=False)


class _Canvas:
    """Puts words and bars below each other; in languages written from right to left, everything is mirrored."""

    def __init__(self, root, right_to_left, margin):
        self.root, self.mirrored, self.margin = root, right_to_left, margin
        self.y = margin

    def words(self, text, *, x=0, size=14, drop=15, direction=AS_IT_BEGINS):
        """Write words `x` per cent from the start of the line, `drop` pixels below the present height.

        Of a line with letters of both directions, `direction` says on which side it begins, where all is mirrored.
        """
        where = {"x": f"{100 - x if self.mirrored else x:.2f}%", "y": str(self.y + drop)}
        look = {"font-size": str(size), "fill": INK, "text-anchor": "end" if self.mirrored else "start"}
        # Not `dx`: where a line is written from right to left, it would move its first letter alone.
        moved = self._moved(self.margin + (6 if x else 0))
        line = f"{direction}{_sound(text)}{UNTIL_HERE}" if self.mirrored else _sound(text)
        ET.SubElement(self.root, "text", {**where, **look, **moved}).text = line

    def bar(self, series, length, *, thickness=BAR):
        """Draw a bar of `length` per cent."""
        start = 100 - length if self.mirrored else 0
        size = {"width": f"{length:.2f}%", "height": str(thickness)}
        look = {"class": f"bar-{series + 1}", "fill": FILLS[series], **self._moved(self.margin)}
        ET.SubElement(self.root, "rect", {"x": f"{start:.2f}%", "y": str(self.y), **size, **look})

    def _moved(self, pixels):
        return {"transform": f"translate({-pixels if self.mirrored else pixels} 0)"} if pixels else {}


def _drawn(chart, right_to_left, head, foot, margin):
    root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "img", "class": "chart"})
    root.set("font-family", "sans-serif")
    root.set("direction", "ltr")
    root.set("aria-labelledby", "chart-title chart-description")
    ET.SubElement(root, "title", {"id": "chart-title"}).text = _sound(chart.title)
    ET.SubElement(root, "desc", {"id": "chart-description"}).text = _sound(chart.description)
    if margin:
        ET.SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": PAPER})
    canvas = _Canvas(root, right_to_left, margin)
    for kind, line in head:
        _head_line(canvas, kind, line)
    canvas.y += GAP if head else 0
    _rows(canvas, chart)
    for line in foot:
        canvas.words(line, size=12)
        canvas.y += LINE
    root.set("width", str(WIDTH))
    root.set("height", str(canvas.y + margin))
    return root


def _head_line(canvas, kind, line):
    """A line above the bars: of the title, or of the legend, where the first has a patch of its colour."""
    if kind == "title":
        canvas.words(line, size=18, drop=17)
        canvas.y += 24
        return
    if kind != "legend":
        canvas.bar(int(kind[-1]) - 1, 2, thickness=14)
    canvas.words(line, x=2, size=13, drop=12, direction=FROM_RIGHT)
    canvas.y += LINE


def _rows(canvas, chart):
    longest = max((bar.length for row in chart.rows for bar in row.bars if bar), default=0) or 1
    for row in chart.rows[:MOST_ROWS]:
        for line in wrap(_sound(row.label), ROW_CHARACTERS):
            canvas.words(line, drop=13)  # its descenders stay clear of the bar
            canvas.y += LINE
        for series, bar in enumerate(row.bars):
            if bar is None:
                continue
            length = LONGEST * bar.length / longest
            canvas.bar(series, length)
            canvas.words(bar.text, x=max(length, 0.01), size=13, drop=14, direction=FROM_RIGHT)
            canvas.y += BAR + 2
        canvas.y += GAP
    if len(chart.rows) > MOST_ROWS:
        canvas.words(chart.left_out, size=13)
        canvas.y += LINE


def _sound(text):
    """A text without what XML cannot hold; spaces of every width may stay, and signs of direction in pairs."""
    return "".join(letter if letter.isprintable() or _is_unseen(letter) else REPLACED for letter in str(text))


def _is_unseen(letter):
    return category(letter) == "Zs" or letter in DIRECTIONS


def _text(root):
    return ET.tostring(root, encoding="unicode")
