"""In which form an answer is given. No wish of the request is ever an error."""

from rest_framework.negotiation import BaseContentNegotiation


class AlwaysTheFirst(BaseContentNegotiation):
    """The one form there is, whatever the request would like."""

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type


class JsonOrYaml(BaseContentNegotiation):
    """YAML where the address says format=yaml or the request asks for it by name, else JSON."""

    def select_renderer(self, request, renderers, format_suffix=None):
        json, yaml = renderers
        asked = request.query_params.get("format") or request.headers.get("Accept", "")
        chosen = yaml if "yaml" in asked and "json" not in asked else json
        return chosen, chosen.media_type
