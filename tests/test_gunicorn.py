"""How gunicorn serves: workers share those who come at once, and nobody waits for those who say nothing."""

import socket
import sys
import time
from collections import Counter
from http.client import HTTPConnection

import pytest

from bench.serving import free_port, started
from gfmd_portal.serving.workers import SILENCE

TELLS_ITS_WORKER = """
import os


def application(environ, start_response):
    told = str(os.getpid()).encode()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(told)))])
    return [told]
"""


@pytest.fixture
def door(tmp_path):
    """The port of gunicorn as it serves the portal, with two workers who answer which of them they are."""
    (tmp_path / "telling.py").write_text(TELLS_ITS_WORKER)
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "telling:application", "--pythonpath", str(tmp_path)]
    with started([*command, "--bind", f"127.0.0.1:{port}"], port):
        deadline = time.monotonic() + 60
        while len(burst(port)) < 2:
            assert time.monotonic() < deadline, "a worker did not start"
        yield port


def burst(port, readers=32):
    """How many readers, of some who all come at once, each worker lets in; the fewest first."""
    came = [HTTPConnection("127.0.0.1", port, timeout=30) for _reader in range(readers)]
    try:
        for reader in came:
            reader.connect()
        for reader in came:
            reader.request("GET", "/")
        let_in = Counter(reader.getresponse().read() for reader in came)
    finally:
        for reader in came:
            reader.close()
    return sorted(let_in.values())


def test_readers_who_come_at_once_are_shared_by_the_workers(door):
    bursts = [burst(door) for _turn in range(15)]
    fewest = sorted(shares[0] if len(shares) == 2 else 0 for shares in bursts)
    assert fewest[7] >= 10, bursts


def test_those_who_say_nothing_keep_nobody_waiting(door):
    silent = [HTTPConnection("127.0.0.1", door, timeout=30) for _reader in range(40)]
    for reader in silent:
        reader.connect()
    began = time.monotonic()
    assert burst(door, readers=1) == [1]
    assert time.monotonic() - began < 2
    for reader in silent:
        reader.request("GET", "/")
    assert all(reader.getresponse().read().isdigit() for reader in silent)
    for reader in silent:
        reader.close()


def test_a_request_that_is_never_finished_holds_nobody_up_for_long(door):
    gone = [socket.create_connection(("127.0.0.1", door)) for _reader in range(20)]
    for reader in gone:
        reader.sendall(b"GET / HTTP/1.1\r\nHost: local")
    time.sleep(0.5)
    began = time.monotonic()
    assert burst(door, readers=1) == [1]
    assert time.monotonic() - began < 2 * SILENCE
    for reader in gone:
        reader.close()
