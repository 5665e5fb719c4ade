"""Text as the record keeps it, whatever a browser, another program or a file makes of it: at the desk and by import."""

import re

from django import forms

LINE_END = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
"""What ends a line, as browsers send it or as it is pasted from other programs: on a page most of these are nothing."""
UNSEEN = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""Signs that other programs keep for themselves: nobody sees them, and files of the record cannot hold them all."""


def as_kept(text):
    """The text with the ends of its lines as in the record, and without what nobody can see or print."""
    return text if text.isprintable() else UNSEEN.sub("", LINE_END.sub("\n", text))


class Written(forms.CharField):
    """Text in whatever language: it runs as its own letters do, also at a desk that is read from right to left."""

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"dir": "auto"}


class Line(Written):
    """Text on one line."""

    def to_python(self, value):
        return super().to_python(as_kept(value or "").replace("\n", " "))


class Words(Written):
    """Text kept to the letter: no blank is trimmed, and a line ends as in the record."""

    def __init__(self, **options):
        super().__init__(**options, strip=False)

    def to_python(self, value):
        return as_kept(super().to_python(value))
