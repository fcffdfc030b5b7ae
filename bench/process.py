"""Start and stop of another program: a free port, waiting for its answer, and its end."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PAUSE = 0.02


def free_port() -> int:
    """Return a port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_answering(address: str) -> bool:
    """Return whether a server answers there, with whatever status."""
    try:
        urllib.request.urlopen(address, timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def wait_until_up(
    process: subprocess.Popen[bytes], seconds: float, is_up: Callable[[], bool]
) -> bool:
    """Wait until `is_up` is true; False if the process ends or the time is up."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        if is_up():
            return True
        time.sleep(PAUSE)
    return False


@contextmanager
def stopping(process: subprocess.Popen[bytes], seconds: float = 15) -> Iterator[None]:
    """Stop the process at the end of the block; kill it if it does not stop in time."""
    try:
        yield
    finally:
        stop(process, seconds)


def stop(process: subprocess.Popen[bytes], seconds: float = 15) -> None:
    """Terminate the process, and kill it if it has not stopped after `seconds`."""
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
