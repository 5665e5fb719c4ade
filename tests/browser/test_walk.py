"""A visitor's walk on a phone, a researcher's on a wide screen, an editor's to the desk."""

import re
from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}


def test_a_delegate_walks_from_home_to_a_passage_on_a_phone(page, console):
    page.set_viewport_size(PHONE)
    page.goto("/")
    page.get_by_role("link", name="Berne 2011", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Markets for Migration and Development")
    page.get_by_role("link", name=re.compile("^Session 5 ")).click()
    expect(page).to_have_url(re.compile("/meetings/bern-2011/sessions/5/$"))
    page.get_by_role("link", name="bern-2011/S5-3").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("To improve coordination and agree on an agenda")
    page.get_by_role("link", name="Read it in the document").click()
    expect(page).to_have_url(re.compile("/documents/bern-2011-m4md-meeting-report/#s5-r3$"))
    expect(page.locator("#s5-r3")).to_be_in_viewport()
    page.locator("#s5-r3").get_by_role("link", name="S5-3").click()
    expect(page).to_have_url(re.compile("/recommendations/bern-2011/S5-3/$"))
    assert console == []


def test_a_researcher_filters_on_a_phone_without_script(browser, base_url):
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto("/recommendations/")
    page.get_by_text("Filter this list").click()
    page.locator('[data-facet="theme"][data-value="remittances"]').click()
    expect(page.locator("#results")).to_contain_text("17 recommendations")
    page.get_by_role("link", name="Clear all").click()
    expect(page.locator("#results")).to_contain_text("145 recommendations")
    context.close()


def test_filtering_changes_the_page_without_loading_it_again(page, console):
    page.set_viewport_size(DESKTOP)
    page.goto("/recommendations/")
    page.evaluate("window.sameDocument = true")
    page.locator('[data-facet="theme"][data-value="remittances"]').click()
    expect(page.locator("#results")).to_have_text("17 recommendations")
    expect(page).to_have_url(re.compile(r"\?theme=remittances$"))
    expect(page.locator(":focus")).to_have_attribute("data-value", "remittances")
    page.get_by_label("Words", exact=True).fill("women")
    page.get_by_role("button", name="Find").click()
    expect(page).to_have_url(re.compile(r"q=women"))
    narrowed = page.locator("#results").inner_text()
    assert int(narrowed.split()[0]) < 17
    page.go_back()
    expect(page.locator("#results")).to_have_text("17 recommendations")
    page.get_by_role("link", name="Clear all").click()
    expect(page.locator("#results")).to_have_text("145 recommendations")
    assert page.evaluate("window.sameDocument") is True
    assert console == []


def test_back_leads_to_the_list_before_at_the_place_where_the_reader_was(page):
    page.set_viewport_size(DESKTOP)
    page.goto("/recommendations/")
    chosen = page.locator('.facet-only[data-facet="theme"][data-value="remittances"]')
    for _press in range(3):  # the same list is no new step
        with page.expect_response("**/recommendations/?theme=remittances"):
            chosen.click()
        expect(page.locator("#results")).to_have_text("17 recommendations")
    page.go_back()
    expect(page.locator("#results")).to_have_text("145 recommendations")
    page.evaluate("scrollTo({ top: 3000, behavior: 'instant' })")
    page.locator("nav.pages a").last.evaluate("link => link.click()")
    expect(page).to_have_url(re.compile("page=2$"))
    expect(page.locator("ol.records")).to_have_attribute("start", "26")
    page.go_back()
    expect(page.locator("ol.records")).to_have_attribute("start", "1")
    drawn = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(scrollY))))"
    assert page.evaluate(drawn) == 3000


def test_whoever_adds_values_by_keyboard_stays_in_the_filters(page):
    page.set_viewport_size(DESKTOP)
    page.goto("/recommendations/?theme=remittances")
    for number, press in (("34 recommendations", "+"), ("17 recommendations", "Remove")):
        value = page.locator('li:has(> [data-facet="theme"][data-value="diaspora"])')
        value.locator(".facet-toggle", has_text=press).press("Enter")
        expect(page.locator("#results")).to_have_text(number)
        expect(page.locator(":focus")).to_have_attribute("data-value", "diaspora")


def test_a_citation_that_was_opened_stays_open_and_is_that_of_the_list_now_shown(page):
    page.set_viewport_size(DESKTOP)
    page.goto("/recommendations/")
    page.get_by_text("Cite this list").click()
    page.locator('[data-facet="theme"][data-value="remittances"]').click()
    cited = page.locator(".cite dd").first
    expect(cited).to_contain_text("Recommendations: theme = Remittances (17 records")
    expect(cited).to_be_visible()


