"""A record that was merged into another is kept like one that was deleted; what is tied is noted in the same way."""

from django.db import migrations, models


def note_several_rows(apps, schema_editor):
    """So far a tie held one row and what it said, and the row was left empty."""
    kept = apps.get_model("changes", "Deleted").objects.using(schema_editor.connection.alias)
    for deleted in kept.exclude(ties=[]):
        deleted.ties = [[kind, column, [row], before, None] for kind, column, row, before in deleted.ties]
        deleted.save(update_fields=["ties"])


class Migration(migrations.Migration):
    dependencies = [("changes", "0007_deleted")]

    operations = [
        migrations.AddField(
            model_name="deleted",
            name="into",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="formername",
            name="merged",
            field=models.BooleanField(null=True),
        ),
        migrations.RunPython(note_several_rows, migrations.RunPython.noop, elidable=True),
    ]
