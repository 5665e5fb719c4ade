"""Signing in in two steps, on a phone without scripts and on a wide screen, in every language."""

import re
from base64 import b32decode

import pytest
from django_otp.oath import totp
from playwright.sync_api import expect

from tests.browser.test_import import can_be_read
from tests.browser.test_walk import DESKTOP, PHONE, sign_in
from tests.camera import codes_on_screen

MINE = "/admin/second-factor/"


@pytest.fixture
def opened(browser, base_url):
    """Open a tab that speaks a language."""
    contexts = []

    def open_tab(**options):
        contexts.append(browser.new_context(base_url=base_url, **options))
        return contexts[-1].new_page()

    yield open_tab
    for context in contexts:
        context.close()


def key_on(page):
    """The key that the camera of a phone reads off the page, which is the one that can be typed."""
    [address] = codes_on_screen(page.screenshot(full_page=True))
    typed = page.locator("li code").inner_text().replace(" ", "")
    assert address.startswith("otpauth://totp/") and f"secret={typed}&" in address
    return b32decode(typed)


def give(page, code):
    page.locator("#id_one_time_code").fill(code)
    page.keyboard.press("Enter")


def test_a_phone_is_set_up_and_stood_in_for_by_a_recovery_code_without_scripts(opened, manage):
    page = opened(viewport=PHONE, java_script_enabled=False, locale="en-GB")
    sign_in(page, manage, "careful")
    page.get_by_role("link", name="Two-step sign-in").click()
    give(page, f"{totp(key_on(page)):06}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    codes = page.get_by_role("listitem").locator("code").all_inner_texts()
    page.get_by_role("link", name="I have kept them: go on").click()
    page.get_by_role("button", name="Log out").click()
    page.goto("/admin/gaps/")
    page.get_by_label("Username").fill("careful")
    page.get_by_label("Password").fill("a-long-secret-for-tests")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_label("Code")).to_be_focused()
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Log in").click()
    expect(page).to_have_url(re.compile("/admin/gaps/$"))
    expect(page.get_by_text("You used a recovery code. Codes left: 9")).to_be_visible()


@pytest.mark.parametrize(
    ("language", "view", "scheme"),
    [("en-GB", PHONE, "light"), ("fr", DESKTOP, "dark"), ("es", PHONE, "dark"), ("ar", DESKTOP, "light"),
     ("ar", PHONE, "dark")],
)  # fmt: skip
def test_its_pages_can_be_read_by_everybody(opened, page, manage, language, view, scheme):
    name, complaints = f"reader-{language}-{view['width']}", []
    sign_in(page, manage, name)
    tab = opened(viewport=view, locale=language, color_scheme=scheme, storage_state=page.context.storage_state())
    tab.on("console", lambda message: complaints.append(message.text))
    tab.goto(MINE)
    can_be_read(tab, complaints)
    give(tab, "000000")
    expect(tab.locator("#id_one_time_code_error")).to_be_visible()
    can_be_read(tab, complaints)
    give(tab, f"{totp(key_on(tab)):06}")
    expect(tab.locator(".recovery-codes li")).to_have_count(10)
    can_be_read(tab, complaints)
    tab.goto(MINE)
    can_be_read(tab, complaints)
    tab.context.clear_cookies()
    tab.goto("/admin/")
    tab.locator("#id_username").fill(name)
    tab.locator("#id_password").fill("a-long-secret-for-tests")
    tab.keyboard.press("Enter")
    expect(tab.locator("#id_one_time_code")).to_be_visible()
    can_be_read(tab, complaints)
    give(tab, "000000")
    expect(tab.locator("#id_one_time_code_error")).to_be_visible()
    can_be_read(tab, complaints)
