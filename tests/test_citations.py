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
from changes.models import Change
from changes.versions import record_version
from documents.models import Document
from gfmd_portal.citations.reference import as_title, authors_of
from gfmd_portal.downloads.lists import LISTS
from meetings.models import Meeting, Theme
from recommendations.filters import found_recommendations
from recommendations.models import ExampleCountry, Recommendation, RecommendationTheme, SubItem
from sessions.models import Session
from tests.factories import a_recommendation
from tests.reading import a_link, read, said_since

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
    **dict.fromkeys(["abstract", "keyword", "archive", "URL", "note"], str),
    "author": list,
    **dict.fromkeys(["issued", "accessed"], dict),
}
REQUIRED = {"id", "type", "title", "author", "issued", "archive", "URL", "note", "language"}


def cite(client, page, ending, query=""):
    return read(client, f"/cite/{page.strip('/')}.{ending}{query}")


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
    assert item["archive"] == f"GFMD portal, record version {record_version()}"
    parts = item["issued"]["date-parts"]
    assert all(isinstance(part, int) for part in parts[0])

    [ris] = rispy.loads(cite(client, address, "ris"))
    assert ris["type_of_reference"] == "RPRT"
    assert (ris["title"], ris.get("issn"), ris.get("type_of_work")) == (
        item["title"],
        item.get("number"),
        item.get("genre"),
    )
    # Who published it is not said twice where styles print what a field holds; a report in RIS has an institution.
    [*named] = {item.get("publisher"), *(author.get("literal") for author in item["author"])}
    assert ris["publisher"] in named
    assert (ris["urls"], ris["year"]) == ([item["URL"]], str(parts[0][0]))
    assert ris["name_of_database"] == item["archive"]
    assert str(record_version()) in ris["notes"][0]

    [entry] = bibtexparser.parse_string(cite(client, address, "bib")).entries
    read = LatexNodes2Text().latex_to_text
    assert entry.entry_type == "techreport"
    assert read(entry["title"]).strip() == item["title"]
    assert (read(entry["institution"]), entry["url"], entry["year"]) == (ris["publisher"], item["URL"], ris["year"])


@pytest.mark.parametrize("address", PAGES)
def test_zotero_reads_a_report_from_the_page(client, address):
    tags = meta(read(client, address))
    [item] = json.loads(cite(client, address, "csl.json"))
    [ris] = rispy.loads(cite(client, address, "ris"))
    assert tags["technical_report_institution"] == tags["publisher"] == [ris["publisher"]]
    assert tags["title"] == [item["title"]]
    assert tags.get("technical_report_number", [""]) == [item.get("number", "")]
    assert tags["public_url"] == [item["URL"]]
    assert tags["language"] == ["en"]
    assert tags["publication_date"][0].startswith(str(item["issued"]["date-parts"][0][0]))
    assert len(tags["author"]) == len(item["author"])
    assert not {"journal_title", "conference_title", "dissertation_institution", "isbn"} & set(tags)
    if address.startswith(("/rec", "/ex")):
        assert "; ".join(tags["keywords"]) == item["keyword"]
        assert tags["abstract"][0]


def test_a_theme_with_a_comma_in_its_name_stays_one_keyword(client):
    way = "/recommendations/brussels-2007-csd/S2-2/"
    [entry] = bibtexparser.parse_string(cite(client, way, "bib")).entries
    assert re.split(r", (?![^{]*})", entry["keywords"]) == ["{Skills, training and recognition}", "Remittances"]
    [item] = json.loads(cite(client, way, "csl.json"))
    assert item["keyword"] == "Skills, training and recognition; Remittances"
    [ris] = rispy.loads(cite(client, way, "ris"))
    assert ris["keywords"] == ["Skills, training and recognition", "Remittances"]


