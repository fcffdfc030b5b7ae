"""`python -m campaign publish DIR`: the dashboard as static files for any web server."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from campaign.commands.output import REGISTER_AWAY
from campaign.dataset import campaign_cache
from campaign.dataset.folders import Folders
from campaign.dataset.load import UnloadableDataError
from campaign.domain.register import RegisterAwayError
from campaign.exports.progress import Progress, Step
from campaign.i18n.translator import LANGUAGES, Text
from campaign.presentation.slides import UnreadableSlides
from campaign.site.public.catalogue import UnknownEditionError
from campaign.site.public.folder import BusyFolderError, ForeignFolderError
from campaign.site.public.publish import Options, Publication, publish
from campaign.site.public.work import DataChangedError

DONE, STOPPED = 0, 2
_BAR = 30
"""Characters of the whole bar."""
_LONGEST_REASON = 200


def declare(parser: argparse.ArgumentParser, text: Text) -> None:
    """The arguments of the command."""
    parser.add_argument("folder", metavar="DIR", help=text("folder for the public pages"))
    parser.add_argument("--edition", help=text("only this campaign year; by default all"))
    parser.add_argument(
        "--base-url", default="", help=text("address of the published pages: https://…")
    )
    parser.add_argument("--data", help=text("another data folder with the same structure"))
    parser.add_argument(
        "--lang", choices=LANGUAGES, help=text("language of the messages; English by default")
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the site; return the exit code."""
    text = Text.of(arguments.lang or "en")
    is_terminal = sys.stderr.isatty()
    if not _is_address(arguments.base_url):
        return _stop(text("--base-url must be an address such as https://example.org/campaign."))
    where = campaign_cache.folders()
    if arguments.data:
        where = replace(where, data=Path(arguments.data))
    progress = _bar(text) if is_terminal else _silent
    try:
        options = Options(arguments.edition, arguments.base_url)
        publication = publish(Path(arguments.folder), where, options, progress)
    except Exception as error:  # a nightly job needs a sentence for any error
        if is_terminal:
            sys.stderr.write("\r\033[K")
        return _stop(_reason(error, arguments.folder, where, text))
    if is_terminal:
        sys.stderr.write("\r\033[K")
    sys.stdout.write(_result(publication, arguments.folder, text) + "\n")
    return DONE


def _is_address(address: str) -> bool:
    parts = urlsplit(address)
    is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    return not address or (is_web and not parts.query and not parts.fragment)


def _stop(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return STOPPED


def _result(publication: Publication, folder: str, text: Text) -> str:
    if not publication.changed and not publication.removed:
        return text("{folder}: unchanged, {n} files", folder=folder, n=publication.files)
    return text(
        "{folder}: {n} files, {changed} of them written, {removed} removed",
        folder=folder,
        n=publication.files,
        changed=publication.changed,
        removed=publication.removed,
    )


def _reason(error: Exception, folder: str, where: Folders, text: Text) -> str:
    """Return in a sentence why nothing was published."""
    match error:
        case UnloadableDataError():
            return "\n".join(f"{p.cell.describe(text)}: {p.message(text)}" for p in error.issues)
        case UnknownEditionError():
            years = ", ".join(error.known)
            return text(
                "Unknown campaign year: {year}. Available: {years}.", year=error.name, years=years
            )
        case ForeignFolderError():
            return text(
                "{folder} contains files that do not belong to this site: {file}. Nothing was "
                "written.",
                folder=folder,
                file=str(error),
            )
        case BusyFolderError():
            return text("Another publish command is writing to {folder}.", folder=folder)
        case DataChangedError():
            return text("The data changed while the pages were being created. Publish again.")
        case UnreadableSlides():
            return text("The slides cannot be read: {reason}", reason=_shorten(error.reason))
        case RegisterAwayError():
            return text(REGISTER_AWAY)
        case ModuleNotFoundError():
            return text(
                "The package {name} is not installed. Install it to create this file format.",
                name=error.name,
            )
        case OSError():
            reason = error.strerror or str(error)
            return text("{file} cannot be written: {reason}", file=folder, reason=reason)
    reason = _shorten(f"{type(error).__name__}: {error}")
    return text("The pages could not be created: {reason}", reason=reason)


def _shorten(reason: str) -> str:
    line = " ".join(reason.split())
    return line if len(line) <= _LONGEST_REASON else f"{line[:_LONGEST_REASON]}…"


def _silent(step: Step) -> None:
    """For a job without a terminal."""


def _bar(text: Text) -> Progress:
    """Return what draws a bar on the terminal, on one line that is written anew."""

    def show(step: Step) -> None:
        full = round(step.share * _BAR)
        bar = "█" * full + "░" * (_BAR - full)
        sys.stderr.write(f"\r\033[K{bar} {step.said(text)}")
        sys.stderr.flush()

    return show
