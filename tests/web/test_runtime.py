"""Settings of the server process: threads share one heap."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

# Many threads allocate memory at once; then glibc prints its heaps.
MANY_THREADS = """
import ctypes, sys, threading
from campaign.web import runtime

if "one" in sys.argv:
    assert runtime.use_one_heap()
together = threading.Barrier(6)

def take():
    together.wait()
    blocks = [bytearray(2000) for _ in range(100)]
    together.wait()

threads = [threading.Thread(target=take) for _ in range(6)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
libc = ctypes.CDLL(None)
out = ctypes.c_void_p.in_dll(libc, "stdout")
libc.malloc_info(0, out)
libc.fflush(out)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="a setting of glibc's")
def test_threads_share_one_heap() -> None:
    assert _heaps("each") > 1
    assert _heaps("one") == 1


def _heaps(how: str) -> int:
    command = [sys.executable, "-c", MANY_THREADS, how]
    process = subprocess.run(command, capture_output=True, text=True, check=True)
    return process.stdout.count("<heap nr=")
