"""What stalls, and what comes back: nobody waits for ever, and what a page says of the network stays true."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.delegate import (
    AGENDA,
    PATIENCE,
    PHONE,
    SAVED,
    bad_hall,
    open_now_without_network,
    save,
    star,
)
from tests.browser.serving import PORTAL

SOON = """AbortSignal.timeout = () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 300);
    return stop.signal;
};"""
"""Whoever waits for a time waits for less."""
KEPT = "localStorage.getItem('gfmd-mine')"


@pytest.fixture
def worker(browser):
    """A page in which the script of the worker runs, with nothing saved and nothing that answers."""
    page = browser.new_page()
    page.add_script_tag(path=PORTAL / "static/js/worker.js")
    page.evaluate("window.copies = async () => []")
    yield page
    page.close()


def stalled(route):
    """An answer that never comes."""


def test_my_agenda_shows_what_has_come_and_says_that_it_reads_the_rest(browser, base_url):
    context = browser.new_context(viewport=PHONE, base_url=base_url, service_workers="block")
    page = context.new_page()
    page.goto("/my-agenda/")
    kept = '{"version": 1, "stars": ["manila-2008/1.1", "brussels-2007/1.1"], "notes": {}, "calendar": null}'
    page.evaluate("(kept) => localStorage.setItem('gfmd-mine', kept)", kept)
    page.route("**/agenda.json", stalled)
    page.reload()
    expect(page.locator("#my-agenda")).to_have_text("Reading the agendas …")

    page.unroute_all()
    page.route("**/manila-2008/agenda.json", stalled)
    page.reload()
    expect(page.locator("#my-agenda .number")).to_have_text(["Session 1.1"])
    expect(page.locator("#my-agenda h2")).to_have_text("Brussels 2007")
    expect(page.locator("#my-agenda .notice")).to_have_text("Reading the agendas …")

    page.add_init_script(SOON)
    page.reload()
    said = "The sessions of manila-2008 could not be loaded. Try again where the network is better."
    expect(page.locator("#my-agenda .notice")).to_have_text(said)
    expect(page.locator("#my-agenda .number")).to_have_text(["Session 1.1"])
    context.close()


def test_a_button_pressed_again_and_again_asks_for_one_address(page):
    page.goto("/my-agenda/")
    kept = '{"version": 1, "stars": ["manila-2008/1.1"], "notes": {}, "calendar": null}'
    page.evaluate("(kept) => localStorage.setItem('gfmd-mine', kept)", kept)
    page.reload()
    expect(page.get_by_role("button", name="Make the address")).to_be_visible()
    asked = page.evaluate("""() => {
        let asked = 0;
        window.fetch = (_address, { method } = {}) => {
            if (method === "POST") asked += 1;
            return new Promise(() => {});
        };
        for (let times = 0; times < 3; times += 1) document.querySelector("[data-do=make]").click();
        return asked;
    }""")
    assert asked == 1


def test_a_list_that_does_not_come_is_loaded_as_a_page(page):
    page.clock.install()
    page.goto("/recommendations/")
    page.evaluate("window.sameDocument = true")
    page.route(
        "**/recommendations/?*", lambda route: route.continue_() if route.request.is_navigation_request() else None
    )
    page.locator('[data-facet="theme"][data-value="remittances"]').click()
    expect(page.locator(".browse")).to_have_class(re.compile("is-awaited"))
    page.clock.fast_forward(9_000)
    assert page.evaluate("window.sameDocument")
    page.clock.fast_forward(2_000)
    expect(page.locator("#results")).to_have_text("17 recommendations")
    expect(page).to_have_url(re.compile(r"\?theme=remittances$"))
    assert page.evaluate("window.sameDocument") is None


def test_a_pack_that_does_not_come_is_given_up_and_holds_up_no_other(worker):
    worker.evaluate(SOON)
    asked = """async () => {
        window.fetch = (_address, { signal } = {}) => new Promise((_come, fail) => {
            signal?.addEventListener("abort", () => fail(signal.reason));
        });
        RETRIES.fill(0);
        const failed = keep("/offline.json").then(() => "kept", () => "failed");
        return [await Promise.race([failed, new Promise((give) => setTimeout(give, 5000, "waits"))]), making.size];
    }"""
    assert worker.evaluate(asked) == ["failed", 0]
    told = """async () => {
        window.keep = (pack) => new Promise((come) => pack === "/offline.json" || come({}));
        const told = [];
        answerKeep({ postMessage: ({ pack }) => told.push(pack) }, ["/offline.json", "/meetings/x/offline.json"]);
        await new Promise((go) => setTimeout(go, 100));
        return told;
    }"""
    assert worker.evaluate(told) == ["/meetings/x/offline.json"]


def test_what_the_server_says_of_its_fault_is_shown_where_nothing_is_saved(worker):
    asked = """async (saved) => {
        window.fetch = async () => new Response("fault", { status: 503 });
        const copy = { cache: { match: async () => saved && new Response("<!doctype html><html></html>") } };
        window.copies = async () => [{ facts: { pack: "/offline.json", saved: "now" }, ...copy }];
        return (await page({}, new URL("https://portal.example/now/"))).status;
    }"""
    assert [worker.evaluate(asked, saved) for saved in (False, True)] == [503, 200]


def test_now_says_no_more_that_there_is_no_network_once_there_is(phone, house):
    open_now_without_network(phone, house)
    expect(phone.locator("#now .clock")).to_be_hidden()
    house.start()
    phone.evaluate("dispatchEvent(new Event('online'))")
    expect(phone.locator("#now .clock")).to_be_visible()
    expect(phone.locator(".saved-line")).to_have_count(0)
    house.stop()
    phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(phone.locator("#now-from-saved")).to_be_visible()
    expect(phone.locator("#now-stale")).to_be_hidden()
    house.start()


def test_without_network_the_device_forgets_at_once_and_the_portal_later(phone, house):
    phone.on("dialog", lambda dialog: dialog.accept())
    save(phone)
    star(phone, "Session 1.1").click()
    phone.goto("/my-agenda/")
    phone.get_by_role("button", name="Make the address").click()
    address = phone.get_by_role("link", name="The address to open or send").get_attribute("href")
    house.stop()
    phone.get_by_role("button", name="Forget everything").click()
    said = (
        "Everything else on this device has been forgotten. "
        "The address will be too, as soon as the portal can be reached."
    )
    expect(phone.locator(".told")).to_have_text(said)
    expect(phone.locator("#my-agenda")).to_have_text(re.compile("^No session is starred on this device yet"))
    expect(phone.locator("#my-calendar")).to_be_hidden()
    assert phone.evaluate("caches.keys()") == []
    assert phone.evaluate(f"JSON.parse({KEPT}).stars") == []
    house.start()
    assert phone.context.request.get(address).status == 200
    with phone.expect_response(address) as asked:
        phone.goto(AGENDA)
    assert (asked.value.request.method, asked.value.status) == ("DELETE", 204)
    phone.wait_for_function(f"() => {KEPT} === null")
    assert phone.context.request.get(address).status == 404


def test_the_copy_of_a_renamed_meeting_takes_the_place_of_the_former(phone, house):
    save(phone)
    house.shell("from meetings.models import Meeting; Meeting.objects.filter(slug='manila-2008').update(slug='manila')")
    phone.goto(AGENDA)
    expect(phone).to_have_url(re.compile("/meetings/manila/agenda/$"))
    expect(phone.locator(".kept")).to_have_text(SAVED)
    names = phone.evaluate("caches.keys()")
    assert [name.split()[1] for name in names if "/meetings/" in name] == ["/meetings/manila/offline.json"]


@pytest.fixture
def hall_worker(worker):
    """The worker with the page for what is missing saved; `asked` holds what answers each of its requests."""
    worker.clock.install()
    worker.evaluate("""() => {
        window.asked = [];
        window.fetch = () => new Promise((give) => asked.push(give));
        const offline = () => new Response("<!doctype html><html></html>");
        const cache = { match: async (address) => address === "/offline/" ? offline() : null };
        const portal = { name: "p", cache, facts: { pack: "/offline.json", agenda: "/offline/", saved: "then" } };
        window.copies = async () => [portal];
        window.reading = async (address) => (await page({}, new URL(address, "https://portal.example/"))).text();
        window.html = (body) => new Response(body, { headers: { "Content-Type": "text/html" } });
    }""")
    return worker


def begin(worker, name, address="/themes/"):
    """Begin to read a page; what came of it stands in `window` under `name`."""
    worker.evaluate("([name, address]) => { reading(address).then((text) => (window[name] = text)); }", [name, address])
    worker.wait_for_function("asked.length > 0")


def test_whoever_hears_nothing_is_told_so_and_what_comes_late_is_not_lost(hall_worker):
    begin(hall_worker, "first")
    hall_worker.clock.fast_forward(19_000)
    assert hall_worker.evaluate("window.first") is None
    hall_worker.clock.fast_forward(2_000)
    hall_worker.wait_for_function("window.first")
    told = '<!doctype html><html data-saved="then" data-network="slow"></html>'
    assert hall_worker.evaluate("first") == told

    # Tried again: what was asked for first comes first, though what is asked for now never does.
    begin(hall_worker, "again")
    hall_worker.evaluate("() => { asked[0](html('late')); }")
    hall_worker.wait_for_function("window.again")
    assert hall_worker.evaluate("[again, asked.length]") == ["late", 2]


def test_a_page_of_which_something_comes_now_and_then_is_waited_for(hall_worker):
    begin(hall_worker, "slow")
    hall_worker.clock.fast_forward(15_000)
    hall_worker.evaluate("""() => {
        asked[0](html(new ReadableStream({ start: (line) => (window.line = line) })));
    }""")
    for _part in range(3):
        hall_worker.evaluate("() => { line.enqueue(new TextEncoder().encode('part ')); }")
        hall_worker.clock.fast_forward(15_000)
    hall_worker.evaluate("line.close()")
    hall_worker.wait_for_function("window.slow")
    assert hall_worker.evaluate("slow") == "part part part "


def test_a_file_is_waited_for_however_long_it_is_in_the_making(hall_worker):
    begin(hall_worker, "file", "/meetings/manila-2008/booklet.pdf")
    hall_worker.clock.fast_forward(60_000)
    pdf = "new Response('pages', { headers: { 'Content-Type': 'application/pdf' } })"
    hall_worker.evaluate(f"() => {{ asked[0]({pdf}); }}")
    hall_worker.wait_for_function("window.file")
    assert hall_worker.evaluate("file") == "pages"


def test_in_a_silent_hall_a_page_that_is_not_saved_can_be_tried_again(browser, house):
    with bad_hall(browser, house, 1) as (hall, page):
        hall.fine = True
        save(page)
        hall.silent = True
        page.goto("/themes/", timeout=PATIENCE)
        said = "The network does not answer at the moment, and the page that was asked for is not saved on this device."
        expect(page.locator("#not-answered")).to_have_text(said)
        expect(page.locator(".lead:visible")).to_have_count(1)
        hall.silent = False
        page.get_by_role("link", name="Try again").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Themes")


def ask_for_now(page):
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_without_network_now_tells_no_older_agenda_than_it_has_shown(phone, house):
    lunch = (
        "from sessions.models import AgendaItem, Session\nslot = Session.objects.get(meeting=meeting, number='14').slot"
    )
    lunch += "\nAgendaItem.objects.create(slot=slot, kind='lunch', title='Lunch for all')"
    house.shell(f"from tests import programmes; meeting = programmes.running()\n{lunch}")
    save(phone, "/now/")
    with phone.expect_response("**/now/"):
        ask_for_now(phone)
    of_the_meeting = "from sessions.models import Session; Session.objects.filter(meeting__slug='running', number='14')"
    house.shell(f"{of_the_meeting}.update(title='Moved to the garden')")
    ask_for_now(phone)
    expect(phone.locator(".now-rows")).to_contain_text("Moved to the garden")
    phone.wait_for_function("""async () => {
        const data = await caches.match("/meetings/running/agenda.json");
        return (await data.text()).includes("Moved to the garden");
    }""")
    house.stop()
    ask_for_now(phone)
    expect(phone.locator("#now-from-saved")).to_be_visible()
    expect(phone.locator("#now .clock")).to_be_hidden()
    expect(phone.locator(".now-rows")).to_contain_text("Moved to the garden")
    expect(phone.locator(".now-rows li").first).to_have_text(re.compile("^Lunch for all"))
    star(phone, "Session 14").click()
    expect(star(phone, "Session 14")).to_have_attribute("aria-pressed", "true")
    house.start()


def test_now_without_a_saved_agenda_says_that_it_is_old(browser, house):
    house.shell("from tests import programmes; programmes.running()")
    context = browser.new_context(viewport=PHONE, base_url=house.address, service_workers="block")
    page = context.new_page()
    page.goto("/now/")
    context.set_offline(True)
    ask_for_now(page)
    expect(page.locator("#now-stale")).to_be_visible()
    expect(page.locator("#now-from-saved")).to_be_hidden()
    expect(page.locator("#now .clock")).to_be_visible()
    context.close()
