"""Messages on standard error for a command that fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
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
