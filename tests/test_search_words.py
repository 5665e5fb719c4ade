"""How words are folded, stemmed and made into tokens."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from search.folding import FOLDING, MOST_FOLDED, fold, stem, tokens, words

pytestmark = pytest.mark.django_db

ENDS = ["ion", "ions", "ional", "ing", "ed", "ations", "ances", "iveness", "ization"]


def test_no_memory_is_filled_by_what_is_typed():
    for first in range(0x3400, 0x3400 + 2 * MOST_FOLDED, 200):
        fold("".join(map(chr, range(first, first + 200))))
    assert len(FOLDING) <= MOST_FOLDED
    assert fold("Été") == "ete"


def test_words_are_compared_without_case_accents_and_hyphens():
    assert words("Co-operation — L’État, U.N. e.g. S5-3") == [
        ("co", "operation"), ("l",), ("etat",), ("un",), ("eg",), ("s5",), ("3",)]  # fmt: skip
    assert fold("ÉÀß ŒØ").split() == ["eass", "oeo"]
    assert [stem(word) for word in ("women", "children", "people", "evaluations")] == [
        "woman", "child", "people", "evalu"]  # fmt: skip
    assert tokens("Two-way streets").split() == [
        "two", "way", "street", "_", "=two", "=way", "=streets", "_",
        "twoway", "street", "_", "=twoway", "=streets", "_"]  # fmt: skip


def test_threads_that_stem_at_once_do_not_spoil_each_other():
    words_ = [f"{beginning}{end}" for beginning in ("migrat", "integrat", "remitt", "govern", "educat") for end in ENDS]
    expected = [stem.__wrapped__(word) for word in words_]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            found = list(threads.map(lambda _turn: [stem.__wrapped__(word) for word in words_], range(40)))
    finally:
        sys.setswitchinterval(interval)
    assert found == [expected] * 40
