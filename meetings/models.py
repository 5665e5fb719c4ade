"""The Forum's meetings, and the themes they share.

A meeting is a gathering of the Global Forum on Migration and Development: a yearly Forum, the Civil Society Day
held as a part of one, or a thematic meeting between two. Everything else in the record belongs to one meeting.
"""

from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from browse.addresses import address
from browse.translations import name_of
from changes.names import Named, earlier_names
from meetings.days import days_in_words, of_our_time
from meetings.natural_keys import NaturalKeyManager
from meetings.told_apart import ToldApart, by_code
from meetings.translated import local, translations_of


def known_zone(name):
    """Refuse a time zone that is not in the IANA list."""
    if name not in available_timezones():
        raise ValidationError(
            _("There is no time zone “%(name)s”; write it as Europe/Brussels."), params={"name": name}
        )


def same_meeting(record, *names, of="meeting"):
    """Refuse a record that is tied, by one of its fields `names`, to something of another meeting than its own.

    Which meeting that is, the field `of` says.
    """
    meeting = getattr(record, f"{of}_id")
    for name in names:
        # What was left empty is complained of by its own field; to read it here would be an error.
        tied = getattr(record, name) if meeting and getattr(record, f"{name}_id") else None
        if tied is not None and tied.meeting_id != meeting:
            said = _("“%(record)s” belongs to %(its_own)s, and not to %(meeting)s.")
            names = {"record": tied, "its_own": tied.meeting.local_title, "meeting": getattr(record, of).local_title}
            raise ValidationError({name: ValidationError(said, params=names)})


def never_within_itself(record, name, said):
    """Refuse, with what is `said`, a record whose field `name` leads back to it: no file could bring it in."""
    passed, above = set(), getattr(record, name)
    while above is not None and above.pk not in passed:
        if above.pk == record.pk:
            raise ValidationError({name: said})
        passed.add(above.pk)
        above = getattr(above, name)


class Term(Named):
    """A word of a controlled vocabulary, known everywhere by its slug."""

    slug = models.SlugField(
        _("slug"),
        unique=True,
        help_text=_("The short name used in addresses and downloads. A former one leads to the new one for ever."),
    )
    name = models.CharField(_("name"), max_length=120)
    name_fr, name_es, name_ar = translations_of(models.CharField, _("name"), max_length=160)
    description = models.TextField(
        _("description"), blank=True, help_text=_("What belongs under this word, as the codebook says.")
    )
    description_fr, description_es, description_ar = translations_of(models.TextField, _("description"))
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Its place in the codebook."))

    objects = NaturalKeyManager("slug")
    told_apart = [ToldApart("name")]

    class Meta:
        abstract = True
        ordering = ["position"]

    def __str__(self):
        return self.local_name

    def natural_key(self):
        return (self.slug,)

    @property
    def local_name(self):
        """The name in the language of the page."""
        return local(self, "name")

    @property
    def local_description(self):
        """The description in the language of the page."""
        return local(self, "description")


