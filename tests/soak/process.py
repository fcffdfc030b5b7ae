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
PATIENCE = 600.0
"""Seconds after which what has not come is taken for lost.

No machine is so busy that a sound server takes so long: what is slow is not lost.
"""
LIBC = ctypes.CDLL(None, use_errno=True)
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1  # as Linux numbers them

# Put before the app by its name, which Python imports at every start. It notes every file that is
# opened for writing, and on a signal it counts what lives in the process: each kind wherever
# somebody still holds it. Another signal lets go before that of all that is kept for other readers,
# and of memory that nothing lives in; what lives then is noted for the next count.
INSIDE = """
import collections, ctypes, gc, json, os, signal, sys, weakref

written = set()
noted = collections.Counter()
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGES = ("os.mkdir", "os.rename", "os.remove", "os.link", "os.symlink", "os.truncate")

def note(event, given):
    if event == "open" and isinstance(given[0], str) and given[2] & WRITES or event in CHANGES:
        # Python keeps what it has compiled; it does without where it cannot.
        if "__pycache__" not in str(given[0]) and not str(given[0]).startswith("/dev/"):
            written.add(os.path.abspath(given[0]))

class Heap(ctypes.Structure):
    # As mallinfo2 gives it: among others what is in use, in small pieces and in mapped ones.
    names = "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost"
    _fields_ = [(name, ctypes.c_size_t) for name in names.split()]

def allocated():
    # None where the C library does not tell.
    tell = getattr(ctypes.CDLL(None), "mallinfo2", None)
    if tell is None:
        return None
    tell.restype = Heap
    heap = tell()
    return heap.uordblks + heap.hblkhd

def count():
    gc.collect()
    things = [t for t in gc.get_objects() if not (type(t) is weakref.ref and t() is None)]
    living = collections.Counter(type(thing).__qualname__ for thing in things)
    del things
    kinds = {name: living[name] for name in ("AppSession", "ScriptRunner", "Campaign", "WebSocket")}
    kinds["allocated"], kinds["blocks"] = allocated(), sys.getallocatedblocks()
    kinds["grown"] = dict((living - noted).most_common(20)) if noted else {}
    runtime = sys.modules["streamlit.runtime"].get_instance()
    shared = sys.modules["campaign.site.view_cache"]._shared
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
    # The loop that sends messages holds those of its last round, which are many on a busy machine.
    for task in sys.modules["asyncio"].all_tasks():
        part = task.get_coro()
        while part is not None:
            if getattr(part, "__name__", "") == "_loop_coroutine":
                for held in gc.get_referents(part):
                    if type(held) is list and {type(m).__name__ for m in held} == {"ForwardMsg"}:
                        held.clear()
            part = getattr(part, "cr_await", None)

def count_bare():
    shared = sys.modules["campaign.site.view_cache"]._shared
    shared.outputs.entries.clear()
    shared.charts.entries.clear()
    sys.modules["campaign.web.painted_page_cache"].PAINTED_PAGES._pages.clear()
    for edition in sys.modules["campaign.dataset.campaign_cache"].current().editions.values():
        edition.totals_of_organisers.cache_clear()
    # Of the last visitor, who is gone, messages may wait or not.
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
    # In the loop, between two of its steps: what it works on is whole then.
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
    """What the process holds at one moment."""

    memory: int
    """Bytes that no file backs: what a leak would add to. Pages of libraries come and go with
    what else the machine runs."""
    resident: int
    threads: int
    handles: int


class Process:
    """The app, started with an environment and limits of its own, on a port that it keeps."""

    def __init__(
        self,
        folder: Path,
        limit: Callable[[], None] | None = None,
        inside: str = "",
        **environment: str,
    ) -> None:
        """`inside` is further Python that runs in the process before the app does."""
        self.port = free_port()
        self.log_file = folder / "printed.txt"
        self._limit = limit
        (folder / "inside").mkdir()
        (folder / "inside" / "sitecustomize.py").write_text(INSIDE + inside, encoding="utf-8")
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
        """Start it and wait until it answers. RuntimeError if it does not."""
        command = ["-m", "campaign", "serve", "--port", str(self.port)]
        self._running = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=self._environment,
            # Into a pipe, as under systemd: it takes what is printed even where no file may grow.
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            preexec_fn=self._limit,
        )
        threading.Thread(target=self._take_down, args=(self._running.stdout,), daemon=True).start()
        if not wait_until_up(self._running, PATIENCE, self.is_answering):
            raise RuntimeError(f"the app did not start:\n{self.log()}")

    def _take_down(self, stream: IO[bytes]) -> None:
        with self.log_file.open("ab") as file, stream:
            while piece := stream.read1():  # type: ignore[attr-defined]
                file.write(piece)
                file.flush()

    def is_answering(self) -> bool:
        """True where the app can be asked, whatever it says of its data."""
        return is_answering(f"{self.address}/health")

    def kill(self) -> None:
        """End it at once, as a machine that loses its power."""
        assert self._running is not None
        self._running.kill()
        self._running.wait()

    def suspend(self) -> None:
        """Let it hang: it takes connections, and answers nothing."""
        os.kill(self.pid, signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on after `suspend`."""
        os.kill(self.pid, signal.SIGCONT)

    def stop(self) -> None:
        """End it as `make run` ends on Ctrl-C."""
        if self._running is None or self._running.poll() is not None:
            return
        stop(self._running)

    def log(self) -> str:
        """Everything printed so far, over all starts."""
        return self.log_file.read_text(encoding="utf-8", errors="replace")

    def assert_no_fault(self) -> None:
        """Fail where the log tells of an exception or a warning of Python's."""
        log = _REPORT.sub("", self.log())  # counts name types such as `CancelledError`
        for sign in ("Traceback", "Error", "Warning", "Exception"):
            assert sign not in log, log[-4000:]

    def measure_usage(self) -> Usage:
        """What it holds now, as Linux tells it."""
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
        """How many open handles there are of each kind."""
        kinds: dict[str, int] = {}
        for name in os.listdir(f"/proc/{self.pid}/fd"):
            try:
                kind = os.readlink(f"/proc/{self.pid}/fd/{name}").split(":[")[0]
            except OSError:
                continue
            kinds[kind] = kinds.get(kind, 0) + 1
        return kinds

    def count_objects(self, bare: bool = False) -> dict[str, Any]:
        """What it counts in itself: sessions, connected and waiting ones, files, pictures.

        `bare`: without what it keeps of views for other readers, and with free memory given back.
        `grown` then says by how many each kind of object outnumbers those of the last bare count;
        `allocated` and `blocks` are bytes and pieces of memory in use, holes between them left out.
        """
        before = len(_REPORT.findall(self.log()))
        os.kill(self.pid, signal.SIGUSR2 if bare else signal.SIGUSR1)
        end = time.monotonic() + PATIENCE
        while len(reports := _REPORT.findall(self.log())) == before:
            assert time.monotonic() < end, "the app does not count what it holds"
            time.sleep(0.02)
        counts: dict[str, Any] = json.loads(reports[-1])
        return counts


@contextmanager
def running(folder: Path, **options: Any) -> Iterator[Process]:
    """The app until the end of the block."""
    process = Process(folder, **options)
    try:
        process.start()
        yield process
    finally:
        process.stop()


@contextmanager
def busy_processors() -> Iterator[None]:
    """All processors kept busy by others until the end of the block."""
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


def no_file_may_grow() -> None:
    """For the process about to start: every write to a file fails, as on a full disk."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def only_as_permitted() -> None:
    """For the process about to start: the permissions of files hold, even where root starts it."""
    if os.geteuid() == 0 and LIBC.prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "root keeps its right to write everywhere")


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """A folder and all in it that nobody may write, until the end of the block."""
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
