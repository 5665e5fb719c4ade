"""Requests per second of the most used pages, beside an empty Django view and a file served by nginx."""

import http.client
import random
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from itertools import combinations, count, cycle, islice

from bench.serving import free_port, median, portal, started
from bench.settings import FOLDER
from bench.stores import store
from tests import nginx

PAGES = [
    *("/", "/meetings/", "/recommendations/?theme=remittances", "/recommendations/?q=harbour", "/sessions/"),
    *("/themes/", "/examples/", "/questions/", "/documents/", "/data/"),
]
TURNS, SECONDS = 5, 1
"""Each rate is the median of so many turns of so many seconds."""
MOST = 3000
"""More fresh pages than a turn has time for."""
FACET_VALUE = re.compile(r'data-facet="([^"]+)" data-value="([^"]+)"')
COLUMNS = [
    *("page", "empty view", "fresh", "of empty", "repeated, 304", "of empty"),
    *("nginx's cache", "as a file", "without headers"),
]
NEW_PROJECT = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
"""What `startproject` puts before every view."""
OF_ANY_FILE = {"Server", "Date", "Connection", "Content-Type", "Content-Length", "ETag"}
"""What nginx says of every file by itself."""
FILES = """
    location ^~ /bare/ {{ alias {folder}/files/; }}
    location ^~ /same/ {{ alias {folder}/files/; {headers} }}
"""
"""Where nginx serves pages as files: with its own headers only, and with those of the portal."""


def rates(*asked):
    """The median rate of each of some ways to ask, functions of the turn, which take turns.

    They take turns because the machine does not keep its pace through a whole run: what is compared meets the same.
    """
    return map(median, zip(*([ask(turn) for ask in asked] for turn in range(TURNS)), strict=True))


def again(url, *options):
    """Ask for the same address each time."""
    return lambda _turn: wrk(url, *options)


def fresh(url, page):
    """Ask each time what is not kept: another mix of one to three filters, where the text of the page shows facets."""
    values = [f"{facet}={value}" for facet, value in FACET_VALUE.findall(page)]
    mixes = ["&".join(mix) for size in (1, 2, 3) for mix in combinations(values, size)]
    random.Random(2007).shuffle(mixes)
    queries = cycle(mixes) if mixes else (f"page={number}" for number in count(2))
    return lambda _turn: wrk(url, "-s", script(islice(queries, MOST)))


def unchanged(url, tag):
    """Ask, as a reader who has the page with this ETag, whether it is still the same."""
    return again(url, "-H", f"If-None-Match: {tag}")


def page_at(port, path):
    """(The page, its headers)."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", path, headers={"Host": "localhost"})
    answer = connection.getresponse()
    return answer.read(), answer.headers


def script(queries):
    """A script for wrk that asks for its address with one of `queries` after the other."""
    path, said = FOLDER / "fresh.lua", ", ".join(f'"{query}"' for query in queries)
    path.write_text(
        f"local queries, n = {{{said}}}, 0\n"
        "request = function()\n"
        "  n = n % #queries + 1\n"
        "  return wrk.format('GET', wrk.path .. (wrk.path:find('?', 1, true) and '&' or '?') .. queries[n])\n"
        "end\n"
    )
    return path


def wrk(url, *options):
    """Requests per second as wrk counts them in one turn, with 32 connections."""
    command = ["wrk", "-t1", "-c32", f"-d{SECONDS}s", "-H", "Host: localhost", *options, url]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if bad := re.search(r"Non-2xx or 3xx responses: (\d+)", said):
        print(f"{url}: {bad[1]} answers were no pages", file=sys.stderr)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])


@contextmanager
def empty_view(*middleware):
    """A Django of one view that answers two letters, behind this middleware; yields its port."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "bench.empty:application", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", "2", "--keep-alive", "600"]
    with started(command, port, MIDDLEWARE=" ".join(middleware)):
        yield port


@contextmanager
def proxy(behind):
    """nginx with files to serve, and a shared cache before the portal at port `behind`; yields its port and folder."""
    port, folder = free_port(), FOLDER / "nginx"
    (folder / "files").mkdir(parents=True, exist_ok=True)
    files = FILES.format(folder=folder, headers=headers_of_pages(behind))
    set_up = nginx.write(folder, port=port, behind=behind, secure=False, more=files)
    with started([shutil.which("nginx"), "-p", folder, "-c", set_up], port):
        yield port, folder


def headers_of_pages(port):
    """What the portal says of its pages beside what nginx says of any file, as nginx is told to add it."""
    _page, said = page_at(port, "/")
    return " ".join(f'add_header {name} "{value}";' for name, value in said.items() if name not in OF_ANY_FILE)


def table(kind, size):
    missing = [name for name in ("wrk", "nginx") if not shutil.which(name)]
    if missing:
        print(f"\nRequests per second: left out, because {' and '.join(missing)} cannot be found")
        return
    with empty_view(*NEW_PROJECT) as port:
        (usual,) = rates(again(f"http://127.0.0.1:{port}/"))
    print(f"\nRequests per second, {size:,} recommendations, {kind}, two workers")
    print(f"An empty Django view behind the middleware of a new project: {usual:,.0f}\n")
    print(f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}")
    with portal(store(kind, size), workers=2) as port, proxy(port) as (front, folder), empty_view() as least:
        for number, path in enumerate(PAGES):
            here, before = f"http://127.0.0.1:{port}{path}", f"http://127.0.0.1:{front}{path}"
            page, headers = page_at(port, path)
            (folder / "files" / str(number)).write_bytes(page)
            files = [f"http://127.0.0.1:{front}/{how}/{number}" for how in ("same", "bare")]
            asked = fresh(here, page.decode()), unchanged(here, headers["ETag"])
            floor, new, repeated = rates(again(f"http://127.0.0.1:{least}/"), *asked)
            cached, same, bare = rates(*map(again, [before, *files]))
            print(
                f"| {path} | {floor:,.0f} | {new:,.0f} | {new / floor:.2f} "
                f"| {repeated:,.0f} | {repeated / floor:.2f} | {cached:,.0f} | {same:,.0f} | {bare:,.0f} |",
                flush=True,
            )
