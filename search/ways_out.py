"""What else to ask where a search finds nothing: each other search with its label, to be counted by who offers it."""

import re
from difflib import get_close_matches
from itertools import islice, pairwise, product

from django.utils.translation import gettext as _

from browse.ways_out import shortened, without
from search import index
from search.expansion import MOST_COMPARED
from search.folding import HYPHENS, stem, words
from search.frequencies import frequencies
from search.groups import walk
from search.models import WordForm
from search.query import is_function_word
from search.sources import sources
from search.tree import phrase

NEAR_WORDS = 3
"""Words for which others that are spelt alike are looked for, and how many of these."""
LEAST = 4
"""Letters of such a word: what is like a shorter one, or like a number, is another."""
LIKENESS, LIKELY = 0.75, 9
"""How like it a word has to be to be held against it letter by letter, and how many are."""
LONG = 8
"""Letters of a word in which two slips are likely."""
MOST_SPELT = 9
"""Searches with such words that are tried."""
HYPHEN = re.compile(f"[{HYPHENS}]+")
STAR_WITHIN = re.compile(r"([\w-]+)[*?]\w[\w*?-]*")
"""A word with a sign for any letters that stands where it does not count, alone or in a phrase."""


def spelt_otherwise(query):
    """(The search with each word that the record lacks spelt as it has it, those words alone), as two lists of ways."""
    near = _near_words(query)
    chosen = (zip(near, forms, strict=True) for forms in product(*near.values()) if near)
    wholes = [query.with_others(dict(others)) for others in islice(chosen, MOST_SPELT)]
    alone = dict.fromkeys(form for forms in near.values() for form in forms)
    return [(shortened(whole), whole) for whole in wholes], [(form, form) for form in alone]


def _near_words(query):
    """For each term that is a word which the record does not hold, the words spelt most like it, if there are some.

    A word of which it holds other forms may be one of them that is missing, so that others have to be more alike. One
    that it writes with a hyphen is no word that it does not hold: “wellbeing”.
    """
    named = {part for term, _left_out in query.named for part in term.parts}
    plain = [term for term in query.plain if term not in named and len(term.word) >= LEAST and term.word.isalpha()]
    stems = {part for term in plain for part in (stem(term.word), *term.stems)}
    known = set(WordForm.objects.filter(stem__in=stems).values_list("word", flat=True)) if stems else set()
    known_stems = set(map(stem, known))
    unknown = [term for term in plain if term.word not in known and not _is_joined(term, known_stems)]
    hyphened = index.held([phrase([term.word]) for term in unknown])
    near = {}
    for term in [term for term in unknown if phrase([term.word]) not in hyphened][:NEAR_WORDS]:
        if alike := _alike(term.word, stem(term.word) in known_stems):
            near[term] = alike
    return near


def _is_joined(term, stems):
    """Whether a term is a word with hyphens whose parts are among the stems of known words."""
    return len(term.stems) > 1 and stems.issuperset(term.stems)


def _alike(word, has_other_forms):
    """Words of the record for which `word` is likely a slip of the pen, the likeliest first, and of each one form.

    Of those that are as like it, the one that more records hold is the likelier: the record is in English and holds a
    few words in other languages. What fewer records hold than other forms of `word` itself is not meant.
    """
    begin_so = WordForm.objects.filter(word__startswith=word[0]).exclude(stem=stem(word))
    words = list(begin_so.values_list("word", flat=True)[:MOST_COMPARED])
    most = 1 if has_other_forms or len(word) < LONG else 2
    near = [form for form in get_close_matches(word, words, n=LIKELY, cutoff=LIKENESS) if is_slip(word, form, most)]
    held = frequencies(list(sources()), [stem(form) for form in (word, *near)]) if near else {}
    likely = sorted(near, key=lambda form: (slips(word, form), -held.get(stem(form), 0)))
    forms = {}
    for form in likely:
        if held.get(stem(form), 0) > held.get(stem(word), 0):
            forms.setdefault(stem(form), form)
    return list(forms.values())[:NEAR_WORDS]


