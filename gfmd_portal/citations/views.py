"""The citation of a page as a file for a reference manager."""

from django.http import HttpResponse

from gfmd_portal.citations.pages import reference_to_page
from gfmd_portal.downloads.views import NO_PAGE


def cite(request, page, shape):
    """The reference to one page: a record, or a list or a chart with what its address asks for."""
    reference = reference_to_page(f"/{page}/", request.GET, request.build_absolute_uri)
    return HttpResponse(
        "".join(chunk.decode() for chunk in shape.file([reference])),
        content_type=shape.content_type,
        headers={**NO_PAGE, "Content-Disposition": f'attachment; filename="{reference.key}.{shape.ending}"'},
    )
