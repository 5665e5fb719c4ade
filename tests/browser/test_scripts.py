"""The scripts of the pages: lists narrowed without a new page, stars and notes in several tabs, what comes too late."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.delegate import AGENDA, SESSION, save, star
from tests.browser.serving import PORTAL

FOCUSED = "document.activeElement === document.body ? '' : document.activeElement.className"
STARS = ["brussels-2007/1.1", "brussels-2007/2.1"]


@pytest.fixture
def narrowed(page):
    """A list that was narrowed without loading the page again."""
    page.goto("/recommendations/?kind=recommendation")
    page.locator('[data-facet="theme"][data-value="remittances"]').click()
    expect(page).to_have_url(re.compile(r"theme=remittances"))
    return page


def keep(phone, stars, notes=None):
    kept = {"version": 1, "stars": stars, "notes": notes or {}, "calendar": None}
    phone.evaluate("(kept) => localStorage.setItem('gfmd-mine', JSON.stringify(kept))", kept)
    phone.reload()


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


def test_files_and_citations_fold_into_one_line_on_a_phone_and_stay_as_the_reader_left_them(page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/recommendations/")
    link = page.get_by_role("link", name="CSV", exact=True)
    expect(link).to_be_hidden()
    assert page.locator(".record-card").first.bounding_box()["y"] < 600
    page.get_by_text("Download, cite and more").click()
    expect(link).to_be_visible()
    page.get_by_role("link", name="latest meeting first").click()
    expect(page).to_have_url(re.compile(r"sort=newest"))
    expect(link).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/recommendations/")
    expect(link).to_be_visible()
    expect(page.get_by_text("Download, cite and more")).to_be_hidden()


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


def test_a_clash_is_told_once_however_much_is_written(phone):
    phone.goto("/meetings/brussels-2007/sessions/1.1/")
    keep(phone, STARS)
    expect(phone.locator(".clash")).to_have_text("Overlaps with Session 2.1, which you starred too.")
    line = phone.locator(".clash").element_handle()
    phone.locator(".my-note summary").first.click()
    phone.locator(".my-note textarea").first.press_sequentially("hello")
    phone.wait_for_timeout(200)
    assert line.evaluate("(line) => line.isConnected")


def test_a_note_goes_on_from_what_another_tab_wrote(phone):
    phone.goto(SESSION)
    other = phone.context.new_page()
    other.goto(SESSION)
    fields = [tab.locator(".my-note textarea").first for tab in (phone, other)]
    for tab in (phone, other):
        tab.locator(".my-note summary").first.click()
    fields[0].fill("a long thought")
    expect(fields[1]).to_have_value("a long thought")
    fields[1].press("End")
    fields[1].press_sequentially("!")
    expect(fields[0]).to_have_value("a long thought!")
    star(phone, "Session 1.1").click()
    expect(star(other, "Session 1.1")).to_have_attribute("aria-pressed", "true")
    other.evaluate("localStorage.clear()")
    expect(star(phone, "Session 1.1")).to_have_attribute("aria-pressed", "false")
    expect(fields[0]).to_have_value("")


def test_a_page_that_comes_back_shows_what_was_starred_since(phone):
    phone.goto(SESSION)
    phone.evaluate("""() => {
        localStorage.setItem("gfmd-mine", '{"version":1,"stars":["manila-2008/1.1"],"notes":{},"calendar":null}');
        dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    }""")
    expect(star(phone, "Session 1.1")).to_have_attribute("aria-pressed", "true")


def test_the_focus_goes_to_the_next_star_where_a_session_leaves_my_agenda(phone):
    phone.goto("/my-agenda/")
    keep(phone, STARS)
    stars = phone.locator("#my-agenda [data-star]")
    stars.first.focus()
    phone.keyboard.press("Enter")
    expect(stars).to_have_count(1)
    expect(stars).to_be_focused()
    phone.keyboard.press("Enter")
    expect(stars).to_have_count(0)
    expect(phone.locator("#my-agenda")).to_be_focused()


def test_stars_and_notes_follow_a_session_and_a_meeting_that_are_renamed(phone, house):
    house.shell("""
