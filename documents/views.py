"""The library, and the reader in which a document is read from beginning to end."""

from functools import lru_cache

from django.db.models import Count
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from changes.versions import record_version
from documents.markup import text_as_html
from documents.models import Document
from documents.reading import reading


def document_list(request):
    """All documents, by meeting."""
    documents = (
        Document.objects.select_related("meeting")
        .annotate(passage_total=Count("passages"))
        .order_by("meeting__starts_on", "slug")
    )
    return render(request, "documents/document_list.html", {"documents": documents})


def document_detail(request, slug):
    """One document whole, with its outline, our notes, and a mark beside each passage that is a record."""
    document = get_object_or_404(Document.objects.select_related("meeting"), slug=slug)
    outline, text = laid_out(slug, record_version(), get_language())
    context = {"document": document, "outline": outline, "text": text}
    response = render(request, "documents/document_detail.html", context)
    response.is_long_and_lasting = True  # worth the effort to compress it well
    return response


@lru_cache(maxsize=32)
def laid_out(slug, version, language):
    """The outline of a document, as (level, anchor, words), and its text as HTML, in one version of the record.

    The language is that of the links in it. Whatever is asked for again is remembered: a report takes a while.
    """
    found = reading(Document.objects.get(slug=slug))
    outline = [(heading.level, heading.anchor, heading.text) for heading in found.outline]
    return outline, text_as_html(found)