def is_slip(typed, meant, most):
    """Whether at most so many slips make `meant` of `typed`: “compact” is no “combat”.

    More than one slip stands within a word: what ends otherwise is another word.
    """
    return slips(typed, meant) <= (most if typed[-2:] == meant[-2:] else 1)


def slips(typed, meant):
    """How many slips make `meant` of `typed`: a letter too many, one left out, another, or two swapped."""
    before, row = None, list(range(len(meant) + 1))
    for place, letter in enumerate(typed, 1):
        earlier, before, row = before, row, [place]
        for at, other in enumerate(meant, 1):
            row.append(min(before[at] + 1, row[-1] + 1, before[at - 1] + (letter != other)))
            if earlier and at > 1 and typed[place - 2 : place] == meant[at - 1] + meant[at - 2]:
                row[at] = min(row[at], earlier[at - 2] + 1)
    return row[-1]


def typed_otherwise(query):
    """The search with other signs: phrases and hyphens as plain words, stars where they count; without function words.

    Of phrases, each that is asked for is opened by itself.
    """
    asked = [term for term, left_out in walk(query.terms) if not left_out and not term.parts]
    wholes = [query.with_others({term: term.inside}) for term in asked if term.inside]
    ways = [(_("without quotes: %(words)s") % {"words": shortened(whole)}, whole) for whole in wholes]
    starred = {term: STAR_WITHIN.sub(r"\1*", query.wording(term)) for term in asked}
    if cut := {term: words for term, words in starred.items() if words != query.wording(term)}:
        whole = query.with_others(cut)
        ways.append((_("star at the end of the word: %(words)s") % {"words": shortened(whole)}, whole))
    if apart := {term: " ".join(_parts(query, term)) for term in asked if len(_parts(query, term)) > 1}:
        whole = query.with_others(apart)
        ways.append((_("without hyphens: %(words)s") % {"words": shortened(whole)}, whole))
    if building := dict.fromkeys(_function_words(query), ""):
        whole = " ".join(query.with_others(building).split())
        ways.append((_("without common words: %(words)s") % {"words": shortened(whole)}, whole))
    return ways


def _parts(query, term):
    """The parts of a word with hyphens, as typed; of another, itself."""
    return HYPHEN.split(query.wording(term)) if term.word else [query.wording(term)]


def _function_words(query):
    """The terms that are words which only build a sentence, as in a question; none where there are no others."""
    named = {part for term, _left_out in query.named for part in term.parts}
    found = [term for term in query.plain if term not in named and is_function_word(term)]
    return found if words(query.with_others(dict.fromkeys(found, ""))) else []


def without_terms(query):
    """The search without a term, for each that may go; what remains is read anew: words may then stand side by side.

    To go without the only term leaves no words.
    """
    terms = [*(query.terms if len(query.terms) == 1 else ()), *(() if query.has_many_beginnings else query.can_go)]
    return [(without(term), rest) for term, rest in map(query.without, terms)]


def parts_alone(query):
    """Parts of the search by themselves, as lists of ways of which one is to be offered: the first that finds anything.

    First every two terms that stand side by side, then each that may go; of one word with hyphens, its parts. Words
    that only build a sentence are passed over.
    """
    telling = [_typed(query, term) for term in query.terms if not term.negative and not is_function_word(term)]
    if len(telling) > 2:
        yield [(shortened(pair), pair) for pair in map(" ".join, pairwise(telling))]
    alone = [_typed(query, term) for term in query.can_go if not is_function_word(term)]
    if len(query.terms) == 1 and len(parts := _parts(query, query.terms[0])) > 1:
        alone = parts
    yield [(shortened(part), part) for part in alone]


def _typed(query, term):
    return query.typed[term.start : term.end]