def test_a_printed_list_says_what_it_was_narrowed_to(page):
    page.goto("/recommendations/?theme=remittances")
    page.emulate_media(media="print")
    chip = page.locator(".chips a").first
    assert chip.evaluate("chip => getComputedStyle(chip).color") == "rgb(0, 0, 0)"
    assert "×" not in chip.inner_text()
    expect(page.get_by_role("link", name="Clear all")).to_be_hidden()


def test_a_printed_comparison_has_its_table_first_and_a_chart_that_fits_on_a_sheet(page):
    page.set_viewport_size({"width": 658, "height": 986})  # A4 within its margins
    page.goto("/compare/?a.meeting=brussels-2007-csd&b.meeting=bern-2011&by=theme")
    page.emulate_media(media="print")
    table, figure = (page.locator(f".breakdown {part}").bounding_box() for part in ("table", "figure"))
    assert table["y"] + table["height"] <= figure["y"]
    assert figure["height"] < 986
    expect(page.locator("#selections")).to_be_hidden()
    expect(page.locator(".ways")).to_be_hidden()
    # A foot of the table would be repeated on each page.
    assert page.locator("tfoot").evaluate("foot => getComputedStyle(foot).display") == "table-row-group"


def test_a_sheet_that_is_printed_from_a_browser_takes_one_page(page):
    page.goto("/meetings/bern-2011/sessions/3/brief/")
    assert len(PdfReader(BytesIO(page.pdf(format="A4"))).pages) == 1


def test_a_late_answer_never_paints_over_a_newer_one(page):
    page.set_viewport_size(DESKTOP)
    page.goto("/recommendations/")
    page.route("**/*theme=diaspora*", lambda route: (page.wait_for_timeout(400), route.continue_()))
    page.evaluate("""() => {
        document.querySelector('[data-facet="theme"][data-value="diaspora"]').click();
        document.querySelector('[data-facet="theme"][data-value="remittances"]').click();
    }""")
    expect(page.locator("#results")).to_have_text("17 recommendations")
    page.wait_for_timeout(700)
    expect(page.locator("#results")).to_have_text("17 recommendations")
    assert page.url.endswith("?theme=remittances")


def sign_in(page, manage, name):
    """Sign in at the desk as a new superuser."""
    password = "a-long-secret-for-tests"
    user = {"USERNAME": name, "PASSWORD": password, "EMAIL": f"{name}@example.org"}
    manage("createsuperuser", "--noinput", "-v", "0", **{f"DJANGO_SUPERUSER_{key}": user[key] for key in user})
    page.goto("/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()


def test_a_picker_at_the_desk_offers_sessions_of_the_meeting_that_is_chosen(page, manage):
    def offered():
        page.locator(".field-session .select2-selection").click()
        with page.expect_response(re.compile("/autocomplete/.*term=1.1&")) as answer:
            page.locator(".select2-dropdown .select2-search__field").press_sequentially("1.1")
        page.keyboard.press("Escape")
        return {found["text"].partition(",")[0] for found in answer.value.json()["results"]}

    def choose(meeting):
        page.locator(".field-meeting .select2-selection").click()
        page.locator(".select2-dropdown .select2-search__field").press_sequentially(meeting)
        page.locator(".select2-results__option[role=option]", has_text=meeting).first.click()

    sign_in(page, manage, "picker")
    page.goto("/admin/recommendations/recommendation/add/")
    assert {"Brussels 2007", "Manila 2008"} <= offered()
    for meeting in ("Manila 2008", "Brussels 2007"):
        choose(meeting)
        assert offered() == {meeting}
    # Of one that is on record, the meeting is given once and only shown.
    page.goto("/admin/recommendations/recommendation/?q=S4-6")
    page.locator("#result_list tbody th a").first.click()
    assert "Manila 2008" not in offered()


def test_the_admin_runs_under_the_policy_without_complaint(page, console, manage):
    sign_in(page, manage, "desk")
    page.goto("/admin/recommendations/recommendation/?q=coordination+agenda")
    page.get_by_role("link", name="S5-3", exact=True).click()
    expect(page.get_by_role("link", name="View on site")).to_be_visible()
    page.goto("/recommendations/bern-2011/S5-3/")
    page.get_by_role("link", name="Edit").click()
    expect(page).to_have_url(re.compile("/admin/recommendations/recommendation/[0-9]+/change/"))
    page.get_by_role("link", name="Delete", exact=True).click()
    page.get_by_role("button", name="Yes, I’m sure").click()
    page.goto("/admin/changes/deleted/")
    page.get_by_role("button", name="Bring back").click()
    said = "“bern-2011/S5-3” is back, with all that had been deleted with it."
    expect(page.get_by_role("list").filter(has_text=said)).to_be_visible()
    page.get_by_role("link", name="bern-2011/S5-3").click()
    expect(page.get_by_role("link", name="View on site")).to_be_visible()
    assert console == []


CUT = """width => [...document.querySelectorAll('.form-row, .tabular')]
    .filter(box => box.scrollWidth > box.clientWidth + 1)
    .filter(box => width === 1280 || getComputedStyle(box).overflowX === "hidden")
    .map(box => box.matches(".tabular") ? box.querySelector("h2").innerText : box.className)"""


@pytest.mark.parametrize("width", [1280, 1024])
def test_nothing_is_cut_in_the_forms_of_the_desk_and_on_a_laptop_their_rows_are_seen_whole(page, manage, width):
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, manage, f"laptop{width}")
    cut = {}
    forms = ["meetings/meeting", "meetings/theme", "documents/passage", "gfmd_sessions/slot", "gfmd_sessions/session"]
    for form in [*forms, "agencies/activity", "recommendations/recommendation"]:
        page.goto(f"/admin/{form}/add/")
        for add in page.locator(".add-row a:visible").all():
            add.click()
        cut[form] = page.evaluate(CUT, width)
    assert {form: boxes for form, boxes in cut.items() if boxes} == {}


