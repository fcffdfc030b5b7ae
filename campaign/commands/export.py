"""`python -m campaign export`: the files of the export dialog, for a script or a nightly job."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.commands.export_folder import all_options, write_folder
from campaign.commands.output import REGISTER_AWAY, STANDARD_OUTPUT, write_output
from campaign.dataset import campaign_cache
from campaign.dataset.engines.failures import every_answer
from campaign.dataset.folders import Folders
from campaign.dataset.load import UnloadableDataError, load_campaign
from campaign.domain.campaign import Campaign
from campaign.domain.clock import today
from campaign.domain.register import RegisterAwayError
from campaign.exports.formats import KINDS, ExportFormat, ExportOptions
from campaign.exports.progress import Step
from campaign.i18n.translator import DEFAULT_LANGUAGE, LANGUAGES, N_, Text
from campaign.presentation.slides import UnreadableSlides, find_slides_file, read_slides
from campaign.theme.style import LIGHT

DONE, STOPPED = 0, 2
EVERY_REGION = ""
"""The value of `--all` without a folder."""
STEPS = (N_("Reading the data"), N_("Creating the file"), N_("Writing the file"))
_LONGEST_REASON = 200


class StoppedError(Exception):
    """There is no file; the message gives the reason in the reader's language."""


@dataclass(frozen=True)
class _Flag:
    """An option of the command, and the name in `ExportFormat.takes` of the value it sets."""

    flag: str
    takes: str


_FLAGS = (
    _Flag("second", "second"),
    _Flag("semicolon", "semicolon"),
    _Flag("all", "every"),
    _Flag("link", "link"),
)


def declare(parser: argparse.ArgumentParser, text: Text) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "--format",
        choices=KINDS,
        help=text("file format; by default detected from the file name extension"),
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
            "one page for the country and one for each region; if a folder is given, all files "
            "are written in every language to a subfolder named after today’s date"
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
    if arguments.all:
        return _run_all(arguments)
    query = _parse_query(arguments.query)
    text = Text.of(arguments.lang or "en")
    if not arguments.output:
        _print_lines([text("Specify the file to write: -o FILE.")])
        return STOPPED
    progress = _Progress(text, arguments.output)
    try:
        kind = _find_format(arguments, text)
        progress.tell(text(STEPS[0]))
        where = _folders(arguments)
        campaign = _load_campaign(where, text)
        lang = arguments.lang or _valid_language(query.get("lang")) or DEFAULT_LANGUAGE
        selection = replace(Selection.from_query(query, campaign), lang=lang)
        view = View(campaign, selection, Text.of(lang), LIGHT)
        _stop_without_register(view, kind, text)
        progress.tell(text(STEPS[1]))
        options = _options(arguments, kind, where, view, text)
        content = _make_file(kind, view, replace(options, progress=progress.told), text)
        progress.tell(text(STEPS[2]))
        _write_file(content, _target(arguments.output, kind, view), text)
    except StoppedError as error:
        progress.clear()
        _print_lines([str(error)])
        return STOPPED
    progress.clear()
    if view.edition.rejected_rows:
        n = view.edition.rejected_rows
        _print_lines([text.n("{n} row was rejected", "{n} rows were rejected", n)])
    return DONE


def _run_all(arguments: argparse.Namespace) -> int:
    """Write every file into a folder of today’s date below that of the command."""
    text, query = Text.of(arguments.lang or "en"), _parse_query(arguments.query)
    progress = _Progress(text, arguments.all)
    folder = Path(arguments.all) / today().isoformat()
    try:
        where = _folders(arguments)
        campaign = _load_campaign(where, text)
        edition = Selection.from_query(query, campaign).edition

        def build(kind: ExportFormat, view: View) -> bytes:
            _stop_without_register(view, kind, text)
            options = all_options(kind, _options(arguments, kind, where, view, text))
            return _make_file(kind, view, options, text)

        write_folder(folder, campaign, edition, build, progress.tell)
    except StoppedError as error:
        progress.clear()
        _print_lines([str(error)])
        return STOPPED
    except OSError as error:
        progress.clear()
        words = text("{file} cannot be written: {reason}", **_write_error(str(folder), error))
        _print_lines([words])
        return STOPPED
    progress.clear()
    return DONE


# Arguments -----------------------------------------------------------------------------------


def _parse_query(link: str) -> dict[str, str]:
    """The selection of a link, or of the part after its question mark."""
    return dict(parse_qsl(link.rpartition("?")[2].partition("#")[0]))


def _valid_language(lang: str | None) -> str | None:
    return lang if lang in LANGUAGES else None


def _find_format(arguments: argparse.Namespace, text: Text) -> ExportFormat:
    name = arguments.format or Path(arguments.output).suffix.lower().lstrip(".")
    kind = KINDS.get(name)
    if kind is None:
        formats = ", ".join(KINDS)
        raise StoppedError(text("Specify the file format: --format {formats}.", formats=formats))
    for flag in _FLAGS:
        if getattr(arguments, flag.flag) not in (None, False) and flag.takes not in kind.takes:
            takers = ", ".join(k.format for k in KINDS.values() if flag.takes in k.takes)
            raise StoppedError(
                text("{option} is for {formats} only.", option=f"--{flag.flag}", formats=takers)
            )
    return kind


