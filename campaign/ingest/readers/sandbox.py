"""A function run in a process of its own, so that a hostile file can stop only that process."""

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
BUSY = 10
"""How many times its processor time a child may take by the clock: others may run beside it."""
LIMITED = find_spec("resource") is not None
"""False where the system knows no limits, as on Windows: only the clock is left there."""
# Two at once, however many readers bring files: each may take its whole allowance of memory.
_PLACES = BoundedSemaphore(2)
_KEPT = ("PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR", "TEMP")


def run_sandboxed(module: str, payload: bytes, seconds: float, megabytes: int) -> bytes | None:
    """What `module.answer(payload)` gives, computed in a child process.

    The child may use `megabytes` of address space and `seconds` of processor time, `BUSY` times
    that by the clock. None where it was killed, aborted, ran out of either or raised. Waits while
    two others run.
    A fresh interpreter, never a fork: the parent may be a server with threads. `module` should
    import little, its imports are paid on every call.
    """
    command = [sys.executable, "-X", "utf8", "-m", __name__, module, str(seconds), str(megabytes)]
    # Nothing else of the environment: what the child reads is not trusted.
    surroundings = {name: os.environ[name] for name in _KEPT if name in os.environ}
    with _PLACES:
        try:
            done = run(
                command,
                input=payload,
                stdout=PIPE,
                stderr=DEVNULL,
                timeout=seconds * BUSY if LIMITED else seconds,
                cwd=ROOT,
                env=surroundings,
                check=False,
            )
        except (SubprocessError, OSError):
            return None
    return done.stdout if done.returncode == 0 else None


def _limit(seconds: float, megabytes: int) -> None:
    """Bind this process; where the system knows no such limits only the clock is left."""
    try:
        import resource
    except ImportError:
        return
    cpu = math.ceil(seconds)
    for what, most in (
        (resource.RLIMIT_AS, megabytes * 2**20),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (limit, limit))


def _answer(module: str, seconds: str, megabytes: str) -> int:
    """The child's side: limits first, then the module, then its answer on standard output."""
    payload = sys.stdin.buffer.read()
    _limit(float(seconds), int(megabytes))
    answer = importlib.import_module(module).answer(payload)
    if len(answer) > LARGEST_ANSWER:
        return 1
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    # No tidying up: the interpreter's own end can take as long as the reading.
    code = _answer(*sys.argv[1:])
    os._exit(code)
