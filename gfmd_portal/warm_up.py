"""What a worker does before its first visitor comes."""

import logging

from django.db import DatabaseError, connection

from agencies.filters import found_activities
from changes.tallies import tallies
from recommendations.filters import found_examples, found_recommendations
from search.entries import bring_up_to_date
from sessions.views import found_questions, found_sessions

FINDERS = [found_recommendations, found_examples, found_activities, found_sessions, found_questions]

logger = logging.getLogger(__name__)


def warm_up():
    """Make the bitmaps of every list, and bring the search and the counts of the log up to date.

    A database that cannot be asked stops nothing: the first who can ask it makes what is missing, and until then
    `/healthz` says what is wrong.
    """
    try:
        bring_up_to_date()
        tallies()
        for find in FINDERS:
            find({}).offered  # noqa: B018 - reading it makes it
    except DatabaseError as error:
        logger.warning("The lists are not ready yet, because the database cannot be asked: %s", error)
    finally:
        connection.close()
