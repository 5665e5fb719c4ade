"""Databases with synthetic rows, made once for each size and kept in the bench's folder."""

import json
import os
import shutil
import subprocess
import sys
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
        return f"sqlite:///{path(size)}"
    return f"postgres://portal@/bench_{size}?host={quote(str(server().folder), safe='')}"


def path(size):
    """The file of a store on SQLite."""
    return FOLDER / f"portal-{size}.sqlite3"


def empty(kind, size):
    """Make the database of a size anew, with its tables and nothing in them, and return its DATABASE_URL."""
    if kind == "sqlite":
        for file in FOLDER.glob(f"{path(size).name}*"):
            file.unlink()
    else:
        for statement in (f"DROP DATABASE IF EXISTS bench_{size}", f"CREATE DATABASE bench_{size}"):
            ask(statement)
    environment = {**os.environ, **ENVIRONMENT, "DATABASE_URL": address(kind, size)}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=PORTAL, env=environment, check=True)
    return address(kind, size)


def make(kind, size):
    """Make the store of a size anew; returns (seconds of the import, seconds of the index of the search)."""
    print(f"making {size:,} rows on {kind} ...", file=sys.stderr)
    environment = {**os.environ, **ENVIRONMENT, "DATABASE_URL": empty(kind, size)}
    command = [sys.executable, "-m", "bench.importing", tables(size)]
    said = subprocess.run(command, cwd=PORTAL, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
    if kind == "postgresql":
        ask("VACUUM ANALYZE", f"bench_{size}")
    (FOLDER / f"{kind}-{size}.seconds").write_text(said)
    return json.loads(said)


def store(kind, size):
    """The DATABASE_URL of the store of a size, which is made if it is not there."""
    noted = FOLDER / f"{kind}-{size}.seconds"
    there = noted.exists() and (kind == "sqlite" or ask(f"SELECT 1 FROM pg_database WHERE datname = 'bench_{size}'"))
    if not there:
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


def ask(statements, database="postgres"):
    """Run statements, one a line, in PostgreSQL's own client and return what it prints."""
    command = psql(database, "-At", "-v", "ON_ERROR_STOP=1")
    said = subprocess.run(command, input=f"{statements};\n", check=True, stdout=subprocess.PIPE, text=True)
    return said.stdout.strip()


def psql(database, *options):
    """The command that asks a database of this run with PostgreSQL's own client."""
    program = shutil.which("psql") or postgres.binaries() / "psql"
    return [program, "-h", server().folder, "-U", "portal", "-d", database, *options]
