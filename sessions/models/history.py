"""What an agenda said before: the log that tells readers what has changed since they looked."""

from datetime import date, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings.days import day_in_words
from sessions.models.agenda import Session

FRESH = timedelta(days=7)


class AgendaChange(models.Model):
    """One fact of a session before an edit and after it. Triggers write it, so that no edit can pass it by.

    Both are kept plain: a title, the name of a room, the code of a status; for the time, the date with both hours
    where they are stated, as in “2030-10-29 09:00–10:30”, and “+1” behind them where it ends on the next day.
    """

    class Fact(models.TextChoices):
        TIME = "time", _("Time")
        ROOM = "room", _("Room")
        TITLE = "title", _("Title")
        STATUS = "status", _("Status")

    session = models.ForeignKey(Session, models.CASCADE, verbose_name=_("session"), related_name="agenda_changes")
    fact = models.CharField(_("what changed"), max_length=6, choices=Fact)
    before = models.TextField(_("before"), blank=True)
    after = models.TextField(_("after"), blank=True)
    made_at = models.DateTimeField(_("made at"))

    logged = False
    """This is itself a log; the log of changes has the edit already."""

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("change of the agenda")
        verbose_name_plural = _("changes of the agenda")

    def __str__(self):
        return f"{self.get_fact_display()}: {self.before_in_words} → {self.after_in_words}"

    @property
    def is_fresh(self):
        """Whether every reader is shown it: it was made in the last seven days."""
        return timezone.localdate() - timezone.localtime(self.made_at).date() <= FRESH

    @property
    def before_in_words(self):
        return in_words(self.fact, self.before)

    @property
    def after_in_words(self):
        """What it is by now: of a session that stays on its day, the hours alone."""
        (day, _space, hours), (new_day, _space, new_hours) = self.before.partition(" "), self.after.partition(" ")
        if self.fact == self.Fact.TIME and day == new_day and hours and new_hours:
            return hours_in_words(new_hours)
        return in_words(self.fact, self.after)


def in_words(fact, text):
    """What a page says of a fact that is kept as `text`."""
    if not text:
        return gettext("not stated")
    if fact == AgendaChange.Fact.STATUS:
        return str(Session.Status(text).label)
    if fact == AgendaChange.Fact.TIME:
        day, _space, hours = text.partition(" ")
        told = {"day": day_in_words(date.fromisoformat(day), "DATE_FORMAT"), "hours": hours_in_words(hours)}
        return gettext("%(day)s, %(hours)s") % told if hours else told["day"]
    return text


def hours_in_words(hours):
    """What a page says of kept hours, which may be none."""
    return hours.replace("+1", gettext("(ends on the next day)"))
