"""Databases with synthetic rows, made once for each size and kept in the bench's folder."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

from bench import rows
from bench.settings import ENVIRONMENT, FOLDER, PORTAL
from tests import postgres


def tables(size):
    """The folder with the tables of `size` recommendations."""
    folder = FOLDER / f"rows-{size}"
    if not (folder / "done").exists():
        rows.write(size, folder)
        (folder / "done").touch()
    return folder


def address(kind, size):
    """The DATABASE_URL of a store that may not exist yet."""
    if kind == "sqlite":
        return f"sqlite:///{FOLDER / f'portal-{size}.sqlite3'}"
    return f"postgres://portal@/bench_{size}?host={quote(str(server().folder), safe='')}"


def manage(database, *command):
    """Run a management command on a database; return the seconds it took."""
    began = time.perf_counter()
    environment = {**os.environ, **ENVIRONMENT, "DATABASE_URL": database}
    subprocess.run([sys.executable, "manage.py", *command], cwd=PORTAL, env=environment, check=True, stdout=sys.stderr)
    return time.perf_counter() - began


def make(kind, size):
    """Make the store of a size anew, and return the seconds that `import_data` took."""
    if kind == "sqlite":
        for path in FOLDER.glob(f"portal-{size}.sqlite3*"):
            path.unlink()
    else:
        for statement in (f"DROP DATABASE IF EXISTS bench_{size}", f"CREATE DATABASE bench_{size}"):
            ask(statement)
    manage(address(kind, size), "migrate", "-v0")
    taken = manage(address(kind, size), "import_data", str(tables(size)))
    if kind == "postgresql":
        ask("VACUUM ANALYZE", f"bench_{size}")
    (FOLDER / f"{kind}-{size}.seconds").write_text(str(taken))
    return taken


def store(kind, size):
    """The DATABASE_URL of the store of a size, which is made if it is not there."""
    noted = FOLDER / f"{kind}-{size}.seconds"
    there = noted.exists() and (kind == "sqlite" or ask(f"SELECT 1 FROM pg_database WHERE datname = 'bench_{size}'"))
    if not there:
        print(f"making {size:,} rows on {kind} ...", file=sys.stderr)
        make(kind, size)
    return address(kind, size)


_server = []


def server():
    """The PostgreSQL of this run."""
    if not _server:
        _server.append(postgres.Server())
        _server[0].start()
    return _server[0]


def close():
    """Stop what this run has started."""
    for found in _server:
        found.stop()


def ask(statement, database="postgres"):
    """Run a statement in PostgreSQL's own client and return what it prints."""
    command = [postgres.binaries() / "psql", "-h", server().folder, "-U", "portal", "-d", database, "-Atc", statement]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def psql():
    """The path of PostgreSQL's client."""
    return Path(shutil.which("psql") or postgres.binaries() / "psql")
