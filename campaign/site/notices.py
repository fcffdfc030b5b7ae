"""Notices above and below a page: on the data, on the address, on what is missing or away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from html import escape

from campaign import __version__
from campaign.analysis.selection import QueryIssue
from campaign.analysis.view import View
from campaign.charts.by_campaign import title_within
from campaign.domain.register import RegisterAwayError
from campaign.i18n.translator import N_, Text
from campaign.schema.issues import Issue
from campaign.site.page import SitePage, link

MOST_ISSUES = 5
NO_FILE = N_("There is no file at this address.")


def provenance(view: View) -> str:
    """Return the note that a register is illustrative; "" for a real one."""
    if not view.disclaimer:
        return ""
    if view.edition.own and view.edition.illustrative:
        note = view.text("Rows of your register are marked as invented in the file.")
    else:
        note = view.text(
            "Only totals were published; the activities are invented and are consistent with the "
            "published totals."
        )
    disclaimer = escape(view.disclaimer)
    return f'<p role="note"><strong>{disclaimer}</strong> <span>{escape(note)}</span></p>'


def query_words(issues: Sequence[QueryIssue], text: Text) -> str:
    """Return the sentence about parts of an address that are not understood."""
    parts = [issue.part for issue in issues[:MOST_ISSUES]]
    parts += ["…"] if issues[MOST_ISSUES:] else []
    return text("The address has unknown parts: {parts}.", parts=", ".join(parts))


def query_notice(page: SitePage) -> str:
    """Return the parts of the page's address that are not understood, with a link to the page.

    Return "" if there are none.
    """
    if not page.query_issues:
        return ""
    text = page.view.text
    words = query_words(page.query_issues, text)
    hint = text("The page shows the selection without them.")
    anchor = link(text("Continue without them"), page.address(page.view.selection))
    return f'<div class="notice" role="status"><p>{escape(words)} {escape(hint)} {anchor}</p></div>'


def shown_register(page: SitePage) -> str:
    """Return which register the page shows, with links to the reader's own ones; "" without any."""
    view, text = page.view, page.view.text
    if not view.campaign.own_editions:
        return ""
    title, is_own = title_within(view.edition, text), view.edition.own
    if is_own:
        words = text("Shown: {campaign}, {files}.", campaign=title, files=view.edition.source)
    else:
        words = text("Shown: {campaign}, not your own register.", campaign=title)
    links = [
        page.anchor(edition.title(text), view.selection.with_edition(name, view.campaign))
        for name in view.campaign.own_editions.values()
        if (edition := view.campaign.editions[name]) is not view.edition
    ]
    lines = f"<p>{' '.join([escape(words), ' · '.join(links)])}</p>"
    return f'<div class="{"shown" if is_own else "notice shown"}" role="status">{lines}</div>'


def file_issues(view: View) -> str:
    """Return the issues of the files of the dashboard; "" without any."""
    edition = view.edition
    issues = [*view.campaign.issues, *(() if edition.own else edition.issues)]
    return issue_list(issues, view.text, edition.rejected_rows) if issues else ""


def issue_list(issues: Sequence[Issue], text: Text, rejected_rows: int) -> str:
    """Return the first issues with a headline; `rejected_rows` is how many rows are not counted."""
    errors = sum(issue.severity == "error" for issue in issues)
    if errors:
        headline = text.n("{n} error in the data files", "{n} errors in the data files", errors)
    else:
        headline = text.n(
            "{n} warning in the data files", "{n} warnings in the data files", len(issues)
        )
    if rejected_rows:
        rows = text.n("{n} row is not counted", "{n} rows are not counted", rejected_rows)
        headline = f"{headline}. {rows}"
    kind = "error" if errors else "warning"
    return issue_notice(headline, issues, text, MOST_ISSUES, kind)


def absence(view: View) -> str:
    """Return why there is nothing to draw; "" if there is something."""
    text = view.text
    if not view.has_register:
        message = view.absence
        if view.edition.issues:
            message += " " + text("The notice on this page gives the reason.")
    elif view.is_empty:
        message = text("Nothing matches these filters.")
    else:
        return ""
    return f'<div class="empty"><p>{escape(message)}</p></div>'


def footer(view: View) -> str:
    """Return the versions of the program and the data."""
    line = view.text(
        "Software version {version} · data version {fingerprint}",
        version=__version__,
        fingerprint=view.campaign.fingerprint,
    )
    return f'<footer class="foot"><p>{escape(line)}</p></footer>'


def boundary_note(view: View) -> str:
    """Return the notes on the boundaries that are drawn."""
    return f'<p class="source boundary-note">{escape(" ".join(view.boundary_notes))}</p>'


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


def away_words(text: Text) -> str:
    """Return why the content is not shown, and what to do."""
    return text(
        "The register cannot be read at present. The totals shown are from the last successful "
        "reading. Try again later."
    )


def away_notice(text: Text) -> str:
    """Return the words of `away_words` in a box, as HTML."""
    return f'<div class="empty"><p>{escape(away_words(text))}</p></div>'


def unless_away(build: Callable[[View], str]) -> Callable[[View], str]:
    """Return a function like `build` that returns the notice while the register is away."""

    @wraps(build)
    def build_or_say(view: View) -> str:
        try:
            return build(view)
        except RegisterAwayError:
            return away_notice(view.text)

    return build_or_say