from meetings.models import Meeting
Meeting.objects.filter(slug="manila-2008").update(slug="manila")
Meeting.objects.get(slug="manila").sessions.filter(number="2.1").update(number="2.1a")
""")
    phone.goto("/my-agenda/")
    keep(
        phone, ["manila-2008/1.1", "manila-2008/2.1"], {"manila-2008/2.1": "mine", "manila-2008/2.1#question-2": "too"}
    )
    expect(phone.locator("#my-agenda .number")).to_have_text(["Session 1.1", "Session 2.1a"])
    expect(phone.locator(".my-note-text")).to_have_text(["mine", "Question 2 too"])
    kept = phone.evaluate("JSON.parse(localStorage.getItem('gfmd-mine'))")
    assert kept["stars"] == ["manila/1.1", "manila/2.1a"]
    assert kept["notes"] == {"manila/2.1a": "mine", "manila/2.1a#question-2": "too"}


def test_the_calendar_is_told_of_stars_one_after_the_other(phone):
    phone.goto(AGENDA)
    phone.evaluate("""() => {
        const calendar = { token: "x", sent: [], until: "" };
        localStorage.setItem("gfmd-mine", JSON.stringify({ version: 1, stars: [], notes: {}, calendar }));
        window.told = [];
        window.fetch = async (address, { body } = {}) => {
            if (!body) return new Response('{"sessions": []}');
            told.push(JSON.parse(body).sessions);
            await new Promise((answer) => setTimeout(answer, told.length === 1 ? 600 : 0));
            return new Response('{"until": ""}');
        };
    }""")
    star(phone, "Session 1.1").click()
    star(phone, "Session 2.1").click()
    phone.wait_for_timeout(200)
    assert phone.evaluate("told") == [["manila-2008/1.1"]]
    phone.wait_for_function("() => told.length === 2")
    assert phone.evaluate("told[1]") == ["manila-2008/1.1", "manila-2008/2.1"]


def test_where_the_network_is_slow_the_saved_copy_is_renewed_behind_the_page(phone, house):
    save(phone)
    house.shell("from meetings.models import Meeting; Meeting.objects.filter(slug='manila-2008').update(motto='Anew')")
    before = phone.evaluate("caches.keys()")
    phone.context.route(f"**{AGENDA}", lambda route: (time.sleep(2), route.continue_()))
    phone.goto(AGENDA)
    expect(phone.locator(".saved-line")).to_contain_text("The network is too slow at the moment.")
    phone.wait_for_function(
        """async (before) => {
        const names = (await caches.keys()).filter((name) => name.includes("manila"));
        return names.length === 1 && !before.includes(names[0]);
    }""",
        arg=before,
    )
    phone.context.unroute_all()


def test_now_keeps_the_star_that_has_the_focus_and_heeds_no_answer_that_comes_too_late(phone, house):
    house.shell("from tests import programmes; programmes.running()")
    phone.goto("/now/")
    first = phone.locator("#now .star").first
    first.focus()
    name = first.get_attribute("data-star")
    phone.evaluate("""() => {
        const page = (words) => document.documentElement.outerHTML.replace(/<h3>/, `<h3>${words} `);
        const answers = [["late", 400], ["soon", 0]].map(([words, wait]) => [page(words), wait]);
        window.fetch = async () => {
            const [body, wait] = answers.shift();
            await new Promise((answer) => setTimeout(answer, wait));
            return new Response(body);
        };
        for (const _ of answers.slice()) document.dispatchEvent(new Event("visibilitychange"));
    }""")
    expect(phone.locator("#now h3").first).to_contain_text("soon")
    phone.wait_for_timeout(600)
    expect(phone.locator("#now h3").first).to_contain_text("soon")
    assert phone.evaluate("document.activeElement.dataset.star") == name


def test_a_file_is_handed_on_as_it_comes_and_a_page_only_whole(browser):
    page = browser.new_page()
    page.add_script_tag(path=PORTAL / "static/js/worker.js")
    came = """async (type) => {
        const endless = new ReadableStream({ start(stream) { stream.enqueue(new Uint8Array(9)); } });
        window.fetch = async () => new Response(endless, { headers: { "Content-Type": type } });
        return Boolean(await Promise.race([whole("/", PAGES), new Promise((give) => setTimeout(give, 300, null))]));
    }"""
    types = ["text/csv; charset=utf-8", "application/pdf", "text/html; charset=utf-8", "text/plain; charset=utf-8"]
    assert [page.evaluate(came, kind) for kind in types] == [True, True, False, False]
    page.close()


def test_an_agenda_of_which_only_the_beginning_comes_is_read_from_what_is_saved(browser):
    page = browser.new_page()
    page.add_script_tag(path=PORTAL / "static/js/worker.js")
    said = page.evaluate("""async () => {
        const endless = new ReadableStream({ start(stream) { stream.enqueue(new Uint8Array(9)); } });
        window.fetch = async () => new Response(endless, { headers: { "Content-Type": "application/json" } });
        window.copies = async () => [];
        window.savedAt = async () => ({ copy: { facts: {} }, answer: new Response("saved") });
        return (await data({ url: "https://portal.example/meetings/manila-2008/agenda.json" })).text();
    }""")
    assert said == "saved"
    never = "(path) => NEVER.test(path)"
    left_alone = ["/admin/", "/api/meetings/", "/api/docs/x", "/data/meetings.csv"]
    assert [
        path for path in [*left_alone, "/data/", "/api/docs/", "/fr/data/"] if page.evaluate(never, path)
    ] == left_alone
    page.close()
