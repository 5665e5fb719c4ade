"""An editor merges two rooms that are one, and has them apart again, on a phone and in Arabic."""

import re
from itertools import count

import pytest
from playwright.sync_api import expect

from tests.browser.test_import import can_be_read
from tests.browser.test_walk import DESKTOP, PHONE, sign_in

TWO_ROOMS = """
from meetings.models import Meeting, Room
meeting = Meeting.objects.get(slug="brussels-2007")
Room.objects.create(meeting=meeting, slug="hall", name="Zebra Hall", position=901)
Room.objects.create(meeting=meeting, slug="salle", name="Zebra Salle", place="Second floor", position=902)
"""
PICKERS = ".select2-selection[aria-label]"
"""The pickers, once they are named: a script makes and names them when the page is there."""
editors = count(1)
NO_ROOMS = 'from meetings.models import Room; Room.objects.filter(name__startswith="Zebra").delete()'


@pytest.fixture
def two_rooms(manage):
    """Two rooms of one meeting, for as long as a test lasts."""
    manage("shell", "-v", "0", "-c", TWO_ROOMS)
    yield
    manage("shell", "-v", "0", "-c", NO_ROOMS)


@pytest.mark.usefixtures("two_rooms")
@pytest.mark.parametrize(("size", "language"), [(PHONE, "en-GB"), (DESKTOP, "ar")], ids=["phone", "desk in Arabic"])
def test_two_rooms_are_merged_and_are_apart_again(browser, page, base_url, manage, size, language):
    sign_in(page, manage, f"merger-{next(editors)}")  # a new one if it is tried once more
    signed_in = page.context.storage_state()
    context = browser.new_context(viewport=size, base_url=base_url, locale=language, storage_state=signed_in)
    page, complaints = context.new_page(), []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto("/admin/meetings/room/?q=zebra")
    page.locator("#result_list").get_by_role("link", name="Zebra Hall").click()
    page.locator(".object-tools a[href*='/merge/']").click()
    expect(page.locator(PICKERS)).to_have_count(2)
    can_be_read(page, complaints)
    page.locator(".select2-selection").last.click()
    with page.expect_response(re.compile("/autocomplete/.*term=salle.*&meeting=[0-9]+")):
        page.keyboard.type("salle")
    page.get_by_role("option", name="Zebra Salle").click()
    page.locator("#content form:not([method=post]) input[type=submit]").click()
    expect(page.locator("input[type=radio]")).to_have_count(4)
    expect(page.locator(PICKERS)).to_have_count(2)
    can_be_read(page, complaints)
    page.get_by_role("radio", name="Zebra Salle").check()
    expect(page.get_by_role("radio", name="Second floor")).to_be_checked()
    page.locator("form.merge input[type=submit]").click()
    expect(page).to_have_url(re.compile("/change/$"))
    expect(page.locator("#id_name")).to_have_value("Zebra Salle")
    expect(page.locator("#id_place")).to_have_value("Second floor")
    page.locator(".messagelist a").click()
    can_be_read(page, complaints)
    page.locator("button[formaction]").first.click()
    page.locator(".messagelist a").click()
    expect(page.locator("#id_name")).to_have_value("Zebra Salle")
    page.goto("/admin/meetings/room/?q=zebra")
    expect(page.locator("#result_list tbody tr")).to_have_count(2)
    expect(page.locator("#result_list")).to_contain_text("Zebra Hall")
    context.close()
