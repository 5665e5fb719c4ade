"""The stretch of a text in which a search was found, with the words it was found by marked."""

import re
from bisect import bisect_left
from functools import lru_cache
from html import escape
from itertools import compress

from django.utils.safestring import SafeString

from search.folding import FOLDING, HYPHENS, exact, scan, stem, together
from search.tree import begins

OPEN, CLOSE = "\x02", "\x03"
"""Stand where a mark begins and ends until the text around them is escaped; no text holds them."""

BETWEEN = re.compile(rf"{CLOSE}(\s*|[{HYPHENS}]){OPEN}")
"""What stands between two marks that are shown as one."""

STRETCH = re.compile(r"\S+")
SPACES = re.compile(r"(\s+)")

LENGTH = 40
"""Words of a snippet."""


def beginning(text, length):
    """The first `length` words of `text`; `Truncator` of Django asks a catalogue for the “…” each time."""
    words = text.split()
    return f"{' '.join(words[:length])}…" if len(words) > length else " ".join(words)


def snippet(text, runs, length=LENGTH):
    """The `length` words of `text` with the most of what was sought, as safe HTML."""
    stretches = _without_signs(text).split()
    forms = list(map(_forms_of, stretches))
    words = list(compress(range(len(stretches)), forms))  # a dash between spaces is no word
    found = _found_in(stretches, forms, words, runs)
    first, last = _window([number for number, word in enumerate(words) if word in found], len(words), length)
    start = words[first] if first else 0
    end = words[last - 1] + 1 if last < len(words) else len(stretches)
    shown = _marked_at(stretches[start:end], [place - start for place in found if start <= place < end], runs)
    return SafeString(f"{'… ' if first else ''}{shown}{' …' if last < len(words) else ''}")


def _found_in(stretches, forms, words, runs):
    """The places of the stretches that hold something sought; `words` are the places of those that hold a word."""
    if _are_words(runs):
        wanted = _wanted(runs)
        return {place for place in words if not wanted.isdisjoint(forms[place])}
    places = [(at, at, word[2]) for at in words for word in _words_of(stretches[at])]
    return {places[hit][0] for hit in _hits(places, runs)}


def _marked_at(stretches, found, runs):
    """Some stretches in a row with what was sought marked; `found` are the places of those that hold any of it."""
    if not _are_words(runs):
        text = " ".join(stretches)
        return _as_html(_opened(text, _places(text), runs))
    for place in found:
        stretches[place] = _opened(stretches[place], _words_of(stretches[place]), runs)
    return _as_html(" ".join(stretches))


def marked(text, runs):
    """The whole of `text` as it stands with what was sought marked, as safe HTML."""
    text = _without_signs(text)
    if not _are_words(runs):
        return _as_html(_opened(text, _places(text), runs))
    # Words sought one by one stand in few stretches of a text, and only those are looked at closely.
    wanted, pieces = _wanted(runs), SPACES.split(text)
    for place in range(0, len(pieces), 2):
        if not wanted.isdisjoint(_forms_of(pieces[place])):
            pieces[place] = _opened(pieces[place], _words_of(pieces[place]), runs)
    return _as_html("".join(pieces))


def is_marked(*texts):
    """Whether any of some texts, as marked, holds what was sought."""
    return any("<mark>" in text for text in texts)


def _are_words(runs):
    """Whether all that is sought are single words, each of which stands within a stretch."""
    return all(len(run.tokens) == 1 and not begins(run.tokens[0]) for run in runs)


def _wanted(runs):
    """The tokens of single words."""
    return {run.tokens[0] for run in runs}


def _without_signs(text):
    return text.replace(OPEN, " ").replace(CLOSE, " ")


def _opened(text, places, runs):
    """A text, whose words are at `places`, with the signs of a mark around what is sought."""
    pieces, at = [], 0
    for begin, finish, _forms in (places[hit] for hit in sorted(_hits(places, runs))):
        pieces += [text[at:begin], OPEN, text[begin:finish], CLOSE]
        at = finish
    return "".join([*pieces, text[at:]])


def _as_html(text):
    """The text, escaped, with what stands between the signs marked."""
    text = escape(BETWEEN.sub(r"\1", text) if OPEN in text else text)
    return SafeString(text.replace(OPEN, "<mark>").replace(CLOSE, "</mark>"))


def _places(text):
    """Each word of a text as (start, end, the tokens it stands for)."""
    return [
        (found.start() + start, found.start() + end, forms)
        for found in STRETCH.finditer(text)
        for start, end, forms in _words_of(found[0])
    ]


@lru_cache(maxsize=50_000)
def _words_of(stretch):
    """The same for a text without spaces: the same few stretches make up most of a record."""
    folded = [FOLDING[ord(character)] for character in stretch]
    origin = [place for place, letters in enumerate(folded) for _letter in letters]
    places = []
    for parts in scan("".join(folded)):
        whole = together([part for part, _start, _end in parts])
        for part, start, end in parts:
            forms = frozenset({stem(part), exact(part), stem(whole), exact(whole)})
            places.append((origin[start], origin[end - 1] + 1, forms))
    return tuple(places)


@lru_cache(maxsize=50_000)
def _forms_of(stretch):
    """All tokens that the words of a text without spaces stand for."""
    return frozenset().union(*(forms for _start, _end, forms in _words_of(stretch)))


def _hits(places, runs):
    """The numbers of the words that belong to something sought."""
    return {place for run in runs for start in _starts(places, run) for place in range(start, start + len(run.tokens))}


def _starts(places, run):
    """The numbers of the words with which what `run` seeks begins."""
    starts = range(len(places) - len(run.tokens) + 1)
    for step, token in enumerate(run.tokens):
        if begins(token):
            start_of = token.removesuffix("*")
            starts = [at for at in starts if any(form.startswith(start_of) for form in places[at + step][2])]
        else:
            starts = [at for at in starts if token in places[at + step][2]]
    return starts


def _window(hits, total, length):
    """The first word to show and the one after the last: where the most hits stand together, first of all.

    `hits` are in order.
    """
    if total <= length:
        return 0, total
    starts = sorted({max(0, min(hit - length // 4, total - length)) for hit in hits}) or [0]
    first = max(starts, key=lambda start: (bisect_left(hits, start + length) - bisect_left(hits, start), -start))
    return first, first + length
