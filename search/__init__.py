"""One search over everything: what was typed, what it finds, and how that is shown. Knows no kind of record."""
