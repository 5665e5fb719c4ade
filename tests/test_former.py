"""Every address that ever was leads to its record: renaming breaks no link, no list, no citation and no program."""

import json
import re
from time import process_time
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.utils.html import escape

from agencies.models import Agency
from changes.names import earlier_names
from documents.models import Document, Passage
from gfmd_portal.loading import RecordError, load_record
from gfmd_portal.middleware.former_names import VALUES, moved
from meetings.models import Meeting, Theme
from recommendations.models import Addressee, Example, Recommendation
from roundtables.models import Roundtable
from sessions.models import Session
from tests.factories import a_meeting, a_session
from tests.reading import read

pytestmark = pytest.mark.django_db


def rename(records, **change):
    """Give another name to a record of a model or a query by a bare UPDATE, as no form would: `slug=("old", "new")`."""
    [(column, (old, new))] = change.items()
    records = getattr(records, "objects", records)
    assert records.filter(**{column: old}).update(**{column: new}) >= 1


def text_of(html):
    return " ".join(re.sub("<[^>]*>", " ", html).split())


def leads_to(client, address, expected):
    response = client.get(address)
    assert response.status_code == 301, address
    assert response.headers["Location"] == expected
    assert "max-age=0" in response.headers["Cache-Control"]
    assert client.get(expected).status_code == 200, expected
    assert client.head(address).headers["Location"] == expected


BELOW_A_MEETING = [
    "/meetings/{}/",
    "/meetings/{}/?x=1&y=%C3%A9",
    "/meetings/{}/agenda/",
    "/meetings/{}/sessions/5/",
    "/recommendations/{}/S5-3/",
    "/cite/recommendations/{}/S5-3.ris",
    "/cite/meetings/{}/sessions/5.csl.json",
    "/api/meetings/{}/",
    "/api/sessions/{}/5/",
    "/api/recommendations/{}/S5-3/",
]
WITH_A_MEETING = [
    "/meetings/{}",
    "/meetings/{}/agenda",
    "/meetings/{}/agenda/2011-09-13",
    "/meetings/{}/agenda/tracks",
    "/meetings/{}/sessions/5",
    "/meetings/{}/sessions/5/brief",
    "/meetings/{}/booklet",
    "/meetings/{}/changes",
    "/meetings/{}/roundtables/1",
    "/recommendations/{}/S5-3",
    "/examples/{}/S1-E1",
    "/themes/remittances",
    "/themes/{}",
    "/cite/meetings/{}/sessions/5",
    "/cite/recommendations/{}/S5-3",
    "/api/meetings/{}",
    "/api/themes/remittances",
    "/api/recommendations/{}/S5-3",
    "/data/{}",
]
LISTS = [
    "/recommendations/?meeting={}",
    "/recommendations/?theme=diaspora&meeting={}&meeting=manila-2008&q=women",
    "/recommendations/?session={}/5&as-of=3-4",
    "/recommendations.csv?meeting={}",
    "/recommendations.json?session={}/5",
    "/recommendations.atom?meeting={}",
    "/api/recommendations/?meeting={}",
    "/api/questions/?session={}/5&facets=1",
    "/api/roundtables/?meeting={}",
    "/sessions/?meeting={}",
    "/cite/recommendations.bib?meeting={}",
]


@pytest.mark.parametrize("address", BELOW_A_MEETING + LISTS)
def test_a_renamed_meeting_carries_every_address_below_it(client, address):
    rename(Meeting, slug=("bern-2011", "bern"))
    rename(Meeting, slug=("bern", "berne-2011"))
    wanted = address.format("berne-2011")
    for former in ("bern-2011", "bern"):
        response = client.get(address.format(former))
        assert response.status_code == 301
        found, expected = urlsplit(response.headers["Location"]), urlsplit(wanted)
        assert (found.path, parse_qs(found.query)) == (expected.path, parse_qs(expected.query))
        answer = client.get(response.headers["Location"])
        assert answer.status_code == 200
        assert b"not understood" not in (b"" if answer.streaming else answer.content).replace(b"x=1", b"")


