"""What search engines read of meetings, sessions and documents."""

import json
import re
from datetime import date, time

import pytest

from tests import factories
from tests.reading import body

pytestmark = pytest.mark.django_db


def test_json_ld_describes_a_session_with_its_hours(client):
    page = body(client.get("/meetings/brussels-2007/sessions/1.1/"))
    assert '"startDate": "2007-07-10T15:00:00+02:00"' in page
    assert '"@type": "Event"' in page


def described(client, record):
    """What the page of a record says of it to search engines."""
    page = body(client.get(record.get_absolute_url()))
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])


@pytest.mark.parametrize(
    ("slot", "first", "last"),
    [
        (None, "2030-10-29", "2030-10-31"),
        ({"date": date(2030, 10, 30)}, "2030-10-30", "2030-10-30"),
        (
            {"date": date(2030, 10, 30), "starts_at": time(22), "ends_at": time(1), "ends_next_day": True},
            "2030-10-30T22:00:00+03:00",
            "2030-10-31T01:00:00+03:00",
        ),
    ],
)
def test_json_ld_tells_the_day_of_a_session_as_exactly_as_it_is_known(client, slot, first, last):
    days = {"starts_on": date(2030, 10, 29), "ends_on": date(2030, 10, 31)}
    meeting = factories.a_meeting(time_zone="Africa/Nairobi", **days)
    slot = slot and factories.a_slot(meeting=meeting, **slot)
    said = described(client, factories.a_session(meeting=meeting, slot=slot))
    assert (said["startDate"], said["endDate"]) == (first, last)


@pytest.mark.parametrize(
    ("status", "said"), [("confirmed", "Scheduled"), ("moved", "Scheduled"), ("cancelled", "Cancelled")]
)
def test_json_ld_says_that_a_session_was_cancelled(client, status, said):
    session = factories.a_session(status=status)
    assert described(client, session)["eventStatus"] == f"https://schema.org/Event{said}"


@pytest.mark.parametrize(
    ("author", "said"),
    [
        ("Liz Collett", [{"@type": "Person", "name": "Liz Collett"}]),
        (
            "Collett, Liz; Global Migration Group of Agencies",
            [
                {"@type": "Person", "name": "Liz Collett"},
                {"@type": "Organization", "name": "Global Migration Group of Agencies"},
            ],
        ),
        ("", None),
    ],
)
def test_json_ld_names_each_author_of_a_document(client, author, said):
    assert described(client, factories.a_document(author=author)).get("author") == said
