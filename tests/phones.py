"""The phone of a colleague, with the app that shows a new code every half minute, and how she signs in with it."""

import html
import re
from base64 import b32decode
from types import SimpleNamespace

from django_otp import oath
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp import models

PASSWORD = "a-long-secret-for-tests"
MINE = "/admin/second-factor/"
STEP = "/admin/login/code/"


class Phone:
    """An app that took in a key as the page shows it to be typed. Half a minute passes before each new code."""

    def __init__(self, monkeypatch, now=1_900_000_000):
        self.now = now
        monkeypatch.setattr(models, "time", SimpleNamespace(time=lambda: self.now))
        monkeypatch.setattr(oath, "time", lambda: self.now)

    def take_in(self, page):
        [letters] = re.findall(r'<code dir="ltr">([A-Z2-7 ]+)</code>', page.content.decode())
        self.key = b32decode(letters.replace(" ", ""))

    def shows(self, steps=0):
        """The code of now, or of some half minutes earlier or later."""
        clock = TOTP(self.key, drift=steps)
        clock.time = self.now
        return f"{clock.token():06}"

    def code(self):
        self.now += 30
        return self.shows()


def give_password(client, name="desk", password=PASSWORD, **more):
    return client.post("/admin/login/", {"username": name, "password": password, "next": "/admin/"} | more)


def give_code(client, code, address=STEP, **more):
    place = {"REMOTE_ADDR": more.pop("place", "127.0.0.1"), "HTTP_X_FORWARDED_FOR": more.pop("said_for", "")}
    return client.post(address, {"one_time_code": code, "next": "/admin/"} | more, **place)


def set_up(client, phone, **more):
    """Set up the app of whoever is signed in, sending `more` with its first code; return their recovery codes."""
    phone.take_in(client.get(MINE))
    return recovery_codes(give_code(client, phone.code(), MINE, **more))


def recovery_codes(page):
    return re.findall(r'<li><code dir="ltr">(\d{5} \d{5})</code></li>', page.content.decode())


def said(page):
    """What a page complains of above the field for the code."""
    text = page.content.decode()
    return html.unescape("".join(re.findall(r'<ul class="errorlist" id="id_one_time_code_error"><li>(.*?)</li>', text)))
