"""What is shown of a text that was found, and the marks on the words that matched."""

import pytest

from search.folding import words
from search.query import parse
from search.snippets import snippet
from tests.reading import read
from tests.searching import an_edit

pytestmark = pytest.mark.django_db


def test_what_was_found_is_marked_and_the_rest_is_escaped(client):
    an_edit(
            "<script>alert('zebra')</script> & <b>co-operation</b> of Zebras", "update")  # fmt: skip
    page = read(client, "/search/?q=zebra+cooperation")
    assert (
        "&lt;script&gt;alert(&#x27;<mark>zebra</mark>&#x27;)&lt;/script&gt; &amp; "
        "&lt;b&gt;<mark>co-operation</mark>&lt;/b&gt; of <mark>Zebras</mark>" in page
    )
    assert "<script>alert" not in page
    assert "<script>alert" not in read(client, "/search/?q=%3Cscript%3Ealert(1)%3C/script%3E")


@pytest.mark.parametrize(
    ("typed", "text", "shown"),
    [
        ("evaluation", "Des évaluations fréquentes", "Des <mark>évaluations</mark> fréquentes"),
        ("women", "A woman’s word", "A <mark>woman</mark>’s word"),
        ('"global forum"', "The Global  Forum is global", "The <mark>Global Forum</mark> is global"),
        ("recruit*", "Recruiters recruit", "<mark>Recruiters recruit</mark>"),
        ("cooperation", "Co-operation", "<mark>Co-operation</mark>"),
        ("strasse", "Große Straße", "Große <mark>Straße</mark>"),
        ("zebra -lion", "Zebra, lion", "<mark>Zebra</mark>, lion"),
        ("GMG", "The Global Migration Group met", "The <mark>Global Migration Group</mark> met"),
        ("x", "\x02x\x03", "<mark>x</mark>"),
        ("cost of money", "The cost of sending money", "The <mark>cost</mark> of sending <mark>money</mark>"),
        ("cost of sending", "The cost of sending", "The <mark>cost</mark> of <mark>sending</mark>"),
        ('"cost of money" or', "The cost of money", "The <mark>cost of money</mark>"),
        ("of the", "Out of the cost", "Out <mark>of the</mark> cost"),
        ("money -of", "Of money", "Of <mark>money</mark>"),
    ],
)
def test_a_snippet_marks_the_words_that_matched(typed, text, shown):
    assert snippet(text, parse(typed).runs) == shown


def test_a_snippet_of_the_end_of_a_text_is_as_long_as_any():
    shown = snippet(f"{'before ' * 99}zebra", parse("zebra").runs)
    assert shown == f"… {'before ' * 39}<mark>zebra</mark>"


def test_a_snippet_shows_the_stretch_that_matched():
    text = " ".join(["before"] * 100 + ["zebra"] + ["after"] * 100)
    shown = snippet(text, parse("zebra").runs)
    assert shown.startswith("… before ") and shown.endswith(" after …")
    assert len(words(shown.replace("<mark>", "").replace("</mark>", ""))) == 40


def test_a_long_text_that_says_little_else_is_cut_at_once():
    shown = snippet(f"{'before ' * 99}{'zebra ' * 15_000}", parse("zebra").runs)
    assert shown == f"… <mark>{' '.join(['zebra'] * 40)}</mark> …"
