"""What is kept in the database and follows from the record: the tallies of its log, and the index of the search."""

from changes.tallies import TALLIES
from search.entries import bring_up_to_date as bring_the_search_up_to_date


def bring_up_to_date():
    """Take in what was edited. In the transaction of an edit, what follows from it is there for whoever reads it."""
    TALLIES.bring_up_to_date()  # before the search: they lock what every edit has locked by then
    bring_the_search_up_to_date()
