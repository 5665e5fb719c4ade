"""Words in addresses that a page does not follow: said, passed over, or too many."""

import pytest

from gfmd_portal.downloads.lists import LISTS
from gfmd_portal.middleware.long_addresses import MOST_WORDS
from tests.reading import body, odd

pytestmark = pytest.mark.django_db

WITHOUT_FILTERS = [
    "/meetings/",
    "/themes/",
    "/themes/remittances/",
    "/agencies/",
    "/agencies/involvement/",
    "/documents/",
    "/roundtables/",
    "/codebook/",
    "/changes/",
    "/meetings/bern-2011/changes/",
]


@pytest.mark.parametrize("address", ["/themes/", "/recommendations/", "/recommendations.csv", "/search/", "/nowhere/"])
def test_an_address_with_more_words_than_anybody_asks_for_is_refused(client, address):
    words = [f"a{number}=1" for number in range(MOST_WORDS)]
    assert client.get(f"{address}?{'&'.join(words)}").status_code == (404 if address == "/nowhere/" else 200)
    refused = client.get(f"/fr{address}?{'&'.join(words)}&b=1")
    assert refused.status_code == 400
    assert '<html lang="fr"' in body(refused)


@pytest.mark.parametrize("address", WITHOUT_FILTERS)
def test_a_page_without_filters_says_what_it_did_not_look_for(client, address):
    page = body(client.get(f"{address}?theme=remittances&q=%3Cb%3E%00&theme=diaspora"))
    assert "This page has no filters: it shows everything." in page
    assert odd(page) == [("theme", "remittances"), ("theme", "diaspora"), ("q", "&lt;b&gt;\ufffd")]
    assert "was not understood" not in body(client.get(address))


@pytest.mark.parametrize("address", ["/agencies/", "/changes/", "/recommendations/", "/search/", "/compare/"])
@pytest.mark.parametrize("word", ["utm_source", "utm_campaign", "fbclid", "gclid", "mc_eid"])
def test_words_that_mailings_put_into_addresses_ask_for_nothing(client, address, word):
    assert "was not understood" not in body(client.get(f"{address}?{word}=x"))
    assert odd(body(client.get(f"{address}?not_{word}=x"))) == [(f"not_{word}", "x")]


EMPTY = "theme=&theme=&q=&page=&per_page=&page_size=&sort=&as-of=&kind=&meeting=&year=&facets=&bundle=&nonsense="


@pytest.mark.parametrize(
    "address",
    [
        *WITHOUT_FILTERS,
        *(f"/{name}{ending}" for name in LISTS for ending in ("/", ".csv", ".xlsx", ".json", ".atom", ".ris")),
        *(f"/api/{name}/" for name in (*LISTS, "meetings", "agencies", "documents", "passages", "themes")),
        *("/search/", "/compare/", "/compare.csv", "/sessions.ics", "/feed.atom", "/changes.atom", "/data/themes.csv"),
        "/meetings/bern-2011/agenda/",
    ],
)
def test_an_empty_field_of_a_form_asks_for_nothing(client, address):
    def is_told(query):
        response = client.get(f"{address}?{query}")
        if address.startswith("/api/"):
            return response.json()["not_understood"] != []
        sent = (b"".join(response) if response.streaming else response.content).decode("utf-8", "replace")
        return "was not understood" in sent or "has no filters" in sent or "X-Not-Understood" in response.headers

    assert not is_told(EMPTY)
    assert is_told(f"{EMPTY}1")