@pytest.mark.parametrize(
    ("model", "change", "address", "expected"),
    [
        (Theme, {"slug": ("remittances", "money")}, "/themes/{}/", "money"),
        (Theme, {"slug": ("remittances", "money")}, "/recommendations/?theme={}", "money"),
        (Theme, {"slug": ("remittances", "money")}, "/api/activities/?theme={}", "money"),
        (Theme, {"slug": ("remittances", "money")}, "/compare/?a.theme={}&b.theme=diaspora&by=theme", "money"),
        (Theme, {"slug": ("remittances", "money")}, "/compare.csv?a.year=2007&b.theme={}", "money"),
        (Addressee, {"slug": ("employers", "companies")}, "/recommendations/?addressee={}", "companies"),
        (Agency, {"slug": ("iom", "un-migration")}, "/agencies/{}/", "un-migration"),
        (Agency, {"slug": ("iom", "un-migration")}, "/api/agencies/{}/", "un-migration"),
        (Agency, {"slug": ("iom", "un-migration")}, "/activities.xlsx?agency={}", "un-migration"),
        (Document, {"slug": ("manila-2008-roundtable-themes", "themes")}, "/documents/{}/", "themes"),
        (Document, {"slug": ("manila-2008-roundtable-themes", "themes")}, "/cite/documents/{}.ris", "themes"),
        (Document, {"slug": ("manila-2008-roundtable-themes", "themes")}, "/api/passages/?document={}", "themes"),
        (Session, {"number": ("1.1", "1.a")}, "/meetings/manila-2008/sessions/{}/", "1.a"),
        (Session, {"number": ("1.1", "1.a")}, "/cite/meetings/manila-2008/sessions/{}.ris", "1.a"),
        (Session, {"number": ("1.1", "1.a")}, "/questions/?session=manila-2008/{}", "1.a"),
        (Session, {"number": ("6-trade", "6-t")}, "/api/sessions/bern-2011/{}/", "6-t"),
        (Roundtable, {"number": (3, 4)}, "/meetings/manila-2008/roundtables/{}/", "4"),
        (Roundtable, {"number": (3, 4)}, "/sessions/?roundtable=manila-2008/{}", "4"),
        (Roundtable, {"number": (3, 4)}, "/activities/?roundtable={}&agency=iom", "4"),
        (Roundtable, {"number": (3, 4)}, "/activities/?group={}b&group=1a", "4"),
        (Roundtable, {"number": (3, 4)}, "/activities.csv?group={}d", "4"),
        (Roundtable, {"number": (3, 4)}, "/api/activities/?theme=agreements&group={}c", "4"),
        (Recommendation, {"code": ("S5-3", "S5-3a")}, "/recommendations/bern-2011/{}/", "S5-3a"),
        (Example, {"code": ("S5-E9", "S5-E99")}, "/examples/brussels-2007-csd/{}/", "S5-E99"),
        (Example, {"code": ("S5-E9", "S5-E99")}, "/cite/examples/brussels-2007-csd/{}.csl.json", "S5-E99"),
    ],
)
def test_every_kind_of_name_leads_on(client, model, change, address, expected):
    [(old, _new)] = change.values()
    rename(model, **change)
    leads_to(client, address.format(old), address.format(expected))


def test_a_record_and_its_meeting_renamed_are_one_step_away(client):
    rename(Recommendation, code=("S5-3", "S5-3a"))
    rename(Meeting, slug=("bern-2011", "berne-2011"))
    leads_to(client, "/recommendations/bern-2011/S5-3/", "/recommendations/berne-2011/S5-3a/")


def test_a_name_taken_back_leads_nowhere_else(client):
    rename(Theme, slug=("remittances", "money"))
    rename(Theme, slug=("money", "remittances"))
    assert client.get("/themes/remittances/").status_code == 200
    leads_to(client, "/themes/money/", "/themes/remittances/")
    assert earlier_names(Theme.objects.get(slug="remittances")) == ["money"]
    rename(Theme, slug=("remittances", "transfers"))
    assert earlier_names(Theme.objects.get(slug="transfers")) == ["remittances", "money"]


def test_a_former_anchor_is_still_in_its_document(client):
    passage = Passage.objects.filter(document__slug="bern-2011-m4md-meeting-report", kind="item").first()
    other = Passage.objects.filter(document=passage.document, kind="heading").first()
    former = {passage: passage.anchor, other: other.anchor}
    for record in former:
        for anchor in ("first", "second"):
            record.anchor = f"{anchor}-{record.pk}"
            record.save()
    page = client.get(passage.document.get_absolute_url()).content.decode()
    for record, anchor in former.items():
        block = page.split(f'id="second-{record.pk}"')[1][:3000]
        assert f'<span id="{anchor}">' in block
        assert f'<span id="first-{record.pk}">' in block


