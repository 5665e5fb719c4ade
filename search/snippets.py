"""The stretch of a text in which a search was found, with the words it was found by marked."""

import re

from django.utils.html import escape
from django.utils.safestring import mark_safe

from search.folding import FOLDING, HYPHENS, exact, scan, stem, together

OPEN, CLOSE = "\x02", "\x03"
"""Stand where a mark begins and ends until the text around them is escaped; no text holds them."""

BETWEEN = re.compile(rf"{CLOSE}([ {HYPHENS}]){OPEN}")
"""What stands between two marks that are shown as one."""

LENGTH = 40
"""Words of a snippet."""


def snippet(text, runs, length=LENGTH):
    """The `length` words of `text` with the most of what was sought, as safe HTML."""
    text = text.translate({2: " ", 3: " "})
    places = _places(text)
    hits = _hits(places, runs)
    first, last = _window(hits, len(places), length)
    start = places[first][0] if first else 0
    end = places[last - 1][1] if last < len(places) else len(text)
    pieces, at = [], start
    for place in range(first, last):
        if place in hits:
            begin, finish, _forms = places[place]
            pieces += [text[at:begin], OPEN, text[begin:finish], CLOSE]
            at = finish
    shown = BETWEEN.sub(r"\1", " ".join("".join([*pieces, text[at:end]]).split()))
    shown = escape(shown).replace(OPEN, "<mark>").replace(CLOSE, "</mark>")
    return mark_safe(f"{'… ' if first else ''}{shown}{' …' if last < len(places) else ''}")


def _places(text):
    """Each word of a text as (start, end, the tokens it stands for)."""
    folded = [FOLDING[ord(character)] for character in text]
    origin = [place for place, letters in enumerate(folded) for _letter in letters]
    places = []
    for parts in scan("".join(folded)):
        whole = together([part for part, _start, _end in parts])
        for part, start, end in parts:
            forms = {stem(part), exact(part), stem(whole), exact(whole)}
            places.append((origin[start], origin[end - 1] + 1, forms))
    return places


def _hits(places, runs):
    """The numbers of the words that belong to something sought."""
    hits = set()
    for run in runs:
        size = len(run.tokens)
        for place in range(len(places) - size + 1):
            if all(_fits(places[place + step][2], run, step) for step in range(size)):
                hits.update(range(place, place + size))
    return hits


def _fits(forms, run, step):
    token = run.tokens[step]
    if run.prefix and step == len(run.tokens) - 1:
        return any(form.startswith(token) for form in forms)
    return token in forms


def _window(hits, total, length):
    """The first word and the one after the last of the stretch to show: the one with the most hits, the earliest."""
    if total <= length:
        return 0, total
    starts = sorted({max(0, min(hit - length // 4, total - length)) for hit in hits}) or [0]
    first = max(starts, key=lambda start: (sum(start <= hit < start + length for hit in hits), -start))
    return first, first + length
