"""What a search matches beside the words typed (query expansion): synonyms, other forms, and words that begin so."""

from dataclasses import replace

from browse.rows import rows
from search import frequent_words, index
from search.folding import stem
from search.frequencies import frequencies
from search.models import WordForm
from search.tree import phrase

MOST_FORMS = 12
"""Other forms of the words that the page names."""
MOST_BEGUN = 6
"""Words that begin as was typed that the page names."""
CANDIDATES = 2 * MOST_BEGUN
"""Such words of which is counted how many records hold them."""
MOST_COMPARED = 5000
"""Words of the record that are looked through for those that begin so, or are spelt alike."""


def held_synonyms(query):
    """(term, whether it is left out) for each wording that has synonyms, with those that the record holds."""
    runs = {other.run for term, _left_out in query.named for other in term.others if not other.theme}
    held = frequent_words.held(sorted(runs, key=str))
    named = [
        (replace(term, others=tuple(other for other in term.others if other.theme or other.run in held)), left_out)
        for term, left_out in query.named
    ]
    return [(term, left_out) for term, left_out in named if term.others]


def other_forms(words):
    """The forms that `words`, folded, have in the record beside those typed; the first of them if there are many."""
    found = rows(_forms, sorted({stem(word) for word in words}))
    return [form for (form,) in found if form not in words][:MOST_FORMS]


def _forms(stems):
    return WordForm.objects.filter(stem__in=stems).values_list("word")


def words_that_begin(beginning, kinds):
    """A dozen words of records of `kinds` that begin so: forms of those stems that the most records hold."""
    forms = dict(WordForm.objects.filter(word__startswith=beginning).values_list("word", "stem")[:MOST_COMPARED])
    frequency = frequencies(kinds, set(forms.values()))
    known = [word for word in forms if forms[word] in frequency]
    return sorted(known, key=lambda word: (-frequency[forms[word]], word))[:CANDIDATES]


def most_frequent(words, number=None):
    """Those of `words` that the most records hold as written, the most frequent first; of one kind with `number`."""
    counts = dict(zip(words, index.totals([phrase([word]) for word in words], number), strict=True))
    return sorted(filter(counts.get, words), key=lambda word: (-counts[word], word))[:MOST_BEGUN]


def exact_examples(query, named, forms):
    """How to ask for just what was typed, where it has synonyms, as in `named`, or other `forms`.

    Each is (the wording in quotes, the whole search with it in place of what was typed).
    """
    varied = {stem(form) for form in forms}
    plain = [term for term in query.plain if varied & set(map(stem, query.words_of(term)))]
    return list(dict.fromkeys(query.exactly(term) for term in [*(term for term, _left_out in named), *plain]))
