"""A notice with the first issues of a list, each with its cell and message."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from campaign.i18n.translator import Text
from campaign.schema.issues import Issue


def issue_notice(
    headline: str, issues: Sequence[Issue], text: Text, most: int, kind: str = ""
) -> str:
    """Return HTML with the first `most` issues and how many more there are.

    `kind` is "error", "warning" or "" for a notice without either colour.
    """
    items = "".join(
        f"<li><b>{escape(issue.location(text))}</b>: {escape(issue.message(text))}</li>"
        for issue in issues[:most]
    )
    if len(issues) > most:
        rest = text.n("and {n} more", "and {n} more", len(issues) - most)
        items += f"<li>{escape(rest)}</li>"
    classes = f"notice {kind}".strip()
    return f'<div class="{classes}" role="status"><p>{escape(headline)}</p><ul>{items}</ul></div>'
