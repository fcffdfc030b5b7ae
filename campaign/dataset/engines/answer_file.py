"""The file with the answers of a check, which the next process takes instead of asking again.

It is in the folder that the variable `CAMPAIGN_CACHE` names, else beside the first file of the
register, where the command that converts a register may have put it in any case. A file that is
damaged or about other bytes, or that other versions of programs have written, has no answers.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa

from campaign.dataset.engines.content_digest import content_digest
from campaign.dataset.engines.file_stamp import file_stamp
from campaign.dataset.engines.settings import ANSWERS_SUFFIX

FORMAT = 1
"""To be raised when a question means something else than before, or an answer is written anew."""
_DIGEST = hashlib.sha256().digest_size


class AnswerFile:
    """The answers about the present bytes of the files of a register.

    Nothing here raises an error: without answers, or without a place for them, rows are read.
    """

    def __init__(self, files: Sequence[Path]) -> None:
        self._files = tuple(files)
        self._paths = answer_paths(files)
        # Before the content: what changes while it is read is noticed.
        self._stamp = file_stamp(files)
        self._answers: dict[str, bytes] = {}
        self._basis = b""
        if self._stamp is None or not _are_of_use(self._paths):
            return
        with contextlib.suppress(OSError):
            versions = (FORMAT, pd.__version__, pa.__version__, content_digest(files))
            self._basis = repr(versions).encode()
        for path in reversed(self._paths):
            with contextlib.suppress(OSError):
                self._answers = self._read(path) or self._answers

    @property
    def answers(self) -> Mapping[str, bytes]:
        """The answers by question."""
        return self._answers

    def replace(self, answers: Mapping[str, bytes]) -> bool:
        """Write these answers only, none as no file; True if the file has them."""
        if not answers:
            self._remove(self._paths)
            return False
        if answers == self._answers:
            return True
        if not self._basis or file_stamp(self._files) != self._stamp:
            return False
        try:
            self._write(self._paths[0], answers)
        except OSError:
            return False
        self._remove(self._paths[1:])
        return True

    def _remove(self, paths: Sequence[Path]) -> None:
        """Delete files: what they say of former rows must not outlive these."""
        for path in paths:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)

    def _read(self, path: Path) -> dict[str, bytes]:
        content = path.read_bytes()
        digest, body = content[:_DIGEST], content[_DIGEST:]
        if digest != hashlib.sha256(self._basis + body).digest():
            return {}
        table = pa.ipc.open_stream(body).read_all().to_pydict()
        return dict(zip(table["question"], table["answer"], strict=True))

    def _write(self, path: Path, answers: Mapping[str, bytes]) -> None:
        table = pa.table({"question": [*answers], "answer": [*answers.values()]})
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.schema) as writer:
            writer.write_table(table)
        body = sink.getvalue().to_pybytes()
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{secrets.token_hex(4)}{path.name}")
        try:
            unfinished.touch(0o600, exist_ok=False)
            unfinished.write_bytes(hashlib.sha256(self._basis + body).digest() + body)
            # Whoever may read the register may read this, and nobody else.
            shutil.copymode(self._files[0], unfinished)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)


def answer_paths(files: Sequence[Path]) -> list[Path]:
    """Return where the answers about a register may be; they are written to the first path."""
    beside = files[0].with_name(files[0].name + ANSWERS_SUFFIX)
    folder = os.environ.get("CAMPAIGN_CACHE")
    if not folder:
        return [beside]
    names = b"\0".join(os.fsencode(file.resolve()) for file in files)
    return [Path(folder) / f"{hashlib.sha256(names).hexdigest()[:16]}{ANSWERS_SUFFIX}", beside]


def _are_of_use(paths: Sequence[Path]) -> bool:
    """True if a file may have answers, or one can be written: else no digest is needed."""
    folder = paths[0].parent
    is_writable = os.access(folder, os.W_OK) or not folder.exists()
    return is_writable or any(path.exists() for path in paths)
