"""Sessions on paper: what a delegate needs on one sheet, as a page and as PDF."""

import re
import zlib
from datetime import date, time
from io import BytesIO
from itertools import pairwise

import pytest
from pypdf import PdfReader

from gfmd_portal.briefs import pdf, views
from gfmd_portal.briefs.pdf import NoPrinter, printed
from gfmd_portal.briefs.sheets import sheets_of
from mine.codes import code_of
from recommendations.models import RecommendationTheme
from sessions.models import Session
from tests import factories, left_out
from tests.camera import DOTS_PER_INCH, codes_on_paper, pages_on_paper
from tests.factories import (
    a_meeting,
    a_partner,
    a_question,
    a_recommendation,
    a_room,
    a_session,
    a_session_theme,
    a_theme,
    from_to,
)
from tests.reading import read, words

pytestmark = pytest.mark.django_db

NO_PANGO = "the PDF tests (no Pango on this machine)"
BRIEFS = [
    "/meetings/manila-2008/sessions/1.1/brief",
    "/meetings/bern-2011/sessions/6-trade/brief",
    "/meetings/brussels-2007/agenda/2007-07-10/brief",
    "/meetings/manila-2008/booklet",
]


@pytest.fixture
def pdf_of(client, monkeypatch):
    """The PDF at an address as (laid-out document, bytes)."""
    documents = []

    def keep(html, base_url):
        documents.append(printed(html, base_url))
        return documents[-1]

    def make(address):
        response = client.get(address)
        assert response.status_code == 200
        return documents[-1], response

    try:
        printed("<p>Paper</p>", "http://testserver/")
    except NoPrinter:
        left_out.leave_out(NO_PANGO)
    monkeypatch.setattr(pdf, "printed", keep)
    return make


@pytest.fixture
def session():
    """A session to come, in a room and on a theme on which an earlier meeting recommended something."""
    meeting = a_meeting(slug="manila-2030", short_title="Manila 2030")
    slot = from_to("9:00", "10:30", meeting=meeting, date=date(2030, 10, 29))
    facts = {"room": a_room(meeting=meeting, name="Room A"), "slot": slot, "title": "Costs"}
    session = a_session(meeting=meeting, number="1", **facts)
    a_question(session=session, position=1, text="What works?")
    a_partner(session=session, name="Bangladesh", role="chair")
    theme = a_theme(name="Costs of sending")
    a_session_theme(session=session, theme=theme)
    for year, code in ((2029, "S1-1"), (2031, "S9-9")):
        day = {"starts_on": date(year, 1, 1), "ends_on": date(year, 1, 1)}
        other = a_session(meeting=a_meeting(short_title=f"Quito {year}", **day))
        said = a_recommendation(session=other, code=code, text=f"Lower them in {year}.")
        RecommendationTheme.objects.create(recommendation=said, theme=theme, position=1)
    return session


def test_a_sheet_says_where_when_what_is_asked_and_what_was_recommended_before(client, session):
    said = words(read(client, "/meetings/manila-2030/sessions/1/brief/"))
    for sentence in [
        "Session 1 : Costs",
        "Tuesday 29 October 2030, 09:00 – 10:30 (local time in Manila)",
        "Room A",
        "Bangladesh (chair)",
        "What works?",
        "On these themes: Costs of sending",
        "Quito 2029, S1-1 : Lower them in 2029.",
        "Notes",
    ]:
        assert sentence in said
    assert "2031" not in said


@pytest.mark.parametrize("address", BRIEFS)
def test_each_brief_is_a_tagged_pdf_with_a_title_made_without_a_warning(pdf_of, caplog, address):
    document, response = pdf_of(f"{address}.pdf")
    assert response.headers["Content-Type"] == "application/pdf"
    assert re.fullmatch(r'inline; filename="gfmd-[a-z0-9.-]+\.pdf"', response.headers["Content-Disposition"])
    assert response.content.startswith(b"%PDF-")
    inside = unpacked(response.content)
    assert b"pdfuaid:part" in inside
    assert b"/MarkInfo" in inside
    assert document.metadata.title
    assert document.metadata.lang == "en-gb"
    assert [record.getMessage() for record in caplog.records if record.name == "weasyprint"] == []


