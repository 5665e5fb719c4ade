"""Stop words: common English words, by their stems, which tell nothing of what a text is about."""

from pathlib import Path

from search.folding import stem

_FUNCTION, _OTHERS = Path(__file__).with_name("stop_words.txt").read_text(encoding="utf-8").split("\n\n")

FUNCTION_WORDS = frozenset(map(stem, _FUNCTION.split()))
"""Words that say how a sentence is built."""
STOP_WORDS = FUNCTION_WORDS | frozenset(map(stem, _OTHERS.split()))
"""These, and words that say that something is asked for."""
