"""The threads of a worker take turns."""

from threading import Lock

LONGEST_WAIT = 0.2
"""Seconds after which a request goes on without its turn, because another takes long: a booklet, say."""


class TurnsMiddleware:
    """Makes one answer at a time in each worker; whoever only sends or waits for a slow phone is in nobody's way.

    Python runs one thread at a time anyway. Where several make pages at once, they pass the lock of the interpreter to
    and fro at every query, and together make half as many pages as they would one after another.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.turn = Lock()

    def __call__(self, request):
        has_turn = self.turn.acquire(timeout=LONGEST_WAIT)
        try:
            return self.get_response(request)
        finally:
            if has_turn:
                self.turn.release()
