"""Keyboard alone, large text, small screens, few colours: what readers set on their devices works on every page."""

import pytest
from playwright.sync_api import expect

from tests.browser.kinds import BUSY, RECORD

NARROW = {"width": 320, "height": 700}
"""A wide screen at 400 %."""
FOCUSABLE = "a[href], button, input:not([type=hidden]), select, summary, textarea, [tabindex]"
WITHOUT_OUTLINE = """(all) => [...document.querySelectorAll(all)].filter((element) => {
    if (!element.checkVisibility({ visibilityProperty: true })) return false;
    element.focus();
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return document.activeElement !== element || outlineStyle === "none" || parseFloat(outlineWidth) < 2;
}).map((element) => element.outerHTML.slice(0, 200))"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
KEPT_IN_MOTION = """() => document.getAnimations().length + [...document.querySelectorAll("*")].filter((element) => {
    const style = getComputedStyle(element);
    return style.scrollBehavior === "smooth" || parseFloat(style.transitionDuration) > 0;
}).length"""


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """Nothing is kept on the device here, so that each page is the server's."""
    return browser_context_args | {"service_workers": "block"}


def tab_to(page, locator, most=80):
    """Press Tab until `locator` has the focus; return how often."""
    for times in range(1, most + 1):
        page.keyboard.press("Tab")
        if locator.evaluate("(element) => element === document.activeElement"):
            return times
    pytest.fail(f"{locator} was not reached in {most} steps")


@pytest.mark.parametrize("size", [NARROW, {"width": 1280, "height": 900}], ids=["narrow", "wide"])
def test_by_keyboard_alone_from_the_skip_link_to_the_filters_the_results_and_the_pager(page, size):
    page.set_viewport_size(size)
    page.goto("/recommendations/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    page.keyboard.press("Enter")
    if size is NARROW:
        tab_to(page, page.locator("#filters > summary"), most=3)
        page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Words", exact=True), most=3)
    # A facet opens and closes; within it a value is chosen, and the focus stays on it.
    tab_to(page, page.locator('.facet[data-name="theme"] summary'))
    page.keyboard.press("Space")
    expect(page.locator('.facet[data-name="theme"]')).not_to_have_attribute("open", "")
    page.keyboard.press("Space")
    value = page.locator('[data-facet="kind"][data-value="way-forward"]')
    tab_to(page, value)
    page.keyboard.press("Enter")
    expect(page.locator("#results")).to_have_text("72 recommendations")
    expect(value).to_be_focused()
    assert page.url.endswith("?kind=way-forward")
    tab_to(page, page.get_by_role("link", name="Remove Kind: way forward"))
    tab_to(page, page.locator(".record-card a").first)
    tab_to(page, page.get_by_role("navigation", name="Pages").get_by_role("link", name="2", exact=True), most=400)
    page.keyboard.press("Enter")
    expect(page.locator(".pages [aria-current]")).to_have_text("2")
    expect(page.locator(".record-card").first).to_be_attached()


def test_a_reader_tabs_backwards_out_of_everything(page):
    page.goto("/recommendations/")
    tab_to(page, page.get_by_label("Words", exact=True))
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement !== document.body")
    expect(page.get_by_label("Words", exact=True)).not_to_be_focused()


def every_page(base_url, busy_url):
    yield from (base_url + address for address in RECORD)
    yield from (busy_url + address for address in BUSY)


def test_what_has_the_focus_is_outlined_on_every_page(page, base_url, busy_url):
    page.set_viewport_size(NARROW)
    for address in every_page(base_url, busy_url):
        page.goto(address)
        page.keyboard.press("Tab")
        assert page.evaluate(WITHOUT_OUTLINE, FOCUSABLE) == [], address


def test_no_page_scrolls_sideways_at_400_percent_nor_with_text_of_200_percent(page, base_url, busy_url):
    for address in every_page(base_url, busy_url):
        page.set_viewport_size(NARROW)
        page.goto(address)
        assert page.evaluate(SIDEWAYS) == 0, address
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        for width in (360, 640, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(SIDEWAYS) == 0, f"{address} at {width} px"


def test_a_day_on_which_much_was_changed_fits_with_text_of_200_percent(page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/changes/")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    numbers = page.locator(".change-log span").first
    numbers.evaluate("span => { span.textContent = '242 added, 100 changed, 12 taken out'; }")
    assert page.evaluate(SIDEWAYS) == 0


def test_on_a_phone_the_title_of_a_session_has_the_whole_line_and_its_star_stands_below(page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/meetings/brussels-2007/sessions/3.4/")
    title, star = page.locator("h1"), page.get_by_role("button", name="Star Session 3.4")
    expect(star).to_be_visible()
    title, star = title.bounding_box(), star.bounding_box()
    assert title["width"] == 360 - 2 * 16
    assert star["y"] >= title["y"] + title["height"]


@pytest.mark.parametrize("language", ["", "/fr", "/es", "/ar"])
def test_with_text_of_200_percent_a_phone_leaves_room_to_type_what_to_search(page, language):
    page.set_viewport_size({"width": 360, "height": 740})
    for address in ("/", "/meetings/"):  # the field of the page itself, and that of its header
        page.goto(f"{language}{address}")
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        wide = [field.bounding_box()["width"] >= 8 * 32 for field in page.get_by_role("searchbox").all()]
        assert wide == [True], address


@pytest.mark.parametrize("address", ["/", "/recommendations/?theme=remittances", "/meetings/brussels-2007/agenda/"])
def test_nothing_moves_for_those_who_ask_for_stillness(page, address):
    page.emulate_media(reduced_motion="reduce")
    page.goto(address)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate(KEPT_IN_MOTION) == 0


def test_in_forced_colours_what_is_told_by_colour_is_told_otherwise_too(page):
    page.emulate_media(forced_colors="active")
    page.goto("/recommendations/?kind=way-forward")
    chosen = page.locator(".facet .chosen .facet-only")
    assert int(chosen.evaluate("(link) => getComputedStyle(link).fontWeight")) >= 600
    expect(page.locator(".record-card").first).to_have_css("border-top-style", "solid")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_css("outline-style", "solid")
    page.goto("/meetings/brussels-2007/agenda/")
    now = page.locator(".agenda-views [aria-current]")
    assert int(now.evaluate("(link) => getComputedStyle(link).fontWeight")) >= 600
    page.goto("/recommendations/chart/")
    bars = page.locator(".chart .bar-1").first
    assert bars.evaluate("(bar) => getComputedStyle(bar).fill") != page.evaluate(
        "getComputedStyle(document.body).backgroundColor"
    )
