"""`python -m campaign export`: the files of the export dialog, for a script or a nightly job."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.commands.error_words import shorten, write_error
from campaign.commands.export_file import (
    StoppedError,
    file_path,
    load,
    make_file,
    stop_without_register,
    write_file,
)
from campaign.commands.export_folder import all_options, write_folder
from campaign.commands.export_progress import ExportProgress
from campaign.dataset import campaign_cache
from campaign.dataset.folders import Folders
from campaign.domain.campaign import Campaign
from campaign.domain.clock import today
from campaign.exports.export_options import ExportOptions
from campaign.exports.formats import FORMATS, ExportFormat
from campaign.i18n.translator import DEFAULT_LANGUAGE, LANGUAGES, N_, Text
from campaign.presentation.slides_file import UnreadableSlidesError, find_slides_file, read_slides
from campaign.theme.style import LIGHT

DONE, STOPPED = 0, 2
EVERY_REGION = ""
"""The value of `--all` if no folder is given."""
STEPS = (N_("Reading the data"), N_("Creating the file"), N_("Writing the file"))


@dataclass(frozen=True)
class _Flag:
    """An option of the command, and the name in `ExportFormat.takes` of the value that it sets."""

    flag: str
    takes: str


_FLAGS = (
    _Flag("second", "second"),
    _Flag("semicolon", "semicolon"),
    _Flag("all", "every"),
    _Flag("link", "link"),
)


def declare(parser: argparse.ArgumentParser, text: Text) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "--format",
        choices=FORMATS,
        help=text("file format; detected from the file name extension by default"),
    )
    parser.add_argument(
        "--lang", choices=LANGUAGES, help=text("language of the file; Kyrgyz by default")
    )
    parser.add_argument(
        "--query",
        default="",
        help=text("a selection as in a link: oblast=KG-B&from=2017-08-01"),
    )
    parser.add_argument("--data", help=text("another data folder with the same structure"))
    parser.add_argument(
        "--second", choices=LANGUAGES, help=text("second language on the same slides")
    )
    parser.add_argument(
        "--semicolon", action="store_true", help=text("CSV with semicolons and decimal commas")
    )
    parser.add_argument(
        "--all",
        nargs="?",
        const=EVERY_REGION,
        metavar="DIR",
        help=text(
            "one page for the country and one for each region; with a folder: all files in "
            "every language, in a subfolder named after today’s date"
        ),
    )
    parser.add_argument("--link", help=text("address of the dashboard, for the QR code"))
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help=text("file or folder to write to; - is standard output"),
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make the file, or all of them, and write it; return the exit code."""
    text = Text.of(arguments.lang or "en")
    if not arguments.all and not arguments.output:
        return _stop(text("Specify the file to write: -o FILE."))
    target = arguments.all or arguments.output
    progress = ExportProgress(text, target)
    try:
        words = _write_all(arguments, progress) if arguments.all else _write(arguments, progress)
    except StoppedError as error:
        progress.clear()
        return _stop(str(error))
    progress.clear()
    if words:
        sys.stderr.write(words + "\n")
    return DONE


def _write(arguments: argparse.Namespace, progress: ExportProgress) -> str:
    """Write the file; return a note on the rejected rows, "" if there are none."""
    text, query = progress.text, _parse_query(arguments.query)
    kind = _find_format(arguments, text)
    progress.show(text(STEPS[0]))
    folders = _folders(arguments)
    campaign = load(folders, text)
    lang = arguments.lang or _valid_language(query.get("lang")) or DEFAULT_LANGUAGE
    selection = replace(Selection.from_query(query, campaign), lang=lang)
    view = View(campaign, selection, Text.of(lang), LIGHT)
    stop_without_register(view, kind, text)
    progress.show(text(STEPS[1]))
    options = _options(arguments, kind, folders, view, text)
    content = make_file(kind, view, replace(options, progress=progress.show_step), text)
    progress.show(text(STEPS[2]))
    write_file(content, file_path(arguments.output, kind, view), text)
    n = view.edition.rejected_rows
    return text.n("{n} row was rejected", "{n} rows were rejected", n) if n else ""


def _write_all(arguments: argparse.Namespace, progress: ExportProgress) -> str:
    """Write every file into a subfolder, named after today’s date, of the given folder."""
    text, query = progress.text, _parse_query(arguments.query)
    folder = Path(arguments.all) / today().isoformat()
    folders = _folders(arguments)
    campaign = load(folders, text)
    edition = Selection.from_query(query, campaign).edition

    def build(kind: ExportFormat, view: View) -> bytes:
        stop_without_register(view, kind, text)
        options = all_options(kind, _options(arguments, kind, folders, view, text))
        return make_file(kind, view, options, text)

    try:
        write_folder(folder, campaign, edition, build, progress.show)
    except OSError as error:
        raise StoppedError(write_error(str(folder), error, text)) from error
    return ""


def _stop(words: str) -> int:
    sys.stderr.write(words + "\n")
    return STOPPED


def _parse_query(link: str) -> dict[str, str]:
    """Return the query of a link, or of the part after its question mark, as a dictionary."""
    return dict(parse_qsl(link.rpartition("?")[2].partition("#")[0]))


def _valid_language(lang: str | None) -> str | None:
    return lang if lang in LANGUAGES else None


def _find_format(arguments: argparse.Namespace, text: Text) -> ExportFormat:
    name = arguments.format or Path(arguments.output).suffix.lower().lstrip(".")
    kind = FORMATS.get(name)
    if kind is None:
        formats = ", ".join(FORMATS)
        raise StoppedError(text("Specify the file format: --format {formats}.", formats=formats))
    for flag in _FLAGS:
        if getattr(arguments, flag.flag) not in (None, False) and flag.takes not in kind.takes:
            takers = ", ".join(k.format for k in FORMATS.values() if flag.takes in k.takes)
            raise StoppedError(
                text("{option} is for {formats} only.", option=f"--{flag.flag}", formats=takers)
            )
    return kind


def _options(
    arguments: argparse.Namespace, kind: ExportFormat, folders: Folders, view: View, text: Text
) -> ExportOptions:
    slides = None
    if "slides" in kind.takes:
        edition = view.selection.edition
        try:
            slides = read_slides(folders.data, edition, view.campaign.public_texts)
        except UnreadableSlidesError as error:
            file = folders.label(find_slides_file(folders.data, edition))
            raise StoppedError(_slides_error(error, file, text)) from error
    return ExportOptions(
        second=arguments.second,
        semicolon=arguments.semicolon,
        every=arguments.all is not None,
        link=_link(arguments.link or "", view.campaign),
        slides=slides,
    )


def _slides_error(error: UnreadableSlidesError, file: str, text: Text) -> str:
    reason = shorten(error.reason)
    if error.slide is None:
        return text("{file} cannot be read: {reason}", file=file, reason=reason)
    return text(
        "{file}, slide {n} cannot be read: {reason}", file=file, n=error.slide, reason=reason
    )


def _link(address: str, campaign: Campaign) -> Callable[[Selection], str]:
    """Return a function from a selection to its link; the link is "" if `address` is ""."""

    def link(selection: Selection) -> str:
        query = urlencode(selection.to_query(campaign), safe=",")
        if not address or not query:
            return address
        return f"{address}{'&' if '?' in address else '?'}{query}"

    return link


def _folders(arguments: argparse.Namespace) -> Folders:
    folders = campaign_cache.folders()
    return replace(folders, data=Path(arguments.data)) if arguments.data else folders
