"""Servers that the bench asks, and how their answers are timed."""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from functools import partial
from tempfile import TemporaryDirectory

from bench.settings import ENVIRONMENT, PORTAL


def free_port():
    """A port that nobody listens on."""
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextmanager
def started(command, port, **environment):
    """Run a server until the block ends; yields once it answers."""
    said = {**os.environ, **ENVIRONMENT, **environment}
    process = subprocess.Popen(command, cwd=PORTAL, env=said, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until(partial(is_open, port), process)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=60)


def is_open(port):
    """Whether somebody listens on a port."""
    with closing(socket.socket()) as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def wait_until(is_so, process):
    """Wait for something that a server does as it starts."""
    deadline = time.monotonic() + 600
    while not is_so():
        if process.poll() is not None or time.monotonic() > deadline:
            raise SystemExit(f"did not start: {' '.join(map(str, process.args))}")
        time.sleep(0.1)


@contextmanager
def portal(database, workers=1, log=None):
    """The portal under gunicorn, as `make run` serves it; yields its port when all of its workers are ready.

    `log`, a path, takes a line for each answer: the microseconds that it took in the server.
    """
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "bench.ready", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", str(workers), "--log-level", "error"]
    command += ["--access-logfile", str(log), "--access-logformat", "%(D)s"] if log else []
    # A reader who waits for the peer's answer in between comes back on the same connection.
    command += ["--keep-alive", "600"]
    with TemporaryDirectory() as ready, started(command, port, DATABASE_URL=database, READY=ready) as process:
        # The door is open before a worker is ready, and one may be ready seconds before the other.
        wait_until(lambda: len(os.listdir(ready)) == workers, process)
        yield port


def median(times):
    return statistics.median(times)


def p95(times):
    """The time within which 95 of 100 were answered."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]


class Reader:
    """Somebody who asks one server over one connection."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)

    def ask(self, path, host="localhost"):
        """(milliseconds from the question to the last byte, the answer)."""
        began = time.perf_counter()
        self.connection.request("GET", path, headers={"Host": host})
        answer = self.connection.getresponse()
        body = answer.read()
        taken = (time.perf_counter() - began) * 1000
        if answer.status != 200:
            raise SystemExit(f"{path} answered {answer.status}: {body[:300]!r}")
        return taken, body
