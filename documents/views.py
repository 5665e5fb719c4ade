"""The library, and the reader in which a document is read from beginning to end."""

from django.db.models import Count
from django.shortcuts import get_object_or_404, render

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
    laid_out = reading(document)
    context = {"document": document, "outline": laid_out.outline, "text": text_as_html(laid_out)}
    return render(request, "documents/document_detail.html", context)
