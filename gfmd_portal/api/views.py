"""Where everything in the API is, its descriptions for programs and for people, and what answers when nothing is."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.renderers import OpenApiJsonRenderer2, OpenApiYamlRenderer2
from rest_framework.exceptions import NotFound

from changes.versions import record_version
from gfmd_portal.api.answers import Answer
from gfmd_portal.api.documentation import schema
from gfmd_portal.api.envelopes import RootSerializer
from gfmd_portal.api.lists import LISTS
from gfmd_portal.api.negotiation import JsonOrYaml
from gfmd_portal.api.reading import laid_out
from gfmd_portal.api.throttling import ReaderThrottle


class Root(Answer):
    """The addresses of all lists."""

    name = "root"
    verb = "show"
    tag = "root"
    title = _("Where everything is")
    about = _("The addresses of all lists and of the descriptions of this API.")
    serializer = RootSerializer

    def answer(self, request):
        full = request.build_absolute_uri
        return {
            "version": str(record_version()),
            "docs": full(reverse("api-docs")),
            "schema": full(reverse("api:schema")),
            "lists": {view.name: full(reverse(f"api:{view.name}")) for view in LISTS},
        }


class Schema(Answer):
    """The description of the API for programs."""

    schema = None  # it does not describe itself
    content_negotiation_class = JsonOrYaml
    renderer_classes = [OpenApiJsonRenderer2, OpenApiYamlRenderer2]

    def answer(self, request):
        return schema()


class Nothing(Answer):
    """Any other address: the answer says what was perhaps meant, whatever the method."""

    schema = None

    def answer(self, request, **where):
        raise NotFound

    def http_method_not_allowed(self, request, **where):
        raise NotFound


def docs(request):
    """The API explained to people, made from the schema that programs read."""
    rate = ReaderThrottle().num_requests
    context = {"described": laid_out(schema()), "rate": rate, "root": request.build_absolute_uri(reverse("api:root"))}
    return render(request, "api/docs.html", context)
