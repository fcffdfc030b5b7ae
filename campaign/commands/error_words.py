"""Messages on standard error for a command that fails."""

from __future__ import annotations

from collections.abc import Iterable

from campaign.i18n.translator import N_, Text
from campaign.schema.issues import Issue

REGISTER_AWAY = N_("The register cannot be read at present. Nothing was written. Try again later.")
_LONGEST_REASON = 200


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
