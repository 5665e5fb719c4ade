"""Every kind of page in every language under axe-core, with no rule switched off."""

from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.kinds import BUSY, LANGUAGES, RECORD

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
VIEWS = [(PHONE, "light"), (DESKTOP, "dark"), (PHONE, "dark"), (DESKTOP, "light")]
"""Each page is looked at in each of these, and each language too: the views go round with page and language."""
MORE_RULES = [
    "css-orientation-lock",
    "focus-order-semantics",
    "label-content-name-mismatch",
    "p-as-heading",
    "table-fake-caption",
    "target-size",
    "td-has-header",
]
"""What axe-core leaves out unless it is asked for: all but rules of level AAA and those that it has given up."""
# Only what is wrong is reported, in full; the list of all that was right takes a third of the time.
OPTIONS = {"resultTypes": ["violations"], "rules": {rule: {"enabled": True} for rule in MORE_RULES}}
LONG = ["/data/", "/api/docs/"]
"""They take axe-core some seconds each, so they are looked at in two languages: left to right, and right to left."""
LOOKS = [
    (language, address, VIEWS[(place + turn) % len(VIEWS)])
    for (place, address), (turn, language) in product(enumerate(RECORD), enumerate(LANGUAGES))
    if address not in LONG or language in ("", "/ar")
]
"""(language, address, view)"""


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """Nothing is kept on the device here, so that no time goes into it."""
    return browser_context_args | {"service_workers": "block"}


@pytest.fixture(scope="module")
def tab(browser, browser_context_args):
    """One tab for all looks: in a new one, every style and script would be read anew for each."""
    context = browser.new_context(**browser_context_args)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(tab):
    return tab


def look_at(page, address, size, scheme):
    """Open a page; fail on what axe-core finds in it, and where it scrolls sideways."""
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    response = page.goto(address)
    assert response.status == (404 if address.endswith("/nowhere/") else 200)
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width == 0, f"{address} scrolls sideways by {width} px at {size['width']} px"
    found = Axe().run(page, options=OPTIONS)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize(
    ("language", "address", "view"), LOOKS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_axe_finds_nothing_on_a_page_in_any_language(page, console, language, address, view):
    look_at(page, language + address, *view)
    assert [complaint for complaint in console if "404" not in complaint] == []


@pytest.mark.parametrize("address", BUSY)
def test_axe_finds_nothing_while_a_meeting_is_held_nor_in_agendas_of_all_sorts(page, busy_url, console, address):
    place = BUSY.index(address)
    look_at(page, f"{busy_url}{address}", *VIEWS[place % 2])
    look_at(page, f"{busy_url}/ar{address}", *VIEWS[1 - place % 2])
    assert console == []
