"""A delegate with a phone: what she opens and saves, what she reads of it, and the hall that she sits in."""

import re
import time
from contextlib import contextmanager

from playwright.sync_api import Error, expect

from bench.serving import free_port
from tests.browser.bad_hall import BadHall

PATIENCE = 60_000
"""Milliseconds until what a test expects of a page has to be so: on a busy machine everything comes, but late."""

PHONE = {"width": 360, "height": 740}
AGENDA = "/meetings/manila-2008/agenda/"
SESSION = "/meetings/manila-2008/sessions/1.1/"
# After midnight, the hour of yesterday is told with its day.
HOUR = r"(\d+ \w+ \d{4}, )?\d\d:\d\d"
SAVED = re.compile(rf"This meeting is saved on this device \({HOUR}\)\.")
NO_NETWORK = re.compile(rf"Saved {HOUR}, no network\.")


def save(page, address=AGENDA):
    """Open a page of a meeting and wait until the meeting is saved."""
    page.goto(address)
    expect(page.locator(".kept")).to_have_text(SAVED)


def star(page, name):
    return page.get_by_role("button", name=f"Star {name}", exact=True)


def open_now_without_network(phone, house):
    """Save what is on at a meeting that runs, and open it once the portal cannot be reached."""
    house.shell("from tests import programmes; programmes.running()")
    save(phone, "/now/")
    phone.wait_for_function("async () => (await caches.match('/now/')) !== undefined")
    house.stop()
    phone.goto("/now/")
    expect(phone.locator(".saved-line")).to_contain_text(NO_NETWORK)


def insist(page, address, **options):
    """Open a page as a reader does in a bad hall: again, where the connection was dropped."""
    for _time in range(10):
        try:
            return page.goto(address, timeout=60_000, **options)
        except Error as error:
            dropped = error
    raise dropped


def visits_until(page, told):
    """Open the agenda again and again until `told` no longer raises; give up after five minutes."""
    deadline = time.monotonic() + 300
    while True:
        try:
            return told()
        except AssertionError:
            if time.monotonic() > deadline:
                raise
        insist(page, AGENDA)


@contextmanager
def bad_hall(browser, house, seed):
    """A bad hall, and a phone in it that has not been here before."""
    with BadHall(free_port(), house.port, seed) as hall:
        context = browser.new_context(viewport=PHONE, base_url=f"http://127.0.0.1:{hall.port}")
        yield hall, context.new_page()
        context.close()
