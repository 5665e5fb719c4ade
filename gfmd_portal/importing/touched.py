"""Which records an import touched: the triggers that log every change know them."""

from django.db.models import Count

from changes.models import Change, Event


def touched(table, before):
    """The ids of the records of a table that are new since version `before`, and of those that changed, as two lists.

    A record has changed too where only its links are others.
    """
    main, links = _logged(table, before)
    new = set(main.filter(event=Event.ADDED).values_list("row", flat=True))
    changed = set(main.filter(event=Event.CHANGED).values_list("row", flat=True))
    relinked = set(links.values_list("owner", flat=True))
    return sorted(new), sorted((changed | relinked) - new)


def number_of_relinked(table, before):
    """How many records of a table have other links since version `before`, and are else as they were."""
    main, links = _logged(table, before)
    return links.exclude(owner__in=main.values("row")).aggregate(number=Count("owner", distinct=True))["number"]


def _logged(table, before):
    """What the log says of a table since a version: of its records, and of their links."""
    since = Change.objects.filter(pk__gt=before.number).order_by()
    return (
        since.filter(table=table.model._meta.db_table),
        since.filter(table__in=[link.model._meta.db_table for link in table.links]),
    )
