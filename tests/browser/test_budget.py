"""What a first visit costs on a phone: every kind of page within 60 KB, 6 requests and 12 KB of script."""

import pytest
from django.urls import reverse

from gfmd_portal.pages import PAGES

KB = 1000
LISTED = [reverse(name) for name, _label in PAGES]
RECORDS = [
    "/",
    "/search/?q=women",
    "/meetings/brussels-2007/",
    "/meetings/brussels-2007-csd/",
    "/meetings/bern-2011/",
    "/meetings/brussels-2007/agenda/",
    "/meetings/manila-2008/roundtables/1/",
    "/meetings/brussels-2007-csd/sessions/4/",
    "/meetings/bern-2011/sessions/5/",
    "/recommendations/?theme=remittances&q=migrants",
    "/recommendations/brussels-2007-csd/S5-5/",
    "/examples/brussels-2007-csd/S1-E1/",
    "/themes/partnerships/",
    "/agencies/iom/",
    "/documents/brussels-2007-civil-society-day-report/",
    "/documents/brussels-2007-activities-matrix/",
    "/documents/bern-2011-m4md-meeting-report/",
    "/nowhere/",
]
RUNNING = ["/", "/now/", "/meetings/running/", "/meetings/running/agenda/", "/meetings/running/sessions/20/"]
PHONE = {"width": 360, "height": 740}


def first_visit(browser, url):
    """What Chromium fetches for a page with nothing kept: (address, kind, bytes over the wire, headers included)."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    wire = context.new_cdp_session(page)
    asked, received, failed = {}, {}, {}
    wire.on("Network.requestWillBeSent", lambda event: asked.update({event["requestId"]: event}))
    wire.on("Network.loadingFinished", lambda event: received.update({event["requestId"]: event["encodedDataLength"]}))
    wire.on("Network.loadingFailed", lambda event: failed.update({event["requestId"]: event["errorText"]}))
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.goto(url, wait_until="networkidle")
    for _try in range(600):  # the icon may come last
        if asked.keys() == received.keys() | failed.keys():
            break
        page.wait_for_timeout(50)
    context.close()
    told = [(event["request"]["url"], event.get("type"), received.get(key)) for key, event in asked.items()]
    assert asked.keys() == received.keys(), f"{told}, failed: {failed}"
    return told


@pytest.mark.parametrize("address", [*RECORDS, *LISTED])
def test_a_first_visit_is_within_the_budget(browser, base_url, address, record_property):
    check_first_visit(browser, base_url, address, record_property)


@pytest.mark.parametrize("address", RUNNING)
def test_so_is_one_while_a_meeting_is_held(browser, busy_url, address, record_property):
    check_first_visit(browser, busy_url, address, record_property)


def check_first_visit(browser, base_url, address, record_property):
    fetched = first_visit(browser, base_url + address)
    total = sum(size for _url, _kind, size in fetched)
    record_property("bytes", total)
    record_property("requests", len(fetched))
    told = "\n".join(f"{size:>8} {kind} {url}" for url, kind, size in fetched)
    assert total <= 60 * KB, told
    assert len(fetched) <= 6, told
    assert sum(size for _url, kind, size in fetched if kind == "Script") <= 12 * KB, told
    assert all(url.startswith(base_url) for url, _kind, _size in fetched), told
