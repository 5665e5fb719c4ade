"""The CSV of a whole list, beside what the database itself writes."""

import csv
import http.client
import sqlite3
import subprocess
import time
from pathlib import Path

from bench.serving import portal
from bench.stores import path, psql, store

COLUMNS = "id, code, kind, heading, text"


def portal_csv(database):
    """(rows, seconds, peak memory of the worker in MB) of `/recommendations.csv`."""
    with portal(database) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=3600)
        connection.request("GET", "/recommendations.csv", headers={"Host": "localhost"})
        began = time.perf_counter()
        answer = connection.getresponse()
        lines = 0
        while chunk := answer.read(1 << 20):
            lines += chunk.count(b"\n")
        taken = time.perf_counter() - began
        return lines - 1, taken, peak_memory(port)


def peak_memory(port):
    """The largest memory that any worker listening at `port` has had, in MB."""
    listed = subprocess.run(["pgrep", "-f", f"127.0.0.1:{port}"], capture_output=True, text=True, check=True).stdout
    peaks = []
    for pid in listed.split():
        status = Path(f"/proc/{pid}/status")
        if status.exists():
            peaks += [int(line.split()[1]) / 1024 for line in status.read_text().splitlines() if line[:6] == "VmHWM:"]
    return max(peaks)


def bare(kind, size):
    """Seconds of the database's own CSV of the same table, without what is linked to it."""
    began = time.perf_counter()
    if kind == "postgresql":
        statement = f"COPY (SELECT {COLUMNS} FROM recommendations_recommendation ORDER BY id) TO STDOUT CSV HEADER"
        subprocess.run(psql(f"bench_{size}", "-c", statement), check=True, stdout=subprocess.DEVNULL)
    else:
        with open("/dev/null", "w", newline="") as file:
            rows = f"SELECT {COLUMNS} FROM recommendations_recommendation ORDER BY id"
            csv.writer(file).writerows(sqlite3.connect(path(size)).execute(rows))
    return time.perf_counter() - began


def table(kind, sizes):
    copy = "COPY ... TO STDOUT" if kind == "postgresql" else "Python's csv over sqlite3"
    print(f"\nThe CSV of all recommendations, {kind}\n")
    print(f"| rows | seconds | rows/s | peak memory, MB | {copy}, rows/s |\n|---|---|---|---|---|")
    for size in sizes:
        rows, taken, memory = portal_csv(store(kind, size))
        other = bare(kind, size)
        print(f"| {rows:,} | {taken:.1f} | {rows / taken:,.0f} | {memory:.0f} | {size / other:,.0f} |", flush=True)
