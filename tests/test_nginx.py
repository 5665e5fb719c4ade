"""The portal behind nginx as `docs/nginx.conf` sets it up: pages are shared, and nobody gets what is not theirs."""

import os
import shutil
import ssl
import subprocess
import sys
import time
from http.client import HTTPSConnection
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from bench.serving import free_port, started
from tests import left_out, nginx

PORTAL = Path(__file__).resolve().parents[1]
NOTED = """
exec(open({usual!r}).read())


def pre_request(worker, request):
    with open({log!r}, "a") as log:
        log.write(request.path + "\\n")
"""
"""How gunicorn serves here: as ever, and each address that reaches it is noted before it is answered."""
UNTRUSTED = ssl.create_default_context()
UNTRUSTED.check_hostname, UNTRUSTED.verify_mode = False, ssl.CERT_NONE


class Site:
    """The portal as browsers reach it, and a note of what reached the portal itself."""

    def __init__(self, port, log):
        self.port, self.log = port, log

    def ask(self, path, **headers):
        """The answer of the site, read, with `body`."""
        reader = HTTPSConnection("127.0.0.1", self.port, context=UNTRUSTED, timeout=60)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        reader.request("GET", path, headers={"Host": "localhost", "Accept-Encoding": "identity"} | named)
        answer = reader.getresponse()
        answer.body = answer.read()
        reader.close()
        return answer

    def reached(self):
        """The addresses that were asked of the portal itself since the last look, /healthz left out."""
        said = self.log.read_text().split()
        self.log.write_text("")
        return [path for path in said if path != "/healthz"]


