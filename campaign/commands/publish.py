"""`python -m campaign publish DIR`: the dashboard as static files for any web server."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from campaign.commands.output import (
    REGISTER_AWAY,
    TerminalLine,
    address_error,
    bar,
    issue_lines,
    package_error,
    shorten,
    stop,
    write_error,
    year_error,
)
from campaign.dataset import campaign_cache
from campaign.dataset.load import UnloadableDataError
from campaign.domain.register import RegisterAwayError
from campaign.exports.progress import Step
from campaign.i18n.translator import LANGUAGES, Text
from campaign.presentation.slides_file import UnreadableSlidesError
from campaign.site.public.catalogue import UnknownEditionError
from campaign.site.public.folder import BusyFolderError, ForeignFolderError
from campaign.site.public.publish import DataChangedError, Options, Publication, publish

DONE = 0
_BAR = 30
"""Width of the progress bar, in characters."""


def declare(parser: argparse.ArgumentParser, text: Text) -> None:
    """Add the arguments of the command."""
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
    if words := address_error("--base-url", arguments.base_url, text):
        return stop(words)
    folders = campaign_cache.folders()
    if arguments.data:
        folders = replace(folders, data=Path(arguments.data))
    line = TerminalLine()

    def show_progress(step: Step) -> None:
        line.show(f"{bar(step.share, _BAR)} {step.words(text)}")

    try:
        options = Options(arguments.edition, arguments.base_url)
        publication = publish(Path(arguments.folder), folders, options, show_progress)
    except Exception as error:  # a nightly job needs a sentence for any error
        line.clear()
        return stop(_reason(error, arguments.folder, text))
    line.clear()
    sys.stdout.write(_result(publication, arguments.folder, text) + "\n")
    return DONE


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


def _reason(error: Exception, folder: str, text: Text) -> str:
    """Return a sentence that says why nothing was published."""
    match error:
        case UnloadableDataError():
            return issue_lines(error.issues, text)
        case UnknownEditionError():
            return year_error(error.name, error.known, text)
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
        case UnreadableSlidesError():
            return text("The slides cannot be read: {reason}", reason=shorten(error.reason))
        case RegisterAwayError():
            return text(REGISTER_AWAY)
        case ModuleNotFoundError():
            return package_error(error, text)
        case OSError():
            return write_error(folder, error, text)
    reason = shorten(f"{type(error).__name__}: {error}")
    return text("The pages could not be created: {reason}", reason=reason)
