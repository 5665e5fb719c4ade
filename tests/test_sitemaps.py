"""Every address, for search engines."""

import re

import pytest

from tests.addresses import CONTRACT, HTML
from tests.reading import body

pytestmark = pytest.mark.django_db


def test_the_sitemap_holds_every_record_and_no_filter(client):
    addresses = re.findall(r"<loc>http://testserver(.*?)</loc>", body(client.get("/sitemap.xml")))
    assert len(addresses) == len(set(addresses))
    hidden = {"/search/?q=women", "/admin/login/", "/my-agenda/", "/offline/"}
    assert set(CONTRACT) & set(HTML) - hidden <= set(addresses)
    assert not [address for address in addresses if "?" in address]
    assert len([address for address in addresses if address.startswith("/recommendations/")]) == 148


def test_a_long_sitemap_comes_in_parts_that_hold_the_same(client, monkeypatch):
    def addresses(path):
        return re.findall(r"<loc>http://testserver(.*?)</loc>", body(client.get(path)))

    whole = addresses("/sitemap.xml")
    monkeypatch.setattr("gfmd_portal.sitemaps.WHOLE", len(whole) - 1)
    monkeypatch.setattr("gfmd_portal.sitemaps.PART", 200)
    parts = addresses("/sitemap.xml")
    assert "/sitemaps/recommendations-3.xml" in parts and "/sitemaps/recommendations-4.xml" not in parts
    in_parts = [addresses(part) for part in parts]
    assert max(map(len, in_parts)) == 200
    assert sorted(address for part in in_parts for address in part) == sorted(whole)
    assert client.get("/sitemaps/recommendations-4.xml").status_code == 404
    assert client.get("/sitemaps/nothing-1.xml").status_code == 404
