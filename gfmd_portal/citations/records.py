"""The reference to each kind of record: recommendation, example, activity, session, guiding question, document."""

from django.utils.translation import gettext as _

from agencies.models import Activity
from documents.models import Document
from gfmd_portal.citations.reference import FORUM, Author, Reference, Source, as_title, authors_of, one_line
from gfmd_portal.languages import in_english
from gfmd_portal.prefetching import as_lists, listed
from recommendations.models import Example, Recommendation
from sessions.models import GuidingQuestion, Session

PASSAGES = (*as_lists("passages"), "its_passages__document")
READ_WITH = (*PASSAGES, *as_lists("codings"), "its_codings__theme")
"""What to prefetch where many examples or activities are cited at once."""
READ_WITH_ITEMS = (*READ_WITH, *as_lists("sub_items"))
"""The same for recommendations."""


@in_english
def reference_to(record, absolute, version):
    """The `Reference` to `record` as it stands in `version` of the record.

    `absolute` turns a path into a full address. Raises KeyError for a record of a kind that is not cited.
    """
    described = DESCRIBERS[type(record)](record, absolute)
    address = absolute(record.get_absolute_url())
    return Reference(address=address, version=str(version), **described)


def _recommendation(record, absolute):
    return {
        **_of_meeting(record, absolute, "recommendation", record.ref),
        "genre": record.get_kind_display().capitalize(),
        "title": as_title(record.heading or record.text.split("\n")[0]),
        "abstract": "\n".join([record.text, *(item.text for item in listed(record, "sub_items"))]),
        "keywords": _themes(record),
    }


def _example(record, absolute):
    return {
        **_of_meeting(record, absolute, "example", record.ref),
        "genre": _("Example"),
        "title": as_title(record.text),
        "abstract": record.text,
        "keywords": _themes(record),
    }


def _activity(record, absolute):
    group = record.group
    meeting = group.roundtable.meeting
    ref = f"{meeting.slug}/{group.code}-{record.position}"
    return {
        **_part(record, meeting, absolute, "activity", ref),
        "genre": _("Activity"),
        "title": as_title(record.activity.split("\n")[0]),
        "abstract": f"{record.activity}\n\n{record.objective}",
        "keywords": _themes(record),
    }


def _session(session, absolute):
    return {
        **_of_meeting(session, absolute, "session", f"{session.meeting.slug}/{session.number}"),
        "genre": session.get_kind_display().capitalize(),
        "title": f"{one_line(session.headline)} ({session.meeting.short_title})",
        "abstract": session.abstract,
    }


def _question(question, absolute):
    parts = [
        question.meeting.slug,
        question.session.number if question.session else "",
        f"question-{question.position}",
    ]
    return {
        **_of_meeting(question, absolute, "question", "/".join(filter(None, parts))),
        "genre": str(question._meta.verbose_name).capitalize(),
        "title": as_title(question.text),
        "abstract": question.text,
    }


def _document(document, absolute):
    publisher = one_line(document.publisher)
    return {
        "key": _key("document", document.slug),
        "issued": document.published_on or str(document.meeting.starts_on.year),
        "authors": authors_of(document.author) or (Author(publisher or FORUM),),
        "publisher": publisher or FORUM,
        "is_whole": True,
        "genre": "",
        "title": one_line(document.title),
        "language": document.language,
    }


def _of_meeting(record, absolute, kind, ref):
    """What the references to all records of a meeting share."""
    return _part(record, record.meeting, absolute, kind, ref)


def _part(record, meeting, absolute, kind, ref):
    """What the references to all parts of documents share: the year is that of the meeting."""
    source = _source(record, absolute)
    return {
        "key": _key(kind, ref),
        "issued": str(meeting.starts_on.year),
        "number": ref,
        "source": source,
        "publisher": (source and source.publisher) or FORUM,
    }


def _source(record, absolute):
    """The document in which the record stands; None where no passage is known."""
    passage = next(iter(listed(record, "passages")), None)
    if passage is None:
        return None
    document = passage.document
    return Source(
        title=one_line(document.title),
        authors=authors_of(document.author),
        publisher=one_line(document.publisher),
        issued=document.published_on,
        passage=absolute(passage.get_absolute_url()),
    )


def _themes(record):
    return tuple(one_line(coding.theme.name) for coding in listed(record, "codings"))


def _key(kind, ref):
    """A name for the reference that no other has, in the letters that BibTeX takes."""
    return f"gfmd-{kind}-{ref.replace('/', '-')}"


DESCRIBERS = {
    Recommendation: _recommendation,
    Example: _example,
    Activity: _activity,
    Session: _session,
    GuidingQuestion: _question,
    Document: _document,
}
