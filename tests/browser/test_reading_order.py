"""What a screen reader says, in which order: the tree that the browser hands to it, line by line."""

import pytest
from playwright.sync_api import expect

DESKTOP = {"width": 1280, "height": 900}
SPOKEN = ("link", "button", "searchbox", "heading", "region", "navigation", "search", "main", "DisclosureTriangle")
PARTS = ("paragraph", "listitem", "generic", "LabelText", "term", "definition")
"""What stands on lines of its own."""
STATES = {
    ("expanded", True): "open",
    ("expanded", False): "closed",
    ("pressed", "true"): "pressed",
    ("current", True): "current",
}
STOPS = ("link", "button", "searchbox", "heading", "DisclosureTriangle")
"""What says itself by its name, so that nothing in it is said once more."""

AGENDA = """\
main
navigation Where you are
link Home
link Meetings
link Brussels 2007
Agenda
heading Agenda of Brussels 2007 (1)
summary Search and filter this agenda (closed)
region 12 sessions
heading 12 sessions (2)
navigation Ways to read this agenda
link By time (current)
link By roundtable
link Mon 9 Jul
link Tue 10 Jul
link Wed 11 Jul
link Plain text
All times are local time in Brussels.
heading Monday 9 July 2007 (2)
heading no time stated (3)
link Civil Society Day
heading Tuesday 10 July 2007 (2)
heading 09:00–13:00 (3)
Opening Session and Welcoming Addresses Report of the "Civil Society Day" and Discussion
heading 13:00–15:00 (3)
Lunch
heading 15:00–18:00 (3)
heading Roundtable 1 (4)
link Session 1.1 Highly skilled migration: balancing interests and responsibilities
button Star Session 1.1
link Session 1.2 Temporary labor migration as a contribution to development: sharing responsibility
button Star Session 1.2
heading Roundtable 2 (4)
link Session 2.1 Improving the formal transfer of remittances and reducing their cost
button Star Session 2.1
link Session 2.4 Working with the diaspora for development
button Star Session 2.4
heading Roundtable 3 (4)
link Session 3.1 Measuring Migration and Development Impacts: Latest Initiatives and Progress
button Star Session 3.1
link Session 3.3 Discussion on the future of the Global Forum on Migration and Development
button Star Session 3.3
heading Wednesday 11 July 2007 (2)
heading 09:00–12:00 (3)
heading Roundtable 1 (4)
link Session 1.4 How can circular migration and sustainable return serve as development tools?
button Star Session 1.4
link Session 1.3 The role of other than government partners in strengthening the \
developmental contribution of temporary labour migration
button Star Session 1.3
heading Roundtable 2 (4)
link Session 2.2 Increasing the micro-impact of remittances on development
button Star Session 2.2
link Session 2.3 Increasing the macro impact of remittances on development
button Star Session 2.3
heading Roundtable 3 (4)
link Session 3.2 Coherent Policy Planning and Methodology to Link Migration and Development
button Star Session 3.2
link Session 3.4 Regional Migration Consultation Processes and Development: Advancing Cooperation
button Star Session 3.4
heading 12:00–14:00 (3)
Lunch
heading 14:00–18:00 (3)
Closing Session
link Add to calendar
link Subscribe in a calendar app
A subscription follows later changes.
"""
FILTERS = """\
heading Filters (2)
Words
searchbox Words
button Find
Several values of one filter mean “or”, different filters “and”.
summary Theme (open)
link Labour migration and legal channels : 14
link Temporary and circular migration : 2
link Skilled migration and brain drain : 0
link Skills, training and recognition : 7
link Recruitment : 4
link Rights and protection of migrants : 12
link Social protection and portability : 0
link Irregular migration, smuggling and trafficking : 0
link Return and reintegration : 4
link Integration and host societies : 6
link Remittances : 5
link Diaspora engagement : 9
link Investment and entrepreneurship : 4
link Gender, children and families : 0
link Policy and institutional coherence : 9
link Partnerships and participation : 7
link Agreements and free movement : 16
link Regional consultative processes : 1
link Data, research and evaluation : 7
link Information and awareness for migrants : 2
link Development and root causes : 1
link The Forum itself : 2
summary Meeting (open)
link Brussels 2007 : 0
link Civil Society Day 2007 : 72
link Also show Civil Society Day 2007: +72
link Manila 2008 : 0
link Berne 2011 : 73 (current)
link Remove Berne 2011
summary Addressee (open)
link Governments : 44
link Governments of countries of origin : 2
link Governments of countries of destination : 3
link Employers and private sector : 6
link Recruitment agencies : 0
link Financial institutions : 0
link Civil society : 0
link Trade unions : 0
link Diaspora organisations and migrants : 1
link International organisations : 0
link The Global Forum : 2
summary Kind (open)
link recommendation : 73
link way forward : 0
summary Year (closed)
summary Session (closed)
summary Country in its examples (closed)
region 73 recommendations
heading 73 recommendations (2)
link Remove Meeting: Berne 2011
link Clear all
Download all 73:
link CSV
link CSV with README
link Excel
link JSON
link RIS
link BibTeX
link CSL-JSON
link Feed
For Excel, take the Excel file: a CSV is UTF-8, and its accents may come out wrong there.
summary Cite this list (closed)
link Chart this list
link Compare with …
Order:
link as in the documents (current)
link latest meeting first
link bern-2011/S2-1
link Berne 2011, Session 2
link To increase private sector involvement in a public dialogue on the benefits and challenges \
of international labour migration to respond to public concerns over migration;
link Partnerships and participation
link Integration and host societies
Asks:
link Employers and private sector
"""
IN_ARABIC = """\
region 6 جلسات
heading 6 جلسات (2)
navigation طرق قراءة جدول الأعمال هذا
link بحسب الوقت
link بحسب المائدة المستديرة
link الاثنين 9 يوليو
link الثلاثاء 10 يوليو
link الأربعاء 11 يوليو (current)
link نص عادي
جميع الأوقات بالتوقيت المحلي في بروكسل.
heading الأربعاء 11 يوليو 2007 (2)
heading 09:00–12:00 (3)
heading المائدة المستديرة 1 (4)
link الجلسة 1.4 How can circular migration and sustainable return serve as development tools?
button وضع نجمة على الجلسة 1.4
link الجلسة 1.3 The role of other than government partners in strengthening the \
developmental contribution of temporary labour migration
button وضع نجمة على الجلسة 1.3
heading المائدة المستديرة 2 (4)
"""


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """Nothing is kept on the device here: it would say so at the end of the page, at some time."""
    return browser_context_args | {"service_workers": "block"}


