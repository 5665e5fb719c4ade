"""The kinds of field that an answer is made of, where Django REST framework has none that fits."""

from operator import attrgetter

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from gfmd_portal.languages import ENGLISH, tag
from meetings.translated import OTHERS


class Each(serializers.ListField):
    """One value of each record that belongs to this one, in their order: the slugs of its themes."""

    child = serializers.CharField()

    def __init__(self, related, value, **facts):
        super().__init__(source=related, **facts)
        self.value = attrgetter(value)

    def bind(self, field_name, parent):
        if self.source == field_name:  # saying it twice is an error to the framework
            self.source = None
        super().bind(field_name, parent)

    def to_representation(self, data):
        return [self.value(record) for record in data.all()]


class NamesField(serializers.DictField):
    """What a record is called in each language of the portal, as linked data has it: a text by its language.

    One answer serves all, so that it depends on no header and a cache gives nobody the wrong language.
    """

    child = serializers.CharField()

    def __init__(self, column, **facts):
        usual = {
            "source": "*",
            "help_text": _("Its name by language: en, fr, es and ar, as far as somebody has named it there."),
        }
        super().__init__(**usual | facts)
        self.columns = {tag(ENGLISH): column} | {code: f"{column}_{code}" for code in OTHERS}

    def to_representation(self, value):
        names = {language: getattr(value, column) for language, column in self.columns.items()}
        return {language: name for language, name in names.items() if name}


class DocumentField(serializers.CharField):
    """The document that a record was taken from."""

    def __init__(self, **facts):
        usual = {
            "source": "passages",
            "allow_blank": True,
            "help_text": _("The document it was taken from, by its slug; empty where the record points to none."),
        }
        super().__init__(**usual | facts)

    def to_representation(self, value):
        quoted = value.all()
        return quoted[0].document.slug if quoted else ""


class AnchorsField(serializers.ListField):
    """The passages that a record was taken from."""

    child = serializers.CharField()

    def __init__(self, **facts):
        usual = {
            "source": "passages",
            "help_text": _(
                "The passages of that document it was taken from, in printed order, by their anchors. "
                "A passage of any other document is written slug#anchor."
            ),
        }
        super().__init__(**usual | facts)

    def to_representation(self, data):
        quoted = [(passage.document.slug, passage.anchor) for passage in data.all()]
        return [anchor if slug == quoted[0][0] else f"{slug}#{anchor}" for slug, anchor in quoted]


class PageField(serializers.URLField):
    """The full address of the web page that shows a record."""

    def __init__(self, **facts):
        super().__init__(**{"source": "*", "help_text": _("The web page that shows it, a full address.")} | facts)

    def path(self, record):
        return record.get_absolute_url()

    def to_representation(self, value):
        return self.context["request"].build_absolute_uri(self.path(value))


class AddressField(PageField):
    """The full address of a record in this API: the name of its view, and where in the record its parts are."""

    def __init__(self, view, *parts, **facts):
        super().__init__(**{"help_text": _("This record in the API, a full address.")} | facts)
        self.view = view
        self.parts = [attrgetter(part) for part in parts]

    def path(self, record):
        return reverse(f"api:{self.view}", args=[part(record) for part in self.parts])


class FilteredPageField(PageField):
    """The full address of a list page narrowed to one value."""

    def __init__(self, view, word, **facts):
        super().__init__(**facts)
        self.view = view
        self.word = word

    def path(self, record):
        return f"{reverse(self.view)}?{self.word}={record.slug}"


class MomentField(serializers.DateTimeField):
    """The start or end of a session, in local time with its offset from UTC."""

    def __init__(self, edge, **facts):
        super().__init__(source="*", allow_null=True, **facts)
        self.edge = edge

    def to_representation(self, value):
        moment = value.slot and getattr(value.slot, self.edge)
        return moment.isoformat() if moment else None
