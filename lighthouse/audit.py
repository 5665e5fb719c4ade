"""One run of Lighthouse on one page, and the portal that it looks at."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

from bench import serving
from bench.settings import ENVIRONMENT, PORTAL

HERE = Path(__file__).resolve().parent
FOLDER = PORTAL / "var" / "lighthouse"
DATABASE = f"sqlite:///{FOLDER / 'portal.sqlite3'}"
CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]
COUNTED = {"binary", "numeric", "metricSavings"}
LCP = "largest-contentful-paint"


class Visit(NamedTuple):
    """What Lighthouse says of one visit."""

    scores: list  # out of 100, one for each of CATEGORIES
    lcp: float  # seconds until the largest piece is painted
    faults: set  # the names of the audits that took points away
    speed: float  # Lighthouse's benchmark of the machine: an idle laptop has some 1500


@contextmanager
def portal():
    """The portal as `make run` serves it, from a record loaded anew; yields its address."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    for command in (["migrate", "-v", "0"], ["load_record", "-v", "0"], ["collectstatic", "--noinput", "-v", "0"]):
        environment = {**os.environ, **ENVIRONMENT, "DATABASE_URL": DATABASE}
        manage = [sys.executable, "manage.py", *command]
        subprocess.run(manage, cwd=PORTAL, env=environment, check=True, stdout=sys.stderr)
    with serving.portal(DATABASE, workers=2) as port:
        yield f"http://127.0.0.1:{port}"


def visit(url, indexed, slowdown):
    """A `Visit` by a phone whose processor is as many times slower as `slowdown` says.

    A page that is not `indexed` says so on purpose, and is spared the one audit that counts this as a fault.
    """
    report = FOLDER / "report.json"
    chromium = "--headless=new --disable-background-networking"
    if os.geteuid() == 0:
        chromium += " --no-sandbox"
    command = ["node", str(HERE / "node_modules" / "lighthouse" / "cli" / "index.js"), url, "--quiet"]
    command += ["--output=json", f"--output-path={report}", "--no-enable-error-reporting"]
    command += [f"--throttling.cpuSlowdownMultiplier={slowdown}"]
    command += [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={chromium}"]
    command += [] if indexed else ["--skip-audits=is-crawlable"]
    said = reported(command, report)
    found = [round(100 * said["categories"][name]["score"]) for name in CATEGORIES]
    lcp = said["audits"][LCP]["numericValue"] / 1000
    return Visit(found, lcp, set(faults(said)), said["environment"]["benchmarkIndex"])


def reported(command, report):
    """What Lighthouse reports. On a busy machine it may miss how the page began, and is asked again."""
    for _time in range(3):
        report.unlink(missing_ok=True)
        subprocess.run(command, env={"CHROME_PATH": browser(), **os.environ}, check=False, timeout=300)
        said = json.loads(report.read_text()) if report.exists() else {"runtimeError": {"message": "no report"}}
        if "runtimeError" not in said:
            return said
    raise SystemExit(f"Lighthouse fails: {said['runtimeError']['message']}")


def warm(url):
    """Read a page until each worker has answered it: whoever comes first after a change of the record waits longer."""
    for _time in range(8):
        with urlopen(url) as answer:
            answer.read()


def faults(said):
    """The audits that count and are not perfect."""
    for category in said["categories"].values():
        for audit in category["auditRefs"]:
            result = said["audits"].get(audit["id"], {})
            if audit["weight"] and (result.get("score") or 0) < 0.9 and result.get("scoreDisplayMode") in COUNTED:
                yield audit["id"]


def browser():
    """The path of Chromium."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    return found or sys.exit("make lighthouse needs Chromium, for example: apt install chromium")
