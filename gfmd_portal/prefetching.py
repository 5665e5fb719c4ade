"""What belongs to records, prefetched with many of them so that it lies in a list.

A list is far quicker to ask than a manager, which makes a query set each time: that counts where there are a million
records.
"""

from django.db.models import Prefetch


def as_lists(*paths):
    """What to prefetch with records, to lie in lists: `its_codings` for `codings`."""
    return [Prefetch(path, to_attr=f"its_{path}") for path in paths]


def listed(record, path):
    """What belongs to a record: the list that was prefetched with it, else what is asked for now."""
    found = getattr(record, f"its_{path}", None)
    return getattr(record, path).all() if found is None else found
