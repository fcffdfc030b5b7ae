"""Messages to the service manager that started the server, such as systemd with `Type=notify`.

They are sent to the socket in the variable NOTIFY_SOCKET; without it nothing is sent.
"""

from __future__ import annotations

import asyncio
import os
import socket
from contextlib import suppress


def report_start() -> None:
    """Report that the server answers, and from then on regularly that its event loop runs.

    WATCHDOG_USEC is the time in microseconds after which the manager ends a silent process; in that
    time the second message is sent twice. Call it in the event loop.
    """
    _send("READY=1")
    interval = _watchdog_seconds() / 2
    if interval:
        _report_again(interval)


def _report_again(interval: float) -> None:
    _send("WATCHDOG=1")
    asyncio.get_running_loop().call_later(interval, _report_again, interval)


def _watchdog_seconds() -> float:
    """Return the seconds after which a silent process is ended; 0.0 if not set for this process."""
    microseconds, process = os.environ.get("WATCHDOG_USEC", ""), os.environ.get("WATCHDOG_PID")
    if not microseconds.isdecimal() or process not in (None, str(os.getpid())):
        return 0.0
    return int(microseconds) / 1_000_000


def _send(state: str) -> None:
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address.startswith(("/", "@")):
        return
    # The server must not stop because the manager is restarting.
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as messages:
        messages.setblocking(False)
        # "@" stands for the byte 0 of an abstract socket name, which is not a file.
        messages.sendto(state.encode(), address.replace("@", "\0", 1))
