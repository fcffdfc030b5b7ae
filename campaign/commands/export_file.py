"""Creates an exported file from the data folders, or gives the reason why it cannot."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

from campaign.analysis.view import View
from campaign.commands.error_words import (
    REGISTER_AWAY,
    issue_lines,
    package_error,
    shorten,
    write_error,
)
from campaign.commands.output import STANDARD_OUTPUT, write_output
from campaign.dataset.engines.failures import every_answer
from campaign.dataset.folders import Folders
from campaign.dataset.load import UnloadableDataError, load_campaign
from campaign.domain.campaign import Campaign
from campaign.domain.register import RegisterAwayError
from campaign.exports.export_options import ExportOptions
from campaign.exports.formats import ExportFormat
from campaign.i18n.translator import Text


class StoppedError(Exception):
    """There is no file; the message gives the reason in the reader's language."""


def load(folders: Folders, text: Text) -> Campaign:
    """Return the campaign in these folders. Raises StoppedError."""
    try:
        return load_campaign(folders)
    except UnloadableDataError as error:
        raise StoppedError(issue_lines(error.issues, text)) from error


def stop_without_register(view: View, kind: ExportFormat, text: Text) -> None:
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


def file_path(output: str, kind: ExportFormat, view: View) -> str:
    """Return the path of the file; if `output` is a folder, with the default file name in it."""
    is_folder = output != STANDARD_OUTPUT and Path(output).is_dir()
    return str(Path(output) / kind.file_name(view)) if is_folder else output


def write_file(content: bytes, path: str, text: Text) -> None:
    """Write the file, or standard output for `-`. Raises StoppedError."""
    try:
        write_output(content, path)
    except BrokenPipeError:
        # The reader closed the pipe: Python may not flush into it when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise StoppedError(write_error(path, "EPIPE", text)) from None
    except OSError as error:
        raise StoppedError(write_error(path, error, text)) from error
