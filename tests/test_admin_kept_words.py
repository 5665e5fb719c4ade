"""What was typed at the desk is not lost where its editor was signed out meanwhile, or the record is gone."""

import html
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
from axes.models import AccessAttempt
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.utils.timezone import now
from django_otp.plugins.otp_static.models import StaticToken

from changes.triggers import LOCKS, lock_the_record
from gfmd_portal.desk.kept_words import OF_SIGNING_IN
from tests import factories, left_out
from tests.at_the_desk import MODELS, address, delete, form_of, opened, rows, save
from tests.phones import MINE, STEP, set_up

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-secret-for-tests"
WORDS = "“Two” <lines>\r\n\r\n  and an & in it "
OURS = {"HTTP_ORIGIN": "http://testserver"}
HIDDEN = re.compile(r'<input type="hidden"(?: form="[\w-]+")? name="([^"]+)" value="([^"]*)">')


@pytest.fixture
def editor(django_user_model):
    """A browser of a colleague whose forms hold good tokens against forgery, as those of visitors do."""
    django_user_model.objects.create_superuser("colleague", password=PASSWORD)
    editor = Client(enforce_csrf_checks=True)
    sign_in(editor, hidden_in(editor.get("/admin/login/")))
    return editor


def sign_in(editor, form, password=PASSWORD):
    return editor.post("/admin/login/", form | {"username": "colleague", "password": password})


def hidden_in(page):
    """What the hidden fields of a page would send; a browser sends the ends of lines as it got them."""
    return {name: html.unescape(value) for name, value in HIDDEN.findall(page.content.decode())}


def typed_in(editor, record, **words):
    """What the form of a record sends from a tab that was opened now, with its token."""
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', editor.get(form_of(record)).content.decode())[1]
    return opened(editor, record) | {"csrfmiddlewaretoken": token} | words


def action_of(page, form):
    return re.search(rf'<form action="([^"]+)" method="post" id="{form}">', page.content.decode())[1]


def sign_out(editor):
    del editor.cookies["sessionid"]


def test_what_is_sent_after_the_session_ended_is_saved_once_its_editor_is_signed_in_again(editor):
    session = factories.a_session(summary="")
    tab = typed_in(editor, session, summary=WORDS, _continue="Save and continue editing")
    tab |= rows("points", {"position": 1, "kind": "discussion-point", "text": "A row."})
    sign_out(editor)
    page = editor.post(form_of(session), tab)
    said = "You were signed out before you saved. What you typed waits on this page: sign in, and it can be saved."
    assert page.status_code == 200
    assert said in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    assert action_of(page, "login-form") == "/admin/login/"
    page = sign_in(editor, hidden_in(page), password="a slip")
    assert said in page.content.decode()
    page = sign_in(editor, hidden_in(page))
    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    assert PASSWORD not in page.content.decode()
    assert {"username", "password", "next"} & hidden_in(page).keys() == set()
    session.refresh_from_db()
    assert session.summary == ""
    answer = editor.post(action_of(page, "typed"), hidden_in(page))
    assert (answer.status_code, answer.headers["Location"]) == (302, form_of(session))
    session.refresh_from_db()
    assert session.summary == WORDS.replace("\r\n", "\n")
    assert list(session.points.values_list("text", flat=True)) == ["A row."]


def test_words_wait_where_their_editor_sent_too_many_wrong_passwords(editor):
    meeting = factories.a_meeting(motto="First")
    tab = typed_in(editor, meeting, motto="Second")
    sign_out(editor)
    page = editor.post(form_of(meeting), tab)
    for number in range(10):
        page = sign_in(editor, hidden_in(page), password=f"slip-{number}")
    assert page.status_code == 429
    assert "no-store" in page.headers["Cache-Control"]
    assert "Too many wrong passwords were sent. Wait five minutes before you try again." in page.content.decode()
    assert "correct username" not in page.content.decode()
    assert sign_in(editor, hidden_in(page)).status_code == 429
    AccessAttempt.objects.update(attempt_time=now() - timedelta(minutes=5, seconds=1))
    page = sign_in(editor, hidden_in(page))
    assert editor.post(action_of(page, "typed"), hidden_in(page)).status_code == 302
    meeting.refresh_from_db()
    assert meeting.motto == "Second"


