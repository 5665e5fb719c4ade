"""Firefox and WebKit as Debian brings them, each asked in its own way for the same few commands of WebDriver.

Playwright drives neither: it wants builds of its own. Firefox answers on its Marionette port, WebKitGTK's MiniBrowser
by way of WebKitWebDriver on a screen that nobody sees.
"""

import json
import os
import shutil
import socket
import subprocess
import time
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from bench.serving import free_port

SECONDS = 90
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the key that the standard gives a reference to an element


class Engine:
    """A browser with one window. What each brings is how it starts and its `command(name, **parameters)`."""

    def __init__(self, folder):
        self.folder = folder
        self.processes = []

    def launch(self, command, **options):
        """Start a program that ends with the browser."""
        options = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL} | options
        self.processes.append(subprocess.Popen(command, **options))

    def stop(self):
        for process in reversed(self.processes):
            process.terminate()
            process.wait(timeout=SECONDS)

    def open(self, url):
        self.command("Navigate", url=url)

    def run(self, script, *arguments):
        """What a script gives that runs in the page; a promise is waited for."""
        return self.command("ExecuteScript", script=script, args=list(arguments))

    def wait(self, script, *arguments):
        """What a script gives as soon as it gives something; fails when that does not come."""
        deadline = time.monotonic() + SECONDS
        while not (found := self.run(script, *arguments)):
            assert time.monotonic() < deadline, f"in vain: {script} {arguments}"
            time.sleep(0.05)
        return found

    def click(self, selector):
        self.command("ElementClick", id=self._find(selector))

    def _find(self, selector):
        return self.command("FindElement", using="css selector", value=selector)[ELEMENT]


class Firefox(Engine):
    """Firefox without a window, by Marionette: messages of JSON behind their length."""

    name = "Firefox"
    PROGRAM = shutil.which("firefox-esr") or shutil.which("firefox")
    MISSING = "tests in Firefox (no Firefox on this machine)"

    def start(self):
        port = free_port()
        # What is clicked is scrolled to before; it does not wait until that has been done smoothly.
        wishes = {"marionette.port": port, "ui.prefersReducedMotion": 1}
        lines = [f'user_pref("{name}", {value});\n' for name, value in wishes.items()]
        (self.folder / "user.js").write_text("".join(lines))
        command = [self.PROGRAM, "--headless", "--no-remote", "--profile", str(self.folder)]
        command += ["--marionette", "--remote-allow-system-access"]
        self.launch(command, env=os.environ | {"HOME": str(self.folder)})
        self.messages = connected(port).makefile("rwb")
        self._read()
        self.number = 0
        self.command("NewSession")

    def command(self, name, **parameters):
        self.number += 1
        space = "Marionette" if name == "SetContext" else "WebDriver"
        message = json.dumps([0, self.number, f"{space}:{name}", parameters]).encode()
        self.messages.write(b"%d:%s" % (len(message), message))
        self.messages.flush()
        _kind, _number, error, result = self._read()
        assert error is None, f"{name}: {error}"
        return result.get("value", result) if isinstance(result, dict) else result

    def _read(self):
        length = b""
        while (read := self.messages.read(1)) != b":":
            length += read
        return json.loads(self.messages.read(int(length)))

    def _of_the_browser(self, script, *arguments):
        self.command("SetContext", value="chrome")
        try:
            return self.run(script, *arguments)
        finally:
            self.command("SetContext", value="content")

    def resize(self, width, height):
        """Give the page this size: the window itself gets no narrower than 500 px."""
        self.command("SetWindowRect", width=width + 200, height=height + 200)
        self._of_the_browser(
            "Object.assign(gBrowser.selectedBrowser.style, {flex: 'none', width: arguments[0], height: arguments[1]})",
            f"{width}px",
            f"{height}px",
        )
        self.wait("return innerWidth === arguments[0] && innerHeight === arguments[1]", width, height)

    def complaints(self, url):
        """What the console says of the pages under `url` since it was asked last."""
        return self._of_the_browser(
            """const said = Services.console.getMessageArray().filter((message) => message instanceof Ci.nsIScriptError)
                .filter((message) => message.sourceName.startsWith(arguments[0]) || message.category.includes("CSP"))
                .map((message) => `${message.sourceName}: ${message.errorMessage}`);
            Services.console.reset();
            return said;""",
            url,
        )


class WebKit(Engine):
    """WebKitGTK's MiniBrowser under Xvfb, by WebKitWebDriver: WebDriver as the standard has it, over HTTP."""

    name = "WebKit"
    PROGRAM = shutil.which("Xvfb") and shutil.which("WebKitWebDriver")
    MISSING = "tests in WebKit (no WebKitWebDriver or no Xvfb on this machine)"
    WAYS = {
        "Navigate": "/url",
        "ExecuteScript": "/execute/sync",
        "FindElement": "/element",
        "ElementClick": "/element/{id}/click",
        "SetWindowRect": "/window/rect",
    }

    def start(self):
        # The tool bar of MiniBrowser is wider than a phone.
        style = self.folder / "gtk-3.0" / "gtk.css"
        style.parent.mkdir()
        style.write_text("* { min-width: 0; margin: 0; padding: 0; font-size: 1px; }")
        home = {name: str(self.folder) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR")}
        port = free_port()
        command = [self.PROGRAM, f"--port={port}", "--host=127.0.0.1"]
        self.launch(command, env=os.environ | home | {"DISPLAY": self._screen()})
        connected(port).close()
        self.address = f"http://127.0.0.1:{port}/session"
        self.address += "/" + self._post("", capabilities={})["sessionId"]

    def _screen(self):
        """Start a screen, and give the name that it chose."""
        read, write = os.pipe()
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
        self.launch(command, pass_fds=[write])
        os.close(write)
        with os.fdopen(read) as told:
            return f":{told.readline().strip()}"

    def command(self, name, **parameters):
        return self._post(self.WAYS[name].format(**parameters), **parameters)

    def _post(self, way, **parameters):
        try:
            with urlopen(Request(self.address + way, json.dumps(parameters).encode()), timeout=SECONDS) as answer:
                return json.load(answer)["value"]
        except HTTPError as error:
            raise AssertionError(f"{way}: {error.read().decode()}") from error

    def open(self, url):
        """Open a page, and listen to its errors from then on: WebKit keeps a console only for itself here."""
        super().open(url)
        self.run("window.errors = []; addEventListener('error', (event) => errors.push(event.message))")
        self.run("addEventListener('unhandledrejection', (event) => errors.push(String(event.reason)))")
        self.run("addEventListener('securitypolicyviolation', (event) => errors.push(event.blockedURI))")

    def resize(self, width, height):
        self.command("SetWindowRect", width=width, height=height)
        taken = self.run("return outerHeight - innerHeight")
        self.command("SetWindowRect", width=width, height=height + taken)
        self.wait("return innerWidth === arguments[0]", width)

    def complaints(self, _url):
        """The errors of the page since it was opened."""
        return self.run("return window.errors || []")


def connected(port):
    """A connection to a port on which somebody will listen soon."""
    deadline = time.monotonic() + SECONDS
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=SECONDS)
        except ConnectionRefusedError:
            assert time.monotonic() < deadline, f"nobody listens on {port}"
            time.sleep(0.05)