class Theme(Term):
    """What a record is about: remittances, recruitment, policy coherence. The codebook defines each."""

    not_here = models.TextField(
        _("not here"), blank=True, help_text=_("What belongs under a neighbouring theme instead, and which.")
    )
    not_here_fr, not_here_es, not_here_ar = translations_of(models.TextField, _("not here"))

    class Meta(Term.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    def get_absolute_url(self):
        return address("meetings:theme", self.slug)

    @cached_property
    def marks(self):
        """What the search knows records on this theme by: the synonyms name it by a slug that it has, or once had."""
        return tuple(f"theme_{slug}" for slug in [self.slug, *earlier_names(self)])


class Coding(models.Model):
    """A theme given to a record. The first position is the record's main theme.

    A subclass adds the record it codes and lists that record's field first in its natural key.
    """

    theme = models.ForeignKey(Theme, models.PROTECT, verbose_name=_("theme"), related_name="%(class)s_set")
    position = models.PositiveSmallIntegerField(
        _("position"), default=1, help_text=_("1 for the main theme, then 2 and 3.")
    )

    class Meta:
        abstract = True
        ordering = ["position"]

    def __str__(self):
        return str(self.theme)


class PartyKind(models.TextChoices):
    """What kind of party a document lists."""

    GOVERNMENT = "government", _("government")
    ORGANISATION = "organisation", _("organisation")
    PERSON = "person", _("person")
    CATEGORY = "category", _("category of participants")


PART_OF_ITSELF = _("A meeting cannot be a part of itself.")


class Meeting(Named):
    """A gathering of the Forum, with the facts its documents state about it.

    A fact that the documents leave open is empty here and shown as not stated.
    """

    class Kind(models.TextChoices):
        FORUM = "forum", _("Forum meeting")
        CIVIL_SOCIETY_DAY = "civil-society-day", _("Civil Society Day")
        THEMATIC = "thematic-meeting", _("Thematic meeting")

    slug = models.SlugField(
        _("slug"),
        unique=True,
        help_text=_(
            "City and year, as in “manila-2008”. Part of every address; a former one leads to the new for ever."
        ),
    )
    title = models.CharField(_("title"), max_length=250, help_text=_("The full title, as the page’s heading shows it."))
    short_title = models.CharField(
        _("short title"), max_length=60, help_text=_("City and year, as shown in lists: “Manila 2008”.")
    )
    short_title_fr, short_title_es, short_title_ar = translations_of(models.CharField, _("short title"), max_length=60)
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=Kind,
        help_text=_("A yearly Forum, its Civil Society Day, or a thematic meeting."),
    )
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("part of"),
        related_name="parts",
        help_text=_("The meeting that this one is a part of, if any."),
    )
    city = models.CharField(_("city"), max_length=80, help_text=_("As printed in the document."))
    city_fr, city_es, city_ar = translations_of(models.CharField, _("city"), max_length=80)
    country = CountryField(_("country"), help_text=_("Where the meeting was held."))
    venue = models.CharField(_("venue"), max_length=200, blank=True, help_text=_("As printed; empty if not stated."))
    time_zone = models.CharField(
        _("time zone"),
        max_length=40,
        help_text=_("The zone of the place in the IANA list, such as “Europe/Brussels”."),
        validators=[known_zone],
    )
    starts_on = models.DateField(_("starts on"), validators=[of_our_time])
    ends_on = models.DateField(_("ends on"), validators=[of_our_time])
    motto = models.CharField(_("motto"), max_length=250, blank=True, help_text=_("As printed, without quote marks."))
    attendance = models.CharField(
        _("attendance"), max_length=200, blank=True, help_text=_("How many took part, in the words of the document.")
    )
    summary = models.TextField(
        _("summary"), blank=True, help_text=_("One or two sentences in our own words. Shown as ours, never as record.")
    )

    objects = NaturalKeyManager("slug")
    told_apart = [ToldApart("title"), ToldApart("short_title")]

    class Meta:
        ordering = ["starts_on", "slug"]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="meeting_ends_after_it_starts",
                violation_error_message=_("The meeting ends before it starts: check both dates."),
            ),
            models.CheckConstraint(
                condition=models.Q(part_of__isnull=True) | ~models.Q(part_of=models.F("id")),
                name="meeting_not_part_of_itself",
                violation_error_message=PART_OF_ITSELF,
            ),
        ]

    def __str__(self):
        return self.local_title

    def natural_key(self):
        return (self.slug,)

    def clean(self):
        super().clean()
        never_within_itself(self, "part_of", PART_OF_ITSELF)

    @property
    def local_title(self):
        """The short title in the language of the page."""
        return local(self, "short_title")

    @property
    def days(self):
        """The days on which it is held, in words."""
        return days_in_words(self.starts_on, self.ends_on)

    @property
    def local_city(self):
        """The city in the language of the page."""
        return local(self, "city")

    def get_absolute_url(self):
        return address("meetings:detail", self.slug)


