"""How tests read pages, and what a list page says of itself."""

import random
import re
from html import unescape

WORDS = ["women", "remittances", "migrants", "the", "training", "policy coherence"]
LINK = re.compile(
    r'<a class="facet-only" href="([^"]*)" rel="nofollow" data-facet="([^"]*)" data-value="([^"]*)" data-count="(\d+)"'
)


def read(client, address):
    """What stands at an address, which must be there, whether it is sent in one piece or not."""
    response = client.get(address)
    assert response.status_code == 200, address
    return b"".join(response).decode()


def body(response):
    """The whole content of a response as text."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8", "replace")


def words(page):
    """What a page, or a part of one, says: its words without markup, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def result_count(page):
    """The number of records that a page states for scripts."""
    return int(re.search(r'<meta name="result-count" content="(\d+)">', page)[1])


def count(page):
    """The number that a list page states for scripts; it must be the one that it shows to people."""
    number = result_count(page)
    heading = re.search(r'class="results-count">\s*(\d+) ', page)[1]
    assert int(heading) == number
    return number


def shown(page):
    """The records on this page of a list."""
    return len(re.findall(r'<article class="record-card', page))


def values(page):
    """Each facet value of a list page, as (query string, facet, value, count)."""
    return [(unescape(url), facet, unescape(value), int(number)) for url, facet, value, number in LINK.findall(page)]


def drawn(client, path, seed):
    """A query string with random values of random facets, and sometimes a word."""
    draw = random.Random(f"{path}{seed}")
    offered = {}
    for _url, facet, value, _number in values(read(client, path)):
        offered.setdefault(facet, []).append(value)
    words = [f"q={draw.choice(WORDS).replace(' ', '+')}"] if draw.random() < 0.4 else []
    for facet in draw.sample(sorted(offered), k=min(draw.choice([0, 1, 1, 2, 3]), len(offered))):
        words += [
            f"{facet}={value}"
            for value in draw.sample(offered[facet], k=draw.choice([1, 1, 2]))
            if value in offered[facet]
        ]
    return "?" + "&".join(words)


def odd(page):
    """The words of its address that a page says it did not understand, as (word, value) pairs of its markup."""
    return re.findall(r"<li><bdi>(.*?)</bdi>: “<bdi>(.*?)</bdi>”</li>", page)


def a_link(record):
    """How a page that lists what is new or lost links a record."""
    return f'<li><a href="{record.get_absolute_url()}">{record}</a></li>'


def said_since(page):
    """What a page says of a cited search, as its markup without layout."""
    found = re.search(r'<div class="notice since" role="note">(.*?)</div>', " ".join(page.split()))
    return re.sub(r"> <", "><", re.sub(r"</?bdi>", "", found[1]))
