"""Says in one line what a test run left out, and why: a pytest plugin, and the end of `make test`.

A test is left out by skipping it; the reason is worded to follow “Left out:”.
"""

import os
from pathlib import Path

import pytest

ON_SQLITE_ONLY = "runs with the tests on SQLite"
ON_POSTGRESQL_ONLY = "runs with the tests on PostgreSQL"


def is_refused():
    """Tell whether nothing may be left out: CI has to have all it needs."""
    return os.environ.get("CI", "").lower() in {"1", "true"}


def leave_out(reason):
    """Skip the test that asks, or fail it where nothing may be left out."""
    if is_refused():
        pytest.fail(f"CI leaves nothing out, and this would be: {reason}.", pytrace=False)
    pytest.skip(reason)


def line(reasons):
    """Return the one line about `reasons`, each said once."""
    return f"Left out: {'; '.join(sorted(set(reasons))) or 'nothing'}."


def report(reasons):
    """Print the line, or leave it to `make test`, which says it once for all its runs."""
    if "LEFT_OUT" not in os.environ:
        print(line(reasons))
        return
    with Path(os.environ["LEFT_OUT"]).open("a") as notes:
        notes.writelines(f"{reason}\n" for reason in reasons)


def pytest_terminal_summary(terminalreporter):
    """Report why tests were skipped, other than those whose turn is on the other database."""
    reasons = [skipped.longrepr[2].removeprefix("Skipped: ") for skipped in terminalreporter.stats.get("skipped", [])]
    report([reason for reason in reasons if reason not in (ON_SQLITE_ONLY, ON_POSTGRESQL_ONLY)])


if __name__ == "__main__":
    print(line(Path(os.environ["LEFT_OUT"]).read_text().splitlines()))
