"""The app as a process that can be measured, limited, killed, and restarted on its port."""

from __future__ import annotations

import ctypes
import json
import os
import re
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from bench.process import free_port, is_answering, stop, wait_until_up

ROOT = Path(__file__).resolve().parent.parent.parent
TIMEOUT = 600.0
"""Seconds after which a missing answer is an error.

A server that works answers sooner even on a very busy machine.
"""
LIBC = ctypes.CDLL(None, use_errno=True)
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1  # constants of Linux

# The content of a `sitecustomize.py`, which Python imports at every start. It records every file
# that is opened for writing. At SIGUSR1 it counts the live objects of the process by type. At
# SIGUSR2 it first clears the caches that readers share and returns free memory to the system, and
# then stores the count for comparison with the next one.
SITECUSTOMIZE = """
import collections, ctypes, functools, gc, json, os, signal, sys, urllib.parse, weakref

written = set()
noted = collections.Counter()
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGES = ("os.mkdir", "os.rename", "os.remove", "os.link", "os.symlink", "os.truncate")

def note(event, given):
    if event == "open" and isinstance(given[0], str) and given[2] & WRITES or event in CHANGES:
        # Compiled modules do not count: Python works without them.
        if "__pycache__" not in str(given[0]) and not str(given[0]).startswith("/dev/"):
            written.add(os.path.abspath(given[0]))

class Heap(ctypes.Structure):
    # The result of mallinfo2: it includes the bytes in use, in the heap and in mapped blocks.
    names = "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost"
    _fields_ = [(name, ctypes.c_size_t) for name in names.split()]

def allocated():
    # None where the C library has no mallinfo2.
    tell = getattr(ctypes.CDLL(None), "mallinfo2", None)
    if tell is None:
        return None
    tell.restype = Heap
    heap = tell()
    return heap.uordblks + heap.hblkhd

def count():
    urllib.parse.clear_cache()  # of at most 128 addresses, in the standard library
    gc.collect()
    things = [t for t in gc.get_objects() if not (type(t) is weakref.ref and t() is None)]
    living = collections.Counter(type(thing).__qualname__ for thing in things)
    del things
    kinds = {name: living[name] for name in ("AppSession", "ScriptRunner", "Campaign", "WebSocket")}
    kinds["allocated"], kinds["blocks"] = allocated(), sys.getallocatedblocks()
    kinds["grown"] = dict((living - noted).most_common(20)) if noted else {}
    runtime = sys.modules["streamlit.runtime"].get_instance()
    shared = sys.modules["campaign.site.view_cache"].SHARED
    kinds["connected"] = len(runtime._session_mgr._active_session_info_by_id)
    kinds["waiting"] = len(runtime._session_mgr._session_storage.list())
    kinds["files"] = len(runtime.media_file_mgr._file_metadata)
    kinds["sent"], kinds["pictures"] = len(shared.outputs.entries), len(shared.charts.entries)
    keys = [*list(shared.outputs.entries), *list(shared.charts.entries)]
    kinds["of"] = sorted({key[-1][0] for key in keys})
    kinds["threads"] = sorted(t.name for t in sys.modules["threading"].enumerate())
    kinds["written"] = sorted(written)
    os.write(2, ("\\ntold: " + json.dumps(kinds) + "\\n").encode())
    return living

def clear_last_batch():
    # The loop that sends messages keeps those of its last round, many of them on a busy machine.
    for task in sys.modules["asyncio"].all_tasks():
        part = task.get_coro()
        while part is not None:
            if getattr(part, "__name__", "") == "_loop_coroutine":
                for held in gc.get_referents(part):
                    if type(held) is list and {type(m).__name__ for m in held} == {"ForwardMsg"}:
                        held.clear()
            part = getattr(part, "cr_await", None)

def count_bare():
    shared = sys.modules["campaign.site.view_cache"].SHARED
    shared.outputs.entries.clear()
    shared.charts.entries.clear()
    sys.modules["campaign.web.pages"].RENDERED_PAGES.pages.entries.clear()
    sys.modules["campaign.render.svg.region_labels"]._cache.clear()
    for module in [m for name, m in sys.modules.items() if name.startswith("campaign.")]:
        for found in vars(module).values():
            if isinstance(found, functools._lru_cache_wrapper) and found.cache_info().maxsize:
                found.cache_clear()
    for edition in sys.modules["campaign.dataset.campaign_cache"].current().editions.values():
        edition.totals_of_organisers.cache_clear()
    # Messages to the last visitor, who has disconnected, may still be in the queue.
    manager = sys.modules["streamlit.runtime"].get_instance()._session_mgr
    for left in manager._session_storage.list():
        left.session._browser_queue.clear()
    clear_last_batch()
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    living = count()
    noted.clear()
    noted.update(living)

def on(signal_number, then):
    # In the event loop, between two of its steps, when its data are consistent.
    def handle(*_):
        instance = sys.modules["streamlit.runtime"].get_instance()
        instance._async_objs.eventloop.call_soon_threadsafe(then)
    signal.signal(signal_number, handle)

sys.addaudithook(note)
on(signal.SIGUSR1, count)
on(signal.SIGUSR2, count_bare)
"""
_REPORT = re.compile(r"^told: (.*)\n", re.MULTILINE)


@dataclass(frozen=True)
class Usage:
    """The resources of the process at one moment."""

    memory: int
    """Bytes of anonymous memory, which a leak would increase. Pages of libraries depend on the
    other processes of the machine."""
    resident: int
    threads: int
    handles: int


