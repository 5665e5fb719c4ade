"""How records and searches are cited: the right fields, read back by others, and a search that tells what is new."""

import json
import re
from html import unescape

import bibtexparser
import pytest
import rispy
from django.http import QueryDict
from django.utils import timezone
from pylatexenc.latex2text import LatexNodes2Text

from browse.addresses import AS_OF
from changes.versions import record_version
from documents.models import Document
from gfmd_portal.citations.reference import as_title, authors_of
from recommendations.filters import found_recommendations
from recommendations.models import Recommendation, RecommendationTheme, SubItem
from sessions.models import Session
from tests.factories import a_recommendation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_day")]

FORUM = "Global Forum on Migration and Development"
WAY = "/recommendations/brussels-2007-csd/S5-5/"
PAGES = [
    "/recommendations/bern-2011/S5-3/",
    WAY,
    "/examples/brussels-2007-csd/S1-E1/",
    "/meetings/manila-2008/sessions/1.1/",
    "/meetings/bern-2011/sessions/6-trade/",
    "/documents/brussels-2007-civil-society-day-report/",
    "/documents/manila-2008-roundtable-themes/",
]
# Names and types as in csl-data.json of the Citation Style Language, 1.0.2; no other name may occur.
CSL = {
    **dict.fromkeys(["id", "type", "title", "publisher", "genre", "number", "container-title", "language"], str),
    **dict.fromkeys(["abstract", "keyword", "archive", "version", "URL", "note"], str),
    **dict.fromkeys(["author", "container-author"], list),
    **dict.fromkeys(["issued", "accessed"], dict),
}
REQUIRED = {"id", "type", "title", "author", "issued", "publisher", "URL", "version", "genre"}


