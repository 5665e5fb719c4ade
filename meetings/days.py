"""Days as a page writes them. They are few and the same on every page, so each is worked out once for a language."""

import re
from datetime import datetime
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

FIRST_YEAR, LAST_YEAR = 1900, 2199
FIRST_OF_MONTH = re.compile(r"\b1\b")


def of_our_time(day):
    """Refuse a day that can only be a slip: calendars and time zones end where years do, and a year has four digits."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        said = _("%(day)s lies outside the years %(first)d to %(last)d: check the year.")
        raise ValidationError(said, params={"day": day.isoformat(), "first": FIRST_YEAR, "last": LAST_YEAR})


def day_in_words(day, form):
    """A day in one of Django's formats for dates."""
    return with_ordinal(day, date_format(day, form))


def with_ordinal(day, words):
    """A day in words: in French the first of a month is “1er”, and all other days are numbers."""
    if day.day == 1 and get_language() == "fr":
        return FIRST_OF_MONTH.sub("1er", words, count=1)
    return words


def days_in_words(starts_on, ends_on):
    """The days on which a meeting is held: “9–11 July 2007”."""
    return _days_in_words(starts_on, ends_on, get_language())


@lru_cache(1000)
def _days_in_words(starts_on, ends_on, _language):
    last = day_in_words(ends_on, gettext("j F Y"))
    if starts_on == ends_on:
        return last
    if (starts_on.year, starts_on.month) == (ends_on.year, ends_on.month):
        return f"{with_ordinal(starts_on, str(starts_on.day))}–{last}"
    first = gettext("j F") if starts_on.year == ends_on.year else gettext("j F Y")
    return f"{day_in_words(starts_on, first)} – {last}"


def day_and_month(day):
    """A day of a year that is known: “9 July”."""
    return _day_and_month(day, get_language())


@lru_cache(1000)
def _day_and_month(day, _language):
    return day_in_words(day, gettext("j F"))


def as_exact_as(stated):
    """A date as exact as a document gives it: 2008 is “2008”, 2008-01 “January 2008”, 2008-01-31 “31 January 2008”.

    What no calendar has, such as a thirteenth month, stays as it was written.
    """
    written, shown = {7: ("%Y-%m", "YEAR_MONTH_FORMAT"), 10: ("%Y-%m-%d", gettext("j F Y"))}.get(len(stated), ("", ""))
    try:
        return day_in_words(datetime.strptime(stated, written), shown) if written else stated
    except ValueError:
        return stated
