"""The visitor's walk in the other two families of browsers: Firefox, and the WebKit of Safari."""

import pytest

from tests import left_out
from tests.browser.engines import Firefox, WebKit

SIZES = pytest.mark.parametrize(("width", "height"), [(360, 740), (1280, 900)], ids=["phone", "desktop"])
TEXT = "return document.querySelector(arguments[0]).innerText"
BLUE = "rgb(11, 60, 93)"
SESSION = "/meetings/manila-2008/sessions/1.1/"


@pytest.fixture(scope="module", params=[Firefox, WebKit], ids=lambda kind: kind.name)
def engine(request, chromium, tmp_path_factory):
    """A started browser of each kind; nothing is left out where CI runs."""
    if not request.param.PROGRAM:
        left_out.leave_out(request.param.MISSING)
    engine = request.param(tmp_path_factory.mktemp(request.param.name))
    try:
        engine.start()
        yield engine
    finally:
        engine.stop()


@pytest.fixture
def visit(engine, base_url):
    """Open pages of the portal; at the end nothing was complained of."""

    def open_page(address):
        engine.open(base_url + address)

    yield open_page
    engine.run("localStorage.clear()")
    assert engine.complaints(base_url) == []


def fits(engine):
    return engine.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def follow(engine, selector, address):
    """Follow a link, and wait until the page behind it is read to its end."""
    engine.click(selector)
    engine.wait("return location.pathname === arguments[0] && document.readyState === 'complete'", address)
    assert fits(engine), f"{address} scrolls sideways"


@SIZES
def test_a_delegate_walks_from_home_to_a_session(engine, visit, width, height):
    engine.resize(width, height)
    visit("/")
    assert fits(engine)
    follow(engine, '.timeline a[href="/meetings/manila-2008/"]', "/meetings/manila-2008/")
    follow(engine, 'main a[href="/meetings/manila-2008/agenda/"]', "/meetings/manila-2008/agenda/")
    assert engine.run(TEXT, "h1") == "Agenda of Manila 2008"
    follow(engine, f'main a[href="{SESSION}"]', SESSION)
    assert engine.run("return document.querySelectorAll('.questions li').length") == 3
    # The style sheet is there, and understood.
    assert engine.run("return getComputedStyle(document.querySelector('.site-header')).backgroundColor") == BLUE


@SIZES
def test_a_list_is_filtered_without_being_loaded_again(engine, visit, width, height):
    engine.resize(width, height)
    visit("/recommendations/")
    engine.run("window.sameDocument = true")
    if width == 360:  # on a wide screen they stand open
        engine.click(".filters summary")
    engine.click('[data-facet="theme"][data-value="remittances"]')
    engine.wait("return document.querySelector('#results').innerText === '17 recommendations'")
    assert engine.run("return [location.search, window.sameDocument]") == ["?theme=remittances", True]
    engine.run("history.back()")
    engine.wait("return document.querySelector('#results').innerText === '145 recommendations'")
    assert engine.run("return window.sameDocument") is True
    assert fits(engine)


def test_a_starred_session_stands_in_my_agenda(engine, visit):
    engine.resize(360, 740)
    visit(SESSION)
    engine.wait("return document.querySelector('.star')")
    engine.click(".star")
    engine.wait("return document.querySelector('.star').getAttribute('aria-pressed') === 'true'")
    visit("/my-agenda/")
    engine.wait("return document.querySelectorAll('#my-agenda li').length === 1")
    assert fits(engine)


@SIZES
def test_arabic_runs_from_right_to_left(engine, visit, width, height):
    engine.resize(width, height)
    for address in ("/ar/", "/ar/meetings/brussels-2007/agenda/", "/ar/recommendations/"):
        visit(address)
        assert engine.run("return [document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
        # The first words of the page stand at its right edge.
        left, right = engine.run(
            """const range = document.createRange();
            range.selectNodeContents(document.querySelector("h1"));
            const words = range.getBoundingClientRect(), page = document.querySelector("main").getBoundingClientRect();
            return [words.left - page.left, page.right - words.right];"""
        )
        assert left > right
        assert fits(engine), f"{address} scrolls sideways"


def test_a_meeting_is_saved_where_the_browser_has_workers(engine, visit):
    visit("/meetings/manila-2008/agenda/")
    if engine.run("return 'serviceWorker' in navigator"):
        engine.wait("return document.querySelector('.kept').innerText.startsWith('This meeting is saved')")
    else:
        assert engine.run("return document.querySelector('.kept').hidden") is True
