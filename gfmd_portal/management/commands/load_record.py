"""`manage.py load_record`: bring the record into the database."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from gfmd_portal.derived import bring_up_to_date
from gfmd_portal.loading import RecordError, load_record
from meetings.models import Meeting


class Command(BaseCommand):
    """Loads all fixtures in order, with their index, whole or not at all. A second load changes nothing."""

    help = "Load the record from the fixtures. Records that stand in the database already are brought up to date."

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty", action="store_true", help="Do nothing when the database holds a meeting, so that edits stay."
        )

    def handle(self, *, if_empty, **options):
        if if_empty and Meeting.objects.exists():
            return "The record is there already."
        try:
            with transaction.atomic():
                outcomes = load_record()
                bring_up_to_date()
        except RecordError as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        return (
            f"The record is loaded: {outcomes['new']} new, {outcomes['changed']} changed, "
            f"{outcomes['unchanged']} unchanged."
        )
