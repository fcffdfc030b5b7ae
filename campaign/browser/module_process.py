"""Runs a module of the dashboard in a separate process, whose memory is free after its end."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS = 40
"""Shorter than the time that a proxy waits for an answer."""


class ModuleFailedError(Exception):
    """A module that failed; the message is the last line of its error output.

    Without any output, the message says how the process ended.
    """


def run_module(name: str, seconds: float | None = SECONDS) -> bytes:
    """Return the output of `python -m name`. Raises ModuleFailedError.

    It also raises the error if the module runs longer than `seconds`; None is no limit.
    """
    command = (sys.executable, "-m", name)
    try:
        run = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=seconds)
    except subprocess.CalledProcessError as failure:
        errors = failure.stderr.decode(errors="replace").strip()
        raise ModuleFailedError(errors.rpartition("\n")[2] or str(failure)) from failure
    except (OSError, subprocess.TimeoutExpired) as failure:
        raise ModuleFailedError(str(failure)) from failure
    return run.stdout