def test_words_wait_for_the_code_too(editor, phone):
    meeting = factories.a_meeting(motto="First")
    set_up(editor, phone, **hidden_in(editor.get(MINE)))
    tab = typed_in(editor, meeting, motto="Second")
    sign_out(editor)
    page = sign_in(editor, hidden_in(editor.post(form_of(meeting), tab)))
    said = "What you typed waits on this page: sign in, and it can be saved."
    assert (action_of(page, "second-step"), said in page.content.decode()) == (STEP, True)
    page = editor.post(STEP, hidden_in(page) | {"one_time_code": "000000"})
    assert (page.status_code, said in page.content.decode()) == (200, True)
    # After a wrong code the app's are not taken for a second; those on paper are.
    page = editor.post(STEP, hidden_in(page) | {"one_time_code": StaticToken.objects.first().token})
    assert (action_of(page, "typed"), "000000" in page.content.decode()) == (form_of(meeting), False)
    assert editor.post(form_of(meeting), hidden_in(page)).status_code == 302
    meeting.refresh_from_db()
    assert meeting.motto == "Second"


def test_words_wait_while_a_phone_is_set_up_that_is_demanded_by_now(editor, phone, settings):
    meeting = factories.a_meeting(motto="First")
    tab = typed_in(editor, meeting, motto="Second")
    settings.SECOND_FACTOR_REQUIRED = True
    page = sign_in(editor, hidden_in(editor.post(form_of(meeting), tab)))
    phone.take_in(page)
    page = editor.post(STEP, hidden_in(page) | {"one_time_code": phone.code()})
    assert editor.post(action_of(page, "typed"), hidden_in(page)).status_code == 302
    meeting.refresh_from_db()
    assert meeting.motto == "Second"


def test_words_find_the_password_again_where_the_code_came_too_late(editor, phone):
    meeting = factories.a_meeting(motto="First")
    set_up(editor, phone, **hidden_in(editor.get(MINE)))
    tab = typed_in(editor, meeting, motto="Second")
    sign_out(editor)
    waiting = hidden_in(sign_in(editor, hidden_in(editor.post(form_of(meeting), tab))))
    Session.objects.all().delete()
    page = editor.post(STEP, waiting | {"one_time_code": phone.code()})
    assert action_of(page, "login-form") == "/admin/login/"
    assert (hidden_in(page)["motto"], hidden_in(page)["next"]) == ("Second", form_of(meeting))


def test_what_another_saved_meanwhile_is_still_shown_before_it_is_replaced(editor, desk):
    meeting = factories.a_meeting(motto="First")
    tab = typed_in(editor, meeting, motto="Third")
    assert save(desk, meeting, motto="Second") == []
    sign_out(editor)
    page = sign_in(editor, hidden_in(editor.post(form_of(meeting), tab)))
    page = editor.post(action_of(page, "typed"), hidden_in(page))
    assert "Motto: the record now says “Second”." in page.content.decode()


def test_a_form_that_was_opened_before_its_editor_signed_in_anew_is_sent_by_a_click(editor):
    meeting = factories.a_meeting(motto="First")
    tab = typed_in(editor, meeting, motto="Second")
    sign_out(editor)
    sign_in(editor, hidden_in(editor.get("/admin/login/")))
    page = editor.post(form_of(meeting), tab, **OURS)
    assert (page.status_code, action_of(page, "typed")) == (200, form_of(meeting))
    assert "no-store" in page.headers["Cache-Control"]
    meeting.refresh_from_db()
    assert meeting.motto == "First"
    assert editor.post(form_of(meeting), hidden_in(page)).status_code == 302
    meeting.refresh_from_db()
    assert meeting.motto == "Second"


