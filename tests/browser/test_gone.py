"""A copy outlives its meeting: it says so, can still be read, and goes when the reader says so."""

import re

from playwright.sync_api import expect

from tests.browser.delegate import AGENDA, HOUR, SESSION, save, star, visits_until

NO_FORMER = "from changes.models import FormerName; FormerName.objects.all().delete()\n"
MEETING = "from meetings.models import Meeting; Meeting.objects.filter(slug='{}').update(slug='{}')\n" + NO_FORMER
LINE = re.compile(rf"^Saved {HOUR}\. This meeting is no longer on the portal\. Saved on this device$")


def copies(page):
    return page.evaluate("caches.keys().then((names) => names.filter((name) => name.includes('manila')).length)")


def test_the_copy_of_a_meeting_that_is_gone_says_so_and_goes_when_the_reader_says_so(phone, house):
    save(phone)
    star(phone, "Session 1.1").click()
    house.shell(MEETING.format("manila-2008", "atlantis-2030"))
    visits_until(phone, lambda: expect(phone.locator(".saved-line")).to_have_text(LINE, timeout=5_000))
    phone.goto(SESSION)
    expect(phone.locator(".saved-line")).to_have_text(LINE)
    expect(phone.locator(".questions li")).to_have_count(3)
    phone.goto("/my-agenda/")
    said = "No longer on the portal. This is what is saved on this device."
    expect(phone.locator("#my-agenda .notice")).to_have_text(said)
    expect(phone.locator("#my-agenda li .number")).to_have_text("Session 1.1")

    phone.goto(AGENDA)
    phone.locator(".saved-line a").click()
    line = phone.locator("#saved-list li")
    expect(line).to_have_text("Manila 2008 No longer on the portal. Remove this copy")
    phone.once("dialog", lambda dialog: dialog.dismiss())
    phone.get_by_role("button", name="Remove this copy").click()
    assert copies(phone) == 1
    phone.once("dialog", lambda dialog: dialog.accept())
    phone.get_by_role("button", name="Remove this copy").click()
    expect(phone.locator(".told")).to_have_text("The copy was removed from this device.")
    expect(phone.locator("#saved-none")).to_be_visible()
    expect(line).to_have_count(0)
    assert copies(phone) == 0
    assert phone.goto(AGENDA).status == 404


def test_what_is_saved_is_asked_for_where_it_is_listed_and_may_come_back(phone, house):
    save(phone)
    house.shell(MEETING.format("manila-2008", "atlantis-2030"))
    phone.goto("/offline/")
    expect(phone.locator("#saved-list li")).to_have_text("Manila 2008 No longer on the portal. Remove this copy")
    house.stop()
    phone.reload()
    expect(phone.locator("#saved-list li")).to_have_text("Manila 2008 No longer on the portal. Remove this copy")
    house.shell(MEETING.format("atlantis-2030", "manila-2008"))
    house.start()
    phone.goto("/offline/")
    expect(phone.locator("#saved-list li")).to_have_text("Manila 2008")
    assert copies(phone) == 1


def test_a_page_that_is_gone_from_a_meeting_that_is_not_is_gone(phone, house):
    save(phone)
    away = "from sessions.models import Session; Session.objects.filter(number='1.1').update(number='7.7')\n"
    house.shell(away + NO_FORMER)

    def is_missing():
        phone.goto(SESSION)
        expect(phone.get_by_role("heading", level=1)).to_have_text("There is no such page", timeout=5_000)

    visits_until(phone, is_missing)
    phone.wait_for_function("(page) => caches.match(page).then((answer) => !answer)", arg=SESSION)
    assert copies(phone) == 1