def test_authors_and_publishers_stated_by_a_document_are_named(client):
    [item] = json.loads(cite(client, PAGES[5], "csl.json"))
    assert item["author"] == [{"family": "Collett", "given": "Liz"}]
    assert (item["publisher"], item["issued"]) == ("King Baudouin Foundation", {"date-parts": [[2008, 1]]})
    assert meta(read(client, PAGES[5]))["author"] == ["Collett, Liz"]
    [item] = json.loads(cite(client, WAY, "csl.json"))
    assert item["author"] == [{"literal": FORUM}]
    assert item["issued"] == {"date-parts": [[2007]]}
    assert item["container-title"].startswith("The Civil Society Day")
    assert item["publisher"] == "King Baudouin Foundation"
    # Reports in Zotero have no author of the work they stand in: it would take Liz Collett for an author of the part.
    assert "container-author" not in item
    assert "In: Liz Collett, The Civil Society Day" in item["note"]
    assert "/documents/brussels-2007-civil-society-day-report/#" in item["note"]
    # Zotero takes the last word of a name without a comma for a family name, and drops a comma at the end.
    assert meta(read(client, WAY))["author"] == [f"{FORUM},"]


def test_institutions_among_authors_stay_whole():
    assert [author.in_order for author in authors_of("Liz Collett; King Baudouin Foundation of Belgium")] == [
        "Liz Collett",
        "King Baudouin Foundation of Belgium",
    ]
    assert [author.inverted for author in authors_of("Collett, Liz; OECD")] == ["Collett, Liz", "OECD"]
    assert authors_of("") == ()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_shows_its_citation_in_five_forms(client, address):
    page = unescape(read(client, address))
    shown = page[page.index('<details class="cite"') : page.index("</details>", page.index('<details class="cite"'))]
    assert re.findall(r"<dt>(.*?)</dt>", shown) == ["APA", "Chicago", "RIS", "BibTeX", "CSL-JSON"]
    for ending in ("ris", "bib", "csl.json"):
        assert f'href="/cite{address.rstrip("/")}.{ending}"' in shown
    assert cite(client, address, "bib").strip() in shown


def today():
    day = timezone.localdate()
    return f"{day:%B} {day.day}, {day.year}"


def test_prose_reads_as_the_styles_ask(client):
    page = unescape(read(client, WAY))
    edition = f"GFMD portal, record version {record_version()}."
    title = "Capacity-building and training for diaspora/ migrant organisations"
    report = "<cite>The Civil Society Day of the Global Forum on Migration and Development: End Report</cite>"
    end = f"King Baudouin Foundation, 2008. {edition} http://testserver{WAY}"
    ref = "Way forward brussels-2007-csd/S5-5"
    # Of a part, only the work it stands in is in italics; what was published in another year says so.
    assert f"<dd>{FORUM}. (2007). {title} ({ref}). In L. Collett, {report}. {end}</dd>" in page
    assert f"<dd>{FORUM}. 2007. “{title}.” {ref}. In {report}, by Liz Collett. {end}.</dd>" in page
    # A document is a work of its own, and its slug is no number that a reader would know.
    page, address = unescape(read(client, PAGES[5])), f"http://testserver{PAGES[5]}"
    end = f"{report}. King Baudouin Foundation. {edition} {address}"
    assert f"<dd>Collett, L. (2008). {end}</dd>" in page
    assert f"<dd>Collett, Liz. 2008. {end}.</dd>" in page


def report_by(names, **facts):
    Document.objects.filter(slug="manila-2008-roundtable-themes").update(author=names, **facts)


