"""What names a record in addresses (slugs, numbers, codes), given and changed at the desk."""

import json
import re
from html import unescape

import pytest

from tests import factories
from tests.at_the_desk import form_of, rows, save

pytestmark = pytest.mark.django_db


def test_a_slug_can_be_changed_and_its_former_address_still_leads_there(desk):
    meeting = factories.a_meeting(slug="manila-2030")
    assert save(desk, meeting, slug="cebu-2030", motto="Together") == []
    meeting.refresh_from_db()
    assert (meeting.slug, meeting.motto) == ("cebu-2030", "Together")
    page = desk.get(form_of(meeting)).content.decode()
    assert "“manila-2030” is now “cebu-2030”. Former addresses lead there for ever." in page
    response = desk.get("/meetings/manila-2030/")
    assert (response.status_code, response.headers["Location"]) == (301, "/meetings/cebu-2030/")


@pytest.mark.parametrize(
    ("make", "name", "value"),
    [
        (factories.a_meeting, "slug", "manila-2030"),
        (factories.a_theme, "slug", "money"),
        (factories.a_document, "slug", "report"),
        (factories.a_passage, "anchor", "p1"),
        (factories.a_session, "number", "9.9"),
        (factories.a_roundtable, "number", 77),
        (factories.an_agency, "slug", "unx"),
        (factories.an_addressee, "slug", "mayors"),
        (factories.a_recommendation, "code", "S9-1"),
        (factories.an_example, "code", "S9-E1"),
    ],
)
def test_a_name_that_was_anothers_is_refused_and_its_holder_named(desk, make, name, value):
    holder = make(**{name: value})
    fields = [holder.named_within.removesuffix("_id")] if holder.named_within else []
    assert save(desk, holder, **{name: 78 if name == "number" else "b"}) == []
    holder.refresh_from_db()
    other = make(**{field: getattr(holder, field) for field in fields})
    assert save(desk, other, **{name: value}) == [
        f"“{value}” is a former name of “{holder}” and leads there. Choose another."
    ]
    assert save(desk, holder, **{name: value}) == []
    holder.refresh_from_db()
    assert getattr(holder, name) == value


def test_an_agency_cannot_have_the_address_of_another_page(desk):
    complaints = save(desk, factories.an_agency(), slug="involvement")
    assert complaints == ["The portal has a page of its own at this address. Choose another."]


def test_the_slug_of_a_new_room_in_the_form_of_its_meeting_follows_its_name(desk):
    room = factories.a_room()
    page = desk.get(form_of(room.meeting)).content.decode()
    followed = json.loads(unescape(re.search(r'data-prepopulated-fields="(.*?)"', page)[1]))
    assert [(field["id"], field["dependency_ids"]) for field in followed] == [
        ("#id_rooms-__prefix__-slug", ["#id_rooms-__prefix__-name"])
    ]


def test_a_room_keeps_its_slug_in_the_form_of_its_meeting(desk):
    meeting = factories.a_meeting()
    for position, slug in enumerate(["hall", "annex"], start=1):
        factories.a_room(meeting=meeting, position=position, slug=slug, name=slug)
    swapped = {"rooms-0-slug": "annex", "rooms-1-slug": "hall", "rooms-0-name": "Great hall"}
    added = rows("rooms", {"position": 3, "slug": "garden", "name": "Garden"}, after=2)
    assert save(desk, meeting, **swapped, **added) == []
    kept = [("hall", "Great hall"), ("annex", "annex"), ("garden", "Garden")]
    assert list(meeting.rooms.values_list("slug", "name")) == kept
