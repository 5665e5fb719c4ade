"""The portal as a web server runs it. Each worker leaves a file in the folder `READY` when it can answer."""

import os
from pathlib import Path

from gfmd_portal.wsgi import application

__all__ = ["application"]

(Path(os.environ["READY"]) / str(os.getpid())).touch()
