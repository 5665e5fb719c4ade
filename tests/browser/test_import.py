"""A member of the Secretariat brings tables in: on a phone, without scripts, by the keyboard, and in any language."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.test_axe import OPTIONS
from tests.browser.test_keyboard import SIDEWAYS
from tests.browser.test_walk import DESKTOP, PHONE, sign_in

TABLE = "/data/themes.csv"


def csv_file(content):
    return {"name": "themes (1).csv", "mimeType": "text/csv", "buffer": content}


def choose(page, content):
    """Choose a table and have it checked, by the keyboard."""
    page.locator("#id_files").set_input_files(csv_file(content))
    page.locator("#content input[type=submit]").focus()
    page.keyboard.press("Enter")


def test_a_table_is_brought_in_and_taken_back_on_a_phone_without_scripts(browser, base_url, manage):
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, base_url=base_url, locale="en-GB")
    page = context.new_page()
    sign_in(page, manage, "carrier")
    was = page.request.get(TABLE).body()
    now = was.replace(b"Remittances", b"Zebras sent home", 1)
    page.get_by_role("link", name="Import tables").click()
    choose(page, now + b"zebra,Zebra,Stripes,,,\r\n")
    expect(page.get_by_role("heading", level=1)).to_have_text("What these files would change")
    expect(page.locator("#content del")).to_contain_text("Remittances")
    expect(page.locator("#content ins")).to_contain_text("Zebras sent home")
    page.get_by_text("new: zebra").click()
    expect(page.get_by_role("definition").filter(has_text="Stripes")).to_be_visible()
    page.get_by_role("link", name="Choose other files").click()
    choose(page, now)
    assert page.request.get(TABLE).body() == was
    page.get_by_role("button", name="Bring this in").press("Enter")
    expect(page.get_by_role("list").filter(has_text="It is in the record now.")).to_be_visible()
    assert page.request.get(TABLE).body() == now
    page.get_by_role("link", name="remittances", exact=True).click()
    expect(page.get_by_label("Name:", exact=True)).to_have_value("Zebras sent home")
    page.goto("/admin/import/")
    choose(page, was)
    page.get_by_role("button", name="Bring this in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What was brought in")
    assert page.request.get(TABLE).body() == was
    context.close()


@pytest.mark.parametrize(("size", "language"), [(PHONE, "en-GB"), (DESKTOP, "ar")], ids=["phone", "desk in Arabic"])
def test_its_pages_and_that_of_the_gaps_can_be_read_by_everybody(browser, page, base_url, manage, size, language):
    sign_in(page, manage, f"reader-{language}")
    signed_in = page.context.storage_state()
    context = browser.new_context(viewport=size, base_url=base_url, locale=language, storage_state=signed_in)
    page, complaints = context.new_page(), []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto("/admin/import/")
    expect(page.locator("html")).to_have_attribute("lang", language.lower())
    was = page.request.get(TABLE).body()
    can_be_read(page, complaints)
    choose(page, was.replace(b"remittances", b"re mit", 1))
    expect(page.get_by_role("alert")).to_contain_text("re mit")
    expect(page.get_by_role("alert")).to_be_focused()
    can_be_read(page, complaints)
    choose(page, was.replace(b"Remittances", b"Zebras sent home", 1) + b"zebra,Zebra,Stripes,,,\r\n")
    expect(page).to_have_url(re.compile("/admin/import/[0-9a-f]{32}/$"))
    can_be_read(page, complaints)
    page.goto("/admin/gaps/")
    can_be_read(page, complaints)
    context.close()


def can_be_read(page, complaints):
    """Fail on what the browser complains of, where the page scrolls sideways, and on what axe-core finds in it."""
    assert complaints == []
    assert page.evaluate(SIDEWAYS) == 0
    found = Axe().run(page, options=OPTIONS)
    assert found.violations_count == 0, found.generate_report()
    complaints.clear()  # of axe-core, which would read style sheets anew
