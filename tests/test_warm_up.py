"""What a worker has done before its first visitor comes."""

import gc

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.template import engines

from browse import indexing
from gfmd_portal.downloads.lists import LISTS
from gfmd_portal.serving.warm_up import look_at_the_tables, warm_up

pytestmark = pytest.mark.django_db


def test_lists_and_templates_are_ready_and_the_collector_leaves_them_alone(monkeypatch):
    loader, jinja = engines["django"].engine.template_loaders[0], engines["jinja2"].env
    loader.reset()
    jinja.cache.clear()
    monkeypatch.setattr(indexing, "_made", {})
    monkeypatch.setattr(connection, "close", lambda: None)
    gc.unfreeze()
    try:
        warm_up()
        assert "recommendations/recommendation_detail.html" in loader.get_template_cache
        ready = {name for _loader, name in jinja.cache}
        assert {"recommendations/recommendation_list.jinja", "recommendations/_cards.jinja"} <= ready
        assert len(indexing._made) == len(LISTS)
        assert gc.get_freeze_count() > 10_000
    finally:
        gc.unfreeze()


def test_the_keeper_is_told_of_tables_of_an_earlier_release(caplog):
    look_at_the_tables()
    assert caplog.messages == []
    MigrationRecorder(connection).record_unapplied("search", "0003_frequent_words")
    look_at_the_tables()
    assert caplog.messages == ["The tables of the database are those of an earlier release: run manage.py migrate."]
