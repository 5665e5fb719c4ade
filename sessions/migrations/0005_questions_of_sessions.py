"""In the log of changes a guiding question belongs to its session; so far it belonged to its meeting."""

from django.db import migrations

OF_ITS_SESSION = """
UPDATE changes_change SET owner = (
    SELECT session_id FROM gfmd_sessions_guidingquestion AS question WHERE question.id = changes_change."row"
) WHERE "table" = 'gfmd_sessions_guidingquestion'
"""
OF_ITS_MEETING = OF_ITS_SESSION.replace("session_id", "meeting_id")


class Migration(migrations.Migration):

    dependencies = [
        ("changes", "0004_former_names"),
        ("gfmd_sessions", "0004_agenda_change"),
    ]

    operations = [migrations.RunSQL(OF_ITS_SESSION, OF_ITS_MEETING)]
