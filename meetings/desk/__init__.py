"""The secretariat's desk: Django's admin, with what its editors need beside it. Each app makes its desks of these.

Records are picked by typing, nobody's words are replaced unseen, what is deleted can be brought back, and the history
tells what stood before.
"""

from meetings.desk.fieldsets import as_printed, other_languages, ours, placed
from meetings.desk.forms import DeskForm
from meetings.desk.merging import Mergeable
from meetings.desk.records import DeskAdmin, link_to_list, next_name
from meetings.desk.rows import DeskInline, RowForm, RowFormSet

__all__ = [
    "DeskAdmin",
    "DeskForm",
    "DeskInline",
    "Mergeable",
    "RowForm",
    "RowFormSet",
    "as_printed",
    "link_to_list",
    "next_name",
    "other_languages",
    "ours",
    "placed",
]
