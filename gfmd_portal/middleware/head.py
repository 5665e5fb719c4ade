"""Whoever asks with HEAD is told of a page and not sent it."""


class HeadMiddleware:
    """Sends no more than headers to whoever asks with HEAD: the server would drop the rest, and log that it did.

    The length of what is not sent was told before, compressed or not.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method == "HEAD" and response.streaming:
            response.streaming_content = ()
        elif request.method == "HEAD":
            response.content = b""
        return response
