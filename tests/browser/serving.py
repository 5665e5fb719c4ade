"""Serves the portal to a browser, at an address of its own."""

import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from bench.serving import free_port

PORTAL = Path(__file__).resolve().parents[2]
START_SECONDS = 180


class House:
    """A server of our own, on a database of its own, that can be stopped and started again at the same address."""

    def __init__(self, environment):
        self.environment = environment
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"

    def start(self):
        self.running = ExitStack()
        self.running.enter_context(served(self.environment, self.port))

    def stop(self):
        self.running.close()

    def shell(self, code):
        """Run some lines on the record that is served."""
        command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", code]
        subprocess.run(command, cwd=PORTAL, env=self.environment, check=True)


@contextmanager
def served(environment, port):
    """Serve the portal at `port` until the end of the block; give its address."""
    address = f"127.0.0.1:{port}"
    command = ["gunicorn", "gfmd_portal.wsgi", "--bind", address, "--workers", "1"]
    log = Path(environment["STATE_DIR"]) / f"server-{port}.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", *command], cwd=PORTAL, env=environment, stdout=output, stderr=output
        )
    try:
        wait_for(f"http://{address}", server, log)
        yield f"http://{address}"
    finally:
        server.terminate()
        server.wait(timeout=START_SECONDS)


def wait_for(url, server, log):
    """Wait until the portal says that it is well; fail with what the server printed when it does not."""
    deadline = time.monotonic() + START_SECONDS
    while not (answers(f"{url}/healthz") or answers(f"{url}/")):
        if server.poll() is not None or time.monotonic() > deadline:
            pytest.fail(f"The portal did not start:\n{log.read_text()}", pytrace=False)
        time.sleep(0.1)


def answers(url):
    """Tell whether a page is there."""
    try:
        with urlopen(url, timeout=10):
            return True
    except (HTTPError, URLError, ConnectionError, TimeoutError):
        return False
