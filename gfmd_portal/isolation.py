"""Response headers that keep the portal's pages apart from other sites."""

HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class IsolationMiddleware:
    """Adds the cross-origin and permissions headers that Django and django-csp leave out.

    They are the ones the MDN HTTP Observatory grades beside the Content-Security-Policy.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response