def _options(
    arguments: argparse.Namespace, kind: ExportFormat, where: Folders, view: View, text: Text
) -> ExportOptions:
    slides = None
    if "slides" in kind.takes:
        edition = view.selection.edition
        try:
            slides = read_slides(where.data, edition)
        except UnreadableSlides as error:
            file = where.label(find_slides_file(where.data, edition))
            raise StoppedError(_slides_error(error, file, text)) from error
    return ExportOptions(
        second=arguments.second,
        semicolon=arguments.semicolon,
        every=arguments.all is not None,
        link=_link(arguments.link or "", view.campaign),
        slides=slides,
    )


def _slides_error(error: UnreadableSlides, file: str, text: Text) -> str:
    reason = _shorten(error.reason)
    if error.slide is None:
        return text("{file} cannot be read: {reason}", file=file, reason=reason)
    return text(
        "{file}, slide {n} cannot be read: {reason}", file=file, n=error.slide, reason=reason
    )


def _link(address: str, campaign: Campaign) -> Callable[[Selection], str]:
    """The address of a selection below that of the dashboard; none without one."""

    def link(selection: Selection) -> str:
        query = urlencode(selection.to_query(campaign), safe=",")
        if not address or not query:
            return address
        return f"{address}{'&' if '?' in address else '?'}{query}"

    return link


# From data to file ----------------------------------------------------------------------------


def _folders(arguments: argparse.Namespace) -> Folders:
    where = campaign_cache.folders()
    return replace(where, data=Path(arguments.data)) if arguments.data else where


def _load_campaign(where: Folders, text: Text) -> Campaign:
    try:
        return load_campaign(where)
    except UnloadableDataError as error:
        lines = [f"{p.cell.describe(text)}: {p.message(text)}" for p in error.issues]
        raise StoppedError("\n".join(lines)) from error


def _stop_without_register(view: View, kind: ExportFormat, text: Text) -> None:
    """Raise `StoppedError` for a rejected register, or where the format needs a register."""
    edition = view.edition
    if edition.register is None and edition.status != "published_only":
        lines = [f"{p.cell.describe(text)}: {p.message(text)}" for p in edition.issues]
        raise StoppedError("\n".join(lines) or text("The data cannot be shown"))
    if kind.missing(view):
        raise StoppedError(replace(view, text=text).absence)


def _make_file(kind: ExportFormat, view: View, options: ExportOptions, text: Text) -> bytes:
    try:
        with every_answer():
            return kind.build(view, options)
    except RegisterAwayError as error:
        raise StoppedError(text(REGISTER_AWAY)) from error
    except ModuleNotFoundError as error:
        name = str(error.name)
        raise StoppedError(
            text(
                "The package {name} is not installed. Install it to create this file format.",
                name=name,
            )
        ) from error
    except Exception as error:  # a nightly job needs a sentence for any error
        reason = _shorten(f"{type(error).__name__}: {error}")
        raise StoppedError(
            text("The file could not be created: {reason}", reason=reason)
        ) from error


def _target(output: str, kind: ExportFormat, view: View) -> str:
    """The path of the file; in a folder under the file's own name."""
    is_folder = output != STANDARD_OUTPUT and Path(output).is_dir()
    return str(Path(output) / kind.file_name(view)) if is_folder else output


def _write_file(content: bytes, target: str, text: Text) -> None:
    try:
        write_output(content, target)
    except BrokenPipeError:
        # The reader of the pipe is gone: nothing may be flushed when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise StoppedError(
            text("{file} cannot be written: {reason}", **_write_error(target, None))
        ) from None
    except OSError as error:
        raise StoppedError(
            text("{file} cannot be written: {reason}", **_write_error(target, error))
        ) from error


def _write_error(target: str, error: OSError | None) -> dict[str, object]:
    return {"file": target, "reason": "EPIPE" if error is None else error.strerror or str(error)}


def _shorten(reason: str) -> str:
    line = " ".join(reason.split())
    return line if len(line) <= _LONGEST_REASON else f"{line[:_LONGEST_REASON]}…"


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stderr.write(line + "\n")


class _Progress:
    """One line on a terminal with the current step; silent elsewhere."""

    def __init__(self, text: Text, target: str) -> None:
        self.text = text
        self.name = "" if target == STANDARD_OUTPUT else f"{Path(target).name}: "
        self.is_terminal = sys.stderr.isatty()

    def told(self, step: Step) -> None:
        self.tell(step.said(self.text))

    def tell(self, words: str) -> None:
        if self.is_terminal:
            sys.stderr.write(f"\r\033[K{self.name}{words} …")
            sys.stderr.flush()

    def clear(self) -> None:
        if self.is_terminal:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()
