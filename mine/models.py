"""The only thing that a reader can have kept on the server: which sessions she starred, behind a random address."""

from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sessions.models import Session

KEPT_FOR = timedelta(days=60)
TOKEN_BYTES = 24


def digest_of(token):
    """What is stored of a token: whoever reads the table still cannot open an agenda."""
    return sha256(token.encode()).hexdigest()


class MyAgendaManager(models.Manager):
    def make(self, sessions):
        """Keep `sessions` behind a new token. Returns (agenda, token); the token is known to its reader alone."""
        self.forget_expired()
        token = token_urlsafe(TOKEN_BYTES)
        agenda = self.create(digest=digest_of(token), expires_on=expiry(sessions))
        agenda.sessions.set(sessions)
        return agenda, token

    def forget_expired(self):
        """Delete the agendas whose time is over. Returns how many there were."""
        _all, by_model = self.filter(expires_on__lt=timezone.localdate()).delete()
        return by_model.get(self.model._meta.label, 0)

    def behind(self, token):
        """The agenda behind `token`, or None where there is none or its time is over."""
        return self.filter(digest=digest_of(token), expires_on__gte=timezone.localdate()).first()


def expiry(sessions):
    """The last day of an agenda: some weeks after the last of its meetings, and after its reader last changed it."""
    days = [session.meeting.ends_on for session in sessions]
    return max([*days, timezone.localdate()]) + KEPT_FOR


class MyAgenda(models.Model):
    """The starred sessions of somebody. Nothing says whose: no name, no address, no time of use."""

    digest = models.CharField(_("digest"), max_length=64, unique=True)
    expires_on = models.DateField(_("expires on"), db_index=True)
    sessions = models.ManyToManyField(Session, verbose_name=_("sessions"), related_name="+")

    objects = MyAgendaManager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("agenda of a reader")
        verbose_name_plural = _("agendas of readers")

    def __str__(self):
        return str(self.pk)

    def replace(self, sessions):
        """Keep these sessions instead."""
        self.expires_on = expiry(sessions)
        self.save(update_fields=["expires_on"])
        self.sessions.set(sessions)
