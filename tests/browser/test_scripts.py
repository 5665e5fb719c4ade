"""The scripts of the pages: lists narrowed without a new page."""

import re

import pytest
from playwright.sync_api import expect

FOCUSED = "document.activeElement === document.body ? '' : document.activeElement.className"


@pytest.fixture
def narrowed(page):
    """A list that was narrowed without loading the page again, and then freed again."""
    page.goto("/recommendations/?kind=recommendation")
    page.locator('[data-facet="theme"][data-value="remittances"]').click()
    expect(page).to_have_url(re.compile(r"theme=remittances"))
    return page


def test_a_narrowed_list_is_read_on_in_other_languages_and_feeds(narrowed):
    expect(narrowed.locator(".languages a").nth(1)).to_have_attribute(
        "href", "/fr/recommendations/?theme=remittances&kind=recommendation"
    )
    feed = narrowed.locator('link[type="application/atom+xml"]')
    expect(feed).to_have_attribute("href", "/recommendations.atom?theme=remittances&kind=recommendation")


def test_the_focus_stays_in_the_results_where_what_was_pressed_is_gone(narrowed):
    narrowed.get_by_role("link", name="Remove Theme: Remittances").click()
    expect(narrowed).to_have_url(re.compile(r"\?kind=recommendation$"))
    narrowed.wait_for_function(f"() => ({FOCUSED}) === 'results-body'")
    narrowed.keyboard.press("Tab")
    expect(narrowed.get_by_role("link", name="Remove Kind: recommendation")).to_be_focused()


def test_another_place_on_a_page_is_no_other_list(narrowed):
    asked = []
    narrowed.on("request", lambda request: asked.append(request.url))
    for offline in (False, True):
        narrowed.context.set_offline(offline)
        narrowed.evaluate("(place) => { location.hash = place; }", f"place-{offline}")
        narrowed.wait_for_timeout(500)
    assert [url for url in asked if "/recommendations/" in url] == []
    narrowed.context.set_offline(False)
    narrowed.go_back()
    narrowed.go_back()
    narrowed.go_back()
    expect(narrowed).to_have_url(re.compile(r"\?kind=recommendation$"))
    expect(narrowed.locator("#results")).to_have_text("73 recommendations")
