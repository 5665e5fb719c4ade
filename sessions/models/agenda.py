"""The sessions of a meeting: what each is called, where in the agenda it stands, and whether it is held."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from browse.addresses import address
from browse.translations import gettext
from changes.names import Named
from documents.models import Quoted
from meetings.models import Meeting, Room, Theme, never_within_itself, same_meeting
from meetings.natural_keys import NaturalKeyManager
from roundtables.models import Roundtable
from sessions.models.slots import Slot


class Session(Named, Quoted):
    """One session of a meeting, under the number printed for it.

    Breakout groups are sessions whose `parent` is the session that was divided. The passages are the text the
    documents give to the session; its questions, points, recommendations and examples are records of their own.
    """

    named_by, named_within = "number", "meeting_id"

    class Kind(models.TextChoices):
        SESSION = "session", _("session")
        BREAKOUT = "breakout", _("breakout session")
        BREAKOUT_GROUP = "breakout_group", _("breakout group")
        SIDE_EVENT = "side_event", _("side event")
        SEPARATE = "separate_session", _("separate session")

    class Status(models.TextChoices):
        CONFIRMED = "confirmed", pgettext_lazy("session", "confirmed")
        MOVED = "moved", _("moved")
        CANCELLED = "cancelled", _("cancelled")

    meeting = models.ForeignKey(Meeting, models.CASCADE, verbose_name=_("meeting"), related_name="sessions")
    number = models.CharField(
        _("number"),
        max_length=30,
        help_text=_(
            "As printed, such as “2.1”; groups as “6-trade”. Part of the address; a former one leads here for ever."
        ),
        validators=[RegexValidator(r"^[a-z0-9][a-z0-9.-]*$", _("Use small letters, digits, points and hyphens."))],
    )
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Its place in the meeting, from 1."))
    title = models.CharField(
        _("title"), max_length=500, blank=True, help_text=_("As printed; empty where the document gives none.")
    )
    kind = models.CharField(
        _("kind"),
        max_length=16,
        choices=Kind,
        default=Kind.SESSION,
        help_text=_("A breakout group also needs its parent."),
    )
    format = models.CharField(
        _("format"), max_length=80, blank=True, help_text=_("As printed, such as “PRESENTATIONS AND PLENARY”.")
    )
    roundtable = models.ForeignKey(
        Roundtable,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("roundtable"),
        related_name="sessions",
        help_text=_("The track in which it stands."),
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("parent"),
        related_name="groups",
        help_text=_("For a breakout group: the session that was divided."),
    )
    slot = models.ForeignKey(
        Slot, models.SET_NULL, null=True, blank=True, verbose_name=_("slot"), related_name="sessions"
    )
    order_in_slot = models.PositiveSmallIntegerField(
        _("order in slot"), default=1, help_text=_("1 for the first session of its track in the slot, then 2.")
    )
    room = models.ForeignKey(
        Room,
        models.RESTRICT,
        null=True,
        blank=True,
        verbose_name=_("room"),
        related_name="sessions",
        help_text=_("Where it is held; empty if not stated."),
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status,
        default=Status.CONFIRMED,
        help_text=_("For a moved session, give its new slot and room above and say in the note what changed."),
    )
    status_note = models.CharField(
        _("status note"),
        max_length=250,
        blank=True,
        help_text=_("What readers should know of it: “Moved from Room 3 at the request of the chair.”"),
    )
    themes = models.ManyToManyField(
        Theme, through="SessionTheme", verbose_name=_("themes"), related_name="sessions", blank=True
    )
    abstract = models.TextField(
        _("abstract"), blank=True, help_text=_("The short account that the document itself prints of the session.")
    )
    summary = models.TextField(
        _("summary"), blank=True, help_text=_("One or two sentences in our own words. Shown as ours, never as record.")
    )

    objects = NaturalKeyManager("meeting__slug", "number")

    class Meta:
        ordering = ["meeting__starts_on", "meeting", "position"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="session_number_once_per_meeting",
                violation_error_message=_("This meeting already has a session with this number."),
            ),
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="session_position_once_per_meeting",
                violation_error_message=_("Another session of this meeting has this position."),
            ),
            models.CheckConstraint(
                condition=Q(kind="breakout_group", parent__isnull=False)
                | (~Q(kind="breakout_group") & Q(parent__isnull=True)),
                name="session_parent_for_breakout_groups_only",
                violation_error_message=_(
                    "A breakout group needs its parent session, and only a breakout group has one."
                ),
            ),
        ]

    def __str__(self):
        return gettext(", ").join((str(self.meeting), str(self.label)))

    @property
    def in_full(self):
        """The session as the desk names it: its meeting and roundtable, its number and its title."""
        return gettext(", ").join((str(self.roundtable or self.meeting), self.headline))

    def natural_key(self):
        return (self.meeting.slug, self.number)

    natural_key.dependencies = ["meetings.meeting", "meetings.room", "roundtables.roundtable", "gfmd_sessions.slot"]

    def get_absolute_url(self):
        return address("sessions:detail", self.meeting.slug, self.number)

    def clean(self):
        super().clean()
        same_meeting(self, "roundtable", "parent", "slot", "room")
        never_within_itself(self, "parent", _("A session cannot be a group of itself."))

    @property
    def label(self):
        """What the session is called when its meeting is known: see `session_label`."""
        return session_label(self.number, self.kind, self.title)

    @property
    def own_title(self):
        """The title where the label does not tell it; empty for a breakout group, whose label does."""
        return "" if self.kind == self.Kind.BREAKOUT_GROUP else self.title

    @property
    def headline(self):
        """The session as one line where its meeting is known: its label and its title."""
        said = {"label": self.label, "title": self.own_title}
        return gettext("%(label)s: %(title)s") % said if self.own_title else self.label

    @property
    def is_cancelled(self):
        return self.status == self.Status.CANCELLED

    @property
    def status_in_words(self):
        """What readers must know before they go there: that it was cancelled, or moved, and why; else nothing."""
        said = {
            self.Status.CANCELLED: _("This session was cancelled."),
            self.Status.MOVED: _("This session was moved: the time and the room given here are the new ones."),
        }.get(self.status)
        return " ".join(str(part) for part in (said, self.status_note) if part)

    @property
    def spoken(self):
        """The languages of the floor, as a list in words: “English, French”."""
        return self._languages("floor")

    @property
    def interpreted(self):
        """The languages into which it is interpreted, as a list in words."""
        return self._languages("interpretation")

    def _languages(self, role):
        return listed(language.name for language in self.spoken_languages.all() if language.role == role)

    @property
    def podium(self):
        """Those on the podium by role, in the order of the programme: (role in words, names as a list in words)."""
        by_role = {}
        for speaker in self.speakers.all():
            by_role.setdefault(speaker.get_role_display(), []).append(speaker.name)
        return [(role, listed(names)) for role, names in by_role.items()]

    @property
    def programme_lines(self):
        """All that a programme says of the session, line by line, for pages without markup."""
        said = [self.status_in_words]
        said += [_("Room: %(room)s") % {"room": self.room}] if self.room else []
        said += [_("Languages: %(languages)s") % {"languages": self.spoken}] if self.spoken else []
        said += [_("Interpretation: %(languages)s") % {"languages": self.interpreted}] if self.interpreted else []
        said += [f"{role[:1].upper()}{role[1:]}: {names}" for role, names in self.podium]
        said += [_("Paper: %(title)s") % {"title": f"{paper.title} {paper.url}".strip()} for paper in self.papers.all()]
        return [line for line in said if line]


def listed(names):
    """Several names as one text, parted as the reader's language parts them."""
    return gettext(", ").join(map(str, names))


def session_label(number, kind, title):
    """What a session is called when its meeting is known: “Session 2.1”, “Session 6, group “Trade””, “Side event”."""
    if kind == Session.Kind.SIDE_EVENT:
        return gettext("Side event")
    if kind == Session.Kind.BREAKOUT_GROUP:
        return gettext("Session %(number)s, group “%(title)s”") % {"number": number.split("-")[0], "title": title}
    return gettext("Session %(number)s") % {"number": number}
