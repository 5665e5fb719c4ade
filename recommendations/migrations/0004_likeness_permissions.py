"""The Secretariat says which recommendations are alike."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUP = "Secretariat"
ACTIONS = ["add", "change", "delete", "view"]


def permit(apps, schema_editor):
    database = schema_editor.connection.alias
    # As in `gfmd_portal.0001_secretariat`: Django makes permissions once all migrations are done, which is too late.
    app = apps.get_app_config("recommendations")
    app.models_module = True
    create_permissions(app, apps=apps, using=database, verbosity=0)
    app.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.using(database)
    wanted = permissions.filter(
        content_type__app_label="recommendations", codename__in=[f"{action}_likeness" for action in ACTIONS]
    )
    for group in apps.get_model("auth", "Group").objects.using(database).filter(name=GROUP):
        group.permissions.add(*wanted)


class Migration(migrations.Migration):
    dependencies = [
        ("recommendations", "0003_likenesses"),
        ("gfmd_portal", "0001_secretariat"),
    ]

    operations = [migrations.RunPython(permit, migrations.RunPython.noop)]
