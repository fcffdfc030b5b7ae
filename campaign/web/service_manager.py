"""Messages to the service manager that started the server, such as systemd with `Type=notify`.

They go to the socket that the variable NOTIFY_SOCKET names; without it nothing is sent.
"""

from __future__ import annotations

import asyncio
import os
import socket
from contextlib import suppress


def report_start() -> None:
    """Say that the server answers; from then on also that its event loop runs.

    The second is said twice in the time after which the manager ends a silent process, which is in
    WATCHDOG_USEC (microseconds). Call it in the event loop.
    """
    _send("READY=1")
    interval = _watchdog_seconds() / 2
    if interval:
        _report_again(interval)


def _report_again(interval: float) -> None:
    _send("WATCHDOG=1")
    asyncio.get_running_loop().call_later(interval, _report_again, interval)


def _watchdog_seconds() -> float:
    """Return the time after which a silent process is ended, 0.0 where none is set for this one."""
    microseconds, process = os.environ.get("WATCHDOG_USEC", ""), os.environ.get("WATCHDOG_PID")
    if not microseconds.isdecimal() or process not in (None, str(os.getpid())):
        return 0.0
    return int(microseconds) / 1_000_000


def _send(state: str) -> None:
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address.startswith(("/", "@")):
        return
    # A manager that is restarting is no reason to stop.
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as messages:
        messages.setblocking(False)
        # "@" stands for the byte 0 of a name that is in no folder.
        messages.sendto(state.encode(), address.replace("@", "\0", 1))