def test_a_form_that_is_sent_twice_in_haste_is_sent_once(page, console, manage):
    sign_in(page, manage, "hasty")
    page.goto("/admin/meetings/theme/add/")
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    press = "() => [0, 50].forEach(delay => setTimeout(() => document.querySelector('[name=_save]').click(), delay))"
    page.evaluate(press)
    expect(page.locator(".errornote")).to_be_visible()
    assert len(sent) == 1
    with page.expect_request(lambda request: request.method == "POST"):
        page.evaluate(press)  # it was refused, and can be sent again
    assert console == []


def test_my_agenda_says_what_was_moved_beside_what_overlaps(page, busy_url):
    page.goto(f"{busy_url}/meetings/running/agenda/")
    for place in (0, 1):
        page.locator(".star").nth(place).click()
    page.goto(f"{busy_url}/my-agenda/")
    expect(page.locator("#my-agenda .clash")).to_have_count(2)
    expect(page.locator("#my-agenda .status")).to_have_count(2)
    expect(page.locator("#my-agenda .status").first).to_contain_text("Moved.")
    expect(page.locator("#my-agenda bdi[lang=en]").first).to_contain_text("Fair recruitment")


@pytest.mark.parametrize("language", ["", "/fr", "/ar"])
def test_a_phone_shows_the_difference_of_two_sides_without_scrolling(page, language):
    page.set_viewport_size(PHONE)
    page.goto(f"{language}/compare/?a.theme=remittances&b.meeting=bern-2011&by=theme")
    for cell in (page.locator(".compared thead th").last, page.locator(".compared tbody td").nth(2)):
        box = cell.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
    for part in (page.locator("html"), page.locator(".table-scroll")):
        assert part.evaluate("part => part.scrollWidth - part.clientWidth") == 0
    edges = "texts => texts.map(text => text.getBoundingClientRect()).flatMap(box => [box.left, box.right])"
    written = page.locator(".chart text").evaluate_all(edges)
    assert min(written) >= 0 and max(written) <= PHONE["width"]


@pytest.mark.parametrize("language", ["", "/fr", "/es", "/ar"])
def test_the_matrices_of_agencies_fit_the_screen_of_a_desk(page, language):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{language}/agencies/involvement/")
    tables = page.locator(".table-scroll").all()
    assert [table.evaluate("table => table.scrollWidth - table.clientWidth") for table in tables] == [0, 0, 0]


@pytest.mark.parametrize("letters", ["100%", "200%"])
@pytest.mark.parametrize("address", ["/agencies/involvement/", "/ar/agencies/involvement/", "/search/"])
def test_a_phone_shows_tables_and_samples_without_scrolling_whatever_the_size_of_letters(page, address, letters):
    page.set_viewport_size(PHONE)
    page.goto(address)
    page.evaluate("size => document.documentElement.style.fontSize = size", letters)
    for part in (page.locator("html"), *page.locator(".table-scroll").all()):
        assert part.evaluate("part => part.scrollWidth - part.clientWidth") == 0


@pytest.mark.parametrize(("language", "width"), [("", 1280), ("/fr", 320), ("/ar", 320)])
def test_a_sheet_says_each_fact_beside_its_name_however_long_that_is(page, busy_url, language, width):
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(f"{busy_url}{language}/meetings/one-session/sessions/1/brief/")
    tops = "parts => parts.map(part => part.getBoundingClientRect().top)"
    names = page.locator(".place dt").evaluate_all(tops)
    assert len(names) == 6
    assert names == page.locator(".place dd").evaluate_all(tops)
