"""The index of the desk, and the same list beside its pages: what an editor opens most stands first."""

from django.apps import apps
from django.urls import reverse
from django.utils.translation import gettext as _

from changes.record import LOGGED

OPENED = [
    *("Meeting", "Theme", "Roundtable"),
    *("Session", "Slot", "GuidingQuestion", "CommonTheme", "BuildsOn"),
    *("Recommendation", "Example", "Likeness", "Addressee"),
    *("Agency", "Involvement", "ActivityGroup", "Activity", "SummaryRow"),
    *("Document", "Passage"),
]
"""The kinds of records that an editor opens by themselves, as the work goes; the others are rows in their forms."""


def place(kind):
    """Where a kind of record stands among those of its app: in that order, and the rows of forms behind."""
    return OPENED.index(kind["object_name"]) if is_opened(kind) else len(OPENED)


def is_opened(kind):
    return kind["object_name"] in OPENED


def as_the_work_goes(groups):
    """Django's list of apps and what each holds: the record first, its rows apart, then what was deleted and people."""
    record = [group for group in groups if group["app_label"] in LOGGED]
    record.sort(key=lambda group: place(group["models"][0]))
    opened = [group | {"models": list(filter(is_opened, group["models"]))} for group in record]
    rows = [kind for group in record for kind in group["models"] if not is_opened(kind)]
    order = [app.label for app in apps.get_app_configs()]
    others = [group for group in groups if group not in record]
    others.sort(key=lambda group: order.index(group["app_label"]))
    return [*(group for group in opened if group["models"]), *set_apart(rows), *others]


def set_apart(rows):
    """The group of what is edited within other forms, whose lists are there to look through; none without rows."""
    if not rows:
        return []
    rows = sorted(rows, key=lambda kind: kind["name"])
    here = f"{reverse('admin:index')}#rows-{rows[0]['object_name'].lower()}"  # no app's own page lists these
    return [{"name": _("Edited within other forms"), "app_label": "rows", "app_url": here, "models": rows}]