def unpacked(pdf):
    """A PDF with what its streams hold."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S)
    return pdf + b"".join(zlib.decompressobj().decompress(stream) for stream in streams if stream[:1] == b"x")


@pytest.mark.parametrize("language", ["", "/fr", "/ar"])
@pytest.mark.parametrize("address", BRIEFS)
def test_a_listener_of_a_pdf_is_told_its_lists_and_its_links(pdf_of, language, address):
    pdf = PdfReader(BytesIO(pdf_of(f"{language}{address}.pdf")[1].content))
    told = list(elements(pdf.trailer["/Root"]["/StructTreeRoot"], ""))
    # Each list is made of items and nothing else, and there are none outside of lists (PDF/UA-1, 7.6).
    assert {tag for tag, around, _id in told if around == "/L"} == {"/LI"}
    assert {around for tag, around, _id in told if tag == "/LI"} == {"/L"}
    # Each place to click is part of a link (7.18.5).
    clicked = {mark.idnum for page in pdf.pages for mark in page.get("/Annots", [])}
    assert clicked and clicked == {number for _tag, around, number in told if around == "/Link" and number}


def elements(element, around):
    """What a PDF says of its structure: (tag, tag of the element around it, id of the annotation that it marks)."""
    marked = element.raw_get("/Obj").idnum if element.get("/Type") == "/OBJR" else None
    yield element.get("/S"), around, marked
    parts = element.get("/K", [])
    for part in parts if isinstance(parts, list) else [parts]:
        if hasattr(part.get_object(), "get"):  # numbers are stretches of a page
            yield from elements(part.get_object(), element.get("/S"))


@pytest.mark.parametrize(
    ("address", "pages"),
    [
        ("/meetings/manila-2008/sessions/1.1/brief.pdf", 1),
        ("/meetings/brussels-2007/agenda/2007-07-10/brief.pdf", 6),
        ("/meetings/bern-2011/booklet.pdf", 18),
    ],
)
def test_a_session_takes_one_sheet(pdf_of, address, pages):
    document, _response = pdf_of(address)
    assert len(document.pages) == pages


@pytest.mark.parametrize(("language", "terms_first_from_the_left"), [("", True), ("/ar", False)])
def test_terms_stand_before_what_they_mean_where_arabic_is_read_too(pdf_of, language, terms_first_from_the_left):
    document, _response = pdf_of(f"{language}/meetings/manila-2008/sessions/1.1/brief.pdf")
    from weasyprint.formatting_structure.boxes import BlockBox

    boxes = [box for box in document.pages[0]._page_box.descendants() if isinstance(box, BlockBox)]
    terms, meanings = ([box for box in boxes if box.element_tag == tag] for tag in ("dt", "dd"))
    assert len(terms) == len(meanings) == 3
    for term, meaning in zip(terms, meanings, strict=True):
        assert term.position_y == meaning.position_y
        assert (term.position_x < meaning.position_x) is terms_first_from_the_left


def test_a_sheet_names_the_address_of_its_page_in_full_and_draws_it(client, pdf_of):
    address = "http://testserver/meetings/manila-2008/sessions/1.1/"
    page = client.get("/meetings/manila-2008/sessions/1.1/brief/").content.decode()
    assert page.count(f'<bdi dir="ltr"><a href="{address}">{address}</a></bdi>') == 1
    drawn = re.search(r'role="img" aria-label="QR code of the address">.*?<path [^>]*stroke[^>]* d="([^"]+)"', page)
    assert f'd="{drawn[1]}"' in code_of(address).svg_inline()
    assert "style=" not in page.partition('class="brief"')[2].partition("</main>")[0]
    document, response = pdf_of("/meetings/manila-2008/sessions/1.1/brief.pdf")
    assert ("external", address) in [(kind, target) for kind, target, *_rest in document.pages[0].links]
    assert unpacked(response.content).count(b"/Alt (QR code of the address)") == 1


@pytest.mark.parametrize(
    ("address", "codes"),
    [("/ar/meetings/brussels-2007/agenda/2007-07-10/brief", 6), ("/fr/meetings/bern-2011/booklet", 19)],
)
def test_a_camera_reads_off_paper_the_addresses_of_the_sheets(client, pdf_of, address, codes):
    named = re.findall(r'<bdi dir="ltr"><a href="([^"]+)">', client.get(f"{address}/").content.decode())
    _document, response = pdf_of(f"{address}.pdf")
    # The day has no code of its own above its first sheet.
    assert codes_on_paper(response.content) == named[-codes:]


def test_lines_for_notes_fill_what_a_sheet_leaves_of_its_page(pdf_of):
    _document, response = pdf_of("/meetings/manila-2008/booklet.pdf")
    cover, *sheets = (lines_low_on(page) for page in pages_on_paper(response.content))
    assert cover == []
    assert [len(lines) for lines in sheets] == [11] * 8
    # Lines are 7.4 millimetres apart, which is 35 dots.
    assert {low - high for lines in sheets for high, low in pairwise(lines)} == {35}
    # The stroke that they are is not filled as well: some viewers would draw a line along its middle.
    assert b"89 262 l\nS\n" in unpacked(response.content)


def lines_low_on(page):
    """Where lines cross the lowest third of a page above its margin, in dots from its top."""
    column = page.convert("L").crop((page.width // 3, 0, page.width // 3 + 1, page.height))
    grey = [value < 250 for value in column.tobytes()]
    low = range(page.height * 2 // 3, page.height - round(20 / 25.4 * DOTS_PER_INCH))
    return [y for y in low if grey[y] and not grey[y - 1]]


def test_the_sheets_of_a_day_name_the_address_of_that_day_above_those_of_its_sessions(client, pdf_of):
    page = client.get("/ar/meetings/brussels-2007/agenda/2007-07-10/brief/").content.decode()
    day = "http://testserver/ar/meetings/brussels-2007/agenda/2007-07-10/"
    assert client.get(day).status_code == 200
    leads = re.findall(r'<p class="address"><bdi dir="ltr"><a href="([^"]+)">([^<]+)</a></bdi></p>', page)
    assert leads[0] == (day, day)
    assert len(leads) == 7
    document, _response = pdf_of("/meetings/brussels-2007/agenda/2007-07-10/brief.pdf")
    external = [[target for kind, target, *_rest in page.links if kind == "external"] for page in document.pages]
    day = "http://testserver/meetings/brussels-2007/agenda/2007-07-10/"
    assert [day in targets for targets in external] == [True, False, False, False, False, False]


def test_a_booklet_leads_to_its_meeting_and_to_each_session_in_the_language_it_is_read_in(client):
    page = client.get("/fr/meetings/manila-2008/booklet/").content.decode()
    leads = re.findall(r'<bdi dir="ltr"><a href="([^"]+)">', page)
    meeting = "http://testserver/fr/meetings/manila-2008/"
    numbers = Session.objects.filter(meeting__slug="manila-2008").values_list("number", flat=True)
    assert leads == [meeting, *(f"{meeting}sessions/{number}/" for number in numbers)]
    assert page.count('aria-label="Code QR de l’adresse"') == len(leads)


def test_links_lead_to_the_portal_and_within_the_booklet(pdf_of):
    document, _response = pdf_of("/meetings/manila-2008/booklet.pdf")
    kinds = [(kind, target) for page in document.pages for kind, target, *_rest in page.links]
    assert ("internal", "session-1.1") in kinds
    assert ("external", "http://testserver/meetings/manila-2008/sessions/1.1/") in kinds
    assert {target.split("/")[2] for kind, target in kinds if kind == "external"} == {"testserver"}


def test_a_pdf_fetches_nothing(caplog):
    try:
        printed(
            '<img alt="" src="http://localhost:1/x.png"><link rel="stylesheet" href="file:///etc/hostname">',
            "http://x/",
        )
    except NoPrinter:
        left_out.leave_out(NO_PANGO)
    refused = [
        record.getMessage() for record in caplog.records if "Nothing is fetched for a PDF" in record.getMessage()
    ]
    assert len(refused) == 2


def test_asking_for_the_headers_of_a_pdf_does_not_make_it(client, monkeypatch):
    monkeypatch.setattr(views, "look_for_printer", lambda: None)
    monkeypatch.setattr(views, "as_pdf", None)
    answer = client.head("/meetings/manila-2008/booklet.pdf")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"] == 'inline; filename="gfmd-manila-2008-booklet.pdf"'
    assert "Content-Length" not in answer.headers


def test_where_no_pdf_can_be_made_the_page_to_print_is_named(client, monkeypatch):
    def fail(*_page):
        raise NoPrinter

    monkeypatch.setattr(views, "as_pdf", fail)
    monkeypatch.setattr(views, "look_for_printer", fail)
    response = client.get("/meetings/manila-2008/booklet.pdf")
    assert response.status_code == 503
    assert 'href="/meetings/manila-2008/booklet/"' in response.content.decode()
    assert client.head("/meetings/manila-2008/booklet.pdf").status_code == 503


def test_who_asks_for_a_pdf_while_another_is_made_does_not_wait_for_ever(client, monkeypatch):
    monkeypatch.setattr(pdf, "PATIENCE", 0.01)
    with pdf.printing:
        response = client.get("/fr/meetings/manila-2008/booklet.pdf")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    page = response.content.decode()
    assert "<h1>Un autre PDF est en cours de préparation.</h1>" in page
    assert 'href="/fr/meetings/manila-2008/booklet/"' in page


@pytest.fixture
def laid_out(monkeypatch):
    """The pages that were laid out as PDF, of which none is."""
    pages = []

    class Document:
        def write_pdf(self, **_form):
            return b"%PDF of " + str(len(pages)).encode()

    def lay_out(html, _base_url):
        pages.append(html)
        return Document()

    monkeypatch.setattr(pdf, "printed", lay_out)
    return pages


def test_a_pdf_is_made_once_for_a_version_of_the_record_whatever_stands_behind_its_address(client, laid_out):
    address = "/meetings/manila-2008/booklet.pdf"
    answers = [client.get(f"{address}{words}").content for words in ("", "?x=1", "?x=2&theme=work", "")]
    assert answers == [b"%PDF of 1"] * 4
    assert client.get(f"/fr{address}").content == client.get(f"/fr{address}?x=1").content == b"%PDF of 2"
    Session.objects.filter(meeting__slug="manila-2008", number="1.1").update(title="Moved")
    assert [client.get(f"{address}{words}").content for words in ("", "?x=1")] == [b"%PDF of 3"] * 2
    assert ("Moved" in laid_out[0], "Moved" in laid_out[2]) == (False, True)


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("manila-2008/sessions/1.1/brief/", "Home Meetings Manila 2008 Session 1.1 Brief on one sheet"),
        ("brussels-2007/agenda/2007-07-10/brief/", "Home Meetings Brussels 2007 Briefs of this day"),
        ("manila-2008/booklet/", "Home Meetings Manila 2008 Booklet of all sessions"),
    ],
)
def test_pages_to_print_say_what_they_are_and_lead_back(client, address, path):
    page = read(client, f"/meetings/{address}")
    assert words(re.search(r'<nav class="breadcrumbs".*?</nav>', page, re.S)[0]) == path


@pytest.mark.parametrize("page", ["booklet/", "agenda/2007-07-10/brief/"])
def test_the_sheets_of_many_sessions_are_made_once_for_a_version_whatever_words_follow(client, monkeypatch, page):
    made = []
    monkeypatch.setattr(views, "sheets_of", lambda *asked: made.append(asked) or sheets_of(*asked))
    address = f"/meetings/brussels-2007/{page}"
    first, second = (read(client, f"{address}{words}").partition('<div class="brief">')[2] for words in ("", "?x=1"))
    assert first.count('<article class="sheet"') == second.count('<article class="sheet"') > 1
    assert len(made) == 1
    assert "Questions directrices" in read(client, f"/fr{address}?x=2")
    assert len(made) == 2
    Session.objects.filter(meeting__slug="brussels-2007", number="1.1").update(title="Moved")
    assert ">Moved<" in read(client, f"{address}?x=3")
    assert len(made) == 3


def test_a_pdf_that_is_there_waits_for_no_other(client, laid_out, monkeypatch):
    address = "/meetings/manila-2008/booklet.pdf"
    client.get(address)
    monkeypatch.setattr(pdf, "PATIENCE", 0.01)
    with pdf.printing:
        assert client.get(f"{address}?x=1").content == b"%PDF of 1"


def test_after_a_pdf_that_failed_another_is_made(client, monkeypatch):
    monkeypatch.setattr(pdf, "PATIENCE", 0.01)
    monkeypatch.setattr(pdf, "printed", lambda *_page: 1 / 0)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            client.get("/meetings/manila-2008/booklet.pdf")


def test_the_sheets_of_a_day_stand_in_the_order_of_its_agenda(client):
    meeting, day = a_meeting(slug="to-come"), date(2030, 10, 29)
    hours = {1: {}, 2: {"starts_at": time(9), "ends_at": time(10)}, 3: {}}
    for place, given in hours.items():
        slot = factories.a_slot(meeting=meeting, position=place, date=day, **given)
        # Numbered the other way round, so that the numbers do not put them in order.
        a_session(meeting=meeting, number=f"s{place}", position=9 - place, slot=slot)
    for address in ("/meetings/to-come/agenda/2030-10-29/brief/", "/meetings/to-come/agenda/2030-10-29/"):
        found = re.findall(r"/meetings/to-come/sessions/(s\d)/", client.get(address).content.decode())
        assert list(dict.fromkeys(found)) == ["s1", "s2", "s3"]


@pytest.mark.parametrize("day", ["tomorrow", "2007-13-01", "1999-01-01", "20070710", "2007-W28-2"])
@pytest.mark.parametrize("ending", ["/", ".pdf"])
def test_there_is_no_brief_of_a_day_that_is_none(client, day, ending):
    assert client.get(f"/meetings/brussels-2007/agenda/{day}/brief{ending}").status_code == 404


def test_a_day_leads_to_its_sheets_where_it_has_any_whatever_narrows_it(client):
    """On 9 July 2007 only the Civil Society Day was held, whose sheets are those of its own meeting."""
    for day, query, number in (("09", "", 0), ("10", "", 2), ("10", "?q=zebra", 2)):
        page = read(client, f"/meetings/brussels-2007/agenda/2007-07-{day}/{query}")
        links = re.findall(r'href="(/[^"]+/brief(?:/|\.pdf))"', page)
        assert len(links) == number
        assert all(client.head(link).status_code != 404 for link in links)


def test_a_booklet_costs_the_same_few_questions_however_long_it_is(client, session, django_assert_max_num_queries):
    for _ in range(20):
        a_question(session=a_session(meeting=session.meeting))
    with django_assert_max_num_queries(16):
        client.get("/meetings/manila-2030/booklet/")


def test_a_sheet_says_in_which_languages_it_is_held_and_where_its_papers_are(client):
    session = factories.a_session(status="moved", status_note="It was in Room 1.")
    factories.a_language(session=session, language="en")
    factories.a_language(session=session, role="interpretation", language="ar")
    factories.a_paper(session=session, title="Costs", url="https://example.org/costs.pdf")
    page = client.get(f"/ar/meetings/{session.meeting.slug}/sessions/{session.number}/brief/").content.decode()
    assert '<span lang="en" dir="ltr">It was in Room 1.</span>' in page
    page = client.get(f"/meetings/{session.meeting.slug}/sessions/{session.number}/brief/").content.decode()
    assert "<dt>Languages</dt><dd>English</dd>" in page
    assert "<dt>Interpretation into</dt><dd>Arabic</dd>" in page
    assert '<a class="paper" href="https://example.org/costs.pdf">Costs</a>' in page
    assert "Moved.</strong> The time and the room given here are the new ones. It was in Room 1." in page


def test_a_sheet_has_the_translation_of_a_question_into_its_language_alone(client):
    question = factories.a_question(text="Who pays for a transfer?")
    passage = factories.a_passage(document=factories.a_document(meeting=question.meeting), text=question.text)
    question.passages.add(passage)
    factories.a_translation(passage=passage, text="Qui paie un transfert ?", made_by="A. Traductrice")
    address = f"{question.session.get_absolute_url()}brief/"
    french = client.get(f"/fr{address}").content.decode()
    asked = re.search(r"<li>(Who pays.*?)</li>", french, re.DOTALL)[1]
    lines = [line.strip() for line in re.split(r"<[^>]+>", asked) if line.strip()]
    assert lines == ["Who pays for a transfer?", "Qui paie un transfert ?", "Traduit par A. Traductrice"]
    assert '<div lang="fr" dir="ltr">' in asked
    english = client.get(address).content.decode()
    assert "Who pays for a transfer?" in english and "transfert" not in english
