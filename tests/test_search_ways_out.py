"""What the page and the lists offer beside a search, or where nothing is found: each number is what its link gives."""

import re
from html import unescape
from urllib.parse import quote

import pytest

from recommendations.models import Recommendation
from search.results import Results
from search.ways_out import is_slip
from tests.reading import read, result_count
from tests.searching import refs

pytestmark = pytest.mark.django_db

ADVICE = re.compile(
    r'<a href="([^"]+)" rel="nofollow"><bdi>([^<]*)</bdi></a> <span class="count">(\d+)</span>( \(of all kinds\))?'
)


def advice(client, address):
    """What a page offers instead of what was asked, as (link, words of the link, number, what stands behind it)."""
    return [
        (link, label, int(number), more)
        for link, label, number, more in ADVICE.findall(unescape(read(client, address)))
    ]


@pytest.mark.parametrize("rest", ["", "&kind=recommendations", "&kind=themes", "&kind=documents"])
@pytest.mark.parametrize(
    "typed",
    [
        "Global lion Migration Group",
        "labuor",
        "organizaton",
        "zebra GMG -women",
        "recieve NOT climate zebra",
        '"women domestic" labour',
        "maid or nurse",
        "women or training",
        "migration not labour",
        "remitances (women OR lion)",
        "climate zebra women lion",
        "(im)migrants/wokrer(s) zebra",
        "climate/women,zebra lion",
    ],
)
def test_each_number_of_the_advice_is_what_its_link_gives(client, typed, rest):
    page = unescape(read(client, f"/search/?q={quote(typed)}{rest}"))
    for address, _label, number, of_all in ADVICE.findall(page):
        assert result_count(read(client, address)) == int(number) > 0, address
        assert not of_all or "kind=" not in address
    kind = rest.partition("kind=")[2]
    if kind in ("", "recommendations"):
        assert ADVICE.search(page)
    if kind == "recommendations":
        page = unescape(read(client, f"/recommendations/?q={quote(typed)}&year=2007"))
        for address, _label, number, _of_all in ADVICE.findall(page):
            assert result_count(read(client, f"/recommendations/{address}")) == int(number) > 0, address


@pytest.mark.parametrize("typed", ["climate/women,zebra lion", "(climate women zebra) lion"])
def test_words_that_only_a_sign_parts_may_go_one_by_one(client, typed):
    offered = {label: number for _link, label, number, _more in advice(client, f"/search/?q={quote(typed)}")}
    assert {label: offered.get(label) for label in ("women", "climate")} == {"women": 48, "climate": 8}


@pytest.mark.parametrize(
    ("typed", "capitals"),
    [
        ("women or training", "women OR training"),
        ("migration not labour", "migration NOT labour"),
        ("(women) or (training)", "(women) OR (training)"),
        ("women Or training", "women OR training"),
        ("women or, training", "women OR training"),
        ("mujeres ou climate", "mujeres OR climate"),
        ("mujeres o climate", "mujeres OR climate"),
        ("نساء أو climate", "نساء OR climate"),
        # A capital may be longer than its letter.
        ("migration noẗ labour", "migration NOT labour"),
    ],
)
def test_or_and_not_in_small_letters_are_offered_in_capitals(client, typed, capitals):
    for address, total in (("/search/", Results(capitals).total), ("/recommendations/", len(refs(capitals)))):
        page = " ".join(read(client, f"{address}?q={quote(typed)}").split())
        link = re.search(
            r'only in capitals: <a href="([^"]+)" rel="nofollow"><bdi>([^<]+)</bdi></a> <span class="count">(\d+)',
            page,
        )
        assert (link[2], int(link[3])) == (capitals, total)
        assert result_count(read(client, unescape(link[1] if link[1][0] == "/" else address + link[1]))) == total


@pytest.mark.parametrize(
    "typed", ["or women", "women or", '"women or training"', "women OR training", "women -or training", "not"]
)
def test_capitals_are_offered_only_between_words_and_where_they_change_the_number(client, typed):
    for address in ("/search/", "/recommendations/"):
        assert "only in capitals" not in read(client, f"{address}?q={quote(typed)}")


def test_a_word_that_is_misspelt_finds_words_like_it(client):
    page = read(client, "/search/?q=recruitmant")
    assert '<a href="/search/?q=recruitment" rel="nofollow"><bdi>recruitment</bdi></a>' in page
    assert f'<span class="count">{Results("recruitment").total}</span>' in page


