"""What pages and files depend on beside their addresses: the version of the record, the days, and the release."""

from hashlib import sha256
from pathlib import Path

from django.apps import apps
from django.conf import settings

from changes.snapshots import in_a_snapshot
from changes.versions import record_version
from sessions import views_now
from sessions.now import known_near, local_day


def version_of(request):
    """The version of the record that is read, asked for once in a request and once in the snapshot of a page."""
    if in_a_snapshot():
        return record_version()
    if not hasattr(request, "record_version"):
        request.record_version = record_version()
    return request.record_version


def state_of_pages(version, moment):
    """What pages and files may depend on beside their addresses, at a version of the record: it, and the days.

    Its moment counts too: after a restored backup, numbers are given again.
    """
    days = {local_day(meeting, moment) for meeting in known_near(version, moment.date())}
    return (version, version.made_at, moment.date(), *sorted(days))


def state_of(request):
    """The same for the answer to `request`."""
    return state_of_pages(version_of(request), views_now.as_of(request))


def release():
    """What the code, the templates and the static files are, in a few letters: the same for every worker."""
    home = settings.BASE_DIR
    ours = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent == home]
    roots = [(path, "*.py") for path in (*ours, home / "browse")]
    roots += [(home / folder, "*") for folder in ("templates", "static", "locale")]
    files = {file for root, kind in roots for file in root.rglob(kind) if file.is_file()}
    said = sha256()
    for file in sorted([*files, home / "requirements.txt"]):
        said.update(f"{file.relative_to(home)}\0".encode() + file.read_bytes())
    return said.hexdigest()
