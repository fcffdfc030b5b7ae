"""Settings of the interpreter and its memory for a server of many short runs."""

from __future__ import annotations

import ctypes
import gc
import sys

M_ARENA_MAX = -8  # as glibc numbers it, in malloc.h
SWITCH_SECONDS = 0.02


def use_one_heap() -> bool:
    """Let all threads use one heap; return False if the C library has no such setting.

    Each run has a thread of its own. glibc gives threads up to eight heaps per processor, and free
    memory in one heap is of no use to a thread of another: after 10,000 runs 43 of 144 MiB were
    free in several heaps, in one heap 8 of 109. Threads that share the interpreter do not wait for
    a shared heap either.
    """
    try:
        set_option = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):  # not glibc, or not a Unix at all
        return False
    return bool(set_option(M_ARENA_MAX, 1))


def tune_interpreter() -> None:
    """Exclude imported objects from garbage collection and lengthen the switch interval.

    A run takes about 15 ms. At Python's default of 5 ms, threads of twenty viewers kept taking the
    interpreter from each other, a third more work per run.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.freeze()