class Process:
    """The app with its own environment and limits, on the same port after every start."""

    def __init__(
        self,
        folder: Path,
        limit: Callable[[], None] | None = None,
        inside: str = "",
        **environment: str,
    ) -> None:
        """`inside` is Python code that also runs in the process before the app."""
        self.port = free_port()
        self.log_file = folder / "printed.txt"
        self._limit = limit
        (folder / "inside").mkdir()
        (folder / "inside" / "sitecustomize.py").write_text(
            SITECUSTOMIZE + inside, encoding="utf-8"
        )
        self._environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("STREAMLIT_")},
            "PYTHONPATH": str(folder / "inside"),
            "HOME": str(folder),
            **environment,
        }
        self._running: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """The address without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self._running is not None
        return self._running.pid

    def start(self) -> None:
        """Start the app and wait until it answers. Raises RuntimeError if it does not."""
        command = ["-m", "campaign", "serve", "--port", str(self.port)]
        self._running = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=self._environment,
            # A pipe, as under systemd, accepts the output even where no file may grow.
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            preexec_fn=self._limit,
        )
        threading.Thread(
            target=self._copy_output, args=(self._running.stdout,), daemon=True
        ).start()
        if not wait_until_up(self._running, TIMEOUT, self.is_answering):
            raise RuntimeError(f"the app did not start:\n{self.log()}")

    def _copy_output(self, stream: IO[bytes]) -> None:
        with self.log_file.open("ab") as file, stream:
            while piece := stream.read1():  # type: ignore[attr-defined]
                file.write(piece)
                file.flush()

    def is_answering(self) -> bool:
        """True where the app answers, whatever the state of its data."""
        return is_answering(f"{self.address}/health")

    def kill(self) -> None:
        """End the process at once, as a power failure does."""
        assert self._running is not None
        self._running.kill()
        self._running.wait()

    def suspend(self) -> None:
        """Make the process hang: it accepts connections and answers nothing."""
        os.kill(self.pid, signal.SIGSTOP)

    def resume(self) -> None:
        """Continue the process after `suspend`."""
        os.kill(self.pid, signal.SIGCONT)

    def stop(self) -> None:
        """Stop the process as Ctrl-C stops `make run`."""
        if self._running is None or self._running.poll() is not None:
            return
        stop(self._running)

    def log(self) -> str:
        """Everything printed so far, over all starts."""
        return self.log_file.read_text(encoding="utf-8", errors="replace")

    def assert_no_errors(self, expected: str = "") -> None:
        """Fail where the log has an exception or a warning of Python.

        `expected` is a pattern of lines that may be there.
        """
        log = _REPORT.sub("", self.log())  # counts name types such as `CancelledError`
        log = re.sub(expected, "", log)
        for sign in ("Traceback", "Error", "Warning", "Exception"):
            assert sign not in log, log[-4000:]

    def measure_usage(self) -> Usage:
        """The current resources of the process, from /proc."""
        of = Path(f"/proc/{self.pid}")
        memory = dict(
            line.split(":", 1) for line in (of / "smaps_rollup").read_text().splitlines()[1:]
        )
        return Usage(
            memory=_bytes(memory["Anonymous"]),
            resident=_bytes(memory["Rss"]),
            threads=len(os.listdir(of / "task")),
            handles=len(os.listdir(of / "fd")),
        )

    def handles(self) -> dict[str, int]:
        """The number of open handles by kind."""
        kinds: dict[str, int] = {}
        for name in os.listdir(f"/proc/{self.pid}/fd"):
            try:
                kind = os.readlink(f"/proc/{self.pid}/fd/{name}").split(":[")[0]
            except OSError:
                continue
            kinds[kind] = kinds.get(kind, 0) + 1
        return kinds

    def count_objects(self, bare: bool = False) -> dict[str, Any]:
        """The objects in the process: connected and disconnected sessions, files, cached charts.

        With `bare` it first clears the caches that readers share and returns free memory to the
        system. `grown` is then the increase of each type of object since the last bare count;
        `allocated` and `blocks` are the bytes and blocks in use, without the gaps between them.
        """
        before = len(_REPORT.findall(self.log()))
        os.kill(self.pid, signal.SIGUSR2 if bare else signal.SIGUSR1)
        end = time.monotonic() + TIMEOUT
        while len(reports := _REPORT.findall(self.log())) == before:
            assert time.monotonic() < end, "the app does not report its objects"
            time.sleep(0.02)
        counts: dict[str, Any] = json.loads(reports[-1])
        return counts


@contextmanager
def running(folder: Path, **options: Any) -> Iterator[Process]:
    """Run the app within the block."""
    process = Process(folder, **options)
    try:
        process.start()
        yield process
    finally:
        process.stop()


@contextmanager
def busy_processors() -> Iterator[None]:
    """Keep all processors busy with other processes within the block."""
    others = [
        subprocess.Popen([sys.executable, "-c", "while True: pass"])
        for _ in range(os.cpu_count() or 1)
    ]
    try:
        yield
    finally:
        for other in others:
            other.kill()
            other.wait()


def forbid_file_growth() -> None:
    """Let every write to a file fail in the process about to start, as on a full disk."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def drop_root_permissions() -> None:
    """Apply the permissions of files in the process about to start, even if root starts it."""
    if os.geteuid() == 0 and LIBC.prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "root keeps its right to write everywhere")


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Make a folder and its content read-only within the block."""
    before = {path: path.stat().st_mode for path in (folder, *folder.rglob("*"))}
    try:
        for path, mode in before.items():
            path.chmod(mode & ~0o222)
        yield
    finally:
        for path, mode in before.items():
            path.chmod(mode)


def _bytes(text: str) -> int:
    return int(text.split()[0]) * 1024
