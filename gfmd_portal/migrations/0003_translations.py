"""The Secretariat keeps the translations of passages."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUP = "Secretariat"
ADDED = {"documents": ["translation"]}


def give_permissions(apps, schema_editor):
    database = schema_editor.connection.alias
    permissions = apps.get_model("auth", "Permission").objects.using(database)
    group = apps.get_model("auth", "Group").objects.using(database).get(name=GROUP)
    for label, models in ADDED.items():
        # As in 0001: permissions are made here, because Django makes them only after all migrations.
        app = apps.get_app_config(label)
        app.models_module = True
        create_permissions(app, apps=apps, using=database, verbosity=0)
        app.models_module = None
        group.permissions.add(
            *permissions.filter(content_type__app_label=label, content_type__model__in=models)
        )


class Migration(migrations.Migration):
    dependencies = [
        ("gfmd_portal", "0002_programme"),
        ("documents", "0003_translation"),
    ]

    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
