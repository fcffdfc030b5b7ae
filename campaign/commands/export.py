"""`python -m campaign export`: the files of the export dialog, for a script or a nightly job."""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from campaign.analysis.selection import Selection, parse_query
from campaign.analysis.view import View
from campaign.commands.output import (
    REGISTER_AWAY,
    STANDARD_OUTPUT,
    TerminalLine,
    address_error,
    issue_lines,
    package_error,
    query_errors,
    shorten,
    stop,
    write_error,
    write_output,
)
from campaign.dataset import campaign_cache
from campaign.dataset.engines.failures import every_answer
from campaign.dataset.folders import Folders
from campaign.dataset.load import UnloadableDataError, load_campaign
from campaign.domain.campaign import Campaign
from campaign.domain.clock import today
from campaign.domain.register import RegisterAwayError
from campaign.exports.formats import FORMATS, ExportFormat, ExportOptions
from campaign.exports.progress import Step
from campaign.i18n.translator import DEFAULT_LANGUAGE, LANGUAGES, N_, Text
from campaign.presentation.slides_file import UnreadableSlidesError, find_slides_file, read_slides
from campaign.site.public.folder import swap_folders
from campaign.theme.style import LIGHT

SUMS = "SHA256SUMS"
"""The file with the digest of every other file, in the format of `sha256sum --check`."""

DONE = 0
EVERY_REGION = ""
"""The value of `--all` if no folder is given."""
STEPS = (N_("Reading the data"), N_("Creating the file"), N_("Writing the file"))


_FLAGS = {"second": "second", "semicolon": "semicolon", "all": "every", "link": "link"}
"""{option of the command: name in `ExportFormat.takes` of the value that it sets}."""


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
            "every language, or those of --format and --lang, in a subfolder named after today’s "
            "date"
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
    query = _parse_query(arguments.query)
    arguments.lang = arguments.lang or _valid_language(dict(query).get("lang"))
    text = Text.of(arguments.lang or "en")
    if not arguments.all and not arguments.output:
        return stop(text("Specify the file to write: -o FILE."))
    if arguments.all and arguments.output:
        return stop(text("Specify either --all DIR or -o FILE."))
    if error := address_error("--link", arguments.link or "", text, may_have_query=True):
        return stop(error)
    progress = _ExportProgress(text, arguments.all or arguments.output)
    try:
        words = _write(arguments, query, progress)
    except StoppedError as reason:
        progress.clear()
        return stop(str(reason))
    progress.clear()
    if words:
        sys.stderr.write(words + "\n")
    return DONE


def _write(
    arguments: argparse.Namespace, query: Sequence[tuple[str, str]], progress: _ExportProgress
) -> str:
    """Write the file, or with `--all DIR` every file into a subfolder named after today’s date.

    Return a note on the rejected rows, "" if there are none.
    """
    text, kinds = progress.text, _find_formats(arguments, progress.text)
    arguments.second = arguments.second or _valid_language(dict(query).get("second"))
    progress.show(text(STEPS[0]))
    folders = campaign_cache.folders()
    if arguments.data:
        folders = replace(folders, data=Path(arguments.data))
    campaign = load(folders, text)
    selection = _read_selection(arguments, query, campaign, text)
    languages = LANGUAGES if arguments.all else (DEFAULT_LANGUAGE,)
    views = [
        View(campaign, replace(selection, lang=lang), Text.of(lang), LIGHT)
        for lang in ([arguments.lang] if arguments.lang else languages)
    ]

    def build(kind: ExportFormat, view: View) -> bytes:
        _stop_without_register(view, kind, text)
        options = _options(arguments, kind, folders, view, text)
        if not arguments.all:
            options = replace(options, progress=progress.show_step)
        return make_file(kind, view, options, text)

    if arguments.all:
        folder = Path(arguments.all) / today().isoformat()
        files = [(kind, view) for view in views for kind in kinds if not kind.missing(view)]
        _stop_without_register(views[0], files[0][0] if files else kinds[0], text)
        try:
            _write_folder(folder, files, build, progress.show)
        except OSError as error:
            raise StoppedError(write_error(str(folder), error, text)) from error
    else:
        progress.show(text(STEPS[1]))
        content = build(kinds[0], views[0])
        progress.show(text(STEPS[2]))
        path = arguments.output
        if path != STANDARD_OUTPUT and Path(path).is_dir():
            path = str(Path(path) / kinds[0].file_name(views[0]))
        _write_file(content, path, text)
    n = views[0].edition.rejected_rows
    return text.n("{n} row was rejected", "{n} rows were rejected", n) if n else ""


def _parse_query(link: str) -> list[tuple[str, str]]:
    """Return the keys and values of a link, or of the part after its question mark."""
    address, mark, query = link.partition("#")[0].rpartition("?")
    is_address = not mark and "://" in query
    return parse_qsl("" if is_address else query, keep_blank_values=True)


