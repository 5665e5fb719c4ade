"""`make bench`: every measurement, or those that PART, SIZES and DATABASES name."""

import os
import platform
import sys
import timeit

from bench import files, floor, loading, pages, requests, searches, stores
from bench.settings import FOLDER
from tests import postgres

PARTS = ("loading", "pages", "search", "floor", "requests", "csv")


def asked(name, usual):
    return [word for word in os.environ.get(name, usual).replace(",", " ").split() if word]


def pace():
    """Milliseconds that a loop of 200,000 steps takes: it tells slow processors and slow builds of Python apart."""
    return 1000 * min(timeit.repeat("for i in range(200_000): i * i % 7", number=1, repeat=20))


def main():
    parts = asked("PART", " ".join(PARTS))
    sizes = [int(size) for size in asked("SIZES", "10000 100000 1000000")]
    kinds = asked("DATABASES", "sqlite postgresql")
    if unknown := set(parts) - set(PARTS) | set(kinds) - {"sqlite", "postgresql"}:
        sys.exit(f"make bench does not know {', '.join(sorted(unknown))}; the parts are {', '.join(PARTS)}.")
    if "postgresql" in kinds and not postgres.binaries():
        print("left out: PostgreSQL, which is not on this machine")
        kinds.remove("postgresql")
    FOLDER.mkdir(parents=True, exist_ok=True)
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start")
    print(f"A loop of 200,000 steps takes {pace():.1f} ms.")
    for kind in kinds:
        if "loading" in parts:
            loading.table(kind, sizes)
        for size in sizes:
            if "pages" in parts:
                pages.table(kind, size)
            if "search" in parts:
                searches.table(kind, size)
            if "floor" in parts:
                floor.table(kind, stores.store(kind, size))
        if "requests" in parts:
            requests.table(kind, sizes[-1])
        if "csv" in parts:
            files.table(kind, sizes)
    print(f"\nA loop of 200,000 steps takes {pace():.1f} ms at the end.")


try:
    main()
finally:
    stores.close()