def heard(page, address, within="main"):
    """The lines that are read aloud in the first `within` of a page: what each is, its name, its state."""
    page.set_viewport_size(DESKTOP)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    browser = page.context.new_cdp_session(page)
    nodes = browser.send("Accessibility.getFullAXTree")["nodes"]
    tree = {node["nodeId"]: node for node in nodes}
    for link in (node for node in nodes if node["role"]["value"] == "link"):
        # The tree that is handed out leaves this state out.
        told = browser.send("DOM.describeNode", {"backendNodeId": link["backendDOMNodeId"]})["node"]["attributes"]
        if "aria-current" in told:
            link["properties"].append({"name": "current", "value": {"value": True}})
    root = next(node for node in nodes if node["role"]["value"] == within)
    return list(joined(spoken(root, tree)))


def spoken(node, tree):
    """The parts of a node in order, as (role, words); a text that follows a text belongs to the same line."""
    role, name = node["role"]["value"], " ".join(node.get("name", {}).get("value", "").split())
    if node.get("ignored"):
        role = "ignored"
    if role in ("StaticText", "LineBreak"):
        yield "text", node["name"]["value"]
    elif role in PARTS:
        yield "part", ""
    elif role in SPOKEN:
        yield role, " ".join([name, *states(node)]).strip()
    if role not in ("StaticText", *STOPS):
        for child in node.get("childIds", []):
            yield from spoken(tree[child], tree)
    if role in PARTS:
        yield "part", ""


