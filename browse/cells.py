"""Cells of a table that a spreadsheet shows and never runs."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0")
"""The first characters that make a spreadsheet take a cell for a formula (OWASP ASVS 5.0, 1.2.10)."""


def safe_cell(text):
    """`text` with a single quote before it where a spreadsheet would run it."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def as_typed(text):
    """What `safe_cell` made `text` of."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text