def _read_selection(
    arguments: argparse.Namespace, query: Sequence[tuple[str, str]], campaign: Campaign, text: Text
) -> Selection:
    """Return the selection of `--query`. Raises StoppedError for one that is not understood."""
    try:
        selection, issues = parse_query(query, campaign)
    except RegisterAwayError as error:
        raise StoppedError(text(REGISTER_AWAY)) from error
    if issues:
        raise StoppedError(query_errors(issues, campaign, text))
    if arguments.all == EVERY_REGION and selection.oblasts:
        raise StoppedError(
            text("--all makes a page for each region. Remove oblast from --query, or omit --all.")
        )
    return selection


def _valid_language(lang: str | None) -> str | None:
    lang = (lang or "").strip().lower()
    return lang if lang in LANGUAGES else None


def _find_formats(arguments: argparse.Namespace, text: Text) -> list[ExportFormat]:
    """Return the format of the file, or of all files. Raises StoppedError."""
    if arguments.all and not arguments.format:
        return list(FORMATS.values())
    name = arguments.format or Path(arguments.output).suffix.lower().lstrip(".")
    kind = FORMATS.get(name)
    if kind is None:
        formats = ", ".join(FORMATS)
        raise StoppedError(text("Specify the file format: --format {formats}.", formats=formats))
    for flag, value in _FLAGS.items():
        is_set = getattr(arguments, flag) not in (None, False)
        is_folder = flag == "all" and bool(arguments.all)
        if is_set and not is_folder and value not in kind.takes:
            takers = ", ".join(k.format for k in FORMATS.values() if value in k.takes)
            raise StoppedError(
                text("{option} is for {formats} only.", option=f"--{flag}", formats=takers)
            )
    return [kind]


def _options(
    arguments: argparse.Namespace, kind: ExportFormat, folders: Folders, view: View, text: Text
) -> ExportOptions:
    slides = None
    if "slides" in kind.takes:
        edition = view.selection.edition
        try:
            slides = read_slides(folders.data, edition, view.campaign)
        except UnreadableSlidesError as error:
            file = folders.label(find_slides_file(folders.data, edition))
            raise StoppedError(_slides_error(error, file, text)) from error
    return ExportOptions(
        second=arguments.second,
        semicolon=arguments.semicolon,
        every=arguments.all is not None and "every" in kind.takes and not view.selection.oblasts,
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


class _ExportProgress:
    """The current step on a terminal, after the name of the file; silent elsewhere."""

    def __init__(self, text: Text, target: str) -> None:
        self.text = text
        self._name = "" if target == STANDARD_OUTPUT else f"{Path(target).name}: "
        self._line = TerminalLine()

    def show_step(self, step: Step) -> None:
        """Show a step of making the file."""
        self.show(step.words(self.text))

    def show(self, words: str) -> None:
        """Show a step in words."""
        self._line.show(f"{self._name}{words} …")

    def clear(self) -> None:
        """Remove the step from the terminal."""
        self._line.clear()


class StoppedError(Exception):
    """There is no file; the message gives the reason in the reader's language."""


def load(folders: Folders, text: Text) -> Campaign:
    """Return the campaign in these folders. Raises StoppedError."""
    try:
        return load_campaign(folders)
    except UnloadableDataError as error:
        raise StoppedError(issue_lines(error.issues, text)) from error


def _stop_without_register(view: View, kind: ExportFormat, text: Text) -> None:
    """Raise StoppedError if the register is rejected, or if the format or a filter needs one."""
    edition = view.edition
    if edition.register is None and edition.status != "published_only":
        words = issue_lines(edition.issues, text)
        raise StoppedError(words or text("The data cannot be shown"))
    if kind.missing(view) or (edition.register is None and view.selection.filtered):
        raise StoppedError(replace(view, text=text).absence)


def make_file(kind: ExportFormat, view: View, options: ExportOptions, text: Text) -> bytes:
    """Return the content of a file. Raises StoppedError."""
    try:
        with every_answer():
            return kind.build(view, options)
    except RegisterAwayError as error:
        raise StoppedError(text(REGISTER_AWAY)) from error
    except ModuleNotFoundError as error:
        raise StoppedError(package_error(error, text)) from error
    except Exception as error:  # a nightly job needs a sentence for any error
        reason = shorten(f"{type(error).__name__}: {error}")
        raise StoppedError(
            text("The file could not be created: {reason}", reason=reason)
        ) from error


def _write_file(content: bytes, path: str, text: Text) -> None:
    """Write the file, or standard output for `-`. Raises StoppedError."""
    try:
        write_output(content, path)
    except BrokenPipeError:
        # The reader closed the pipe: Python may not flush into it when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise StoppedError(write_error(path, "EPIPE", text)) from None
    except OSError as error:
        raise StoppedError(write_error(path, error, text)) from error


def _write_folder(
    folder: Path,
    files: Iterable[tuple[ExportFormat, View]],
    build: Callable[[ExportFormat, View], bytes],
    tell: Callable[[str], None],
) -> None:
    """Write the files, each in a format of a view, and their digests.

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