def states(node):
    """What is said of a node after its name."""
    facts = {fact["name"]: fact["value"].get("value") for fact in node.get("properties", [])}
    yield from (f"({said})" for (fact, value), said in STATES.items() if facts.get(fact) == value)
    if node["role"]["value"] == "heading":
        yield f"({facts['level']})"


def joined(parts):
    """The lines of the parts: texts beside each other are one line, with the single spaces that are heard."""
    words = ""
    for role, said in parts:
        if role == "text":
            words += said
            continue
        if line := " ".join(words.split()).strip("· "):
            yield line
        words = ""
        if role != "part":
            yield f"{role.replace('DisclosureTriangle', 'summary')} {said}".strip()
    if line := " ".join(words.split()).strip("· "):
        yield line


def cut(lines, first, before):
    """The lines from `first` on, up to the one that follows them."""
    start = lines.index(first)
    return lines[start : lines.index(before, start)]


def test_the_agenda_is_heard_by_day_time_roundtable_and_session(page):
    assert heard(page, "/meetings/brussels-2007/agenda/") == AGENDA.splitlines()


def test_the_filters_are_heard_with_counts_and_states_and_then_the_number_of_results(page):
    lines = heard(page, "/recommendations/?meeting=bern-2011")
    assert cut(lines, "heading Filters (2)", "link bern-2011/S2-2") == FILTERS.splitlines()


def test_in_arabic_the_order_is_the_same_and_words_of_record_stay_english(page):
    lines = heard(page, "/ar/meetings/brussels-2007/agenda/2007-07-11/")
    expected = IN_ARABIC.splitlines()
    start = lines.index(expected[0])
    assert lines[start : start + len(expected)] == expected


def test_the_number_of_results_is_announced_when_it_changes(page):
    page.goto("/recommendations/")
    told = page.get_by_role("status").filter(has=page.locator("#results"))
    expect(told).to_have_text("145 recommendations")
    page.locator('[data-facet="theme"][data-value="remittances"]').click()
    expect(told).to_have_text("17 recommendations")


def test_all_that_is_known_of_a_session_is_heard_after_its_name(page, busy_url):
    lines = heard(page, f"{busy_url}/meetings/one-session/agenda/")
    assert cut(lines, "heading 09:00–10:30 (3)", "link Add to calendar") == [
        "heading 09:00–10:30 (3)",
        "link Session 1 Remittances at work",
        "button Star Session 1",
        "Room 3",
        "English",
        "Interpretation: French, Arabic",
        "Chair: Ms Amina Diallo",
        "Speaker: Mr Jan Peeters, Ms Ana Cruz",
        "link 1 paper",
    ]


def test_what_was_moved_or_cancelled_is_heard_with_the_session(page, busy_url):
    page.goto(f"{busy_url}/meetings/overlapping/agenda/")
    page.get_by_role("button", name="Star Session 3").click()
    lines = heard(page, f"{busy_url}/meetings/overlapping/agenda/")
    assert cut(lines, "heading 09:00 (3)", "link Add to calendar") == [
        "heading 09:00 (3)",
        "link Session 1 Title 1",
        "button Star Session 1",
        "09:00–12:00",
        "link Session 2 Title 2",
        "button Star Session 2",
        "Moved. The time and the room given here are the new ones. It was in Room 1 before.",
        "09:00–10:00",
        "heading 10:00–11:00 (3)",
        "link Session 3 Title 3",
        "button Star Session 3 (pressed)",
        "Cancelled. The speaker is ill.",
    ]