@pytest.mark.parametrize(
    ("names", "apa", "chicago", "of_a_part", "by"),
    [
        (
            "Liz Collett; Jean-Pierre Cassarin",
            "Collett, L., & Cassarin, J.-P. (2008).",
            "Collett, Liz, and Jean-Pierre Cassarin. 2008.",
            "In L. Collett & J.-P. Cassarin, <cite>",
            "</cite>, by Liz Collett and Jean-Pierre Cassarin.",
        ),
        (
            "Garavito Elías, José Luis; Ahmed Naji; OECD",
            "Garavito Elías, J. L., Naji, A., & OECD. (2008).",
            "Garavito Elías, José Luis, Ahmed Naji, and OECD. 2008.",
            "In J. L. Garavito Elías, A. Naji, & OECD, <cite>",
            "</cite>, by José Luis Garavito Elías, Ahmed Naji, and OECD.",
        ),
    ],
)
def test_several_authors_stand_as_the_styles_print_them(client, names, apa, chicago, of_a_part, by):
    report_by(names)
    page = unescape(read(client, PAGES[6]))
    assert f"<dd>{apa} <cite>" in page
    assert f"<dd>{chicago} <cite>" in page
    page = unescape(read(client, PAGES[3]))
    assert of_a_part in page
    assert by in page


def test_one_person_with_two_names_and_two_surnames_stays_one_to_zotero(client):
    # It splits a lone name at its comma where both sides have a space, but no list that a semicolon has ended.
    report_by("Garavito Elías, José Luis")
    assert meta(read(client, PAGES[6]))["author"] == ["Garavito Elías, José Luis;"]
    report_by("Garavito Elías, José")
    assert meta(read(client, PAGES[6]))["author"] == ["Garavito Elías, José"]


def test_a_part_is_published_by_who_published_the_work(client):
    report_by("", publisher="International Organization for Migration")
    page = read(client, PAGES[3])
    assert meta(page)["technical_report_institution"] == ["International Organization for Migration"]
    assert '<meta name="DC.type" content="Session">' in page
    assert "PB  - International Organization for Migration\r\n" in cite(client, PAGES[3], "ris")
    assert "  institution = {International Organization for Migration}," in cite(client, PAGES[3], "bib")
    report_by("", publisher="")
    [item] = json.loads(cite(client, PAGES[3], "csl.json"))
    assert "publisher" not in item
    assert meta(read(client, PAGES[3]))["technical_report_institution"] == [FORUM]


def test_a_document_has_no_number_that_only_we_know(client):
    page = read(client, PAGES[5])
    assert "technical_report_number" not in meta(page)
    assert "DC.type" not in page
    [item] = json.loads(cite(client, PAGES[5], "csl.json"))
    assert not {"number", "genre"} & set(item)
    [entry] = bibtexparser.parse_string(cite(client, PAGES[5], "bib")).entries
    assert (entry.get("number"), entry["type"]) == (None, "Document")


def test_a_document_without_an_author_is_by_who_published_it(client):
    address = "/documents/brussels-2007-gmg-involvement/"
    [item] = json.loads(cite(client, address, "csl.json"))
    assert item["author"] == [{"literal": "Global Migration Group"}]
    page = unescape(read(client, address))
    assert "<dd>Global Migration Group. (2007). <cite>Global Migration Group: Involvement" in page
    assert f"First Meeting of the {FORUM}</cite>. GFMD portal, record version" in page
    assert meta(page)["publication_date"] == ["2007/07/12"]


def test_a_title_is_said_once_and_quotation_marks_within_others_are_single(client):
    page = unescape(read(client, "/meetings/bern-2011/sessions/6-trade/"))
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
    # Zotero knows these commands only with braces around them, as it writes them itself.
    assert r"{\textasciitilde}x{\textasciicircum}2 {\textbackslash}end\{document\}" in entry["title"]
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
        re.sub("</?mark>", "", unescape(read(client, f"/recommendations/?meeting=bern-2011&q={items[0].split()[0]}"))),
    ]
    assert [item for whole in said for item in items if " ".join(item.split()) not in " ".join(whole.split())] == []


def test_a_title_ends_without_what_joins_the_items_of_a_list():
    assert as_title("To share costs between countries; and") == "To share costs between countries"
    assert as_title("Give and take, or") == "Give and take"
    assert as_title("Supply and demand.") == "Supply and demand"


