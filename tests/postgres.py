"""A private PostgreSQL for one test run: on a socket in a folder of its own, gone when the run ends."""

import atexit
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

import pytest

# The data need not survive a power cut, so nothing waits for the disk.
SERVER_OPTIONS = "-c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c jit=off"


def binaries():
    """Return the folder of the newest PostgreSQL on this machine, or None."""
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    folders = sorted(debian, key=lambda folder: float(folder.parent.name), reverse=True)
    if shutil.which("pg_config"):
        told = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=False)
        folders.append(Path(told.stdout.strip()))
    if shutil.which("initdb"):
        folders.append(Path(shutil.which("initdb")).parent)
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)


def account():
    """Return the account to run as, in the words of `subprocess`: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    names = {user.pw_name: user for user in pwd.getpwall()}
    user = names.get("postgres") or names["nobody"]
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


class Server:
    """One PostgreSQL in a temporary folder."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="portal-postgresql-"))
        self.account = account()
        if self.account:
            os.chown(self.folder, self.account["user"], self.account["group"])

    def run(self, program, *arguments, check=True):
        # Not into a pipe: the server would keep it open, and the reading of it would never end.
        subprocess.run(
            [binaries() / program, "-D", self.folder / "data", *arguments],
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            check=check,
            **self.account,
        )

    def start(self):
        self.run("initdb", "-U", "portal", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        options = f"{SERVER_OPTIONS} -c unix_socket_directories='{self.folder}'"
        self.run("pg_ctl", "start", "-w", "-l", self.folder / "log", "-o", options)

    def stop(self):
        if (self.folder / "data" / "postmaster.pid").exists():
            self.run("pg_ctl", "stop", "-m", "immediate", check=False)
        shutil.rmtree(self.folder, ignore_errors=True)


def start():
    """Start a server that stops when this process ends, and return its DATABASE_URL."""
    # Python ends without its last steps when it is told to terminate; this way it takes them.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    server = Server()
    atexit.register(server.stop)
    try:
        server.start()
    except subprocess.CalledProcessError as error:
        log = server.folder / "log"
        said = log.read_text() if log.exists() else "what it said stands above"
        raise pytest.UsageError(f"The private PostgreSQL did not start: {said}") from error
    return f"postgres://portal@/portal?host={quote(str(server.folder), safe='')}"