IN_OTHER_PAGES = [
    (Agency, {"slug": ("iom", "un-migration")}, "/meetings/brussels-2007/sessions/1.2/", "agency-"),
    (Session, {"number": ("2.1", "2.a")}, "/meetings/manila-2008/booklet/", "session-"),
    (Session, {"number": ("2.1", "2.a")}, "/meetings/brussels-2007/agenda/2007-07-10/brief/", "session-"),
    (Theme, {"slug": ("remittances", "funds-sent")}, "/themes/", ""),
    (Theme, {"slug": ("remittances", "funds-sent")}, "/codebook/", ""),
    (Addressee, {"slug": ("trade-unions", "labour-unions")}, "/codebook/", ""),
    (Document, {"slug": ("manila-2008-roundtable-themes", "topics")}, "/rights/", ""),
]


@pytest.mark.parametrize(("model", "change", "where", "start"), IN_OTHER_PAGES)
def test_a_former_anchor_in_a_page_that_tells_of_many_leads_to_the_place(client, model, change, where, start):
    [(column, (old, new))] = change.items()
    parts = re.compile(r'<(?:tr|article)[^>]* id="([^"]*)".*?</(?:tr|article)>', re.S)
    [before] = [found[0] for found in parts.finditer(read(client, where)) if found[1] == f"{start}{old}"]
    meeting = {"meeting__slug": where.split("/")[2]} if model is Session else {}
    for names in ((old, "for-a-while"), ("for-a-while", old), (old, new)):
        rename(model.objects.filter(**meeting), **{column: names})
    whole = read(client, where)
    [after] = [found[0] for found in parts.finditer(whole) if found[1] == f"{start}{new}"]
    spans = re.findall('<span id="([^"]*)"></span>', after)
    assert sorted(spans) == sorted([f"{start}for-a-while", f"{start}{old}"])
    assert [whole.count(f'id="{span}"') for span in spans] == [1, 1]
    assert text_of(after).replace(new, old) == text_of(before)


def test_an_anchor_that_was_taken_back_stands_in_its_document_once(client):
    passage = Passage.objects.filter(document__slug="bern-2011-m4md-meeting-report", kind="item").first()
    anchor = passage.anchor
    rename(Passage.objects.filter(document=passage.document), anchor=(anchor, "for-a-while"))
    rename(Passage.objects.filter(document=passage.document), anchor=("for-a-while", anchor))
    page = client.get(passage.document.get_absolute_url()).content.decode()
    assert (page.count(f'id="{anchor}"'), page.count('<span id="for-a-while">')) == (1, 1)


def test_a_link_to_an_activity_leads_to_it_when_its_meeting_and_its_roundtable_are_renamed(client):
    before = json.loads(client.get("/activities.json?agency=iom&group=3b").getvalue())["records"]
    rename(Roundtable.objects.filter(meeting__slug="brussels-2007"), number=(3, 13))
    rename(Meeting, slug=("brussels-2007", "brussels"))
    for record in before:
        address, anchor = record["url"].removeprefix("http://testserver").split("#")
        leads_to(client, address, "/activities/?group=13b")
        page = client.get("/activities/?group=13b").content.decode()
        for former in (anchor, anchor.replace("brussels-2007-", "")):  # as links were before they named the meeting
            card = page.split(f'<span id="{former}">')[1]
            assert escape(record["activity"].split("\n")[0]) in card.split("</article>")[0]


def test_the_number_of_a_roundtable_that_has_activities_is_not_taken_for_a_former_one(client):
    rename(Roundtable.objects.filter(meeting__slug="manila-2008"), number=(3, 4))
    for asked in ("group=3b", "roundtable=3", "group=9a", "roundtable=9", "group=", "group=%00", "group=3"):
        assert client.get(f"/activities/?{asked}").status_code == 200


def test_names_count_within_their_meeting_only(client):
    rename(Session, number=("10", "10x"))
    assert client.get("/meetings/manila-2008/sessions/10/").status_code == 404
    session = a_session(number="10")
    assert client.get(session.get_absolute_url()).status_code == 200


def test_the_record_cannot_be_loaded_over_a_renamed_one():
    rename(Meeting, slug=("manila-2008", "manila"))
    with pytest.raises(RecordError, match=r"“manila-2008” is a former name of “.+” and leads there"):
        load_record()


def test_a_name_whose_record_is_gone_may_be_used_again():
    meeting = a_meeting(slug="first")
    Meeting.objects.filter(pk=meeting.pk).update(slug="second")
    with pytest.raises(ValidationError):
        a_meeting(slug="other").__class__(slug="first").clean()
    meeting.delete()
    Meeting(slug="first").clean()


