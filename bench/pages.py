"""Whole list pages with all facets, asked of the portal and of Datasette in turn, on the same rows."""

import re

from bench.peer import datasette, question
from bench.rows import COMMON, RARE
from bench.serving import Reader, Times, portal
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


def measure(kind, size):
    """Yield for each shape: (name, records found, times of the portal, times of Datasette or None)."""
    last = -(-size // PER_PAGE)
    with portal(store(kind, size)) as ours, datasette(size) as theirs:
        reader, other = Reader(ours), Reader(theirs)
        for word in WARM:  # the worker's own first times: templates are read, connections opened
            reader.ask(f"/recommendations/?q={word}")
        for name, (words, peer_words) in SHAPES.items():
            path = f"/recommendations/?{words.format(middle=last // 2, last=last)}"
            first, page = reader.ask(path)
            count = int(re.search(rb'name="result-count" content="(\d+)"', page)[1])
            times, peer = Times(first, []), None
            if peer_words is not None:
                taken, answer = other.ask(question(size, peer_words))
                check(answer, count, name)
                peer = Times(taken, [])
            for turn in range(ROUNDS["portal"]):
                times.others.append(reader.ask(path)[0])
                if peer and turn < ROUNDS["datasette"]:
                    peer.others.append(other.ask(question(size, peer_words))[0])
            yield name, count, times, peer


def check(answer, count, name):
    """Both have to have found the same."""
    said = int(re.search(rb"([\d,]+)\s+rows?\b", answer)[1].replace(b",", b""))
    if said != count:
        raise SystemExit(f"{name}: the portal found {count} records and Datasette {said}.")


def table(kind, size):
    """Print the table for one database and size."""
    print(f"\n{size:,} recommendations, {kind}; milliseconds for a whole page of {PER_PAGE} with all facets\n")
    print("| query | records | portal: first | median | p95 | Datasette: median | ratio |")
    print("|---|---|---|---|---|---|---|")
    for name, count, ours, theirs in measure(kind, size):
        peer = f"{theirs.median:,.0f} | {theirs.median / ours.median:,.0f}" if theirs else " | "
        print(f"| {name} | {count:,} | {ours.first:.1f} | {ours.median:.1f} | {ours.p95:.1f} | {peer} |", flush=True)
