"""In the log of changes an example belongs to its recommendation; so far it belonged to its meeting."""

from django.db import migrations

OF_ITS_RECOMMENDATION = """
UPDATE changes_change SET owner = (
    SELECT recommendation_id FROM recommendations_example AS example WHERE example.id = changes_change."row"
) WHERE "table" = 'recommendations_example'
"""
OF_ITS_MEETING = OF_ITS_RECOMMENDATION.replace("recommendation_id", "meeting_id")


class Migration(migrations.Migration):

    dependencies = [
        ("changes", "0004_former_names"),
        ("recommendations", "0005_names_in_other_languages"),
    ]

    operations = [migrations.RunSQL(OF_ITS_RECOMMENDATION, OF_ITS_MEETING)]
