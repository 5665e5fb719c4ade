"""What single pages say of their records."""

import html
import re
from datetime import date

import pytest

from agencies.models import ActivityGroup
from meetings.days import as_exact_as
from meetings.models import Meeting
from recommendations.models import Recommendation
from sessions.models import CommonTheme
from tests import factories
from tests.reading import body

pytestmark = pytest.mark.django_db


def test_the_record_says_what_it_leaves_open(client):
    assert "No times are stated in the record." in body(client.get("/meetings/manila-2008/agenda/"))
    assert "time not stated in the record" in body(client.get("/meetings/bern-2011/sessions/5/"))
    matrix = body(client.get("/agencies/involvement/"))
    assert matrix.count("lost in the conversion of the document") == 10


def test_a_session_of_a_day_without_hours_says_its_day(client):
    session = factories.a_session(meeting=factories.a_meeting())
    undated = body(client.get(session.get_absolute_url()))
    assert "<dt>When</dt><dd>29–30 October 2030, time not stated in the record</dd>" in undated
    session.slot = factories.a_slot(meeting=session.meeting, date=date(2030, 10, 30))
    session.save()
    day = '<time datetime="2030-10-30">Wednesday 30 October 2030</time>'
    assert f"<dt>When</dt><dd>{day}, time not stated in the record</dd>" in body(client.get(session.get_absolute_url()))


def test_a_session_says_its_kind_only_where_it_tells_something(client):
    assert "<dt>Kind</dt>" not in body(client.get("/meetings/manila-2008/sessions/1.1/"))
    assert "<dt>Kind</dt><dd>breakout group" in body(client.get("/meetings/bern-2011/sessions/6-trade/"))


def test_a_session_is_cited_below_what_is_read_in_the_hall(client):
    page = body(client.get("/meetings/manila-2008/sessions/1.1/"))
    assert page.index('id="questions"') < page.index('class="cite"') < page.index('class="step"')


def test_a_recommendation_says_its_themes_and_whom_it_asks_before_its_neighbours(client):
    page = body(client.get("/recommendations/bern-2011/S5-3/"))
    assert page.count('class="tags themes"') == 1
    asks = 'Asks: <a href="/recommendations/?addressee=origin-governments">Governments of countries of origin</a></p>'
    assert page.index('class="tags themes"') < page.index(asks) < page.index("Its neighbours in")


def test_each_filled_cell_of_a_matrix_names_its_agency_for_phones(client):
    page = body(client.get("/agencies/involvement/"))
    assert not re.search(r'<td class="[^"]*filled"(?! data-label=)', page)
    row = re.search(r'<tr><th scope="row"><a href="[^"]*/sessions/1.2/">.*?</tr>', page, re.DOTALL)[0]
    assert re.findall(r'data-label="([^"]+)"', row) == ["ILO: ", "IOM: ", "UNCTAD: "]
    last = re.search(r'<tr class="no-session"><th scope="row">Tied to no session</th>.*?</tr>', page, re.DOTALL)[0]
    assert sum(map(int, re.findall(r'#involvement"[^>]*>(\d+)<', last))) == 18


def test_parallel_sessions_stand_side_by_side_in_the_agenda(client):
    page = body(client.get("/meetings/brussels-2007/agenda/"))
    slot = page[page.index("15:00") : page.index("Wednesday 11 July 2007")]
    assert re.findall(r"Session (\d\.\d)", slot) == ["1.1", "1.2", "2.1", "2.4", "3.1", "3.3"]


def test_the_thread_from_meeting_to_agency_is_on_one_page(client):
    page = body(client.get("/meetings/brussels-2007/sessions/1.2/"))
    assert 'href="/meetings/brussels-2007/"' in page
    assert 'href="/meetings/brussels-2007/roundtables/1/"' in page
    assert 'id="agency-ilo"' in page and "Spain" in page
    assert 'href="/documents/brussels-2007-gmg-involvement/#ilo-1.2"' in page


def test_text_in_another_language_says_so(client):
    page = body(client.get("/documents/brussels-2007-civil-society-day-report/"))
    assert re.search(r'id="imprint-fr-1"[^>]* lang="fr"', page)
    assert re.search(r'id="imprint-es-1"[^>]* lang="es"', page)


def test_an_editor_sees_a_pencil_and_a_visitor_does_not(client, admin_client):
    address = "/recommendations/bern-2011/S5-3/"
    assert "Edit" not in body(client.get(address))
    record = Recommendation.objects.get(meeting__slug="bern-2011", code="S5-3")
    edit = f'href="/admin/recommendations/recommendation/{record.pk}/change/"'
    assert edit in body(admin_client.get(address))


