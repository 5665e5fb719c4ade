"""Reading pages and lists in one snapshot of the record; lists with the search as far as the record is."""

from contextlib import ExitStack, contextmanager
from functools import partial, wraps

from django.conf import settings

from changes.snapshots import held_snapshot, one_snapshot

TRIES = 5
"""How often an editor may come between before all who edit wait until the list is read."""


@contextmanager
def snapshot_of(*lists):
    """Keep all that is read of `lists`, each a `ListFilter` or the search itself, at one state of the record.

    A search writes what it has missed into its index, and within the snapshot nothing can be written. So that comes
    before, when the filter is made, and where the record has moved on since, it is done again.
    """
    for _try in range(TRIES):
        with ExitStack() as stack:
            stack.enter_context(one_snapshot())
            if all(found.is_up_to_date for found in lists):
                yield
                return
        bring_up_to_date(lists)
    with held_snapshot(partial(bring_up_to_date, lists)):
        yield


def bring_up_to_date(lists):
    """Let the search that `lists` ask take in what was edited."""
    for found in lists:
        found.bring_up_to_date()


def in_one_snapshot_of(*lists):
    """Let a view, which writes nothing, read all that its page says at one state of the record, `lists` included.

    Else a page that takes numbers from lists may look there for a name that was changed since it was read.
    """

    def within(view):
        @wraps(view)
        def answer(request, **where):
            if settings.SESSION_COOKIE_NAME in request.COOKIES:
                # Whoever is signed in is looked up first: a session that is no longer good is then deleted.
                request.user.is_authenticated  # noqa: B018 - reading it does so
            with snapshot_of(*lists):
                return view(request, **where)

        return answer

    return within


in_one_snapshot = in_one_snapshot_of()
"""The same for a view that asks no list that is searched."""
