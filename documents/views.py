"""The library, and the reader in which a document is read from beginning to end."""

from django.db.models import Count
from django.shortcuts import get_object_or_404, render

from browse.snapshots import in_one_snapshot
from documents.models import Document


def document_list(request):
    """All documents, by meeting."""
    documents = (
        Document.objects.select_related("meeting")
        .annotate(passage_total=Count("passages"))
        .order_by("meeting__starts_on", "slug")
    )
    return render(request, "documents/document_list.html", {"documents": documents})


@in_one_snapshot
def document_detail(request, slug):
    """One document whole, with its outline, our notes, and a mark beside each passage that is a record."""
    document = get_object_or_404(Document.objects.select_related("meeting"), slug=slug)
    response = render(request, "documents/document_detail.html", {"document": document})
    # Worth the effort to compress it well; but not anew for each word that somebody adds to its address.
    response.is_long_and_lasting = not request.GET
    return response
