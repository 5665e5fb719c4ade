"""What the Secretariat may do at the desk, and what it may not delete."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.urls import reverse

from tests import factories
from tests.at_the_desk import MODELS, address, form_of

pytestmark = pytest.mark.django_db


NEVER_DELETED = {
    *("meeting", "document", "passage", "theme", "addressee", "agency"),
    *("session", "roundtable", "recommendation", "example"),
}


secretariat = import_module("gfmd_portal.migrations.0001_secretariat")


def test_the_secretariat_has_exactly_its_permissions():
    expected = {
        (model._meta.app_label, f"{action}_{model._meta.model_name}")
        for model in MODELS
        for action in ["add", "change", "delete", "view"]
        if action != "delete" or model._meta.model_name not in NEVER_DELETED
    }
    held = Group.objects.get(name="Secretariat").permissions
    assert set(held.values_list("content_type__app_label", "codename")) == expected


def test_the_secretariat_does_not_see_users(desk):
    assert desk.get(reverse("admin:auth_user_changelist")).status_code == 403


def test_the_migration_of_the_group_can_run_twice_and_back():
    past = MigrationLoader(connection).project_state(("gfmd_portal", "0001_secretariat")).apps
    editor = SimpleNamespace(connection=connection)
    before = set(Group.objects.values_list("name", "permissions"))
    secretariat.form_group(past, editor)
    assert set(Group.objects.values_list("name", "permissions")) >= before
    assert Permission.objects.count() == len(set(Permission.objects.values_list("content_type", "codename")))
    secretariat.dissolve_group(past, editor)
    assert not Group.objects.filter(name="Secretariat").exists()


@pytest.mark.parametrize(
    "make", [factories.a_session, factories.a_roundtable, factories.a_recommendation, factories.an_example]
)
def test_what_has_an_address_is_not_deleted_at_the_desk(desk, make):
    record = make()
    assert 'class="deletelink"' not in desk.get(form_of(record)).content.decode()
    assert desk.post(address("delete", type(record), record.pk), {"post": "yes"}).status_code == 403
    several = {"action": "delete_selected", "_selected_action": record.pk, "post": "yes"}
    desk.post(address("changelist", type(record)), several)
    assert type(record).objects.filter(pk=record.pk).exists()


def test_before_it_deletes_a_record_the_desk_names_its_passages(desk):
    question = factories.a_question()
    question.passages.add(passage := factories.a_passage())
    page = desk.get(address("delete", type(question), question.pk)).content.decode()
    assert f"passage relationship: {passage}</li>" in page
    assert " object (" not in page