@pytest.mark.parametrize("value", ['"><script>alert(1)</script>', "a\x01b", "مرحبا", "\N{GRINNING FACE}"])
def test_no_text_breaks_the_page_or_its_citation(client, value):
    Recommendation.objects.filter(code="S5-5", meeting__slug="brussels-2007-csd").update(heading=value)
    page = read(client, WAY)
    assert "<script>" not in page
    assert meta(page)["title"] == [value.replace("\x01", " ")]
    assert len(rispy.loads(cite(client, WAY, "ris"))) == 1


def test_a_search_is_cited_with_its_words_version_and_number(client):
    query, version = "?theme=remittances&year=2007", record_version()
    [item] = json.loads(cite(client, "/recommendations/", "csl.json", query))
    title = f"Recommendations: theme = Remittances; year = 2007 (12 records, record version {version})"
    assert (item["title"], item["type"], item["publisher"]) == (title, "dataset", "GFMD portal")
    assert not {"version", "genre", "archive"} & set(item)  # styles would print them beside what the title says
    address = f"http://testserver/recommendations/{query}&{AS_OF}={version.number}-12"
    assert item["URL"] == address
    [ris] = rispy.loads(cite(client, "/recommendations/", "ris", query))
    assert (ris["type_of_reference"], ris["publisher"], ris["urls"]) == ("DATA", "GFMD portal", [address])
    assert "howpublished = {GFMD portal}" in cite(client, "/recommendations/", "bib", query)
    page = unescape(read(client, f"/recommendations/{query}"))
    assert f"{FORUM}. ({version.day[:4]}). <cite>{title}</cite> [Data set]. GFMD portal. " in page
    assert f"Retrieved {today()}, from {address}</dd>" in page
    assert f"“{title}.” Data set. GFMD portal. Accessed {today()}. {address}.</dd>" in page
    assert f'href="/cite/recommendations.bib{query}"' in page


@pytest.mark.parametrize("page", ["/recommendations/", "/examples/", "/activities/", "/sessions/", "/questions/"])
def test_every_list_is_cited(client, page):
    assert "Cite this list" in read(client, page)
    [item] = json.loads(cite(client, page, "csl.json"))
    assert "all records" in item["title"]


@pytest.mark.parametrize("prefix", ["", "/fr", "/ar"])
def test_a_chart_is_cited_with_what_it_counts_and_the_version(client, prefix):
    query, version = "?theme=remittances&by=meeting", record_version()
    title = f"Recommendations by meeting: theme = Remittances, 17 recommendations (record version {version})"
    address = f"http://testserver/recommendations/chart/{query}"
    [item] = json.loads(cite(client, "/recommendations/chart/", "csl.json", query))
    assert (item["title"], item["type"], item["URL"]) == (title, "dataset", address)
    page = unescape(read(client, f"{prefix}/recommendations/chart/{query}"))
    assert f"{FORUM}. ({version.day[:4]}). <cite>{title}</cite> [Data set]. GFMD portal. " in page
    assert f'href="/cite/recommendations/chart.bib{query}"' in page
    other, _rest = cite(client, "/recommendations/chart/", "bib", "?theme=remittances&by=year").split(",", 1)
    assert other != cite(client, "/recommendations/chart/", "bib", query).split(",", 1)[0]


def test_a_comparison_is_cited_with_both_of_its_sides(client):
    query = "?a.meeting=brussels-2007-csd&b.q=migrants&b.meeting=bern-2011&by=theme"
    [ris] = rispy.loads(cite(client, "/compare/", "ris", query))
    found = found_recommendations({"meeting": "bern-2011", "q": "migrants"}).count
    assert ris["title"] == (
        "Two selections of recommendations by theme: A: meeting = Civil Society Day 2007, 72 recommendations; "
        f"B: words = “migrants”; meeting = Berne 2011, {found} recommendations (record version {record_version()})"
    )
    assert ris["urls"] == [f"http://testserver/compare/{query}"]
    assert ris["title"] in unescape(read(client, f"/es/compare/{query}"))
    assert "Cite this" not in read(client, "/compare/")


