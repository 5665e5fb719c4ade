"""A zip file that is sent while it is made."""

from io import RawIOBase
from zipfile import ZIP_DEFLATED, ZipFile

from gfmd_portal.dataset.archive import member


class Outlet(RawIOBase):
    """What a zip file is written into, and taken from piece by piece."""

    def __init__(self):
        self.pieces = []

    def writable(self):
        return True

    def write(self, piece):
        self.pieces.append(bytes(piece))
        return len(piece)

    def take(self):
        """What was written since the last time."""
        taken = b"".join(self.pieces)
        self.pieces.clear()
        return taken


def zipped(members):
    """Yield a zip of `members`, (name, chunks of bytes) pairs. Each is asked for when those before it are written."""
    outlet = Outlet()
    with ZipFile(outlet, "w", ZIP_DEFLATED) as archive:
        for name, chunks in members:
            with archive.open(member(name), "w") as target:
                for chunk in chunks:
                    target.write(chunk)
                    if piece := outlet.take():
                        yield piece
    yield outlet.take()
