"""Shared by all commands: sentences on errors, files written as a whole, progress, the parser."""

from __future__ import annotations

import argparse
import contextlib
import os
import secrets
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import urlsplit

from campaign.analysis.selection import KEYS, QueryIssue
from campaign.dataset.folders import CAMPAIGNS_FILE, is_present
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import N_, Text
from campaign.schema.issues import Issue

REGISTER_AWAY = N_("The register cannot be read at present. Nothing was written. Try again later.")
_LONGEST_REASON = 200
_MOST_VALUES = 40
"""The most allowed values in a message: an address can name any of many organizers."""


def issue_line(issue: Issue, text: Text) -> str:
    """Return the location of an issue and its message."""
    return f"{issue.location(text)}: {issue.message(text)}"


def issue_lines(issues: Iterable[Issue], text: Text) -> str:
    """Return a line for each issue; "" for none."""
    return "\n".join(issue_line(issue, text) for issue in issues)


def year_error(year: str, years: Iterable[str], text: Text) -> str:
    """Return the sentence about a campaign year that is not in the data."""
    return text(
        "Unknown campaign year: {year}. Available: {years}.", year=year, years=", ".join(years)
    )


def query_errors(issues: Iterable[QueryIssue], campaign: Campaign, text: Text) -> str:
    """Return a line for each part of `--query` that is not understood, with the allowed values."""
    names: dict[str, Callable[[str, Text], str]] = {
        "oblast": campaign.places.name,
        "type": campaign.type_name,
    }
    lines = []
    for issue in issues:
        if issue.key not in KEYS:
            words = text("--query has an unknown key: {part}.", part=issue.part)
        elif issue.value:
            words = text("--query has an unknown value: {part}.", part=issue.part)
        else:
            words = text("--query has a key without a value: {part}.", part=issue.part)
        name = names.get(issue.key)
        values = [f"{value} ({name(value, text)})" if name else value for value in issue.allowed]
        if values[_MOST_VALUES:]:
            values[_MOST_VALUES:] = ["…"]
        if values:
            words += " " + text("Allowed: {values}.", values=", ".join(values))
        lines.append(words)
    return "\n".join(lines)


def address_error(option: str, address: str, text: Text, *, may_have_query: bool = False) -> str:
    """Return the sentence about an option whose value is no web address; "" for one or for ""."""
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("?")
    is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    if not address or (is_web and (may_have_query or not (parts.query or parts.fragment))):
        return ""
    return text("{option} must be an address such as https://example.org/campaign.", option=option)


def data_error(folder: Path, text: Text) -> str:
    """Return the sentence about a folder without the data of campaigns; "" if it has them."""
    if not folder.is_dir():
        return text("There is no folder {folder}.", folder=str(folder))
    if not is_present(folder / CAMPAIGNS_FILE):
        return text(
            "The folder {folder} contains no campaign data: {file} is missing.",
            folder=str(folder),
            file=CAMPAIGNS_FILE,
        )
    return ""


def package_error(error: ModuleNotFoundError, text: Text) -> str:
    """Return the sentence about a file format whose package is not installed."""
    return text(
        "The package {name} is not installed. Install it to create files in this format.",
        name=str(error.name),
    )


def write_error(file: str, reason: OSError | str, text: Text) -> str:
    """Return the sentence about a file or folder that cannot be written."""
    if isinstance(reason, OSError):
        reason = reason.strerror or str(reason)
    return text("{file} cannot be written: {reason}", file=file, reason=reason)


def shorten(reason: str) -> str:
    """Return a reason on one line, cut off after 200 characters."""
    line = " ".join(reason.split())
    return line if len(line) <= _LONGEST_REASON else f"{line[:_LONGEST_REASON]}…"


STOPPED = 2
"""The exit code of a command that wrote nothing."""


def stop(words: str) -> int:
    """Print a sentence on standard error and return the exit code `STOPPED`."""
    sys.stderr.write(words + "\n")
    return STOPPED


_CLEAR = "\r\033[K"

STANDARD_OUTPUT = "-"


def write_output(content: bytes, target: str) -> None:
    """Write the file `target`, or standard output for `-`. Raises OSError.

    A regular file is written under a temporary name in the same folder and then renamed; if writing
    fails, the former file stays. A pipe or a device is written to directly.
    """
    if target == STANDARD_OUTPUT:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    if os.path.exists(target) and not os.path.isfile(target):
        with open(target, "wb") as out:  # a directory refuses
            out.write(content)
        return
    # A link stays a link: its target is replaced.
    path = Path(os.path.realpath(target))
    new = path.with_name(f".export-{secrets.token_hex(6)}.part")
    try:
        with new.open("xb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        if path.exists():
            new.chmod(path.stat().st_mode & 0o777)
        new.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)
        raise


class TerminalLine:
    """The last line of a terminal, by default standard error; nothing if it is not a terminal."""

    def __init__(self, out: TextIO | None = None) -> None:
        out = sys.stderr if out is None else out
        self._out = out if out.isatty() else None

    def show(self, words: str) -> None:
        """Replace the text of the line."""
        self._write(_CLEAR + words)

    def clear(self) -> None:
        """Remove the line."""
        self._write(_CLEAR)

    def _write(self, words: str) -> None:
        if self._out is not None:
            self._out.write(words)
            self._out.flush()


def bar(share: float, width: int) -> str:
    """Return a bar of `width` characters, filled to a share from 0 to 1."""
    full = round(share * width)
    return "█" * full + "░" * (width - full)


ARGPARSE_WORDS = frozenset(
    (
        N_("%(prog)s: error: %(message)s\n"),
        N_("ambiguous option: %(option)s could match %(matches)s"),
        N_("argument %(argument_name)s: %(message)s"),
        N_("expected at least one argument"),
        N_("expected one argument"),
        N_("ignored explicit argument %r"),
        N_("invalid %(type)s value: %(value)r"),
        N_("invalid choice: %(value)r (choose from %(choices)s)"),
        N_("the following arguments are required: %s"),
        N_("unrecognized arguments: %s"),
    )
)
"""The error messages of argparse that a reader can see."""


class Parser(argparse.ArgumentParser):
    """A parser whose help and errors are translated."""

    def __init__(self, *, text: Text, **options: Any) -> None:
        """Take the arguments of `argparse.ArgumentParser` and the language."""
        # argparse has no argument for a language: it calls the `_` of its module.
        vars(argparse)["_"] = lambda words: text(words) if words in ARGPARSE_WORDS else words

        class Formatter(argparse.HelpFormatter):
            def add_usage(
                self,
                usage: str | None,
                actions: Iterable[argparse.Action],
                groups: Iterable[Any],
                prefix: str | None = None,
            ) -> None:
                prefix = text("Usage: ") if prefix is None else prefix
                super().add_usage(usage, actions, groups, prefix)

        super().__init__(add_help=False, formatter_class=Formatter, **options)
        self._given = super().add_argument_group(text("Arguments"))
        self._options = super().add_argument_group(text("Options"))
        self.add_argument("-h", "--help", action="help", help=text("show this help and exit"))

    def add_argument(self, *names: str, **options: Any) -> Any:
        """Add an argument as argparse does, under the heading of its kind in the help."""
        group = self._options if names[0].startswith("-") else self._given
        return group.add_argument(*names, **options)
