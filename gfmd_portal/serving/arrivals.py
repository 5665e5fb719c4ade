"""When a reader's question came to the worker: what was found out since then may be told them."""

from contextlib import contextmanager
from threading import local

_answered_here = local()


@contextmanager
def arrived(moment):
    """Within the block this thread answers what came at `moment`, of the monotonic clock, and then waited its turn."""
    _answered_here.came = moment
    try:
        yield
    finally:
        del _answered_here.came


def arrival():
    """When the question that this thread answers came; None where its server does not say."""
    return getattr(_answered_here, "came", None)
