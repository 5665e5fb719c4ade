"""How tests ask the search, and edit what it finds."""

from django.db import connection

from recommendations.filters import found_recommendations
from recommendations.models import Recommendation
from search.results import Results

CSD = "brussels-2007-csd"


def refs(typed):
    """The recommendations found, without the long name of the Civil Society Day."""
    found = found_recommendations({"q": typed})
    found.bring_up_to_date()
    return [record.ref.replace(f"{CSD}/", "") for record in found.qs]


def counts(typed):
    """How many records of each kind are found, by kind."""
    return Results(typed).counts


def an_edit(text, how):
    """Give one recommendation another text, in one of the ways in which a row is changed."""
    record = Recommendation.objects.get(meeting__slug="bern-2011", code="S5-3")
    if how == "save":
        record.text = text
        record.save()
    elif how == "update":
        Recommendation.objects.filter(pk=record.pk).update(text=text)
    elif how == "bulk_update":
        record.text = text
        Recommendation.objects.bulk_update([record], ["text"])
    else:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE recommendations_recommendation SET text = %s WHERE id = %s", [text, record.pk])
