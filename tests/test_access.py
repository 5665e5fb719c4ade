"""Who gets in where at the desk: every address that the portal knows there, asked by those who may not see it."""

import re

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.phones import PASSWORD, STEP, give_password, set_up

pytestmark = pytest.mark.django_db

PART = re.compile(r"<(?:\w+:)?(\w+)>")
ARGUMENTS = {"key": "0" * 32}
FOR_STAFF = {
    "gaps": (200, 200),  # of the records that they may see
    "index": (200, 200),
    "jsi18n": (200, 405),
    "meetings_countries": (200, 200),
    "meetings_languages": (200, 200),
    "password_change": (200, 200),
    "password_change_done": (200, 405),
    "second-factor": (200, 200),
    "second-step": (302, 302),  # to the index: it was taken
    "view_on_site": (302, 302),  # to the page that everybody sees
}
"""What any member of staff may open, and how it answers to who reads and to who sends."""


def addresses(found, before="/"):
    """(name, address) of each page under a resolver; those whose address is an expression lead nowhere."""
    for one in found.url_patterns:
        here = before + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from addresses(one, here)
        elif not here.endswith("$"):
            yield one.name, PART.sub(lambda part: ARGUMENTS.get(part[1], "1"), here)


DESK = {
    address: name
    for name, address in addresses(get_resolver())
    if address.startswith("/admin/") and name not in ("login", "logout")
}


def statuses(client, address):
    """How it answers to who reads and to who sends something."""
    return client.get(address).status_code, client.post(address).status_code


def sends_to_sign_in(client, but=()):
    """Whether every address of the desk leads whoever reads or sends there to the page to sign in."""
    assert len(DESK) > 250
    for address in DESK.keys() - set(but):
        for answer in (client.get(address), client.post(address)):
            assert answer.headers.get("Location") == f"/admin/login/?next={address}", address
    return True


def test_a_visitor_is_sent_to_sign_in_from_every_address_of_the_desk(client):
    assert sends_to_sign_in(client)


@pytest.fixture
def owner(django_user_model):
    """Somebody who may do everything, once signed in."""
    return django_user_model.objects.create_superuser("desk", password=PASSWORD)


def test_with_a_password_alone_no_address_opens_to_who_set_up_a_phone(client, owner, phone):
    elsewhere = Client()
    for browser in (client, elsewhere):
        give_password(browser)
    set_up(client, phone)
    assert sends_to_sign_in(elsewhere)
    give_password(elsewhere)
    assert sends_to_sign_in(elsewhere, but=[STEP])
    assert statuses(elsewhere, STEP) == (200, 200)


def test_with_a_password_alone_no_address_opens_where_a_phone_is_demanded(client, owner, settings):
    give_password(client)
    settings.SECOND_FACTOR_REQUIRED = True
    assert sends_to_sign_in(client)
    give_password(client)
    assert sends_to_sign_in(client, but=[STEP])
    assert statuses(client, STEP) == (200, 200)


def test_staff_without_permissions_open_nothing_of_the_record(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("newcomer", is_staff=True))
    opened = {name: statuses(client, address) for address, name in DESK.items() if name in FOR_STAFF}
    assert opened == FOR_STAFF
    others = [address for address, name in DESK.items() if name not in FOR_STAFF]
    # Who is refused is told so, sent to the index, or led from the short address of a form to the form, which refuses.
    refused = {(403, 403), (403, 405), (405, 403), (302, 302)}
    assert [address for address in others if statuses(client, address) not in refused] == []
    for address in others:
        answer = client.get(address)
        assert answer.status_code != 302 or answer.headers["Location"] in ("/admin/", f"{address}change/"), address
