"""Signing in in two steps: nobody who set it up, or must have, gets in with a password alone."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils.timezone import now
from django_otp.plugins.otp_static.lib import add_static_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from gfmd_portal.desk import two_steps
from tests import factories
from tests.at_the_desk import form_of
from tests.phones import MINE, PASSWORD, STEP, give_code, give_password, recovery_codes, said, set_up

pytestmark = pytest.mark.django_db

REFUSED = (
    "This code is wrong or was used before. Wait until the app shows the next one, and type that. If it is refused "
    "too, the clock of the phone may be wrong: let the phone set it by itself."
)
WAIT = "Too many wrong codes were sent. Wait five minutes before you try again."


@pytest.fixture
def colleague(django_user_model):
    return django_user_model.objects.create_user("desk", password=PASSWORD, is_staff=True)


@pytest.fixture
def codes(client, colleague, phone):
    """The recovery codes of the colleague, who set up her phone and signed out."""
    give_password(client)
    codes = set_up(client, phone)
    client.post("/admin/logout/")
    return codes


@pytest.fixture
def asked(client, codes):
    """A browser in which the colleague has just given her password."""
    give_password(client)
    return client


def is_in(client):
    return client.get("/admin/").status_code == 200


def forget_to_wait():
    """Let the time pass for which a device takes no code after a wrong one."""
    long_ago = now() - timedelta(days=1)
    for kind in (TOTPDevice, StaticDevice):
        kind.objects.filter(throttling_failure_count__gt=0).update(throttling_failure_timestamp=long_ago)


def history(account):
    entries = LogEntry.objects.filter(object_id=account.pk, content_type__model="user").order_by("pk")
    return list(entries.values_list("user__username", "change_message"))


def test_whoever_set_up_a_phone_is_asked_for_its_code_after_the_password(client, colleague, phone):
    assert give_password(client).status_code == 302
    assert len(set(set_up(client, phone))) == 10
    assert is_in(client)
    client.post("/admin/logout/")
    page = give_password(client)
    assert page.status_code == 200
    assert 'autocomplete="one-time-code" inputmode="numeric"' in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    assert not is_in(client)
    key = client.session.session_key
    answer = give_code(client, phone.code(), next="/admin/gaps/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/gaps/")
    assert is_in(client)
    assert client.session.session_key != key
    assert history(colleague) == [("desk", "Two-step sign-in set up")]


def test_nothing_is_set_up_until_the_app_has_shown_that_it_holds_the_key(client, colleague, phone):
    give_password(client)
    phone.take_in(client.get(MINE))
    key = client.session.session_key
    assert give_code(client, "000000", MINE).status_code == 200
    assert not TOTPDevice.objects.exists()
    phone.take_in(client.get(MINE))
    assert bytes.fromhex(client.session["new_second_factor"]) == phone.key
    give_code(client, phone.code(), MINE)
    assert TOTPDevice.objects.count() == 1
    assert client.session.session_key != key
    assert "new_second_factor" not in client.session


@pytest.mark.parametrize(("steps", "shown_for"), [(-3, "17:45"), (40, "18:06")])
def test_who_sets_up_a_phone_whose_clock_is_wrong_is_told_so(client, colleague, phone, steps, shown_for):
    give_password(client)
    phone.take_in(client.get(MINE))
    assert said(give_code(client, phone.shows(steps), MINE)) == (
        f"The clock of the phone is wrong: the app showed this code for {shown_for} UTC. Let the phone set its clock "
        "by itself, and type a new code."
    )
    forgotten = "This is not the code that the app shows now. Type the one that it shows next."
    assert said(give_code(client, "sixdig", MINE)) == forgotten


@pytest.mark.parametrize(("steps", "gets_in"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_off_by_half_a_minute_and_no_more(asked, phone, steps, gets_in):
    phone.now += 90
    page = give_code(asked, phone.shows(steps))
    assert said(page) == ("" if gets_in else REFUSED)
    assert is_in(asked) == gets_in


def test_a_code_is_taken_once(asked, phone):
    code = phone.code()
    assert give_code(asked, code).status_code == 302
    thief = Client()
    give_password(thief)
    assert said(give_code(thief, code)) == REFUSED
    assert not is_in(thief)


@pytest.mark.parametrize("write", [lambda code: f" {code[:3]} {code[3:]}", lambda code: code.translate(ARABIC)])
def test_a_code_may_be_typed_in_groups_and_in_other_digits(asked, phone, write):
    assert give_code(asked, write(phone.code())).status_code == 302


ARABIC = {ord(digit): chr(0x0660 + int(digit)) for digit in "0123456789"}


def test_a_recovery_code_stands_in_for_the_phone_once(asked, codes):
    assert give_code(asked, codes[3]).status_code == 302
    assert "You used a recovery code. Codes left: 9" in asked.get("/admin/").content.decode()
    asked.post("/admin/logout/")
    give_password(asked)
    assert said(give_code(asked, codes[3])) == REFUSED
    forget_to_wait()
    assert give_code(asked, codes[4].replace(" ", "-")).status_code == 302


def test_a_code_given_to_the_operator_on_the_server_opens_the_desk(asked):
    assert give_code(asked, add_static_token("desk").token).status_code == 302


def test_the_codes_of_a_colleague_open_nothing(asked, codes, phone, django_user_model):
    django_user_model.objects.create_user("other", password=PASSWORD, is_staff=True)
    theirs = Client()
    give_password(theirs, "other")
    set_up(theirs, phone)
    theirs.post("/admin/logout/")
    give_password(theirs, "other")
    assert said(give_code(theirs, codes[0])) == REFUSED
    assert said(give_code(asked, phone.code())) == REFUSED


def test_after_ten_wrong_codes_even_the_right_one_has_to_wait_and_so_has_the_password(asked, phone):
    pages = [give_code(asked, f"{number:06}", said_for=f"198.51.100.{number}") for number in range(10)]
    assert [page.status_code for page in pages] == [200] * 9 + [429]
    assert said(pages[-1]) == WAIT
    forget_to_wait()
    assert give_code(asked, phone.code(), said_for="203.0.113.9").status_code == 429
    assert give_password(asked).status_code == 429
    assert not is_in(asked)
    AccessAttempt.objects.update(attempt_time=now() - timedelta(minutes=5, seconds=1))
    give_password(asked)
    assert give_code(asked, phone.code()).status_code == 302


def test_the_right_password_does_not_let_anybody_guess_codes_anew(asked):
    statuses = []
    for number in range(10):
        give_password(asked)
        statuses.append(give_code(asked, f"{number:06}").status_code)
    assert statuses == [200] * 9 + [429]


def test_wrong_codes_on_the_page_of_an_account_count_too(asked, phone):
    give_code(asked, phone.code())
    statuses = [give_code(asked, f"{number:06}", MINE, take_off="1").status_code for number in range(10)]
    assert statuses == [200] * 9 + [429]
    assert TOTPDevice.objects.count() == 1


def test_codes_are_kept_in_no_list_of_wrong_tries(asked):
    give_code(asked, "123456")
    [attempt] = AccessAttempt.objects.all()
    assert "123456" not in attempt.post_data


def test_whoever_takes_longer_than_ten_minutes_gives_the_password_again(asked, phone, monkeypatch):
    until = asked.session["password_given"]["until"]
    monkeypatch.setattr(two_steps, "time", lambda: until + 1)
    answer = give_code(asked, phone.code())
    assert answer.headers["Location"] == "/admin/login/?next=/admin/"
    assert not is_in(asked)


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}, {"password": "!"}])
def test_whoever_may_not_sign_in_any_more_does_not_with_a_code(asked, colleague, phone, change):
    type(colleague).objects.update(**change)
    assert give_code(asked, phone.code()).headers["Location"] == "/admin/login/?next=/admin/"


def test_a_new_password_from_a_superuser_does_not_spare_the_code(client, codes, admin_client, colleague):
    new = {"password1": "another-long-secret", "password2": "another-long-secret", "usable_password": "true"}
    assert admin_client.post(f"/admin/auth/user/{colleague.pk}/password/", new).status_code == 302
    assert give_password(client, password="another-long-secret").status_code == 200
    assert not is_in(client)


def test_sessions_from_before_a_phone_was_set_up_end_with_it(client, colleague, phone):
    colleague.user_permissions.add(Permission.objects.get(codename="change_recommendation"))
    recommendation = factories.a_recommendation()
    elsewhere = Client()
    for browser in (client, elsewhere):
        give_password(browser)
        assert form_of(recommendation) in browser.get(recommendation.get_absolute_url()).content.decode()
    set_up(client, phone)
    assert form_of(recommendation) in client.get(recommendation.get_absolute_url()).content.decode()
    assert form_of(recommendation) not in elsewhere.get(recommendation.get_absolute_url()).content.decode()
    assert not is_in(elsewhere)


def test_new_recovery_codes_cost_a_code_and_replace_the_old_ones(asked, phone, codes, colleague):
    give_code(asked, phone.code())
    assert "Recovery codes left: 10." in asked.get(MINE).content.decode()
    assert said(give_code(asked, "000000", MINE, renew="1")) == REFUSED
    assert StaticToken.objects.filter(token=codes[0].replace(" ", "")).exists()
    forget_to_wait()
    new = recovery_codes(give_code(asked, phone.code(), MINE, renew="1"))
    assert len(set(new) - set(codes)) == 10
    assert StaticToken.objects.count() == 10
    assert history(colleague)[-1] == ("desk", "New recovery codes")


def test_taking_it_off_costs_a_code_and_leaves_nothing_behind(asked, phone, colleague):
    give_code(asked, phone.code())
    assert said(give_code(asked, "000000", MINE, take_off="1")) == REFUSED
    forget_to_wait()
    assert give_code(asked, phone.code(), MINE, take_off="1").status_code == 302
    assert [kind.objects.count() for kind in (TOTPDevice, StaticDevice, StaticToken)] == [0, 0, 0]
    assert is_in(asked)
    assert give_password(Client()).status_code == 302
    assert history(colleague)[-1] == ("desk", "Two-step sign-in turned off")


def turn_off(client, account):
    form = {"action": "turn_off_two_steps", "_selected_action": [account.pk]}
    return client.post("/admin/auth/user/", form, follow=True).content.decode()


def test_a_superuser_takes_it_off_for_who_lost_a_phone(client, codes, colleague, admin_client):
    assert "Two-step sign-in of desk is off." in turn_off(admin_client, colleague)
    assert give_password(client).status_code == 302
    assert is_in(client)
    assert history(colleague)[-1] == ("admin", "Two-step sign-in turned off")


def test_a_superuser_takes_off_their_own_with_a_code_alone(asked, phone, colleague):
    type(colleague).objects.update(is_superuser=True)
    give_code(asked, phone.code())
    turn_off(asked, colleague)
    assert TOTPDevice.objects.count() == 1


def test_nobody_else_takes_it_off_nor_sees_the_keys_of_colleagues(client, codes, colleague, django_user_model):
    keeper = django_user_model.objects.create_user("keeper", is_staff=True)
    keeper.user_permissions.set(Permission.objects.filter(content_type__app_label__in=["auth", "otp_totp"]))
    client.force_login(keeper)
    page = client.get("/admin/auth/user/").content.decode()
    assert "Two steps" in page and "turn_off_two_steps" not in page
    turn_off(client, colleague)
    assert TOTPDevice.objects.count() == 1
    assert client.get("/admin/otp_totp/totpdevice/").status_code == 404


def test_where_it_is_demanded_whoever_has_none_sets_it_up_before_anything_else(client, colleague, phone, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    page = give_password(client, next="/admin/gaps/")
    assert "Everybody who works at this desk signs in in two steps." in page.content.decode()
    phone.take_in(page)
    assert not is_in(client)
    phone.take_in(client.get(STEP))
    key = client.session.session_key
    page = give_code(client, phone.code(), next="/admin/gaps/")
    assert len(recovery_codes(page)) == 10
    assert '<a href="/admin/gaps/">I have kept them: go on</a>' in page.content.decode()
    assert is_in(client)
    assert client.session.session_key != key


def test_the_key_that_a_colleague_was_shown_in_the_same_browser_is_not_shown_again(
    client, colleague, phone, settings, django_user_model
):
    settings.SECOND_FACTOR_REQUIRED = True
    django_user_model.objects.create_user("other", password=PASSWORD, is_staff=True)
    phone.take_in(give_password(client, "other"))
    seen = phone.key
    phone.take_in(give_password(client))
    assert phone.key != seen


def test_where_it_is_demanded_sessions_of_a_password_alone_end(client, colleague, settings):
    give_password(client)
    assert is_in(client)
    settings.SECOND_FACTOR_REQUIRED = True
    assert client.get("/admin/").headers["Location"] == "/admin/login/?next=/admin/"
