"""`python -m campaign export --all DIR`: every file in every language, in a folder of its day."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.domain.campaign import Campaign
from campaign.exports.export_options import ExportOptions
from campaign.exports.formats import FORMATS, ExportFormat
from campaign.i18n.translator import LANGUAGES, Text
from campaign.site.public.folder_swap import swap_folders
from campaign.theme.style import LIGHT

SUMS = "SHA256SUMS"
"""The file with the digest of every other file, in the format of `sha256sum --check`."""

MakeFile = Callable[[ExportFormat, View], bytes]
Tell = Callable[[str], None]


def write_folder(
    folder: Path, campaign: Campaign, edition: str, build: MakeFile, tell: Tell
) -> Path:
    """Write every file of an edition and their digests, and return the folder.

    `folder` is never incomplete: files are written to a folder beside it, which is swapped with it
    at the end. The same data give the same files on any day. `build` makes a file; `tell` is called
    with its name before. Raises OSError.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = folder.with_name(f".{folder.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    digests = []
    for kind, view in _files(campaign, edition):
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


def all_options(kind: ExportFormat, options: ExportOptions) -> ExportOptions:
    """Return the options of a file in the folder: a page or chapter for each region if it can."""
    return replace(options, every="every" in kind.takes)


def _files(campaign: Campaign, edition: str) -> Iterator[tuple[ExportFormat, View]]:
    """Yield each format that the edition has data for, with the view in each language."""
    for lang in LANGUAGES:
        view = View(campaign, Selection(edition, lang=lang), Text.of(lang), LIGHT)
        for kind in FORMATS.values():
            if not kind.missing(view):
                yield kind, view
