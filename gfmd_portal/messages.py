"""Compiles the words of the interface: `python -m gfmd_portal.messages`.

Babel does it, because few machines have gettext. A catalogue is written beside its old one and then takes its place,
so that no server reads half of it, and each run writes its own, so that two at once are not in each other's way.
"""

import os
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_messages(folder=LOCALE):
    """Write a `.mo` beside each `.po` that is newer, and return the paths of those written."""
    return [write(source) for source in sorted(folder.glob("*/LC_MESSAGES/*.po")) if is_newer(source)]


def is_newer(source):
    """Whether the catalogue `source` has changed since it was compiled."""
    target = source.with_suffix(".mo")
    return not target.exists() or target.stat().st_mtime <= source.stat().st_mtime


def write(source):
    """Compile one catalogue."""
    with source.open("rb") as file:
        catalog = read_po(file)
    made = source.with_suffix(f".{os.getpid()}.mo")
    with made.open("wb") as file:
        write_mo(file, catalog)
    return made.replace(source.with_suffix(".mo"))


if __name__ == "__main__":
    written = compile_messages()
    sys.stdout.write("".join(f"{path.parent.parent.name}: compiled\n" for path in written))
