"""How gunicorn serves the portal. It reads this file by itself when it is started in this folder."""

import subprocess
import sys

from gunicorn.http import message

workers = 2
worker_class = "gfmd_portal.serving.workers.FairWorker"
# Threads, because a reader with a slow line may take a long file for minutes; and those that wait for PostgreSQL at
# once share a question.
threads = 8
timeout = 60
graceful_timeout = 10
loglevel = "warning"
control_socket_disable = True
HIGHEST_PORT = 65535

# A search of 10,000 letters is answered, whatever the letters: an emoji takes twelve bytes of an address. Gunicorn
# takes a longer line only where there is no limit at all, and then somebody could send a line without an end.
message.MAX_REQUEST_LINE = limit_request_line = 128 * 1024


def on_starting(server):
    """Refuse a wrong setting in one line: each worker would in a page of its own, and gunicorn in another.

    In a process of its own, so that workers that are started anew read the settings of that day.
    """
    for port in (address[1] for address in server.address if isinstance(address, tuple)):
        if not 0 <= port <= HIGHEST_PORT:
            sys.exit(f"The portal is not set up: {port} is no port, which are numbers up to {HIGHEST_PORT}.")
    checked = subprocess.run([sys.executable, "manage.py", "check"], stdout=subprocess.DEVNULL, check=False)
    if checked.returncode:
        sys.exit(checked.returncode)
