"""`manage.py forget_agendas`: delete what readers had kept and whose time is over."""

from django.core.management.base import BaseCommand

from mine.models import MyAgenda


class Command(BaseCommand):
    """Deletes the agendas of readers after their last day. Their addresses lead nowhere from that day on anyhow."""

    help = "Delete the agendas of readers whose last day is over. To be run once a day."

    def handle(self, **options):
        return f"Agendas forgotten: {MyAgenda.objects.forget_expired()}."