@pytest.mark.parametrize(
    ("address", "order"),
    [
        ("/meetings/", ["Berne 2011", "Manila 2008", "Brussels 2007", "Civil Society Day 2007"]),
        ("/themes/", ["Labour migration and legal channels", "Remittances", "Development and root causes"]),
        ("/agencies/", ["ILO", "IOM", "UNCTAD", "World Bank", "UNESCO", "UNICEF"]),
        (
            "/agencies/involvement/",
            ["Enhancing Foreign Employment", "Improving Remittance", "Development of Migration Law"],
        ),
    ],
)
def test_lists_stand_in_the_order_of_the_record(client, address, order):
    page = body(client.get(address))
    content = page[page.rindex("<table") if "<table" in page else page.index("<main") :]
    places = [content.index(name) for name in order]
    assert places == sorted(places)


def test_a_way_forward_that_points_to_no_passage_says_its_words_all_the_same(client):
    way = factories.a_recommendation(
        kind="way-forward", heading="On fees", text="Let us agree:\n\nNo fees for <migrants>."
    )
    factories.a_sub_item(recommendation=way, text="None at all.")
    page = body(client.get(way.get_absolute_url()))
    words = ["<p>Let us agree:</p>", "<p>No fees for &lt;migrants&gt;.</p>", '<p class="sub-item">None at all.</p>']
    assert [page.count(word) for word in words] == [1, 1, 1]


def test_common_themes_are_named_with_the_passage_that_tells_of_each_or_without(client):
    meeting = Meeting.objects.get(slug="brussels-2007-csd")
    CommonTheme.objects.create(meeting=meeting, position=99, title="Told nowhere")
    page = body(client.get(meeting.get_absolute_url()))
    named = re.findall(r'<li>(?:<a href="([^"]+)">)?<span>([^<]+)</span>(?:</a>)?</li>', page)
    told = [
        (theme.passages.get(kind="heading").get_absolute_url() if theme.position < 99 else "", theme.title)
        for theme in meeting.common_themes.all()
    ]
    assert [pair for pair in named if pair in told] == told


@pytest.mark.parametrize(
    ("language", "report", "note"),
    [
        ("", "January 2008", "12 July 2007"),
        ("/fr", "janvier 2008", "12 juillet 2007"),
        ("/es", "enero de 2008", "12 de julio de 2007"),
        ("/ar", "يناير 2008", "12 يوليو 2007"),
    ],
)
def test_the_date_of_a_document_is_said_in_words_as_exact_as_the_document_is(client, language, report, note):
    listed = body(client.get(f"{language}/documents/"))
    dates = {"brussels-2007-civil-society-day-report": report, "brussels-2007-gmg-involvement": note}
    for slug, words in dates.items():
        entry = rf'<h2><a href="{language}/documents/{slug}/"[^<]+</a></h2><p class="where">{words} · '
        assert re.search(entry, listed)
        assert f"<dd>{words}</dd>" in body(client.get(f"{language}/documents/{slug}/"))


@pytest.mark.parametrize(
    ("stated", "words"),
    [("", ""), ("2008", "2008"), ("2008-01", "January 2008"), ("2008-01-31", "31 January 2008"),
     ("2008-13", "2008-13"), ("2008-02-31", "2008-02-31")],
)  # fmt: skip
def test_a_date_is_as_exact_as_it_is_stated(stated, words):
    assert as_exact_as(stated) == words


@pytest.mark.parametrize(
    ("language", "month"),
    [("", "January 2031"), ("/fr", "janvier 2031"), ("/es", "enero de 2031"), ("/ar", "يناير 2031")],
)
def test_a_month_of_changes_is_named_as_its_language_names_it(client, language, month):
    assert re.search(rf"<title>[^<]*\b{month} ", body(client.get(f"{language}/changes/2031-01/")))


def test_on_a_phone_each_number_of_an_agency_stands_beside_what_it_counts(client):
    page = body(client.get("/agencies/"))
    assert '<table class="stacked">' in page
    numbers = re.findall(r'<td class="numeric" data-label="([^"]+)">(?:<a [^>]*>)?(\d+)', page)
    ilo, iom = [("Involvement: ", "5"), ("Activities: ", "0")], [("Involvement: ", "13"), ("Activities: ", "62")]
    assert numbers[:4] == ilo + iom


