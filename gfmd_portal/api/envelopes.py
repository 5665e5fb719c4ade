"""What stands around the records of an answer, and what an error says: the parts of the schema that are no record."""

from functools import cache

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

RECORD_VERSION = _("The version of the record, such as 2026-11-21.2557: the day and number of its last change.")

IN_EACH = _("What people call it by language: en, fr, es and ar. Words of record are the same in each.")


class OddWordSerializer(serializers.Serializer):
    """A word of the address that meant nothing, and what it said."""

    word = serializers.CharField(help_text=_("The word of the address."))
    value = serializers.CharField(help_text=_("The value that meant nothing, cut after 60 characters."))


class FacetValueSerializer(serializers.Serializer):
    """A value by which the list can be narrowed."""

    value = serializers.CharField(help_text=_("The value, as the address takes it."))
    label = serializers.CharField(help_text=_("What people call it."))
    labels = serializers.DictField(child=serializers.CharField(), help_text=IN_EACH)
    count = serializers.IntegerField(
        help_text=_("How many records the list has with this value alone in its facet, all other choices kept.")
    )
    gain = serializers.IntegerField(
        help_text=_("How many records this value would add to the values now chosen in its facet.")
    )
    chosen = serializers.BooleanField(help_text=_("Whether the address chose it."))


class FacetSerializer(serializers.Serializer):
    """A word by which the list can be narrowed, with its values."""

    name = serializers.CharField(help_text=_("The word of the address."))
    label = serializers.CharField(help_text=_("What people call it."))
    labels = serializers.DictField(child=serializers.CharField(), help_text=IN_EACH)
    values = FacetValueSerializer(many=True, help_text=_("Its values, in the order of their vocabulary."))
    left_out = serializers.IntegerField(
        help_text=_("How many values are left out: a long facet has only those of the meetings that are chosen.")
    )


class ListSerializer(serializers.Serializer):
    """A page of a list."""

    version = serializers.CharField(help_text=RECORD_VERSION)
    count = serializers.IntegerField(
        help_text=_("How many records the whole list holds: the same number as on its web page and in its downloads.")
    )
    page = serializers.IntegerField(
        help_text=_("The number of this page, from 1; 0 where the list does not have the page asked for.")
    )
    pages = serializers.IntegerField(help_text=_("How many pages the list has at this size."))
    page_size = serializers.IntegerField(help_text=_("How many records a page holds."))
    next = serializers.URLField(allow_null=True, help_text=_("The next page, a full address, or null."))
    previous = serializers.URLField(allow_null=True, help_text=_("The page before, a full address, or null."))
    not_understood = OddWordSerializer(
        many=True, help_text=_("The words of the address that meant nothing here; the rest of it was followed.")
    )
    facets = FacetSerializer(
        many=True, required=False, help_text=_("The facets with their counts, if the address says facets=1.")
    )


class MeantSerializer(serializers.Serializer):
    """A page whose address is like the one asked for."""

    label = serializers.CharField(help_text=_("What the page is called."))
    page = serializers.URLField(help_text=_("The web page, a full address."))
    url = serializers.URLField(allow_null=True, help_text=_("The same in the API, a full address, or null."))


class ErrorSerializer(serializers.Serializer):
    """Why there is no answer."""

    detail = serializers.CharField(help_text=_("What is wrong, in plain words."))


class NotFoundSerializer(ErrorSerializer):
    """That there is nothing, and what was perhaps meant."""

    suggestions = MeantSerializer(many=True, help_text=_("Pages that may have been meant, the most alike first."))


class RootSerializer(serializers.Serializer):
    """Where everything in the API is."""

    version = serializers.CharField(help_text=RECORD_VERSION)
    docs = serializers.URLField(help_text=_("The documentation for people, a full address."))
    schema = serializers.URLField(help_text=_("The description for programs (OpenAPI), a full address."))
    lists = serializers.DictField(
        child=serializers.URLField(), help_text=_("The lists of records: the name of each and its full address.")
    )


@cache
def list_of(record):
    """The serializer of a page of records that `record` serializes; it describes and is never run."""
    name = record.__name__.replace("Serializer", "ListSerializer")
    facts = {"__doc__": ListSerializer.__doc__, "__module__": __name__}
    results = record(many=True, help_text=_("The records of this page, in the order of the list."))
    return type(name, (ListSerializer,), {**facts, "results": results})