@pytest.mark.parametrize(
    "address",
    ["/meetings/%00/", "/themes/" + "x" * 500 + "/", "/meetings//", "/meetings/a/sessions/", "/sessions/a/b/c/",
     "/recommendations/?theme=%00", "/recommendations/?theme=" + "x" * 500, "/sessions/?roundtable=bern-2011/x",
     "/recommendations/?session=bern-2011", "/meetings/manila-2008/roundtables/99999999999/", "/documents/é/"],
)  # fmt: skip
def test_what_never_was_is_answered_as_ever(client, address):
    rename(Meeting, slug=("bern-2011", "berne-2011"))
    assert client.get(address).status_code in (200, 404)


@pytest.mark.parametrize("query", ["", "theme=remittances"])
def test_a_former_name_leads_to_no_other_site(client, query):
    rename(Theme, slug=("remittances", "money-sent-home"))
    asked = {"PATH_INFO": "//evil.example/themes/remittances/", "QUERY_STRING": query}
    assert client.get("/", **asked).status_code == 404
    assert moved("//evil.example/themes/", query).headers["Location"].startswith("/%2Fevil.example/themes/")


ENDINGS = ["/", ".json", ".csl.json", ".csv", ".ics", ".svg", ".pdf", ".txt", ".7", "/.json"]
PAGES_AND_FILES = [
    *(f"{page}{ending}" for page in WITH_A_MEETING for ending in ("", *ENDINGS)),
    *(f"{page}?theme=remittances" for page in WITH_A_MEETING),
]


@pytest.mark.parametrize(
    ("language", "meeting"),
    [("", "bern-2011"), ("/fr", "bern-2011"), ("", "berne-2011"), ("", "nowhere")],
)
def test_every_address_leads_in_one_step_to_what_is_there_or_nowhere(client, language, meeting):
    rename(Meeting, slug=("bern-2011", "berne-2011"))
    rename(Theme, slug=("remittances", "money"))
    led = []
    for page in PAGES_AND_FILES:
        address = f"{language}{page.format(meeting)}"
        answer = client.head(address)
        if answer.status_code == 301:
            led.append(address)
            assert client.head(answer.headers["Location"]).status_code == 200, address
        else:
            assert answer.status_code in (200, 404), address
    assert f"{language}/themes/remittances" in led
    assert not [address for address in led if "nowhere" in address]


@pytest.mark.parametrize("meeting", ["bern-2011", "berne-2011", "manila-2008", "nowhere"])
def test_what_only_looks_like_an_address_without_its_stroke_is_missing_at_once(client, meeting):
    rename(Meeting, slug=("bern-2011", "berne-2011"))
    for ending in ("json", "svg", "xlsx"):
        answer = client.get(f"/recommendations/{meeting}/S5-3.{ending}")
        assert (answer.status_code, answer.templates[0].name) == (404, "404.html")


def test_a_former_name_without_its_stroke_is_one_step_away(client):
    rename(Meeting, slug=("bern-2011", "berne-2011"))
    rename(Theme, slug=("remittances", "money"))
    leads_to(client, "/recommendations/bern-2011/S5-3", "/recommendations/berne-2011/S5-3/")
    leads_to(client, "/meetings/bern-2011?theme=remittances&x=%C3%A9", "/meetings/berne-2011/?theme=money&x=%C3%A9")
    leads_to(client, "/api/meetings/bern-2011", "/api/meetings/berne-2011/")
    assert client.get("/api/nothing").json() == client.get("/api/nothing/").json()


def test_no_word_of_a_long_address_is_lost_on_the_way(client):
    rename(Theme, slug=("remittances", "money-sent-home"))
    asked = "theme=remittances" + "&theme=diaspora" * VALUES
    moved = client.get(f"/recommendations/?{asked}").headers["Location"]
    assert moved == "/recommendations/?theme=money-sent-home" + "&theme=diaspora" * VALUES


@pytest.mark.parametrize("end", ["1", "/1", ""])
def test_a_very_long_address_is_looked_at_in_no_time(client, end):
    before = process_time()
    assert client.get(f"/themes/{'.a' * 60_000}{end}/").status_code == 404
    assert process_time() - before < 2


def test_too_many_words_are_told_by_the_api_itself(client, settings):
    asked = "theme=a&" * (settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)
    assert list(client.get(f"/api/recommendations/?{asked}").json()) == ["detail"]


def test_the_admin_is_left_alone(admin_client):
    rename(Meeting, slug=("bern-2011", "berne-2011"))
    assert admin_client.get("/admin/gfmd_sessions/session/?meeting=bern-2011").status_code == 302
