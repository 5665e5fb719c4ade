"""Staff sign-in: guessing is stopped, and nobody else is locked out by it."""

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import get_user_model
from django.test import Client

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-secret-for-tests"


@pytest.fixture
def colleague():
    return get_user_model().objects.create_user("desk", password=PASSWORD, is_staff=True)


def sign_in(client, password, place="203.0.113.5", said_for="198.51.100.1"):
    form = {"username": "desk", "password": password, "next": "/admin/"}
    return client.post("/admin/login/", form, REMOTE_ADDR=place, HTTP_X_FORWARDED_FOR=said_for)


def test_after_ten_wrong_passwords_even_the_right_one_has_to_wait(client, colleague):
    statuses = [sign_in(client, f"guess-{number}").status_code for number in range(12)]
    assert statuses == [200] * 9 + [429] * 3
    assert sign_in(client, PASSWORD).status_code == 429


def test_the_real_colleague_still_gets_in_from_elsewhere(client, colleague):
    for number in range(12):
        sign_in(client, f"guess-{number}")
    assert sign_in(client, PASSWORD, place="203.0.113.77").status_code == 302


def test_behind_a_proxy_the_colleague_is_told_from_who_guesses(client, colleague, settings):
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": 1}
    for number in range(12):
        # What stands on the left is whatever the guesser says; the proxy adds what it knows on the right.
        sign_in(client, f"guess-{number}", place="127.0.0.1", said_for=f"203.0.113.{number}, 198.51.100.1")
    assert sign_in(client, PASSWORD, place="127.0.0.1", said_for="198.51.100.1").status_code == 429
    assert sign_in(client, PASSWORD, place="127.0.0.1", said_for="198.51.100.2").status_code == 302


def test_a_proxy_that_names_no_address_closes_no_door(client, colleague, settings):
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": 1}
    assert sign_in(client, "guess", said_for="198.51.100.1:40312").status_code == 200
    assert [attempt.ip_address for attempt in AccessAttempt.objects.all()] == ["203.0.113.5"]
    assert sign_in(client, PASSWORD, said_for="unknown").status_code == 302


def test_a_visitor_is_sent_to_sign_in_and_back(client):
    response = client.get("/admin/recommendations/recommendation/")
    assert response.status_code == 302
    assert response.headers["Location"] == "/admin/login/?next=/admin/recommendations/recommendation/"
    assert "<h1>Secretariat desk</h1>" in client.get(response.headers["Location"]).content.decode()


def test_a_sign_in_never_leads_to_another_site(client, colleague):
    form = {"username": "desk", "password": PASSWORD, "next": "//evil.example/"}
    assert client.post("/admin/login/", form).headers["Location"] == "/admin/"


@pytest.mark.parametrize(
    ("language", "said"), [("en", "What you sent was not taken"), ("fr", "Votre envoi n’a pas été accepté")]
)
def test_a_form_that_is_too_old_is_told_so_in_the_language_of_the_page(language, said):
    stale = Client(enforce_csrf_checks=True, headers={"Accept-Language": language})
    answer = stale.post("/admin/login/", {"username": "desk", "password": PASSWORD})
    assert answer.status_code == 403
    assert said in answer.content.decode()
