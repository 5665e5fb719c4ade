"""`make lighthouse`: a table of medians for each kind of page; fails where a goal is not met.

`RUNS` says how often each page is visited, `PAGES` names some of them by the first column of the table, parted by `;`.
`SLOWDOWN` says how many times slower the phone is than this machine; Lighthouse's own 4 fits a machine with a benchmark
index of 1500 or more, and on one as slow as a phone (below 800) Lighthouse asks for 1.
"""

import os
import statistics
import sys

from lighthouse.audit import portal, visit, warm

AGENDA = "/meetings/brussels-2007/agenda/"
# name: (address, whether search engines may keep it)
PAGES = {
    "home": ("/", True),
    "home (ar)": ("/ar/", True),
    "meetings": ("/meetings/", True),
    "meeting": ("/meetings/bern-2011/", True),
    "agenda": (AGENDA, True),
    "agenda (fr)": (f"/fr{AGENDA}", True),
    "session": ("/meetings/brussels-2007-csd/sessions/4/", True),
    "now": ("/now/", True),
    "my agenda": ("/my-agenda/", True),
    "recommendations": ("/recommendations/", True),
    "recommendations, filtered": ("/recommendations/?theme=remittances", False),
    "recommendation": ("/recommendations/bern-2011/S5-3/", True),
    "search": ("/search/?q=women", False),
    "compare": ("/compare/", True),
    "compare, two sides": ("/compare/?a.meeting=brussels-2007-csd&b.meeting=bern-2011&by=theme", False),
    "document": ("/documents/bern-2011-m4md-meeting-report/", True),
    "agency": ("/agencies/iom/", True),
    "themes": ("/themes/", True),
    "codebook": ("/codebook/", True),
    "data": ("/data/", True),
}
GOALS = {"Performance": 98, "Accessibility": 100, "Best practices": 100, "SEO": 100}
LCP_SECONDS = 1.2


def row(name, visits):
    """(the line of the table, what of it misses its goal, worded)."""
    medians = [statistics.median(column) for column in zip(*(visit.scores for visit in visits), strict=True)]
    lcp = statistics.median(visit.lcp for visit in visits)
    missed = [f"{goal} {got:g}" for (goal, least), got in zip(GOALS.items(), medians, strict=True) if got < least]
    missed += [f"LCP {lcp:.2f} s"] if lcp > LCP_SECONDS else []
    why = ", ".join(sorted(set.union(*(visit.faults for visit in visits)))) or "no single audit"
    numbers = [f"{got:g}" for got in medians]
    numbers[-1] += "" if PAGES[name][1] else " ¹"
    line = f"| {name} | {' | '.join(numbers)} | {lcp:.2f} s |"
    return line, f"{name}: {', '.join(missed)} ({why})" if missed else ""


def main():
    runs, slowdown = int(os.environ.get("RUNS", "5")), float(os.environ.get("SLOWDOWN", "4"))
    names = [name.strip() for name in os.environ.get("PAGES", "").split(";") if name.strip()] or list(PAGES)
    if unknown := [name for name in names if name not in PAGES]:
        sys.exit(f"make lighthouse does not know {'; '.join(unknown)}. The pages are: {'; '.join(PAGES)}.")
    print(f"| Page | {' | '.join(GOALS)} | LCP |\n|---|{'---:|' * (len(GOALS) + 1)}", flush=True)
    missed, speeds = [], []
    with portal() as address:
        for name in names:
            path, indexed = PAGES[name]
            warm(address + path)
            visits = [visit(address + path, indexed, slowdown) for _run in range(runs)]
            line, miss = row(name, visits)
            print(line, flush=True)
            missed += [miss] if miss else []
            speeds += [seen.speed for seen in visits]
    print("\n¹ without the audit that wants the page in search engines: it asks, on purpose, not to be there.")
    print(f"\nMedians of {runs} visits; a processor {slowdown:g} times slower than this machine, which has")
    print(
        f"{os.cpu_count()} cores and a benchmark index of {statistics.median(speeds):.0f} ({min(speeds):.0f} at least)."
    )
    if missed:
        sys.exit("Goals missed:\n" + "\n".join(missed))


main()