@pytest.mark.parametrize("page", ["nothing/x", "agencies/iom", "recommendations/bern-2011/S99-1", "cite/x", "%00"])
def test_what_is_not_cited_is_not_found(client, page):
    assert client.get(f"/cite/{page}.ris").status_code == 404


def remittances():
    return RecommendationTheme.objects.filter(theme__slug="remittances").first().theme


def arrive(client):
    """Cite the recommendations on remittances, and return what opens the cited address later."""
    [item] = json.loads(cite(client, "/recommendations/", "csl.json", "?theme=remittances"))
    return lambda: read(client, item["URL"].removeprefix("http://testserver"))


def test_a_cited_search_tells_what_is_new(client):
    later, version = arrive(client), record_version()
    assert "No record of this list has been added since." in later()
    assert "Corrected since" not in later()
    new = a_recommendation(session=Session.objects.get(meeting__slug="bern-2011", number="5"))
    RecommendationTheme.objects.create(recommendation=new, theme=remittances())
    page = " ".join(later().split())
    assert f"Cited at record version {version} with 17 records; now 18." in page
    assert f'<p>New since:</p><ul><li><a href="{new.get_absolute_url()}"><bdi>{new.ref}</bdi></a></li></ul>' in page
    assert "corrections" not in page
    assert "was not understood" not in page


def uncode(record):
    """Take a record out of what is found on remittances."""
    RecommendationTheme.objects.filter(recommendation=record, theme=remittances()).delete()


@pytest.mark.parametrize("number", ["{later}-3", "999999999999999-3", "{later}-0"])
def test_a_version_that_never_was_is_said_to_be_unknown(client, number):
    number = number.format(later=record_version().number + 1)
    version, then = number.split("-")
    page = said_since(read(client, f"/recommendations/?theme=remittances&{AS_OF}={number}"))
    assert f"Cited at record version {version} with {then} record" in page
    assert "The record has no such version" in page
    assert page.count("<p>") == 2


def test_a_search_is_not_compared_with_what_is_left_of_it(client):
    """What the page finds without a value that has left the record is another search."""
    [item] = json.loads(cite(client, "/recommendations/", "csl.json", "?session=bern-2011/5"))
    cited, version = item["URL"].removeprefix("http://testserver"), record_version()
    assert "now 7." in said_since(read(client, cited))
    Session.objects.filter(meeting__slug="bern-2011", number="5").delete()
    page = read(client, cited)
    assert "<bdi>session</bdi>: “<bdi>bern-2011/5</bdi>”" in page
    said = said_since(page)
    assert f"Cited at record version {version} with 7 records.</strong>" in said
    assert "The cited search also asked for what is named above, which is not on record" in said
    assert [words for words in ("now", "As far as", "New since", "was added") if words in said] == []


def test_a_search_on_a_country_that_is_no_longer_named_finds_nothing(client):
    [item] = json.loads(cite(client, "/recommendations/", "csl.json", "?country=BD"))
    ExampleCountry.objects.filter(country="BD").delete()
    page = read(client, item["URL"].removeprefix("http://testserver"))
    assert "not understood" not in page
    assert "with 1 record; now 0." in said_since(page)


def test_a_version_that_was_taken_back_is_unknown(client):
    version = record_version().number
    a_recommendation()
    Change.objects.filter(pk=version).delete()
    assert "The record has no such version" in read(client, f"/recommendations/?{AS_OF}={version}-3")


@pytest.mark.parametrize("then", [0, 3, 16, 18, 999_999_999_999_999])
def test_a_number_that_a_search_cannot_have_given_is_doubted(client, then):
    version = record_version()
    a_recommendation()
    page = said_since(read(client, f"/recommendations/?theme=remittances&{AS_OF}={version.number}-{then}"))
    assert f"Cited at record version {version} with {then} records; now 17." in page
    assert "As far as the log of changes tells, the number at that version was 17." in page
    assert [said for said in ("no longer", "only because", "of these") if said in page] == []
    assert "As far as" not in read(client, f"/recommendations/?theme=remittances&{AS_OF}={version.number}-17")


