"""A separate process with limits for functions that read untrusted files."""

from __future__ import annotations

import importlib
import math
import os
import sys
from importlib.util import find_spec
from pathlib import Path
from subprocess import DEVNULL, PIPE, SubprocessError, run
from threading import BoundedSemaphore

ROOT = Path(__file__).resolve().parents[3]
LARGEST_ANSWER = 256 * 2**20
CLOCK_FACTOR = 10
"""The wall-clock limit of a child as a multiple of its processor time: it shares the processors.
"""
LIMITED = find_spec("resource") is not None
"""False if the system has no resource limits, like Windows; then only the clock limits a child."""
# At most two children run at once, because each may use all of its memory limit.
_SLOTS = BoundedSemaphore(2)
_PASSED_VARIABLES = ("PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR", "TEMP")


def run_sandboxed(module: str, payload: bytes, seconds: float, megabytes: int) -> bytes | None:
    """Return `module.answer(payload)`, computed in a child process.

    The child may use `megabytes` of address space, `seconds` of processor time and `CLOCK_FACTOR`
    times that by the clock. The result is None if the child was killed, aborted, exceeded a limit
    or raised an error. The call waits while two other children run. The child is a new interpreter
    and not a fork, because the parent may be a server with threads. `module` should import little,
    because every call imports it again.
    """
    command = [sys.executable, "-X", "utf8", "-m", __name__, module, str(seconds), str(megabytes)]
    # The child has no other environment variables, because it reads untrusted files.
    environment = {name: os.environ[name] for name in _PASSED_VARIABLES if name in os.environ}
    with _SLOTS:
        try:
            process = run(
                command,
                input=payload,
                stdout=PIPE,
                stderr=DEVNULL,
                timeout=seconds * CLOCK_FACTOR if LIMITED else seconds,
                cwd=ROOT,
                env=environment,
                check=False,
            )
        except (SubprocessError, OSError):
            return None
    return process.stdout if process.returncode == 0 else None


def _limit(seconds: float, megabytes: int) -> None:
    try:
        import resource
    except ImportError:
        return
    cpu = math.ceil(seconds)
    for resource_id, most in (
        (resource.RLIMIT_AS, megabytes * 2**20),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(resource_id)[1]
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(resource_id, (limit, limit))


def _answer(module: str, seconds: str, megabytes: str) -> int:
    """Run in the child: set limits, import the module, write its answer to standard output."""
    payload = sys.stdin.buffer.read()
    _limit(float(seconds), int(megabytes))
    answer = importlib.import_module(module).answer(payload)
    if len(answer) > LARGEST_ANSWER:
        return 1
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    # Exit without clean-up, which can take as long as the reading.
    code = _answer(*sys.argv[1:])
    os._exit(code)
