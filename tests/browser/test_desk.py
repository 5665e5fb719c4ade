"""The desk as those use it who hear it or who have a phone: every field has a name, and what is said is read out."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.test_axe import OPTIONS
from tests.browser.test_keyboard import SIDEWAYS
from tests.browser.test_walk import DESKTOP, PHONE, sign_in

PAGES = [
    "/admin/",
    "/admin/gfmd_sessions/session/",
    "/admin/gfmd_sessions/session/1/change/",
    "/admin/meetings/meeting/1/change/",
    "/admin/meetings/meeting/1/history/",
    "/admin/recommendations/recommendation/1/change/",
    "/admin/changes/deleted/",
]
# Select2 puts the sign that takes all out among the items of its list, and makes that list anew with each choice.
BUT_LISTS = OPTIONS | {"rules": OPTIONS["rules"] | {"list": {"enabled": False}}}


@pytest.mark.parametrize(("size", "language"), [(PHONE, "en-GB"), (DESKTOP, "ar")], ids=["phone", "desk in Arabic"])
def test_lists_and_forms_can_be_read_by_everybody(browser, page, base_url, manage, size, language):
    sign_in(page, manage, f"listener-{language}")
    signed_in = page.context.storage_state()
    context = browser.new_context(viewport=size, base_url=base_url, locale=language, storage_state=signed_in)
    page = context.new_page()
    for address in PAGES:
        page.goto(address)
        page.wait_for_function("!document.querySelector('.select2-selection:not([aria-label])')")
        assert page.evaluate(SIDEWAYS) == 0
        found = Axe().run(page, options=BUT_LISTS)
        assert found.violations_count == 0, f"{address}\n{found.generate_report()}"
    context.close()


def test_a_refused_form_is_read_out_from_what_is_wrong_and_leads_to_each_field(page, manage):
    page.set_viewport_size(PHONE)
    sign_in(page, manage, "corrector")
    page.goto("/admin/meetings/meeting/1/change/")
    for number, name in enumerate(["Great hall", "Great Hall"]):
        page.get_by_role("button", name="Add another Room").click()
        page.locator(f"#id_rooms-{number}-name").press_sequentially(name)
    page.locator("#id_rooms-1-slug").fill("hall-2")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".errornote")).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: "))
    page.get_by_role("link", name="Room 2 · Name").click()
    expect(page.locator("#id_rooms-1-name")).to_be_focused()
    page.goto("/admin/meetings/meeting/1/change/")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist li")).to_contain_text("was changed successfully")
    expect(page.locator(".messagelist li")).to_be_focused()


def test_a_picker_is_called_as_its_field_and_says_what_is_chosen(page, manage):
    sign_in(page, manage, "chooser")
    page.goto("/admin/gfmd_sessions/session/1/change/")
    expect(page.get_by_role("combobox", name=re.compile("^Room$"))).to_be_visible()
    expect(page.get_by_role("searchbox", name="Passages")).to_be_visible()
    page.goto("/admin/meetings/meeting/1/change/")
    expect(page.get_by_role("combobox", name="Country Belgium")).to_be_visible()