def test_of_a_version_before_all_records_nothing_was_found(client):
    page = said_since(read(client, f"/recommendations/?theme=remittances&{AS_OF}=0-0"))
    assert "Cited at record version empty with 0 records; now 17." in page
    assert "As far as" not in page and page.count("<li>") == 17
    assert "the number at that version was 0." in read(client, f"/recommendations/?theme=remittances&{AS_OF}=1-5")


def test_what_is_lost_is_named_beside_what_is_new(client):
    later, there = arrive(client), Recommendation.objects.filter(themes=remittances())
    goes, leaves = there[0], there[1]
    ref = goes.ref
    goes.delete()
    gone = Change.objects.filter(table="recommendations_recommendation").latest("pk")
    uncode(leaves)
    new = [a_recommendation(session=leaves.session) for _n in range(3)]
    for record in new:
        RecommendationTheme.objects.create(recommendation=record, theme=remittances())
    page = said_since(later())
    assert "with 17 records; now 18." in page
    day = f"{gone.made_at:%Y-%m-%d}"
    told = f"/changes/{day}/recommendations_recommendation/?before={gone.pk + 1}#c{gone.pk}"
    link = f'<li>{ref} <a href="{told}">taken out in version {day}.{gone.pk}</a></li>'
    assert f"<p>No longer found:</p><ul>{a_link(leaves)}{link}</ul>" in page
    assert f"<p>New since:</p><ul>{''.join(map(a_link, new))}</ul>" in page
    assert page.count("<p>") == 3
    row = re.search(rf'<tr id="c{gone.pk}">.*?</tr>', read(client, told), re.S)[0]
    assert f'<th scope="row"><bdi>{ref}</bdi> <span class="lost">no longer on record</span></th>' in row


def test_where_the_log_cannot_tell_which_was_lost_the_page_says_of_how_many(client):
    later, there = arrive(client), Recommendation.objects.filter(themes=remittances())
    leaves, elsewhere = there[0], Recommendation.objects.exclude(themes=remittances()).filter(codings__position=1)[0]
    elsewhere.codings.first().delete()
    uncode(leaves)
    page = said_since(later())
    assert "Corrected or taken out since (found then, but not now: 1 of these):" in page
    assert a_link(leaves) in page and a_link(elsewhere) in page
    # With another that may have come in, it can be none or one.
    came = there.all()[0]
    came.codings.filter(theme=remittances()).update(theme=remittances())
    page = said_since(later())
    assert "found then, but not now: 1–2 of these):" in page
    assert f"<p>Corrected since (found only because of that: 0–1 of these):</p><ul>{a_link(came)}</ul>" in page


def test_what_came_and_went_since_is_not_among_what_was_lost(client):
    later, leaves = arrive(client), Recommendation.objects.filter(themes=remittances()).first()
    uncode(leaves)
    for goes in (uncode, Recommendation.delete):
        record = a_recommendation()
        RecommendationTheme.objects.create(recommendation=record, theme=remittances())
        goes(record)
        page = said_since(later())
        assert "with 17 records; now 16." in page
        assert f"<p>No longer found:</p><ul>{a_link(leaves)}</ul>" in page
        assert page.count("<p>") == 3


def test_what_is_searched_by_words_is_lost_by_its_own_words_and_those_of_its_parts(client):
    record = Recommendation.objects.filter(sub_items__isnull=False).first()
    SubItem.objects.filter(recommendation=record).first().delete()
    Recommendation.objects.filter(pk=record.pk).update(text="Zebras cross.")
    [item] = json.loads(cite(client, "/recommendations/", "csl.json", "?q=zebras&kind=" + record.kind))
    address = item["URL"].removeprefix("http://testserver")
    Recommendation.objects.filter(pk=record.pk).update(text="Lions cross.")
    page = said_since(read(client, address))
    assert "with 1 record; now 0." in page
    assert f"<p>No longer found:</p><ul>{a_link(record)}</ul>" in page


