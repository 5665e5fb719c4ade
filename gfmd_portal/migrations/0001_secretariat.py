"""The group “Secretariat”: whoever is in it (and is staff) keeps the whole record.

Addresses are never broken, so its members cannot delete what other records or other sites point to.
An app that gains a model later gives the group its permissions in a migration of its own.
"""

from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUP = "Secretariat"
APPS = ["meetings", "documents", "roundtables", "gfmd_sessions", "agencies", "recommendations"]
NEVER_DELETED = {"meeting", "document", "passage", "theme", "addressee", "agency"}


def form_group(apps, schema_editor):
    database = schema_editor.connection.alias
    for label in APPS:
        # Django makes permissions once all migrations are done, which is too late to hand them out here. It skips an
        # app without a models module, and the apps of a migration have none.
        app = apps.get_app_config(label)
        app.models_module = True
        create_permissions(app, apps=apps, using=database, verbosity=0)
        app.models_module = None
    group, _ = apps.get_model("auth", "Group").objects.using(database).get_or_create(name=GROUP)
    of_our_apps = apps.get_model("auth", "Permission").objects.using(database).filter(content_type__app_label__in=APPS)
    group.permissions.set(of_our_apps.exclude(codename__in=[f"delete_{name}" for name in NEVER_DELETED]))


def dissolve_group(apps, schema_editor):
    apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias).filter(name=GROUP).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        *((label, "0001_initial") for label in APPS),
    ]

    operations = [migrations.RunPython(form_group, dissolve_group)]
