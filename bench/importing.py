"""Brings a folder of tables in and prints how many seconds that took, and how many the index of the search took."""

import json
import sys
import time
from pathlib import Path

from bench.settings import set_up

set_up()

from gfmd_portal.importing import import_tables, sources_in  # noqa: E402 - the settings have to be read first
from search.entries import bring_up_to_date  # noqa: E402


def seconds(work):
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    print(json.dumps([seconds(lambda: list(import_tables(sources_in(folder)))), seconds(bring_up_to_date)]))
