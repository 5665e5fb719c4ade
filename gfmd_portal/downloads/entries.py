"""The entries of records in a feed: each keeps its identity, however the record or its meeting is renamed."""

from agencies.models import Activity
from gfmd_portal.citations.records import reference_to
from gfmd_portal.downloads.atom import UNKNOWN, entry
from gfmd_portal.identities import Identities, urn
from recommendations.models import Example, Recommendation
from sessions.models import GuidingQuestion, Session


def entries_of(records, changed, absolute, version):
    """Yield the entry of each record. `changed` tells by its id when it last changed.

    One query reads the first names of them all.
    """
    told = [TOLD_BY[type(record)](record) for record in records]
    name = Identities(part for parts in told for part in parts).name
    for record, parts in zip(records, told, strict=True):
        reference = reference_to(record, absolute, version)
        yield entry(
            identity=urn(name(*parts)),
            title=f"{reference.number}: {reference.title}",
            updated=changed.get(record.pk, UNKNOWN),
            page=reference.address,
            content=reference.abstract,
            keywords=reference.keywords,
        )


def _activity(activity):
    track = activity.group.roundtable
    return track.meeting, "activity", track, activity.group.letter, activity.position


def _question(question):
    within = [question.session] if question.session else []
    return question.meeting, "question", *within, question.position


TOLD_BY = {
    Recommendation: lambda record: (record.meeting, "recommendation", record),
    Example: lambda record: (record.meeting, "example", record),
    Activity: _activity,
    Session: lambda record: (record.meeting, "session", record),
    GuidingQuestion: _question,
}
"""What tells a record from all others: its meeting, its kind, and its name there or its place."""