def test_the_usual_name_of_a_party_is_not_said_again_after_words_that_hold_it(client):
    page = re.sub(r"<[^>]+>|\s+", " ", body(client.get("/meetings/brussels-2007-csd/")))
    words = re.sub(" +", " ", page)
    assert "The King Baudouin Foundation Participant" in words
    assert "Françoise Pissart, director Named under “Coordination" in words
    assert "the Belgian Government ( Belgium )" in words
    # Two entries have the same words, and only the names tell them apart.
    assert "Norway and Sweden ( Norway )" in words and "Norway and Sweden ( Sweden )" in words
    assert "WEF ( World Economic Forum )" in re.sub(r"(<[^>]+>|\s)+", " ", body(client.get("/meetings/bern-2011/")))


def test_the_title_of_a_group_says_its_name_once(client):
    page = body(client.get("/meetings/bern-2011/sessions/6-trade/"))
    assert "<title>Berne 2011, Session 6, group “Trade” · GFMD portal</title>" in page
    assert '"name": "Session 6, group “Trade”"' in page
    assert "<title>Berne 2011, Session 2: RESPONDING TO" in body(client.get("/meetings/bern-2011/sessions/2/"))


def test_descriptions_take_names_in_as_they_stand(client):
    said = '<meta name="description" content="'
    agency = "International Organization for Migration: what it did for the meetings of the Global Forum"
    assert said + agency in body(client.get("/agencies/iom/"))
    sheets = "Sheets to print for sessions (Brussels 2007): place and time,"
    assert said + sheets in body(client.get("/meetings/brussels-2007/sessions/3.4/brief/"))


def test_an_agency_tells_of_one_meeting_after_the_other(client):
    agency = factories.an_agency(slug="agency")
    later, first = factories.a_meeting(starts_on=date(2031, 5, 1), ends_on=date(2031, 5, 2)), factories.a_meeting()
    for meeting in (later, first):
        for position in (1, 2):
            session = factories.a_session(meeting=meeting, title="")
            factories.an_involvement(agency=agency, session=session, position=position)
    page = body(client.get("/agencies/agency/"))
    entries = re.findall(r'id="(entry-\d)"><h3><a href="/meetings/([^/]+)/sessions/\d+/">([^<]+)</a></h3>', page)
    assert [(name, slug) for name, slug, _label in entries] == [
        ("entry-1", first.slug),
        ("entry-2", first.slug),
        ("entry-3", later.slug),
        ("entry-4", later.slug),
    ]
    # A session without a title is named by its number, with nothing behind it.
    assert [label[-1].isdigit() for _name, _slug, label in entries] == [True] * 4


def groups_numbered_alike():
    """The second of two groups called 1z, of two meetings; an agency has expertise in activities of both."""
    first, second = factories.a_roundtable(number=1), factories.a_roundtable(number=1)
    agency = factories.an_agency(slug="agency")
    for roundtable, title in ((first, "Labour"), (second, "Remittances"), (second, "Remittances")):
        group, _made = ActivityGroup.objects.get_or_create(roundtable=roundtable, letter="z", title=title)
        factories.an_activity(group=group).agencies.add(agency)
    return group


def test_an_agency_counts_its_activities_as_their_list_does(client):
    groups_numbered_alike()
    page = body(client.get("/agencies/agency/"))
    [(address, label, number)] = re.findall(
        r'<li><a href="(/activities/[^"]+)"><span>([^<]+)</span></a> <span class="count">(\d+)', page
    )
    assert (label, number) == ("1z. Labour / 1z. Remittances", "3")
    assert "3 activities" in body(client.get(html.unescape(address)))


def test_the_table_of_activities_counts_as_their_list_does(client):
    factories.an_activity(group=groups_numbered_alike())
    page = body(client.get("/agencies/involvement/"))
    [row] = re.findall(r'<tr><th scope="row"><a href="/activities/[?]group=1z">1z</a>.*?</tr>', page, re.DOTALL)
    assert "Labour / Remittances</span>" in row
    [(address, number)] = re.findall(r'<a href="(/activities/[^"]+agency=[^"]+)"[^>]*>(\d+)</a>', row)
    assert (number, "3 activities" in body(client.get(html.unescape(address)))) == ("3", True)
    assert row.endswith('data-label="All: ">4</td></tr>')
    assert "4 activities" in body(client.get("/activities/?group=1z"))


def test_points_of_two_kinds_stand_under_a_heading_each(client):
    session = factories.a_session()
    for position, kind in enumerate(("policy-challenge", "discussion-point", "policy-challenge"), 1):
        factories.a_point(session=session, kind=kind, position=position, text=f"Point {position}.")
    page = body(client.get(session.get_absolute_url()))
    assert re.findall(r'<section class="section"( id="points")?><h2>([^<]+)</h2>\s*<ul class="points">', page) == [
        (' id="points"', "Discussion points"),
        ("", "Policy challenges"),
    ]
    assert re.findall(r"Point (\d)\.", page.partition('id="points"')[2]) == ["2", "1", "3"]