def test_what_was_taken_out_of_another_meeting_is_not_named(client):
    version = record_version().number
    gone = Recommendation.objects.filter(meeting__slug="brussels-2007-csd").first()
    gone.delete()
    assert "taken out" not in read(client, f"/recommendations/?meeting=bern-2011&{AS_OF}={version}-73")
    page = said_since(read(client, f"/recommendations/?year=2007&{AS_OF}={version}-72"))
    assert f"<p>No longer found:</p><ul><li>{gone.ref} <a " in page


@pytest.mark.parametrize("name", ["recommendations", "examples", "activities", "sessions", "questions"])
def test_every_list_names_what_it_lost(client, name):
    [item] = json.loads(cite(client, f"/{name}/", "csl.json"))
    record = LISTS[name].find({}).queryset.last()
    ref = f"{record.meeting.slug}/{record.number} " if name == "sessions" else f"{getattr(record, 'ref', '')} ".lstrip()
    record.delete()
    said = said_since(read(client, item["URL"].removeprefix("http://testserver")))
    assert f"<p>No longer found:</p><ul><li>{ref}<a href=" in said


def test_a_recoded_record_is_a_correction_and_not_new(client):
    later = arrive(client)
    record = Recommendation.objects.exclude(themes=remittances()).filter(codings__position=1).first()
    RecommendationTheme.objects.filter(recommendation=record, position=1).update(theme=remittances())
    page = said_since(later())
    assert "with 17 records; now 18." in page
    assert "No record of this list has been added since." in page
    assert f"<p>Found only because of a correction since:</p><ul>{a_link(record)}</ul>" in page
    assert page.count("<p>") == 3
    # What is corrected and stays is named; what comes and leaves again was in the list neither then nor now.
    stays = Recommendation.objects.filter(themes=remittances()).exclude(pk=record.pk).first()
    stays.save()
    RecommendationTheme.objects.filter(recommendation=record).delete()
    page = said_since(later())
    assert "with 17 records; now 17." in page
    assert f"<p>Corrected since, and found then as now:</p><ul>{a_link(stays)}</ul>" in page
    assert page.count("<p>") == 3


@pytest.mark.parametrize("query", ["?theme=remittances", "?q=costs&theme=remittances", "?q=costs", "?q=remesas"])
def test_a_theme_that_is_called_otherwise_in_addresses_leaves_a_cited_search_as_it_was(client, query):
    [item] = json.loads(cite(client, "/recommendations/", "csl.json", query))
    cited = item["URL"].removeprefix("http://testserver")
    before, theme = said_since(read(client, cited)), Theme.objects.filter(pk=remittances().pk)
    for slug in ("funds", "money"):
        theme.update(slug=slug)
    now = client.get(cited, follow=True).content.decode()
    assert said_since(now) == before
    assert "No record of this list has been added since." in before
    theme.update(name="Money", slug="remittances")
    assert ("Corrected" in said_since(read(client, cited))) == ("q=" in query)


@pytest.mark.parametrize(("change", "told"), [({"slug": "berne"}, "Corrected"), ({"venue": "A house"}, "Corrected")])
def test_what_a_ref_begins_with_is_searched(client, change, told):
    [item] = json.loads(cite(client, "/recommendations/", "csl.json", "?q=bern-2011"))
    Meeting.objects.filter(slug="bern-2011").update(**change)
    assert told in said_since(read(client, item["URL"].removeprefix("http://testserver")))


def test_the_words_of_a_citation_do_not_go_on(client):
    page = read(client, f"/recommendations/?theme=remittances&{AS_OF}=5-3")
    links = re.findall(r'href="([^"]*)"([^>]*)', page)
    assert {link for link, more in links if AS_OF in link and "hreflang" not in more} == set()
    # The same page in another language is the same citation.
    assert f"/fr/recommendations/?theme=remittances&amp;{AS_OF}=5-3" in dict(links)
    assert f"<bdi>{AS_OF}</bdi>: “<bdi>x</bdi>”" in read(client, f"/recommendations/?{AS_OF}=x")


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