@pytest.fixture
def site(db, tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip(left_out.ON_SQLITE_ONLY)
    program, openssl = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin"), shutil.which("openssl")
    if not program or not openssl:
        left_out.leave_out("the portal behind nginx (nginx and openssl cannot be found)")
    files = ["-keyout", tmp_path / "example.org.key", "-out", tmp_path / "example.org.pem"]
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", *files]
    subprocess.run(command, check=True, capture_output=True)
    connection.ensure_connection()
    (tmp_path / "portal.sqlite3").write_bytes(connection.connection.serialize())
    log, front, behind = tmp_path / "log", free_port(), free_port()
    portal = [sys.executable, "-m", "gunicorn", "gfmd_portal.wsgi", "--bind", f"127.0.0.1:{behind}"]
    portal += ["--workers", "1", "--config", tmp_path / "gunicorn.conf.py"]
    noted = NOTED.format(usual=str(PORTAL / "gunicorn.conf.py"), log=str(log))
    (tmp_path / "gunicorn.conf.py").write_text(noted)
    address = f"sqlite:///{tmp_path / 'portal.sqlite3'}"
    settings = {"DATABASE_URL": address, "STATE_DIR": str(tmp_path), "HTTPS": "1", "BEHIND_PROXY": "1"}
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v", "0"]
    subprocess.run(collect, cwd=PORTAL, env={**os.environ, **settings}, check=True)
    set_up = nginx.write(tmp_path, port=front, behind=behind, secure=True)
    with started(portal, behind, **settings), started([program, "-p", tmp_path, "-c", set_up], front):
        found, deadline = Site(front, log), time.monotonic() + 120
        while not is_served(found):
            assert time.monotonic() < deadline, "the portal did not start behind nginx"
            time.sleep(0.2)
        found.reached()
        yield found


def is_served(site):
    try:
        return site.ask("/healthz").status == 200
    except OSError:
        return False


def test_nginx_gives_visitors_what_is_theirs_and_asks_for_the_rest(site):
    a_page_is_made_once_in_each_of_its_three_forms(site)
    staff_are_never_given_the_page_of_visitors_nor_visitors_that_of_staff(site)
    what_depends_on_more_than_its_address_is_not_mixed_up(site)
    a_page_of_the_desk_is_not_packed(site)
    the_longest_search_reaches_the_portal(site)
    a_page_with_a_long_address_is_made_once(site)
    a_long_address_leads_elsewhere(site)
    the_log_tells_what_was_asked_and_not_by_whom_nor_for_which_words(site)
    the_address_that_the_reader_typed_is_the_one_on_the_page(site)


def a_page_is_made_once_in_each_of_its_three_forms(site):
    page = "/recommendations/?theme=remittances"
    wishes = {
        "": None, "identity": None, "br;q=0, gzip;q=0.0": None,
        "gzip": "gzip", "gzip, deflate": "gzip", "br;q=0,GZIP;q=0.5": "gzip",
        "br": "br", "gzip, deflate, br": "br", "gzip, deflate, br, zstd": "br",
    }  # fmt: skip
    stamps = set()
    for _turn in range(2):
        for wish, form in wishes.items():
            answer = site.ask(page, Accept_Encoding=wish)
            assert (answer.status, answer.headers["Content-Encoding"], wish) == (200, form, wish)
            stamps.add(answer.headers["ETag"])
    assert site.reached() == ["/recommendations/"] * 3
    [stamp] = stamps
    assert site.ask(page, If_None_Match=stamp).status == 304
    assert site.reached() == []


def staff_are_never_given_the_page_of_visitors_nor_visitors_that_of_staff(site):
    for cookie in ("__Host-sessionid=abc", "theme=dark; __Host-sessionid=abc"):
        answer = site.ask("/meetings/", Cookie=cookie)
        assert answer.headers["Cache-Control"] == "private, no-store"
    assert site.ask("/meetings/").headers["Cache-Control"].startswith("public")
    assert site.ask("/meetings/", Cookie="__Host-sessionid=abc").headers["Cache-Control"] == "private, no-store"
    assert site.ask("/meetings/", Cookie="of=another; site=1").headers["Cache-Control"].startswith("public")
    assert site.reached() == ["/meetings/"] * 4
    for _turn in range(2):
        assert site.ask("/admin/login/").headers["Set-Cookie"].startswith("__Host-csrftoken=")
    assert site.reached() == ["/admin/login/"] * 2


def what_depends_on_more_than_its_address_is_not_mixed_up(site):
    forms = ["application/json", "application/yaml"] * 2
    kinds = [site.ask("/api/schema/", Accept=form).headers["Content-Type"].partition(";")[0] for form in forms]
    assert kinds == forms


def the_longest_search_reaches_the_portal(site):
    answer = site.ask(f"/recommendations.json?q={quote('😀' * 10_000)}")
    assert answer.status == 200
    assert b"only the first 200 characters were searched" in answer.body


def a_page_of_the_desk_is_not_packed(site):
    assert site.ask("/admin/login/", Accept_Encoding="gzip").headers["Content-Encoding"] is None


def a_page_with_a_long_address_is_made_once(site):
    site.reached()
    for _turn in range(2):
        assert site.ask(f"/meetings/?q={'z' * 10_000}").status == 200
    assert site.reached() == ["/meetings/"]


def a_long_address_leads_elsewhere(site):
    words = "z" * 10_000
    answer = site.ask(f"/recommendations?q={words}")
    assert (answer.status, answer.headers["Location"]) == (301, f"/recommendations/?q={words}")


def the_log_tells_what_was_asked_and_not_by_whom_nor_for_which_words(site):
    token = "q7Vx-of_one_reader"
    site.ask("/fr/search/?q=asylum")
    for address in (f"/my-agenda/{token}/", f"/ar/my-agenda/{token}.ics"):
        assert site.ask(address).status == 404
    log, deadline = site.log.with_name("gfmd.log"), time.monotonic() + 10
    while "/ar/my-agenda" not in (said := log.read_text()):
        assert time.monotonic() < deadline, "nothing was logged"
        time.sleep(0.1)
    pages = [" ".join(line.split()[1:4]) for line in said.splitlines()]
    assert pages[-3:] == ["200 GET /fr/search/", "404 GET /my-agenda/-", "404 GET /ar/my-agenda/-"]
    assert "127.0.0.1" not in said


def the_address_that_the_reader_typed_is_the_one_on_the_page(site):
    page = site.ask("/meetings/", Host=f"localhost:{site.port}").body.decode()
    assert f'<link rel="canonical" href="https://localhost:{site.port}/meetings/">' in page
    assert '<link rel="canonical" href="https://localhost/meetings/">' in site.ask("/meetings/").body.decode()