def test_only_the_word_that_is_misspelt_is_changed(client):
    typed = quote("recruitmant -women")
    total, listed = Results("recruitment -women").total, len(refs("recruitment -women"))
    assert ("/search/?q=recruitment%20-women", "recruitment -women", total, "") in advice(client, f"/search/?q={typed}")
    assert ("?q=recruitment%20-women", "recruitment -women", listed, "") in advice(
        client, f"/recommendations/?q={typed}"
    )
    # Of this one the record holds other forms, and so it finds something; its neighbour finds more.
    number = len(refs("remittances"))
    assert advice(client, "/recommendations/?q=remitances") == [("?q=remittances", "remittances", number, "")]
    assert advice(client, "/recommendations/?q=remittances") == advice(client, "/search/?q=trainings") == []


@pytest.mark.parametrize(
    ("typed", "offered"), [("migartion", ["migration", "migracion"]), ("labuor", ["labour", "labor"])]
)
def test_of_words_as_much_alike_the_one_that_more_records_hold_comes_first(client, typed, offered):
    # The Spanish word finds more, for it finds the English too.
    assert Results("migracion").total > Results("migration").total
    assert [label for _link, label, *_more in advice(client, f"/search/?q={typed}")] == offered
    assert [way[1] for way in advice(client, f"/recommendations/?q={typed}")][:2] == offered


def test_no_word_is_offered_that_is_rarer_than_other_forms_of_the_word_typed(client):
    # It finds “development” by its stem; the record holds a few French words too.
    assert Results("developement").total > 600
    for address in ("/search/", "/recommendations/"):
        assert advice(client, f"{address}?q=developement") == advice(client, f"{address}?q=developement+women") == []
    assert [label for _link, label, *_more in advice(client, "/search/?q=developpemant")] == ["developpement"]


def test_a_phrase_that_finds_nothing_is_offered_without_its_quotes(client):
    typed, total = quote('"work domestic" women'), Results("work domestic women").total
    label = "without quotes: work domestic women"
    assert ("/search/?q=work%20domestic%20women", label, total, "") in advice(client, f"/search/?q={typed}")
    number = len(refs("work domestic women"))
    assert ("?q=work%20domestic%20women", label, number, "") in advice(client, f"/recommendations/?q={typed}")
    typed = quote('women -"women" -"of women"')
    assert "without quotes" not in read(client, f"/recommendations/?q={typed}")


@pytest.mark.parametrize(
    ("typed", "whole", "label"),
    [
        ("women-training", "women training", "without hyphens: women training"),
        ("why xenophobia, then", "xenophobia,", "without common words: xenophobia,"),
        ("racisme à la media", "racisme media", "without common words: racisme media"),
    ],
)
def test_a_search_that_finds_nothing_is_offered_without_hyphens_and_function_words(client, typed, whole, label):
    total, number = Results(whole).total, len(refs(whole))
    assert (f"/search/?q={quote(whole)}", label, total, "") in advice(client, f"/search/?q={quote(typed)}")
    offered = advice(client, f"/recommendations/?q={quote(typed)}")
    assert [way for way in offered if way[1] == label] == [(f"?q={quote(whole)}", label, number, "")] * bool(number)


def test_of_a_question_what_stands_side_by_side_is_offered(client):
    typed = "what did the Forum recommend on brain drain in Athens?"
    pairs = ["brain drain", "Forum recommend", "recommend brain"]
    ways = [(f"/search/?q={quote(pair)}", pair, Results(pair).total, "") for pair in pairs]
    assert advice(client, f"/search/?q={quote(typed)}") == ways


def test_of_one_word_with_hyphens_its_parts_are_offered(client):
    total = Results("discrimination").total
    assert advice(client, "/search/?q=zebra-discrimination") == [
        ("/search/?q=discrimination", "discrimination", total, "")
    ]


@pytest.mark.parametrize("typed", ["wellbeing", "followup", "wellbeing women"])
def test_a_word_that_the_record_writes_with_a_hyphen_is_not_taken_for_one_that_is_misspelt(client, typed):
    for address in ("/search/", "/recommendations/"):
        page = read(client, f"{address}?q={quote(typed)}")
        assert result_count(page) > 0 and "The record has words like it:" not in page


@pytest.mark.parametrize("typed", ["did zebra", "Athens 2009", "S53"])
def test_neither_a_number_nor_a_short_word_is_taken_for_another_that_is_misspelt(client, typed):
    for address in ("/search/", "/recommendations/"):
        assert "The record has words like it:" not in read(client, f"{address}?q={quote(typed)}")