def test_words_that_wait_while_their_editor_signs_in_in_another_tab_find_their_form(editor):
    meeting = factories.a_meeting(motto="First")
    tab = typed_in(editor, meeting, motto="Second")
    sign_out(editor)
    waiting = hidden_in(editor.post(form_of(meeting), tab))
    sign_in(editor, hidden_in(editor.get("/admin/login/")))
    page = editor.post("/admin/login/", waiting | {"username": "colleague", "password": PASSWORD}, **OURS)
    assert action_of(page, "typed") == form_of(meeting)
    assert PASSWORD not in page.content.decode()
    assert editor.post(form_of(meeting), hidden_in(page)).status_code == 302
    meeting.refresh_from_db()
    assert meeting.motto == "Second"


@pytest.mark.parametrize("origin", [{}, {"HTTP_ORIGIN": "https://evil.example"}, {"HTTP_ORIGIN": "null"}])
@pytest.mark.parametrize("is_signed_in", [True, False])
def test_what_another_site_sends_is_refused_and_not_kept(editor, origin, is_signed_in):
    meeting = factories.a_meeting(motto="First")
    form = opened(editor, meeting) | {"motto": "Forged"}
    if not is_signed_in:
        sign_out(editor)
    page = editor.post(form_of(meeting), form, **origin)
    assert page.status_code == 403
    assert "Forged" not in page.content.decode()


def test_words_are_never_sent_to_another_site(editor):
    sign_out(editor)
    form = hidden_in(editor.get("/admin/login/")) | {"seen": "1", "motto": "So.", "next": "//evil.example/"}
    page = sign_in(editor, form)
    assert action_of(page, "typed") == "/admin/login/"
    assert "evil.example" not in page.content.decode()


def test_what_is_no_form_of_a_record_is_not_kept(editor):
    form = hidden_in(editor.get("/admin/password_change/")) | {"old_password": PASSWORD, "new_password1": "secret"}
    sign_out(editor)
    assert editor.post("/admin/password_change/", form).status_code == 302


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_no_field_of_a_record_is_called_as_one_of_the_page_to_sign_in(rf, admin_user, model):
    request = rf.get("/")
    request.user = admin_user
    assert OF_SIGNING_IN & admin.site.get_model_admin(model).get_form(request).base_fields.keys() == set()


def shown_in(page):
    """What a page shows to be copied, beside its names; a browser passes over the first end of a line in a box."""
    boxes = re.findall(r'<div id="held-\d+">(.*?)</div>.*?readonly>\n(.*?)</textarea>', page.content.decode(), re.S)
    return [(label, html.unescape(words)) for label, words in boxes]


def test_what_was_typed_in_the_form_of_a_record_that_is_gone_is_shown_to_be_copied(desk):
    session = factories.a_session()
    point = factories.a_point(session=session, position=7, kind="discussion-point", text="Before.")
    tab = opened(desk, point) | {"text": WORDS}
    delete(desk, point)
    page = desk.post(form_of(point), tab)
    assert page.status_code == 410
    named = [("Session", str(session)), ("Position", "7"), ("Kind", "discussion point")]
    assert shown_in(page) == [*named, ("Text", WORDS)]
    assert "Nothing was saved." in page.content.decode()


