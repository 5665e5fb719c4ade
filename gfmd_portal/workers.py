"""How the workers of gunicorn share readers among them."""

import time

from gunicorn.workers.gthread import ThreadWorker

STEP_ASIDE = 0.0001
"""Seconds. An idle worker is at the door within them, and a thousand new readers a second cost a tenth of a second."""


class FairWorker(ThreadWorker):
    """A worker that steps aside after each reader whom it lets in, so that the next one goes to another worker.

    All workers wait at one door. Of readers who come together, as a proxy and a full hall make them, the worker that
    is awake first would let in all before another is awake; one core would then answer them and the other look on.
    """

    def accept(self, listener):
        """Let in the reader who waits at `listener`, if another worker has not been quicker."""
        super().accept(listener)
        time.sleep(STEP_ASIDE)
