"""Reading lists at one moment of the record, with the search as far as the record is."""

from contextlib import ExitStack, contextmanager

from changes.moment import one_moment

TRIES = 5
"""How often an editor may come between before the list is read with a search that misses the last edit."""


@contextmanager
def moment_of(*lists):
    """Keep all that is read of `lists`, each a `ListFilter`, at one state of the record.

    A search writes what it has missed into its index, and within the moment nothing can be written. So that comes
    before, when the filter is made, and where the record has moved on since, it is done again.
    """
    for _try in range(TRIES):
        with ExitStack() as moment:
            moment.enter_context(one_moment())
            if all(found.is_up_to_date for found in lists):
                yield
                return
        for found in lists:
            found.bring_up_to_date()
    with one_moment():
        yield
