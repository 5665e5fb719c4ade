"""Text that XML can hold."""

import re

UNHELD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def safe_xml(text):
    """The text with a replacement mark for each character that XML has no way to write."""
    return UNHELD.sub("\N{REPLACEMENT CHARACTER}", text)
