"""Common English words, by their stems: they tell nothing of what a text is about."""

from pathlib import Path

from search.folding import stem

_SMALL, _OTHERS = Path(__file__).with_name("common_words.txt").read_text(encoding="utf-8").split("\n\n")

SMALL = frozenset(map(stem, _SMALL.split()))
"""Words that say how a sentence is built."""
COMMON = SMALL | frozenset(map(stem, _OTHERS.split()))
"""These, and words that say that something is asked for."""
