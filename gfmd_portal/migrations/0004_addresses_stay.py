"""The Secretariat does not delete sessions, roundtables, recommendations and examples either: each has an address.

A session took with it all that it had recommended, and nothing brought that back.
"""

from django.db import migrations

GROUP = "Secretariat"
STAY = ["session", "roundtable", "recommendation", "example"]


def held(apps, schema_editor):
    database = schema_editor.connection.alias
    group = apps.get_model("auth", "Group").objects.using(database).get(name=GROUP)
    permissions = apps.get_model("auth", "Permission").objects.using(database)
    of_our_apps = permissions.filter(content_type__app_label__in=["gfmd_sessions", "roundtables", "recommendations"])
    return group.permissions, of_our_apps.filter(codename__in=[f"delete_{name}" for name in STAY])


def withhold(apps, schema_editor):
    permissions, withheld = held(apps, schema_editor)
    permissions.remove(*withheld)


def give_back(apps, schema_editor):
    permissions, withheld = held(apps, schema_editor)
    permissions.add(*withheld)


class Migration(migrations.Migration):
    dependencies = [
        ("gfmd_portal", "0003_translations"),
    ]

    operations = [migrations.RunPython(withhold, give_back)]
