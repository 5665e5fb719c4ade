"""Whole list pages with all facets, asked of the portal and of Datasette in turn, on the same rows."""

import re
import time
from dataclasses import dataclass

from bench.peer import datasette, question
from bench.rows import COMMON, RARE
from bench.serving import Reader, median, p95, portal
from bench.settings import FOLDER
from bench.stores import store

ROUNDS = {"portal": 40, "datasette": 2}
WARM = ["governments", "training"]
THEME, ADDRESSEE, YEAR = "remittances", "governments", "2015"
PER_PAGE = 25
SHAPES = {
    "no filter": ("", ""),
    "theme + year": (f"theme={THEME}&year={YEAR}", f"themes__arraycontains={THEME}&year__exact={YEAR}"),
    "theme + addressee": (
        f"theme={THEME}&addressee={ADDRESSEE}",
        f"themes__arraycontains={THEME}&addressees__arraycontains={ADDRESSEE}",
    ),
    "word in 3 % of rows": (f"q={RARE}", f"_search={RARE}"),
    "word in 30 % of rows": (f"q={COMMON}", f"_search={COMMON}"),
    "word 30 % + theme + kind": (
        f"q={COMMON}&theme={THEME}&kind=way-forward",
        f"_search={COMMON}&themes__arraycontains={THEME}&kind__exact=way-forward",
    ),
    "one kind, 42 % of rows": ("kind=way-forward", "kind__exact=way-forward"),
    "page in the middle": ("page={middle}", None),
    "last page": ("page={last}", None),
}


@dataclass
class Measured:
    """What one shape of query took, in milliseconds."""

    name: str
    count: int
    """Records found."""
    first: float
    """The first time that the worker is asked this."""
    others: list
    """The times after it, of pages made anew."""
    served: list
    """The same in the server: from the request read to the answer written."""
    kept: list
    """Of the page as the worker keeps it."""
    peer: list
    """What Datasette took; empty where it was not asked."""


def measure(kind, size):
    """Yield what each shape takes, as `Measured`."""
    last, log = -(-size // PER_PAGE), FOLDER / "served.log"
    log.unlink(missing_ok=True)
    with portal(store(kind, size), log=log) as ours, datasette(size) as theirs:
        reader, other = Reader(ours), Reader(theirs)
        for word in WARM:  # the worker's own first times: templates are read, connections opened
            reader.ask(f"/recommendations/?q={word}")
        for name, (words, peer_words) in SHAPES.items():
            path = f"/recommendations/?{words.format(middle=last // 2, last=last)}"
            first, page = reader.ask(path)
            count = found_on(page)
            if peer_words is not None:
                check(other.ask(question(size, peer_words))[1], count, name)
            others, peer = [], []
            for turn in range(ROUNDS["portal"]):
                others.append(reader.ask(path, host=f"localhost:{turn + 1}")[0])  # by another name, so it is made anew
                if peer_words is not None and turn < ROUNDS["datasette"]:
                    peer.append(other.ask(question(size, peer_words))[0])
            served = last_served(log, len(others))
            kept = [reader.ask(path)[0] for _turn in others]
            yield Measured(name, count, first, others, served, kept, peer)


def found_on(page):
    """How many records a page of a list, or of results, says that it found."""
    return int(re.search(rb'name="result-count" content="(\d+)"', page)[1])


def last_served(log, number):
    """Milliseconds in the server of the last answers."""
    time.sleep(0.1)  # a line is written when the answer is gone
    return [int(line) / 1000 for line in log.read_text().splitlines()[-number:]]


def check(answer, count, name):
    """Both have to have found the same."""
    said = int(re.search(rb"([\d,]+)\s+rows?\b", answer)[1].replace(b",", b""))
    if said != count:
        raise SystemExit(f"{name}: the portal found {count} records and Datasette {said}.")


def table(kind, size):
    """Print the table for one database and size."""
    print(f"\n{size:,} recommendations, {kind}; milliseconds for a whole page of {PER_PAGE} with all facets\n")
    print("| query | records | first | median | p95 | in the server: median | p95 | kept | Datasette: median | ratio |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for row in measure(kind, size):
        ours = [row.first, median(row.others), p95(row.others), median(row.served), p95(row.served), median(row.kept)]
        peer = f"{median(row.peer):,.0f} | {median(row.peer) / median(row.others):,.0f}" if row.peer else " | "
        print(f"| {row.name} | {row.count:,} | {' | '.join(f'{one:.1f}' for one in ours)} | {peer} |", flush=True)
