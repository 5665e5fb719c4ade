"""A reader comes back and is shown what changed since."""

import re

import pytest
from playwright.sync_api import expect

CHANGES = "/meetings/brussels-2007/changes/"
SESSION = "/meetings/brussels-2007/sessions/3.1/"
EDIT = "from sessions.models import Session; Session.objects.filter(number='3.1').update(status='{}')"
LOOKED = "looked:brussels-2007"
AN_HOUR_AGO = (
    "key => { const kept = JSON.parse(localStorage.getItem(key)); kept.at -= 3600000;"
    " localStorage.setItem(key, JSON.stringify(kept)); }"
)


@pytest.fixture
def edit(manage):
    """Give session 3.1 another status; what agendas tell of it is taken back, for other tests read them too."""
    yield lambda status: manage("shell", "-v0", "-c", EDIT.format(status))
    manage("shell", "-v0", "-c", "from sessions.models import AgendaChange; AgendaChange.objects.all().delete()")


def test_what_changed_since_the_last_visit_is_marked_until_the_next(page, edit):
    edit("moved")
    page.goto(CHANGES)
    expect(page.locator(".changed-new").first).to_be_hidden()
    expect(page.locator(".changed-since")).to_be_empty()
    page.evaluate(AN_HOUR_AGO, LOOKED)
    edit("confirmed")

    page.goto(SESSION)
    expect(page.locator(".changed-since")).to_have_text(re.compile(r"^Changes since you looked on .+: 1$"))
    expect(page.locator(".is-new")).to_contain_text("was moved, now confirmed")
    expect(page.locator(".changed").nth(1).locator(".changed-new")).to_be_hidden()
    page.goto(CHANGES)
    expect(page.locator(".changed-new:visible")).to_have_count(1)
    page.reload()
    expect(page.locator(".changed-new:visible")).to_have_count(1)

    page.evaluate(AN_HOUR_AGO, LOOKED)
    page.goto(CHANGES)
    expect(page.locator(".changed-new:visible")).to_have_count(0)


@pytest.mark.parametrize("kept", ["{", "null", '{"at": "x"}', '{"at": 1, "seen": "", "since": 5}', "[]"])
def test_what_is_kept_and_not_understood_is_thrown_away(page, kept):
    failures = []
    page.on("pageerror", lambda error: failures.append(error))
    page.goto(CHANGES)
    page.evaluate("([key, kept]) => localStorage.setItem(key, kept)", [LOOKED, kept])
    page.reload()
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("key => JSON.parse(localStorage.getItem(key)).at > 1e12", LOOKED)
    assert failures == []
