"""The file with the answers of a check, which the next process reads instead of querying again.

It is in the folder `CAMPAIGN_CACHE`, else in the folder of the register, where the command that
converts a register always writes it. The answers are ignored if the file is damaged, if the
register has changed, or if another user or another version of the programs wrote them.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import sys
import time
from collections.abc import Mapping, Sequence
from functools import cached_property, reduce
from operator import and_
from pathlib import Path

import pandas as pd
import pyarrow as pa

from campaign.dataset.engines.answers.answer_paths import answer_paths
from campaign.dataset.engines.settings import ANSWERS_SUFFIX, RegisterSettings
from campaign.dataset.file_stamp import file_stamp

HOUR, DAY = 3_600, 86_400
_UNFINISHED = f".{'[0-9a-f]' * 8}*{ANSWERS_SUFFIX}"
_CACHED = f"{'[0-9a-f]' * 16}{ANSWERS_SUFFIX}"
"""The patterns of file names in the folder of `CAMPAIGN_CACHE`."""

FORMAT = 1
"""Raise this number when the meaning of a question or the form of an answer changes."""
_DIGEST = hashlib.sha256().digest_size


class AnswerFile:
    """The saved answers about the current bytes of the files of a register.

    No method raises an error; if there are no answers or the folder is not writable, the rows are
    read.
    """

    def __init__(self, settings: RegisterSettings) -> None:
        self._files = settings.files
        self._paths = answer_paths(settings)
        # Taken before the content is read, so that later changes are noticed.
        self._stamp = file_stamp(self._files)
        self._answers: dict[str, bytes] = {}
        for path in self._paths:
            with contextlib.suppress(OSError):
                self._answers = self._read(path)
            if self._answers:
                _mark_use(path)
                break

    @property
    def answers(self) -> Mapping[str, bytes]:
        """The answers by question."""
        return self._answers

    def replace(self, answers: Mapping[str, bytes]) -> bool:
        """Save these answers instead of the former ones; return True if they are saved."""
        for path in self._paths:
            _remove_stale_answers(path.parent)
        if not answers:
            self._remove(self._paths)
            return False
        if answers == self._answers:
            return True
        is_written = False
        with contextlib.suppress(OSError):
            is_written = self._write(self._paths[0], answers)
        if is_written:
            self._remove(self._paths[1:])
        return is_written

    @cached_property
    def digest(self) -> str:
        """The digest of the content of the files, which are read for it once. Raises `OSError`."""
        return content_digest(self._files)

    @property
    def _basis(self) -> bytes:
        """Everything that answers depend on besides their questions. Raises `OSError`."""
        return repr((FORMAT, pd.__version__, pa.__version__, self.digest)).encode()

    def _remove(self, paths: Sequence[Path]) -> None:
        """Delete files, because answers about former rows must not be kept."""
        for path in paths:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)

    def _read(self, path: Path) -> dict[str, bytes]:
        with path.open("rb") as file:
            if not self._is_trusted(os.fstat(file.fileno())):
                return {}
            content = file.read()
        digest, body = content[:_DIGEST], content[_DIGEST:]
        if digest != hashlib.sha256(self._basis + body).digest():
            return {}
        table = pa.ipc.open_stream(body).read_all().to_pydict()
        return dict(zip(table["question"], table["answer"], strict=True))

    def _is_trusted(self, stat: os.stat_result) -> bool:
        """Return True if a file belongs to the user of this process or to the owner of the
        register.
        """
        if sys.platform == "win32":
            return True
        return stat.st_uid in {os.geteuid(), *(file.stat().st_uid for file in self._files)}

    def _write(self, path: Path, answers: Mapping[str, bytes]) -> bool:
        """Write the answers unless the register has changed; return True if they are written."""
        table = pa.table({"question": [*answers], "answer": [*answers.values()]})
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.schema) as writer:
            writer.write_table(table)
        body = sink.getvalue().to_pybytes()
        path.parent.mkdir(0o700, parents=True, exist_ok=True)
        unfinished = path.with_name(f".{secrets.token_hex(4)}{path.name}")
        try:
            # Opened before the digest, which is not needed if the file cannot be written.
            unfinished.touch(0o600, exist_ok=False)
            unfinished.write_bytes(hashlib.sha256(self._basis + body).digest() + body)
            if file_stamp(self._files) != self._stamp:
                return False
            unfinished.chmod(self._mode(path))
            unfinished.replace(path)
            return True
        finally:
            unfinished.unlink(missing_ok=True)

    def _mode(self, path: Path) -> int:
        """The file mode: users who may read the register may read the answers next to it."""
        folder = path.parent.resolve()
        if any(file.resolve().parent != folder for file in self._files):
            # In another folder only the owner may, because the folders of the register limit its
            # readers.
            return 0o600
        return reduce(and_, (file.stat().st_mode for file in self._files), 0o666)


def content_digest(files: Sequence[Path]) -> str:
    """Return the SHA-256 of the content of files in their order. Raises `OSError`.

    Names of folders such as `oblast=KG-B` are included, because DuckDB makes columns of them; they
    are taken from the path, not from the target of a link.
    """
    digest = hashlib.sha256()
    for file in files:
        columns = [part for part in file.absolute().parts if "=" in part]
        with file.open("rb") as content:
            of_file = hashlib.file_digest(content, "sha256").hexdigest()
        digest.update(repr((columns, of_file)).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _mark_use(path: Path) -> None:
    """Set the time of a file to now, at most once a day."""
    with contextlib.suppress(OSError):
        if _age(path) > DAY:
            os.utime(path)


def _remove_stale_answers(folder: Path) -> None:
    """Delete files of killed processes, and cached answers that were not used for 90 days."""
    for pattern, most in ((_UNFINISHED, HOUR), (_CACHED, 90 * DAY)):
        with contextlib.suppress(OSError):
            for path in [*folder.glob(pattern)]:
                if _age(path) > most:
                    path.unlink()


def _age(path: Path) -> float:
    """The seconds since the file was changed. Raises `OSError`."""
    return time.time() - path.lstat().st_mtime
