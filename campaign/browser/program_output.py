"""The output of a program that runs once for an installation, as Python compiles a module once."""

from __future__ import annotations

import hashlib
import os
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from importlib.util import cache_from_source
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Generic, TypeVar

from campaign.browser.module_process import ROOT, SECONDS, ModuleFailedError, run_module

T = TypeVar("T")


class ProgramOutput(Generic[T]):
    """The output of `python -m program`, stored in a file beside the compiled modules.

    `unpack` makes the content from the output and raises ValueError, TypeError or AttributeError if
    it is damaged. `version` changes with the program, with the `modules` that it imports and with
    the installed `packages`.
    """

    def __init__(
        self,
        program: str,
        unpack: Callable[[bytes], T],
        *,
        modules: Sequence[str] = (),
        packages: Sequence[str],
    ) -> None:
        self.program = program
        self._unpack = unpack
        sources = [_source(name).read_bytes() for name in (program, *modules)]
        versions = [_version(package).encode() for package in packages]
        self._lock = threading.Lock()
        self._content: T | None = None
        self.version = hashlib.sha256(b" ".join((*sources, *versions))).hexdigest()[:8]

    def read(self, seconds: float | None = SECONDS) -> T:
        """Return the content; the program runs if the file is missing or damaged.

        The file is written if Python may write compiled modules. Raises ModuleFailedError, also if
        the program, or the thread that runs it, takes longer than `seconds`; None is no limit.
        """
        if not self._lock.acquire(timeout=-1 if seconds is None else seconds):
            raise ModuleFailedError(f"{self.program} is still running")
        try:
            if self._content is None:
                self._content = self._load(seconds)
            return self._content
        finally:
            self._lock.release()

    def _load(self, seconds: float | None) -> T:
        with suppress(OSError, ValueError, TypeError, AttributeError):
            return self._unpack(self._file.read_bytes())
        output = run_module(self.program, seconds)
        content = self._check(output)
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                self._write(output)
        return content

    def make(self) -> None:
        """Write the file unless it exists. Raises ModuleFailedError and OSError."""
        with suppress(OSError, ValueError, TypeError, AttributeError):
            self._unpack(self._file.read_bytes())
            return
        output = run_module(self.program, seconds=None)  # nobody waits for it
        self._check(output)
        self._write(output)

    def _check(self, output: bytes) -> T:
        try:
            return self._unpack(output)
        except (ValueError, TypeError, AttributeError) as error:
            raise ModuleFailedError(str(error)) from error

    @property
    def _file(self) -> Path:
        source = _source(self.program)
        return Path(cache_from_source(str(source))).with_name(f"{source.stem}-{self.version}.out")

    def _write(self, output: bytes) -> None:
        """Write the file in one step, so that no process sees a part of it, and delete former ones.

        Raises OSError.
        """
        path = self._file
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix="output-", delete=False) as file:
            temporary_file = Path(file.name)
            try:
                file.write(output)
                file.flush()
                os.fsync(file.fileno())
                file.close()
                temporary_file.chmod(0o644)  # an administrator makes it, the server reads it
                temporary_file.replace(path)
            finally:
                temporary_file.unlink(missing_ok=True)
        for other in path.parent.glob(f"{path.stem.rpartition('-')[0]}-*.out"):
            if other != path:
                other.unlink(missing_ok=True)


def _source(module: str) -> Path:
    return ROOT.joinpath(*module.split(".")).with_suffix(".py")


def _version(package: str) -> str:
    """Return the installed version; "" without the package: the program then reports it missing."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