class Participation(models.Model):
    """Who took part in a meeting and in which role, as the document lists them.

    `as_listed` is the printed wording, slips included; `name` is the usual name we show and sort by.
    """

    class Role(models.TextChoices):
        HOST = "host", _("host")
        ORGANISER = "organiser", _("organiser")
        CHAIR = "chair", _("chair")
        CO_CHAIR = "co-chair", _("co-chair")
        PARTNER = "partner", _("partner")
        SUPPORTER = "supporter", _("supporter")
        COORDINATOR = "coordinator", _("coordinator")
        ADVISER = "adviser", _("expert adviser")
        RAPPORTEUR = "rapporteur", _("rapporteur")
        PARTICIPANT = "participant", _("participant")
        CONSULTED = "consulted", _("consulted beforehand")

    meeting = models.ForeignKey(Meeting, models.CASCADE, verbose_name=_("meeting"), related_name="participations")
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Its place in the printed list."))
    kind = models.CharField(_("kind"), max_length=12, choices=PartyKind, help_text=_("What kind of party it is."))
    role = models.CharField(_("role"), max_length=12, choices=Role, help_text=_("Its role, as the document says."))
    name = models.CharField(_("name"), max_length=200, help_text=_("The usual name today."))
    as_listed = models.CharField(_("as listed"), max_length=250, help_text=_("The words printed, slips included."))
    country = CountryField(_("country"), blank=True, help_text=_("Of a government, or where the document says so."))
    number = models.PositiveIntegerField(
        pgettext_lazy("how many", "number"),
        null=True,
        blank=True,
        help_text=_("How many people, where the document counts a category."),
    )
    note = models.CharField(
        _("note"), max_length=250, blank=True, help_text=_("What a reader should know; ours, shown beside the entry.")
    )

    objects = NaturalKeyManager("meeting__slug", "position")
    told_apart = [ToldApart("name", ("meeting", "kind", "role"))]

    class Meta:
        ordering = ["meeting", "position"]
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="participation_position_once_per_meeting",
                violation_error_message=_("Another entry of this meeting has this position."),
            ),
            models.CheckConstraint(
                condition=models.Q(number__isnull=True) | models.Q(kind="category"),
                name="participation_number_only_for_categories",
                violation_error_message=_("Only a category of participants has a number."),
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.get_role_display()})"

    def get_role_display(self):
        """What the role is called."""
        return name_of(self.Role, self.role)

    @property
    def local_name(self):
        """The usual name; for a government, that of its country in the language of the page."""
        in_english = get_language() in (None, settings.LANGUAGE_CODE)
        of_country = self.kind == PartyKind.GOVERNMENT and self.country
        return self.country.name if of_country and not in_english else self.name

    def natural_key(self):
        return (self.meeting.slug, self.position)

    natural_key.dependencies = ["meetings.meeting"]


class Room(models.Model):
    """A room of a meeting's venue, in which its sessions are held."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, verbose_name=_("meeting"), related_name="rooms")
    slug = models.SlugField(
        _("slug"), help_text=_("The short name used in downloads, such as “room-3”. It cannot be changed later.")
    )
    name = models.CharField(_("name"), max_length=120, help_text=_("As the signs in the building show it: “Room 3”."))
    place = models.CharField(
        _("place"), max_length=200, blank=True, help_text=_("Building and floor: “Egmont Palace, second floor”.")
    )
    capacity = models.PositiveIntegerField(
        _("capacity"), null=True, blank=True, help_text=_("How many people it seats; empty if not known.")
    )
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Its place in lists of rooms, from 1."))

    objects = NaturalKeyManager("meeting__slug", "slug")
    told_apart = [by_code("slug", "meeting"), ToldApart("name", ("meeting",))]

    class Meta:
        ordering = ["meeting", "position"]
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "slug"],
                name="room_slug_once_per_meeting",
                violation_error_message=_("This meeting already has a room with this slug."),
            ),
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="room_position_once_per_meeting",
                violation_error_message=_("Another room of this meeting has this position."),
            ),
        ]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.meeting.slug, self.slug)

    natural_key.dependencies = ["meetings.meeting"]


class Deadline(models.Model):
    """A date by which something is due before or after a meeting: papers, registration."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, verbose_name=_("meeting"), related_name="deadlines")
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Its place in the list, from 1."))
    name = models.CharField(_("name"), max_length=200, help_text=_("What is due: “Registration closes”."))
    date = models.DateField(
        _("date"), help_text=_("The last day, in local time of the meeting."), validators=[of_our_time]
    )
    time = models.TimeField(
        _("time"), null=True, blank=True, help_text=_("Local time of the meeting; empty for the end of the day.")
    )
    url = models.URLField(_("address"), max_length=500, blank=True, help_text=_("Where to hand in or register."))
    note = models.CharField(_("note"), max_length=250, blank=True, help_text=_("What else a reader should know."))

    objects = NaturalKeyManager("meeting__slug", "position")
    told_apart = [ToldApart("name", ("meeting",))]

    class Meta:
        ordering = ["meeting", "position"]
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="deadline_position_once_per_meeting",
                violation_error_message=_("Another deadline of this meeting has this position."),
            ),
        ]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.meeting.slug, self.position)

    natural_key.dependencies = ["meetings.meeting"]
