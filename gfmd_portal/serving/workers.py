"""How the workers of gunicorn let readers in."""

import struct
import time
from functools import partial
from selectors import EVENT_READ
from socket import SO_RCVTIMEO, SOL_SOCKET

from gunicorn.workers.gthread import DEFAULT_WORKER_DATA_TIMEOUT, ThreadWorker

from gfmd_portal.serving.arrivals import arrived

STEP_ASIDE = 0.0001
"""Seconds. An idle worker is at the door within them, and a thousand new readers a second cost a tenth of a second."""

SILENCE = 10
"""Seconds for which a reader may fall silent in the middle of a request, as on a bad line."""

LONG_AGO = 0.1
"""Seconds. Whoever seems to wait for longer is taken to have come then: the end of a request may have come late."""


class FairWorker(ThreadWorker):
    """A worker that leaves readers to the others, and keeps no thread for those who say nothing.

    All workers wait at one door. Of readers who come together, as a proxy and a full hall make them, the worker that
    is awake first would let in all before another is awake; one core would then answer them and the other look on.

    A browser opens connections that it may need later. gunicorn has a thread wait for what each of them says, five
    seconds long: as many as there are threads would close the portal to everybody for that time. For the rest of a
    request that was begun it would wait for ever, and whoever walks out of the hall never sends it.
    """

    def accept(self, listener):
        """Let in the reader who waits at `listener`, if another worker has not been quicker."""
        super().accept(listener)
        time.sleep(STEP_ASIDE)

    def enqueue_req(self, conn):
        """Hand a reader who has asked something to a thread; one who has not may wait as long as in gunicorn."""
        if conn.initialized or conn.data_ready:
            # Of the system, because Python's own limit would also count what a slow line takes to be written to.
            conn.sock.setsockopt(SOL_SOCKET, SO_RCVTIMEO, struct.pack("ll", SILENCE, 0))
            conn.came = time.monotonic()
            super().enqueue_req(conn)
        else:
            conn.timeout = time.monotonic() + DEFAULT_WORKER_DATA_TIMEOUT
            self.pending_conns.append(conn)
            self.poller.register(conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def handle_request(self, req, conn):
        """Answer what a reader asked; the thread can know since when they wait."""
        with arrived(max(conn.came, time.monotonic() - LONG_AGO)):
            return super().handle_request(req, conn)
