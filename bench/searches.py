"""The search of everything: what each kind of record holds of some words, on one page."""

from bench.pages import ROUNDS, WARM, found_on, last_served
from bench.rows import COMMON, RARE
from bench.serving import Reader, median, p95, portal
from bench.settings import FOLDER
from bench.stores import store

SEARCHES = {
    "word in 3 % of rows": RARE,
    "word in 30 % of rows": COMMON,
    "word with synonyms and other forms": "remittances",
    "two frequent words": "migration policy",
    "beginning of a word": "harb*",
}


def table(kind, size):
    """Print what a page of results takes for one database and size, the best three of each kind."""
    print(f"\n{size:,} recommendations, {kind}; milliseconds for the best of each kind of record with their counts\n")
    print("| search | records | first | median | p95 | in the server: median | p95 |")
    print("|---|---|---|---|---|---|---|")
    log = FOLDER / "searched.log"
    log.unlink(missing_ok=True)
    with portal(store(kind, size), log=log) as port:
        reader = Reader(port)
        for word in WARM:
            reader.ask(f"/search/?q={word}")
        for name, words in SEARCHES.items():
            path = f"/search/?q={words.replace(' ', '+')}"
            first, page = reader.ask(path)
            # By another name each time, so that the page is made anew.
            others = [reader.ask(path, host=f"localhost:{turn + 1}")[0] for turn in range(ROUNDS["portal"])]
            served = last_served(log, len(others))
            times = [first, median(others), p95(others), median(served), p95(served)]
            print(f"| {name} | {found_on(page):,} | {' | '.join(f'{one:.1f}' for one in times)} |", flush=True)