@pytest.mark.parametrize(
    ("typed", "meant", "most", "likely"),
    [
        *(("labuor", "labour", 1, True), ("recieve", "receive", 1, True), ("organizaton", "organization", 2, True)),
        *(("accomodaton", "accommodation", 2, True), ("remitances", "remittances", 1, True)),
        # Words of their own, and other forms of a word.
        *(("compact", "combat", 1, False), ("competitive", "competition", 2, False), ("lion", "loan", 1, False)),
    ],
)
def test_a_slip_of_the_pen_is_told_from_another_word(typed, meant, most, likely):
    assert is_slip(typed, meant, most) is likely


def test_a_word_that_the_record_lacks_is_not_taken_for_another_one(client):
    for address in ("/search/", "/recommendations/"):
        assert "combat" not in read(client, f"{address}?q=global+compact")
        assert 'rel="nofollow"><bdi>without “compact”</bdi></a>' in read(client, f"{address}?q=global+compact")


def test_the_question_mark_goes_with_the_question(client):
    offered = advice(client, f"/search/?q={quote('what was recommended to zebras on brain drain?')}")
    assert [label for _link, label, _number, _more in offered if "drain" in label] == ["brain drain"]


@pytest.mark.parametrize("typed", ["organi*ation -women", "organi?ation -women", "(ORGANI*ation -women)"])
def test_a_star_within_a_word_is_offered_at_its_end(client, typed):
    whole = re.sub(r"[*?]ation", "*", typed)
    label = f"star at the end of the word: {whole}"
    way = (f"/search/?q={quote(whole)}", label, Results("organi* -women").total, "")
    assert way in advice(client, f"/search/?q={quote(typed)}")
    way = (f"?q={quote(whole)}", label, len(refs("organi* -women")), "")
    assert way in advice(client, f"/recommendations/?q={quote(typed)}")


def test_a_star_within_a_word_of_a_phrase_is_offered_at_its_end(client):
    typed, whole = '"brain dr*ning"', '"brain dr*"'
    way = (f"?q={quote(whole)}", f"star at the end of the word: {whole}", len(refs(whole)), "")
    assert way in advice(client, f"/recommendations/?q={quote(typed)}") and way[2] > 1


def test_ways_out_keep_to_the_kind_asked_for_where_that_finds_something(client):
    found = Results("climate").counts
    assert advice(client, "/search/?q=climate+zebra&kind=recommendations") == [
        ("/search/?q=climate&kind=recommendations", "without “zebra”", found["recommendations"], "")
    ]
    assert advice(client, "/search/?q=climate+zebra&kind=themes") == [
        ("/search/?q=climate", "without “zebra”", sum(found.values()), " (of all kinds)")
    ]


def test_what_another_kind_would_give_is_told_where_one_kind_has_nothing(client):
    page = unescape(read(client, "/search/?q=women&kind=documents"))
    [(address, label, number)] = re.findall(
        r'<a href="([^"]*)" rel="nofollow">(without[^<]*)</a> <span class="count">(\d+)', page
    )
    assert label == "without “Documents”" and "No record holds this." not in page
    assert result_count(read(client, address)) == int(number) > 0


def test_where_nothing_less_finds_anything_the_page_says_so_plainly(client):
    page = read(client, "/search/?q=zzebra+zzlion")
    assert "No record matches all of this, nor any part of it by itself." in page
    assert 'class="ways-out"' not in page
    Recommendation.objects.all().delete()
    assert "Leaving out any one part of it finds nothing either." in read(client, "/recommendations/?q=zzebra")


def test_nothing_found_says_what_to_leave_out_and_what_that_gives(client):
    page = unescape(read(client, "/search/?q=climate+zebra"))
    assert result_count(page) == 0
    ways = re.findall(
        r'<a href="([^"]+)" rel="nofollow"><bdi>without “([^”]+)”</bdi></a> <span class="count">(\d+)<', page
    )
    assert ways == [("/search/?q=climate", "zebra", str(Results("climate").total))]


@pytest.mark.parametrize(
    ("typed", "rest"),
    [
        ("(climate zebra)", "(climate)"),
        ("((climate zebra))", "((climate))"),
        ("[(zebra climate)]", "[(climate)]"),
        ("(climate (zebra OR lion))", "(climate)"),
    ],
)
def test_a_search_wholly_in_brackets_that_finds_nothing_can_go_without_a_word_of_it(client, typed, rest):
    lost = "(zebra OR lion)" if "lion" in typed else "zebra"
    way = (f"/search/?q={quote(rest)}", f"without “{lost}”", Results("climate").total, "")
    assert way in advice(client, f"/search/?q={quote(typed)}")
    way = (f"?q={quote(rest)}", f"without “{lost}”", len(refs("climate")), "")
    assert way in advice(client, f"/recommendations/?q={quote(typed)}")
    assert f'value="{typed}"' in read(client, f"/search/?q={quote(typed)}")


