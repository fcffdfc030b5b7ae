"""`python -m campaign export --all DIR`: every file in every language, in a folder of its day."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from campaign.analysis.view import View
from campaign.exports.formats import ExportFormat
from campaign.site.public.folder_swap import swap_folders

SUMS = "SHA256SUMS"
"""The file with the digest of every other file, in the format of `sha256sum --check`."""

MakeFile = Callable[[ExportFormat, View], bytes]
Tell = Callable[[str], None]


def write_folder(
    folder: Path, files: Iterable[tuple[ExportFormat, View]], build: MakeFile, tell: Tell
) -> Path:
    """Write the files, each in a format of a view, and their digests, and return the folder.

    `folder` is never incomplete: files are written to a folder beside it, which is swapped with it
    at the end. The same data give the same files on any day. `build` makes a file; `tell` is called
    with its name before. Raises OSError.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = folder.with_name(f".{folder.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    digests = []
    for kind, view in files:
        name = kind.file_name(view)
        tell(name)
        content = build(kind, view)
        (unfinished / name).write_bytes(content)
        digests.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
    (unfinished / SUMS).write_text("".join(sorted(digests, key=lambda line: line[64:])))
    if folder.is_dir():
        swap_folders(unfinished, folder)
        shutil.rmtree(unfinished, ignore_errors=True)
    else:
        unfinished.rename(folder)
    return folder
