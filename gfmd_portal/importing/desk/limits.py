"""How much can be brought in at the desk at once; more is for the command `import_data`."""

from contextlib import contextmanager

from django.core.files.uploadhandler import FileUploadHandler, StopUpload, TemporaryFileUploadHandler
from django.utils.translation import gettext as _

from gfmd_portal.importing.cells import ImportFault

MOST_ROWS = 10_000
"""Of all files together. Other editors wait until they are in; on SQLite they give up after twenty seconds."""
MOST_BYTES = 20 * 2**20
"""That a browser may send; nginx lets more through, so that the portal says what is too much."""
MOST_UNPACKED = 40 * 2**20
"""That all files together may come to, out of their zip; a workbook is one too."""
MOST_FILES = 60
"""That are looked at, also in a zip; the data set has 35."""


class UploadLimit(FileUploadHandler):
    """Stops keeping what a browser sends once it is too much, and notes the fault on the request, as `upload_fault`.

    It stands before Django's own handlers, for every form: what they wrote would lie on the disk before any view is
    asked.
    """

    def __init__(self, request=None):
        super().__init__(request)
        self.received = self.files = 0

    def new_file(self, *args, **kwargs):
        self.files += 1
        self.stop_beyond(self.files, MOST_FILES)

    def receive_data_chunk(self, raw_data, start):
        self.received += len(raw_data)
        self.stop_beyond(self.received, MOST_BYTES)
        return raw_data

    def file_complete(self, file_size):
        """The next handler has the file."""

    def stop_beyond(self, amount, most):
        if amount > most:
            self.request.upload_fault = too_large()
            raise StopUpload


class UploadOnDisk(TemporaryFileUploadHandler):
    """Django's handler of files that are too long for memory. Where the disk has no room for one, it notes that too."""

    def new_file(self, *args, **kwargs):
        with self.noting_faults():
            super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data, start):
        with self.noting_faults():
            super().receive_data_chunk(raw_data, start)
            self.file.flush()  # what waits in memory would be written once nobody expects a fault

    @contextmanager
    def noting_faults(self):
        try:
            yield
        except OSError as error:
            self.request.upload_fault = not_kept(error)
            raise StopUpload from error


def megabytes(size):
    """A size in bytes, in whole megabytes."""
    return size // 2**20


def too_large():
    """The fault of an upload that is larger than the desk takes."""
    said = _("Files of more than %(packed)s MB, or %(unpacked)s MB once unpacked, are for the command import_data.")
    return ImportFault(said % {"packed": megabytes(MOST_BYTES), "unpacked": megabytes(MOST_UNPACKED)})


def not_kept(error):
    """The fault of files that the server has no room for, or may not write."""
    return ImportFault(_("The server cannot keep the files: %(error)s.") % {"error": error.strerror})