@pytest.mark.parametrize(("typed", "word"), [("(zebra)", "zebra"), ("zebra.", "zebra."), ("[zebra)", "[zebra")])
def test_a_search_without_its_only_word_is_none_whatever_signs_stand_beside_it(client, typed, word):
    number = Recommendation.objects.filter(meeting__starts_on__year=2007).count()
    way = ("?year=2007", f"without “{word}”", number, "")
    assert way in advice(client, f"/recommendations/?q={quote(typed)}&year=2007")


def test_where_leaving_out_one_word_is_not_enough_each_is_counted_alone(client):
    page = unescape(read(client, "/search/?q=climate+zebra+women+lion"))
    number = Results("climate").total
    assert f'<a href="/search/?q=climate" rel="nofollow"><bdi>climate</bdi></a> <span class="count">{number}<' in page
    assert '<span class="count">0<' not in page


@pytest.mark.parametrize(
    ("typed", "ways"),
    [
        (
            "(climate zzebra) OR (microfinance zzlion)",
            {"zzebra": "(climate) OR (microfinance zzlion)", "zzlion": "(climate zzebra) OR (microfinance)"},
        ),
        ("ILO ((climate zzebra) OR zzlion)", {"((climate zzebra) OR zzlion)": "ILO"}),
        (
            "zzebra OR (zzlion (climate OR zzebra)) OR -(climate OR -climate)",
            {"zzlion": "zzebra OR ((climate OR zzebra)) OR -(climate OR -climate)"},
        ),
        ("zzlion (climate OR (women (microfinance zzebra)))", {"zzlion": "(climate OR (women (microfinance zzebra)))"}),
        # To go without one side of an OR is no way: what is beside it would be joined to another word.
        ("climate OR zzebra zzlion", {"zzlion": "climate OR zzebra"}),
    ],
)
def test_a_search_in_nested_brackets_that_finds_nothing_says_which_word_to_leave_out(client, typed, ways):
    search = {
        (f"/search/?q={quote(rest)}", f"without “{word}”", Results(rest).total, "") for word, rest in ways.items()
    }
    assert {way for way in advice(client, f"/search/?q={quote(typed)}") if "without" in way[1]} == search
    listed = {(f"?q={quote(rest)}", f"without “{word}”", len(refs(rest)), "") for word, rest in ways.items()}
    found = {way for way in advice(client, f"/recommendations/?q={quote(typed)}") if way[0] != "?"}
    assert found == {way for way in listed if way[2]} != set()
    assert all(way[2] for way in search)


def test_where_brackets_hold_several_words_too_many_each_is_counted_alone(client):
    ways = [(f"/search/?q={word}", word, Results(word).total, "") for word in ("microfinance", "climate")]
    for typed in ("(climate zzebra) (microfinance zzlion)", "(climate zzebra zzlion) OR (microfinance zzebra zzlion)"):
        page = read(client, f"/search/?q={quote(typed)}")
        assert "No record matches all of this. What each part finds by itself:" in page
        assert advice(client, f"/search/?q={quote(typed)}") == ways
    assert "No record holds this." in read(client, "/search/?q=zzzebra+OR+zzlion")


def test_an_empty_list_says_what_each_choice_taken_away_would_give(client):
    page = unescape(read(client, "/recommendations/?q=climate+women&theme=recruitment"))
    assert result_count(page) == 0
    ways = re.findall(
        r'<li><a href="([^"]+)" rel="nofollow"><bdi>without ([^<]+)</bdi></a> <span class="count">(\d+)<', page
    )
    # Neither word is enough, and to do without the theme gives nothing.
    assert [word for _address, word, _number in ways] == ["any of the words"]
    others = advice(client, "/recommendations/?q=climate&theme=recruitment")
    assert {word for _address, word, _number, _more in others} == {
        "without “climate”", "without “Theme: Recruitment”"}  # fmt: skip
    for address, _word, number in [*ways, *(way[:3] for way in others)]:
        assert result_count(read(client, f"/recommendations/{address}")) == int(number) > 0
