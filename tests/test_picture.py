"""The picture of the record on the home page."""

import re
from datetime import date

import pytest

from meetings.models import Meeting, Theme
from recommendations.models import Recommendation
from tests import factories
from tests.reading import body

pytestmark = pytest.mark.django_db


def test_the_picture_of_the_home_page_draws_the_latest_meetings(client):
    assert "Only the latest meetings" not in body(client.get("/"))
    for year in (2031, 2030, 2032, 2033):
        meeting = factories.a_meeting(
            slug=f"in-{year}", short_title=f"City {year}", starts_on=date(year, 5, 1), ends_on=date(year, 5, 2)
        )
        factories.a_recommendation(session=factories.a_session(meeting=meeting))
    page = body(client.get("/"))
    legend = re.search(r'<ul class="legend">(.*?)</ul>', page)[1]
    assert re.findall(r"</svg>(.*?)</li>", legend) == ["City 2030", "City 2031", "City 2032", "City 2033"]
    assert "4 recommendations and ways forward." in page
    assert '<a href="/recommendations/chart/?by=meeting">A chart of all meetings</a>' in page


def test_names_in_the_picture_are_written_so_that_they_are_no_markup(client):
    Theme.objects.filter(slug="remittances").update(name='Money & "<more>"')
    Meeting.objects.filter(slug="bern-2011").update(short_title="Berne & 2011")
    page = body(client.get("/"))
    written = "Money &amp; &#34;&lt;more&gt;&#34;"
    number = Recommendation.objects.filter(themes__slug="remittances", meeting__slug="bern-2011").count()
    link = f'<a href="/recommendations/?theme=remittances&amp;meeting=bern-2011" aria-label="{written}, '
    assert f'{link}Berne &amp; 2011: {number}">' in page
    assert f'<h3><a href="/recommendations/?theme=remittances">{written}</a></h3>' in page
    assert "<more>" not in page