def test_rows_that_were_typed_under_a_record_that_is_gone_are_shown_by_their_numbers(admin_client):
    session = factories.a_session(title="A title")
    passages = [factories.a_passage(), factories.a_passage()]
    first = {"position": 1, "kind": "discussion-point", "text": "A row."}
    tab = opened(admin_client, session) | rows("points", first, {"position": 2, "text": "Another."})
    tab |= {"passages": [passage.pk for passage in passages] + ["no id", "9" * 18], "roundtable": "9" * 18}
    delete(admin_client, session)
    shown = shown_in(admin_client.post(form_of(session), tab))
    assert ("Title", "A title") in shown
    assert dict(shown)["Passages"] == f"{passages[0]}; {passages[1]}"
    assert "Roundtable" not in dict(shown)
    assert shown[-5:] == [
        ("Point 1 · Position", "1"),
        ("Point 1 · Kind", "discussion point"),
        ("Point 1 · Text", "A row."),
        ("Point 2 · Position", "2"),
        ("Point 2 · Text", "Another."),
    ]


def test_who_may_only_look_is_refused_where_a_record_is_gone_as_elsewhere(client, desk, django_user_model):
    point = factories.a_point()
    tab = opened(desk, point)
    delete(desk, point)
    visitor = django_user_model.objects.create_user("looks", is_staff=True)
    visitor.user_permissions.add(Permission.objects.get(codename="view_point"))
    client.force_login(visitor)
    assert client.post(form_of(point), tab).status_code == 403


def test_a_record_that_is_gone_before_its_form_was_opened_is_named_as_before(desk):
    page = desk.get(address("change", MODELS[0], 10**6), follow=True)
    assert page.redirect_chain == [("/admin/", 302)]


@pytest.mark.parametrize(("error", "status"), [(OperationalError("disk full"), 503), (KeyError("a slip of ours"), 500)])
def test_what_was_typed_waits_where_it_could_not_be_saved(editor, monkeypatch, error, status):
    session = factories.a_session(summary="")
    tab = typed_in(editor, session, summary=WORDS) | rows(
        "points", {"position": 1, "kind": "discussion-point", "text": "A row."}
    )

    def fail():
        raise error

    with monkeypatch.context() as broken:
        broken.setattr("gfmd_portal.desk.site.bring_up_to_date", fail)
        editor.raise_request_exception = False
        page = editor.post(form_of(session), tab)
    assert page.status_code == status
    assert ("<h1>Nothing can be saved just now</h1>" in page.content.decode()) == (status == 503)
    assert "no-store" in page.headers["Cache-Control"]
    assert "What you typed is not saved. It waits on this page" in page.content.decode()
    session.refresh_from_db()
    assert session.summary == ""
    assert editor.post(action_of(page, "typed"), hidden_in(page)).status_code == 302
    session.refresh_from_db()
    assert session.summary == WORDS.replace("\r\n", "\n")


def test_a_page_that_fails_sets_no_cookie_and_keeps_nothing(client, monkeypatch):
    def gone(*_arguments):
        raise OperationalError

    monkeypatch.setattr("gfmd_portal.views.picture", gone)
    client.raise_request_exception = False
    page = client.get("/")
    assert (page.status_code, dict(page.cookies)) == (503, {})
    assert "<form" not in page.content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason=left_out.ON_POSTGRESQL_ONLY)
def test_who_saves_while_another_writes_for_long_is_told_so_and_loses_nothing(editor, monkeypatch):
    """SQLite waits as long by itself (`timeout` in the settings)."""
    theme = factories.a_theme(name="Before")
    tab, editor.raise_request_exception = typed_in(editor, theme, name="Typed meanwhile"), False
    monkeypatch.setitem(LOCKS, "postgresql", LOCKS["postgresql"].replace("20s", "200ms"))
    writes, is_done = Event(), Event()

    def write():
        with transaction.atomic():
            lock_the_record()
            writes.set()
            is_done.wait(30)
        connection.close()

    with ThreadPoolExecutor(1) as other:
        other.submit(write)
        assert writes.wait(30)
        page = editor.post(form_of(theme), tab)
        is_done.set()
    assert page.status_code == 503
    assert editor.post(action_of(page, "typed"), hidden_in(page)).status_code == 302
    theme.refresh_from_db()
    assert theme.name == "Typed meanwhile"