def text(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def cite(client, page, ending, query=""):
    return text(client, f"/cite/{page.strip('/')}.{ending}{query}")


def meta(page):
    """The citation tags of a page, as a dict of name to list of contents."""
    found = {}
    for name, content in re.findall(r'<meta name="citation_(\w+)" content="([^"]*)">', page):
        found.setdefault(name, []).append(unescape(content))
    return found


@pytest.mark.parametrize("address", PAGES)
def test_all_forms_of_a_citation_say_the_same(client, address):
    [item] = json.loads(cite(client, address, "csl.json"))
    assert set(item) <= set(CSL) and set(item) >= REQUIRED
    assert [name for name, value in item.items() if not isinstance(value, CSL[name])] == []
    assert item["type"] == "report"
    assert item["URL"] == f"http://testserver{address}"
    assert item["version"] == str(record_version())
    parts = item["issued"]["date-parts"]
    assert all(isinstance(part, int) for part in parts[0])

    [ris] = rispy.loads(cite(client, address, "ris"))
    assert ris["type_of_reference"] == "RPRT"
    assert (ris["title"], ris["publisher"], ris["issn"]) == (item["title"], item["publisher"], item["number"])
    assert (ris["urls"], ris["year"]) == ([item["URL"]], str(parts[0][0]))
    assert item["version"] in ris["notes"][0]

    [entry] = bibtexparser.parse_string(cite(client, address, "bib")).entries
    read = LatexNodes2Text().latex_to_text
    assert entry.entry_type == "techreport"
    assert read(entry["title"]).strip() == item["title"]
    assert (read(entry["institution"]), entry["url"], entry["year"]) == (ris["publisher"], item["URL"], ris["year"])


@pytest.mark.parametrize("address", PAGES)
def test_zotero_reads_a_report_from_the_page(client, address):
    tags = meta(text(client, address))
    [item] = json.loads(cite(client, address, "csl.json"))
    assert tags["technical_report_institution"] == tags["publisher"] == [item["publisher"]]
    assert tags["title"] == [item["title"]]
    assert tags["technical_report_number"] == [item["number"]]
    assert tags["public_url"] == [item["URL"]]
    assert tags["language"] == ["en"]
    assert tags["publication_date"][0].startswith(str(item["issued"]["date-parts"][0][0]))
    assert len(tags["author"]) == len(item["author"])
    assert not {"journal_title", "conference_title", "dissertation_institution", "isbn"} & set(tags)
    if address.startswith(("/rec", "/ex")):
        assert "; ".join(tags["keywords"]) == item["keyword"].replace(", ", "; ") or len(tags["keywords"]) > 1
        assert tags["abstract"][0]


def test_authors_and_publishers_stated_by_a_document_are_named(client):
    [item] = json.loads(cite(client, PAGES[5], "csl.json"))
    assert item["author"] == [{"family": "Collett", "given": "Liz"}]
    assert (item["publisher"], item["issued"]) == ("King Baudouin Foundation", {"date-parts": [[2008, 1]]})
    assert meta(text(client, PAGES[5]))["author"] == ["Collett, Liz"]
    [item] = json.loads(cite(client, WAY, "csl.json"))
    assert item["author"] == [{"literal": FORUM}]
    assert item["issued"] == {"date-parts": [[2007]]}
    assert item["container-title"].startswith("The Civil Society Day")
    assert "/documents/brussels-2007-civil-society-day-report/#" in item["note"]
    # Zotero takes the last word of a name without a comma for a family name, and drops a comma at the end.
    assert meta(text(client, WAY))["author"] == [f"{FORUM},"]


def test_institutions_among_authors_stay_whole():
    assert [author.in_order for author in authors_of("Liz Collett; King Baudouin Foundation of Belgium")] == [
        "Liz Collett",
        "King Baudouin Foundation of Belgium",
    ]
    assert [author.inverted for author in authors_of("Collett, Liz; OECD")] == ["Collett, Liz", "OECD"]
    assert authors_of("") == ()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_shows_its_citation_in_five_forms(client, address):
    page = unescape(text(client, address))
    shown = page[page.index('<details class="cite">') : page.index("</details>", page.index('<details class="cite">'))]
    assert re.findall(r"<dt>(.*?)</dt>", shown) == ["APA", "Chicago", "RIS", "BibTeX", "CSL-JSON"]
    for ending in ("ris", "bib", "csl.json"):
        assert f'href="/cite{address.rstrip("/")}.{ending}"' in shown
    assert cite(client, address, "bib").strip() in shown


def today():
    day = timezone.localdate()
    return f"{day:%B} {day.day}, {day.year}"


def test_prose_reads_as_the_styles_ask(client):
    page = unescape(text(client, WAY))
    edition = f"GFMD portal, record version {record_version()}."
    title = "Capacity-building and training for diaspora/ migrant organisations"
    report = "<cite>The Civil Society Day of the Global Forum on Migration and Development: End Report</cite>"
    end = f"King Baudouin Foundation, 2008. {edition} http://testserver{WAY}"
    ref = "Way forward brussels-2007-csd/S5-5"
    # Of a part, only the work it stands in is in italics; what was published in another year says so.
    assert f"<dd>{FORUM}. (2007). {title} ({ref}). In L. Collett, {report}. {end}</dd>" in page
    assert f"<dd>{FORUM}. 2007. “{title}.” {ref}. In {report}, by Liz Collett. {end}.</dd>" in page
    # A document is a work of its own, and its slug is no number that a reader would know.
    page, address = unescape(text(client, PAGES[5])), f"http://testserver{PAGES[5]}"
    end = f"{report}. King Baudouin Foundation. {edition} {address}"
    assert f"<dd>Collett, L. (2008). {end}</dd>" in page
    assert f"<dd>Collett, Liz. 2008. {end}.</dd>" in page


def test_a_document_without_an_author_is_by_who_published_it(client):
    address = "/documents/brussels-2007-gmg-involvement/"
    [item] = json.loads(cite(client, address, "csl.json"))
    assert item["author"] == [{"literal": "Global Migration Group"}]
    page = unescape(text(client, address))
    assert "<dd>Global Migration Group. (2007). <cite>Global Migration Group: Involvement" in page
    assert f"First Meeting of the {FORUM}</cite>. GFMD portal, record version" in page
    assert meta(page)["publication_date"] == ["2007/07/12"]


def test_a_title_is_said_once_and_quotation_marks_within_others_are_single(client):
    page = unescape(text(client, "/meetings/bern-2011/sessions/6-trade/"))
    assert "(2011). Session 6, group “Trade” (Berne 2011) (Breakout group bern-2011/6-trade)." in page
    assert "2011. “Session 6, group ‘Trade’ (Berne 2011).” Breakout group" in page


def test_signs_of_latex_and_line_breaks_are_only_text(client):
    hostile = r"5 % of $10 & #1 {a_b} ~x^2 \end{document} C:\new"
    Recommendation.objects.filter(code="S5-5", meeting__slug="brussels-2007-csd").update(
        heading=hostile, text="One\r\nTY  - JOUR\nER  - \n\nTwo"
    )
    SubItem.objects.filter(recommendation__code="S5-5").delete()
    [entry] = bibtexparser.parse_string(cite(client, WAY, "bib")).entries
    printed = LatexNodes2Text().latex_to_text(entry["title"]).strip()
    assert printed.replace("\N{MODIFIER LETTER CIRCUMFLEX ACCENT}", "^") == hostile
    assert r"\end" not in entry["title"].replace(r"\textbackslash{}end", "")
    [ris] = rispy.loads(cite(client, WAY, "ris"))
    assert ris["title"] == hostile
    assert ris["abstract"] == "One TY - JOUR ER - Two"
    assert ris["type_of_reference"] == "RPRT"


def test_the_sub_items_of_a_recommendation_are_part_of_what_it_says(client):
    record = Recommendation.objects.filter(meeting__slug="bern-2011", sub_items__position=2).first()
    items = [item.text for item in record.sub_items.all()]
    assert len(items) > 1
    page = f"/recommendations/{record.ref}/"
    said = [
        json.loads(cite(client, page, "csl.json"))[0]["abstract"],
        rispy.loads(cite(client, page, "ris"))[0]["abstract"],
        unescape(client.get("/recommendations.atom?meeting=bern-2011").getvalue().decode()),
        re.sub("</?mark>", "", unescape(text(client, f"/recommendations/?meeting=bern-2011&q={items[0].split()[0]}"))),
    ]
    assert [item for whole in said for item in items if " ".join(item.split()) not in " ".join(whole.split())] == []


def test_a_title_ends_without_what_joins_the_items_of_a_list():
    assert as_title("To share costs between countries; and") == "To share costs between countries"
    assert as_title("Give and take, or") == "Give and take"
    assert as_title("Supply and demand.") == "Supply and demand"


@pytest.mark.parametrize("value", ['"><script>alert(1)</script>', "a\x01b", "مرحبا", "\N{GRINNING FACE}"])
def test_no_text_breaks_the_page_or_its_citation(client, value):
    Recommendation.objects.filter(code="S5-5", meeting__slug="brussels-2007-csd").update(heading=value)
    page = text(client, WAY)
    assert "<script>" not in page
    assert meta(page)["title"] == [value.replace("\x01", " ")]
    assert len(rispy.loads(cite(client, WAY, "ris"))) == 1


def test_a_search_is_cited_with_its_words_version_and_number(client):
    query, version = "?theme=remittances&year=2007", record_version()
    [item] = json.loads(cite(client, "/recommendations/", "csl.json", query))
    title = f"Recommendations: theme = Remittances; year = 2007 (12 records, record version {version})"
    assert (item["title"], item["type"], item["version"]) == (title, "dataset", str(version))
    address = f"http://testserver/recommendations/{query}&{AS_OF}={version.number}-12"
    assert item["URL"] == address
    [ris] = rispy.loads(cite(client, "/recommendations/", "ris", query))
    assert (ris["type_of_reference"], ris["urls"]) == ("DATA", [address])
    page = unescape(text(client, f"/recommendations/{query}"))
    assert f"{FORUM}. ({version.day[:4]}). <cite>{title}</cite> [Data set]. GFMD portal. " in page
    assert f"Retrieved {today()}, from {address}</dd>" in page
    assert f"“{title}.” Data set. GFMD portal. Accessed {today()}. {address}.</dd>" in page
    assert f'href="/cite/recommendations.bib{query}"' in page


@pytest.mark.parametrize("page", ["/recommendations/", "/examples/", "/activities/", "/sessions/", "/questions/"])
def test_every_list_is_cited(client, page):
    assert "Cite this list" in text(client, page)
    [item] = json.loads(cite(client, page, "csl.json"))
    assert "all records" in item["title"]


@pytest.mark.parametrize("page", ["nothing/x", "agencies/iom", "recommendations/bern-2011/S99-1", "cite/x", "%00"])
def test_what_is_not_cited_is_not_found(client, page):
    assert client.get(f"/cite/{page}.ris").status_code == 404


def remittances():
    return RecommendationTheme.objects.filter(theme__slug="remittances").first().theme


def arrive(client):
    """Cite the recommendations on remittances, and return what opens the cited address later."""
    [item] = json.loads(cite(client, "/recommendations/", "csl.json", "?theme=remittances"))
    return lambda: text(client, item["URL"].removeprefix("http://testserver"))


def test_a_cited_search_tells_what_is_new(client):
    later, version = arrive(client), record_version()
    assert "No record of this list was added since." in later()
    assert "Corrected since" not in later()
    new = a_recommendation(session=Session.objects.get(meeting__slug="bern-2011", number="5"))
    RecommendationTheme.objects.create(recommendation=new, theme=remittances())
    page = " ".join(later().split())
    assert f"Cited at record version {version} with 17 records; now 18." in page
    assert f'<p>New since:</p><ul><li><a href="{new.get_absolute_url()}">{new.ref}</a></li></ul>' in page
    assert "corrections" not in page
    assert "was not understood" not in page


def test_a_version_that_never_was_is_said_to_be_unknown(client):
    version = record_version().number
    page = text(client, f"/recommendations/?theme=remittances&{AS_OF}={version + 1}-3")
    assert f"Cited at record version {version + 1} with 3 records" in page
    assert "The record has no such version" in page
    assert [said for said in ("from corrections", "New since:", "No record of this list") if said in page] == []
    assert "no such version" not in text(client, f"/recommendations/?theme=remittances&{AS_OF}={version}-3")


def test_a_recoded_record_is_a_correction_and_not_new(client):
    later = arrive(client)
    record = Recommendation.objects.exclude(themes=remittances()).filter(codings__position=1).first()
    RecommendationTheme.objects.filter(recommendation=record, position=1).update(theme=remittances())
    page = " ".join(later().split())
    assert "with 17 records; now 18." in page
    assert "No record of this list was added since." in page
    assert "1 record more or fewer comes from corrections" in page
    link = f'<a href="{record.get_absolute_url()}">{record}</a>'
    assert f"only because of that:</p><ul><li>{link}</li></ul>" in page
    # What is corrected and stays is named; what leaves the list is not in it.
    Recommendation.objects.filter(themes=remittances()).exclude(pk=record.pk).first().save()
    RecommendationTheme.objects.filter(recommendation=record).delete()
    page = " ".join(later().split())
    assert "with 17 records; now 17." in page and link not in page
    assert "comes from corrections" not in page and page.count("only because of that:") == 1


def test_the_words_of_a_citation_do_not_go_on(client):
    page = text(client, f"/recommendations/?theme=remittances&{AS_OF}=5-3")
    links = re.findall(r'href="([^"]*)"([^>]*)', page)
    assert {link for link, more in links if AS_OF in link and "hreflang" not in more} == set()
    # The same page in another language is the same citation.
    assert f"/fr/recommendations/?theme=remittances&amp;{AS_OF}=5-3" in dict(links)
    assert f"<bdi>{AS_OF}</bdi>: “<bdi>x</bdi>”" in text(client, f"/recommendations/?{AS_OF}=x")


def test_the_citation_of_a_search_counts_what_was_edited_just_now(client):
    Recommendation.objects.filter(meeting__slug="bern-2011", code="S5-3").update(text="Zebras cross.")
    [reference] = rispy.loads(cite(client, "/recommendations/", "ris", "?q=zebra"))
    assert "words = “zebra” (1 record," in reference["title"]


def test_a_query_in_words_is_what_the_chips_say():
    assert found_recommendations(QueryDict("")).in_words == "all records"
    found = found_recommendations(QueryDict("q=two  words&kind=way-forward&year=2007&year=2011&theme=zzz"))
    assert found.in_words == "words = “two words”; kind = way forward; year = 2007 or 2011"


def test_every_document_and_session_can_be_cited(client):
    for record in [*Document.objects.all(), *Session.objects.all()[:10]]:
        assert len(rispy.loads(cite(client, record.get_absolute_url(), "ris"))) == 1
