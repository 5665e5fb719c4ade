"""A feed reader knows an entry again: on another host, under https, and when the record or its meeting is renamed."""

from uuid import UUID
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test.utils import CaptureQueriesContext

from changes.models import FormerName
from gfmd_portal.downloads.lists import LISTS
from meetings.models import Meeting
from recommendations.models import Example, Recommendation
from roundtables.models import Roundtable
from sessions.models import AgendaChange, Session
from tests.factories import a_session

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
LISTED = [*(f"/{name}.atom" for name in LISTS), "/recommendations.atom?theme=diaspora"]
FEEDS = [*LISTED, "/feed.atom"]


def read(client, address, **asked):
    response = client.get(address, **asked)
    assert response.status_code == 200
    return ElementTree.fromstring(b"".join(response) if response.streaming else response.content)


def ids(feed):
    """The identity of a feed, and those of its entries by number, in any order."""
    return feed.find(f"{ATOM}id").text, sorted(entry.find(f"{ATOM}id").text for entry in feed.findall(f"{ATOM}entry"))


def rename_everything():
    for model, name in ((Meeting, "slug"), (Session, "number"), (Recommendation, "code"), (Example, "code")):
        model.objects.update(**{name: Concat(F(name), Value("-new"))})
    Roundtable.objects.update(number=F("number") + 50)


@pytest.mark.parametrize("address", LISTED)
def test_an_entry_stays_the_same_however_its_record_is_renamed(client, address):
    before = ids(read(client, address))
    for _again in range(2):
        rename_everything()
        now = read(client, address)
        links = [entry.find(f"{ATOM}link").get("href") for entry in now.findall(f"{ATOM}entry")]
        assert links and all("-new" in link or "?group=5" in link or "?group=10" in link for link in links)
        assert ids(now) == before


@pytest.mark.parametrize("address", [*FEEDS, "/changes.atom", "/meetings/bern-2011/changes.atom"])
def test_an_entry_is_the_same_on_every_host(client, address, settings):
    settings.ALLOWED_HOSTS = ["testserver", "portal.example"]
    here, there = read(client, address), read(client, address, secure=True, headers={"host": "portal.example"})
    assert there.find(f"{ATOM}link").get("href") == f"https://portal.example{address}"
    assert ids(here) == ids(there)
    feed, entries = ids(here)
    for identity in (feed, *entries):
        assert UUID(identity).urn == identity


def test_each_feed_has_an_identity_of_its_own_and_a_record_one_in_all(client):
    found = {address: ids(read(client, address)) for address in FEEDS}
    assert len({feed for feed, _entries in found.values()}) == len(FEEDS)
    whole, narrowed = found["/recommendations.atom"][1], found["/recommendations.atom?theme=diaspora"][1]
    assert set(narrowed) < set(whole)
    assert set(found["/feed.atom"][1]) < set(whole)
    entries = [entry for name in LISTS for entry in found[f"/{name}.atom"][1]]
    assert len(entries) == len(set(entries))


def test_the_identity_of_an_entry_is_not_made_anew_by_a_release(client):
    entry = read(client, "/recommendations.atom?meeting=bern-2011").find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}link").get("href") == "http://testserver/recommendations/bern-2011/S2-1/"
    assert entry.find(f"{ATOM}id").text == "urn:uuid:af5e21be-dc10-5410-b227-aaec14bb386b"
    feed, _entries = ids(read(client, "/recommendations.atom?meeting=bern-2011"))
    assert feed == "urn:uuid:c92173bb-081e-5de4-93c5-ff40fa617ca7"


def test_a_change_of_an_agenda_stays_the_same_when_its_meeting_is_renamed(client):
    session = a_session()
    Session.objects.filter(pk=session.pk).update(title="Another")
    before = ids(read(client, f"/meetings/{session.meeting.slug}/changes.atom"))
    assert len(before[1]) == AgendaChange.objects.count() == 1
    Meeting.objects.filter(pk=session.meeting_id).update(slug="renamed")
    assert ids(read(client, "/meetings/renamed/changes.atom")) == before


@pytest.mark.parametrize("address", FEEDS)
def test_first_names_are_read_by_one_query(client, address):
    rename_everything()
    read(client, address)
    with CaptureQueriesContext(connection) as queries:
        read(client, f"{address}{'&' if '?' in address else '?'}x=1")
    assert len([query for query in queries if FormerName._meta.db_table in query["sql"]]) == 1
