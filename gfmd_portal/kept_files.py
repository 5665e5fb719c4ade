"""Files that take long to make, kept on disk by each worker for as long as the record stays as it is.

They hold the same whatever words are added to their addresses, so whoever adds some has nothing made anew.
"""

import os
from collections import defaultdict
from functools import partial
from io import RawIOBase
from tempfile import TemporaryFile
from threading import Lock

from django.conf import settings

from browse.caches import BoundedCache

PIECE = 2**16

kept = BoundedCache(100)
"""The state and the file by name: the whole data set, its tables, and some sixty PDFs and booklets.

A file goes from the disk once it made way and nobody reads it.
"""
making = defaultdict(Lock)


class Opened(RawIOBase):
    """A kept file as one of its readers has it: each is at another place of it."""

    def __init__(self, file):
        self.file, self.place = file, 0

    @property
    def size(self):
        """How many bytes it holds."""
        return os.fstat(self.file.fileno()).st_size

    def readable(self):
        return True

    def readinto(self, buffer):
        piece = os.pread(self.file.fileno(), len(buffer), self.place)
        buffer[: len(piece)] = piece
        self.place += len(piece)
        return len(piece)


def kept_file(name, state):
    """The file called `name`, `Opened`, if it was kept for `state`, a value of all that it depends on; else None."""
    known, file = kept.get(name, (None, None))
    # Whoever works on the portal sees what it makes now.
    return Opened(file) if known == state and not settings.DEBUG else None


def made_once(name, state, write):
    """The file called `name` for `state`, `Opened`. Where it is not there, `write(file)` makes it for all who ask."""
    with making[name]:
        if there := kept_file(name, state):
            return there
        file = TemporaryFile()  # noqa: SIM115 - it is closed when it is no longer kept
        write(file)
        file.flush()
        kept.keep(name, (state, file))
        return Opened(file)


def kept_while_sent(name, state, chunks):
    """Yield the file called `name` for `state`: the bytes of `chunks` as they are made, all of which are then kept."""
    if there := kept_file(name, state):
        yield from iter(partial(there.read, PIECE), b"")
        return
    file, fits = TemporaryFile(), True  # noqa: SIM115 - it is closed when it is no longer kept
    for chunk in chunks:
        fits = fits and _is_written(file, chunk)
        yield chunk
    if fits:
        kept.keep(name, (state, file))


def kept_whole(name, state, make):
    """The same file in one piece: the bytes that `make()` gives, which is called only where it is not there."""

    def whole():
        yield make()

    return b"".join(kept_while_sent(name, state, whole()))


def _is_written(file, chunk):
    """Whether `chunk` found room in `file`: a full disk keeps nothing from its reader."""
    try:
        file.write(chunk)
        file.flush()
    except OSError:
        return False
    return True
