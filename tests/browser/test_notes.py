"""What a reader wrote stands under the question it was written on, or apart with its words, whatever the desk does."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.delegate import PHONE, SESSION, star

QUESTIONS = """
from sessions.models import GuidingQuestion as Q
asked = Q.objects.filter(session__meeting__slug='manila-2008', session__number='1.1').order_by('-position')
"""
LEFT = "My notes on questions that have changed"


@pytest.fixture
def phone(browser, house):
    """A page of a phone that has not been here before, and shows what the portal says now, however late it comes."""
    context = browser.new_context(viewport=PHONE, base_url=house.address, service_workers="block")
    yield context.new_page()
    context.close()


def write(page, question, text):
    page.locator(f"#question-{question} .my-note:not([open]) summary").click()
    page.get_by_label(f"My note on question {question} of Session 1.1. It stays on this device.").fill(text)


def notes(page):
    """What stands under each question of the page, with the first words of that question."""
    return [
        (line.locator("> .record").inner_text()[:20], line.locator("textarea").input_value())
        for line in page.locator(".questions > li").all()
    ]


def kept(page):
    return json.loads(page.evaluate("localStorage.getItem('gfmd-mine')"))["notes"]


def keep(page, **given):
    page.goto(SESSION)
    mine = {"version": 1, "stars": [], "notes": {}, "calendar": None} | given
    page.evaluate("(kept) => localStorage.setItem('gfmd-mine', kept)", json.dumps(mine))


def put_one_before(house):
    """A question is put before the others at the desk, and each of these is one further."""
    more = "for question in asked: Q.objects.filter(pk=question.pk).update(position=question.position + 1)\n"
    more += "first = asked[0]\n"
    more += "Q.objects.create(meeting=first.meeting, session=first.session, position=1, text='What is new here?')\n"
    house.shell(QUESTIONS + more)


def test_a_note_goes_with_its_question_when_one_is_put_before_it(phone, house):
    phone.goto(SESSION)
    for question in (1, 2):
        write(phone, question, f"Ask for {question}")
    (first, _note), (second, _other), (third, _none) = notes(phone)
    put_one_before(house)
    phone.reload()
    assert notes(phone) == [
        ("What is new here?", ""),
        (first, "Ask for 1"),
        (second, "Ask for 2"),
        (third, ""),
    ]
    write(phone, 1, "Ask for the new")
    phone.reload()
    assert [note for _question, note in notes(phone)] == ["Ask for the new", "Ask for 1", "Ask for 2", ""]
    expect(phone.get_by_role("heading", name=LEFT)).to_have_count(0)
    star(phone, "Session 1.1").click()
    phone.goto("/my-agenda/")
    said = ["Question 1 Ask for the new", "Question 2 Ask for 1", "Question 3 Ask for 2"]
    expect(phone.locator(".my-note-text")).to_have_text(said)


def test_a_note_whose_question_reads_differently_stands_apart_until_it_is_asked_again(phone, house):
    phone.goto(SESSION)
    write(phone, 1, "Ask for 1")
    words = phone.locator("#question-1 > .record").inner_text()
    house.shell(QUESTIONS + "Q.objects.filter(pk=asked.last().pk).update(text='What else?')")
    phone.reload()
    assert notes(phone)[0] == ("What else?", "")
    expect(phone.get_by_role("heading", name=LEFT)).to_be_visible()
    left = phone.get_by_label(f"My note on “{words}”. It stays on this device.")
    expect(left).to_have_value("Ask for 1")
    write(phone, 1, "Ask else")
    left.fill("Ask for 1, all the same")
    star(phone, "Session 1.1").click()
    phone.goto("/my-agenda/")
    said = ["Question 1 Ask else", f"“{words}” Ask for 1, all the same"]
    expect(phone.locator(".my-note-text")).to_have_text(said)

    # Back in its old words, but for a comma and a capital, in another place.
    again = words.upper().replace(",", "") + ","
    house.shell(QUESTIONS + f"Q.objects.filter(pk=asked.last().pk).update(text={again!r}, position=9)")
    phone.goto(SESSION)
    assert [note for _question, note in notes(phone)] == ["", "", "Ask for 1, all the same"]
    expect(phone.get_by_label("My note on “What else?”. It stays on this device.")).to_have_value("Ask else")


def test_a_note_from_before_stands_under_its_number_and_follows_its_question_from_then_on(phone, house):
    before = {f"manila-2008/1.1#question-{number}": f"Note {number}" for number in (1, 7)}
    keep(phone, notes=before | {"manila-2008/1.1": "On all of it"})
    phone.goto("/my-agenda/")
    expect(phone.locator(".my-note-text")).to_have_text(["On all of it", "Question 1 Note 1", "Question 7 Note 7"])
    phone.goto(SESSION)
    assert [note for _question, note in notes(phone)] == ["Note 1", "", ""]
    expect(phone.get_by_label("My note on Question 7. It stays on this device.")).to_have_value("Note 7")
    put_one_before(house)
    phone.reload()
    assert [note for _question, note in notes(phone)] == ["", "Note 1", "", ""]
    assert sorted(kept(phone).values()) == ["Note 1", "Note 7", "On all of it"]


def test_notes_on_a_session_without_a_star_or_without_a_place_in_the_record_are_in_my_agenda(phone, house):
    keep(phone, notes={"manila-2008/1.1": "On 1.1", "manila-2008/9.9#Why?": "Because"}, stars=["manila-2008/8.8"])
    phone.goto("/my-agenda/")
    expect(phone.locator("#my-agenda h2")).to_have_text("Notes on sessions without a star")
    expect(phone.locator(".session-list a")).to_have_attribute("href", SESSION)
    expect(phone.locator(".my-note-text")).to_have_text(["On 1.1", "“Why?” Because"])
    gone = phone.get_by_text(re.compile("is no longer on record"))
    expect(gone).to_have_text(["manila-2008/8.8 is no longer on record.", "manila-2008/9.9 is no longer on record."])


def test_stars_and_notes_of_a_meeting_that_is_gone_say_so_and_can_be_taken_away(phone):
    keep(phone, notes={"atlantis-2030/1": "Swim"}, stars=["atlantis-2030/1"])
    phone.goto("/my-agenda/")
    expect(phone.locator("#my-agenda")).to_have_text(re.compile("^atlantis-2030/1 is no longer on record.Swim$"))
    star(phone, "atlantis-2030/1").click()
    expect(phone.locator("#my-agenda .empty")).to_be_visible()
    expect(phone.locator(".my-note-text")).to_have_text("Swim")
