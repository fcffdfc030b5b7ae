"""A stock Firefox without any network, driven over its built-in WebDriver BiDi."""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import ClientConnection, connect

from bench.process import stopping, wait_until_up

START_SECONDS = 600.0
WAIT_SECONDS = 180.0
KEYS = {"PageDown": "\ue00f", "PageUp": "\ue00e", "Home": "\ue011", "End": "\ue010"}
# A proxy without a server, so that no request reaches the network. The other settings stop requests
# that Firefox makes by itself.
_SETTINGS: dict[str, Any] = {
    "network.proxy.type": 1,
    "network.proxy.socks": "127.0.0.1",
    "network.proxy.socks_port": 9,
    "network.proxy.socks_remote_dns": True,
    "network.proxy.allow_hijacking_localhost": True,
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.telemetry.enabled": False,
}


class Firefox:
    """One window; `requests` are the requested addresses, `messages` its errors and warnings."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self.requests: list[str] = []
        self.messages: list[str] = []
        self.send("session.new", capabilities={})
        self.send("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
        self.window: str = self.send("browsingContext.getTree")["contexts"][0]["context"]

    def open(self, address: str, width: int = 1920, height: int = 1080) -> None:
        """Go to an address and wait until it is loaded."""
        size = {"width": width, "height": height}
        self.send("browsingContext.setViewport", context=self.window, viewport=size)
        self.send("browsingContext.navigate", context=self.window, url=address, wait="complete")

    def press(self, *keys: str) -> None:
        """Press keys one after another: characters, or names in `KEYS`."""
        signs = [KEYS.get(key, key) for key in keys]
        steps = [{"type": kind, "value": sign} for sign in signs for kind in ("keyDown", "keyUp")]
        actions = [{"type": "key", "id": "keyboard", "actions": steps}]
        self.send("input.performActions", context=self.window, actions=actions)

    def call(self, function: str, argument: Any = None) -> Any:
        """The result of a JavaScript function for an argument. Raises RuntimeError if it throws."""
        reply = self.send(
            "script.evaluate",
            expression=f"(async () => JSON.stringify(await ({function})({json.dumps(argument)})"
            " ?? null))()",
            target={"context": self.window},
            awaitPromise=True,
        )
        if reply["type"] == "exception":
            raise RuntimeError(reply["exceptionDetails"]["text"])
        return json.loads(reply["result"]["value"])

    def wait_for(self, function: str, argument: Any = None) -> None:
        """Wait until a function returns a true value. Raises AssertionError after the timeout."""
        end = time.monotonic() + WAIT_SECONDS
        while not self.call(function, argument):
            assert time.monotonic() < end, f"never true for {argument}: {function}"
            time.sleep(0.03)

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        """The result of a command. Raises RuntimeError if the browser reports an error."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            message = json.loads(self._socket.recv(timeout=WAIT_SECONDS))
            if message.get("id") != number:
                self._record_event(message.get("method"), message.get("params", {}))
            elif message["type"] == "error":
                raise RuntimeError(f"{method}: {message['error']}: {message['message']}")
            else:
                answer: dict[str, Any] = message["result"]
                return answer

    def _record_event(self, event: str | None, params: dict[str, Any]) -> None:
        if event == "network.beforeRequestSent":
            self.requests.append(params["request"]["url"])
        elif event == "log.entryAdded" and params["level"] in ("error", "warn"):
            self.messages.append(str(params["text"]))


@contextmanager
def firefox(profile: Path) -> Iterator[Firefox]:
    """A window of a new Firefox, with a new profile at the path. RuntimeError if none starts."""
    profile.mkdir(parents=True)
    lines = [f"user_pref({json.dumps(key)}, {json.dumps(to)});" for key, to in _SETTINGS.items()]
    (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
    log_path = profile / "printed.txt"
    options = ("--headless", "--no-remote", "--remote-debugging-port", "0", "--profile")
    with log_path.open("wb") as log:
        process = subprocess.Popen(
            [_program(), *options, str(profile)],
            stdout=log,
            stderr=subprocess.STDOUT,
            env=os.environ | {"MOZ_CRASHREPORTER_DISABLE": "1"},
        )
    with stopping(process), connect(_address(log_path, process), max_size=None) as socket:
        yield Firefox(socket)


def _program() -> str:
    """The browser to drive: what FIREFOX names, else the first that exists."""
    for name in (os.environ.get("FIREFOX"), "firefox-esr", "firefox"):
        path = shutil.which(name) if name else None
        if path:
            return path
    pytest.fail("no Firefox found: install one, or name it in FIREFOX")


def _address(log_path: Path, process: subprocess.Popen[bytes]) -> str:
    def find_address() -> re.Match[str] | None:
        log = log_path.read_text(encoding="utf-8", errors="replace")
        return re.search(r"WebDriver BiDi listening on (\S+)", log)

    if wait_until_up(process, START_SECONDS, lambda: find_address() is not None) and (
        match := find_address()
    ):
        return f"{match[1]}/session"
    raise RuntimeError(f"Firefox did not start:\n{log_path.read_text(errors='replace')}")
