"""The rows of a page, as the database sends them."""

import pytest
from django.db import connection
from django.db.backends.signals import connection_created

from browse.rows import rows
from meetings.models import Theme

pytestmark = pytest.mark.django_db(transaction=True)


def themes(ids):
    return Theme.objects.filter(pk__in=ids).order_by("position").values_list("pk", "slug")


def by_slug(slugs):
    return Theme.objects.filter(slug__in=slugs).order_by("position").values_list("slug")


@pytest.fixture
def made():
    """Three themes, as (id, slug)."""
    slugs = ["first", "second", "o'brien %s"]
    return [(Theme.objects.create(slug=slug, name=slug, position=at).pk, slug) for at, slug in enumerate(slugs)]


def test_any_number_of_rows_is_read_by_ids_or_by_words(made):
    ids, slugs = zip(*made, strict=True)
    for number in (1, 3, 2):
        assert rows(themes, list(ids[:number])) == made[:number]
        assert rows(by_slug, list(slugs[-number:])) == [(slug,) for slug in slugs[-number:]]
    assert rows(themes, []) == []


def test_a_connection_that_was_made_anew_reads_them_too(made):
    ids = [pk for pk, _slug in made]
    assert rows(themes, ids) == made
    connection.close()
    assert rows(themes, ids) == made


def test_a_connection_of_which_nobody_was_told_reads_them_too(made, monkeypatch):
    """Such is the first one of a process that opens it before it knows the pages."""
    ids = [pk for pk, _slug in made]
    assert rows(themes, ids) == made
    monkeypatch.setattr(connection_created, "send", lambda **_said: [])
    connection.close()
    assert rows(themes, ids) == made


def test_a_page_that_failed_leaves_nothing_that_the_next_stumbles_over(made):
    ids = [pk for pk, _slug in made]
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        assert rows(themes, ids) == made
        cursor.execute("ROLLBACK")
    assert rows(themes, ids) == made
