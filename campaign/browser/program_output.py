"""The output of a program that runs once for an installation, as Python compiles a module once."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.metadata import version
from importlib.util import cache_from_source
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TypeVar

from campaign.browser.module_process import ROOT, ModuleFailedError, run_module

T = TypeVar("T")


class ProgramOutput:
    """What `python -m program` writes, in a file beside the compiled modules.

    `version` changes with the program, with the `modules` that it imports and with the installed
    `packages`.
    """

    def __init__(
        self, program: str, *, modules: Sequence[str] = (), packages: Sequence[str]
    ) -> None:
        self.program = program
        sources = [_source(name).read_bytes() for name in (program, *modules)]
        versions = [version(package).encode() for package in packages]
        self.version = hashlib.sha256(b" ".join((*sources, *versions))).hexdigest()[:8]

    def read(self, unpack: Callable[[bytes], T]) -> T:
        """Return what `unpack` makes of the output; the program runs where there is no such file.

        The file is written where Python may write compiled modules. `unpack` raises ValueError for
        a damaged file, which is made anew. Raises ModuleFailedError.
        """
        with suppress(OSError, ValueError):
            return unpack(self._file.read_bytes())
        output = run_module(self.program)
        try:
            content = unpack(output)
        except ValueError as error:
            raise ModuleFailedError(str(error)) from error
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                self._write(output)
        return content

    def make(self) -> None:
        """Run the program and write the file. Raises ModuleFailedError and OSError."""
        self._write(run_module(self.program))

    @property
    def _file(self) -> Path:
        source = _source(self.program)
        return Path(cache_from_source(str(source))).with_name(f"{source.stem}-{self.version}.out")

    def _write(self, output: bytes) -> None:
        """Write the file, which another process sees whole or not at all. Raises OSError."""
        folder = self._file.parent
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder, prefix="output-", delete=False) as file:
            unfinished = Path(file.name)
            try:
                file.write(output)
                file.flush()
                os.fsync(file.fileno())
                file.close()
                unfinished.chmod(0o644)  # what an administrator has made is for the server to read
                unfinished.replace(self._file)
            finally:
                unfinished.unlink(missing_ok=True)


def _source(module: str) -> Path:
    return ROOT.joinpath(*module.split(".")).with_suffix(".py")
