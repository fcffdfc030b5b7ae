"""The messages to send to regions, in three languages, with buttons that copy them."""

from __future__ import annotations

from html import escape

from campaign.analysis.report_requests import ReportRequest, report_requests
from campaign.analysis.view import View
from campaign.i18n.translator import LANGUAGE_NAMES, Text


def requests(view: View) -> str:
    """Return the messages by region: in the reader's language first, then in the others."""
    text = view.text
    top = f"<h2>{escape(text('Messages to regions'))}</h2>"
    found = report_requests(view)
    if not found:
        words = text("Every region reported activities in each week, all with attendance.")
        return f'{top}<div class="empty"><p>{escape(words)}</p></div>'
    lead = text(
        "Ready to send: the longest period of each region without activities, and its activities "
        "without attendance. Filters by date and type do not apply here."
    )
    items = "".join(_region(request, view) for request in found)
    return f'{top}<p class="source">{escape(lead)}</p>{items}'


def _region(request: ReportRequest, view: View) -> str:
    text = view.text
    languages = [text.lang, *(lang for lang in LANGUAGE_NAMES if lang != text.lang)]
    name = view.campaign.places.name(request.code, text)
    messages = "".join(_message(request, view, Text.of(lang)) for lang in languages)
    return (
        f'<details class="request" data-region="{request.code}">'
        f"<summary>{escape(name)}{_facts(request, text)}</summary>{messages}</details>"
    )


def _facts(request: ReportRequest, text: Text) -> str:
    """Return how long the silence is and how many attendances are missing, beside the name."""
    facts = []
    if request.silence is not None:
        facts.append(text.n("{n} day", "{n} days", request.silence.days))
    if not request.missing.empty:
        facts.append(
            text.n(
                "attendance not reported: {n} activity",
                "attendance not reported: {n} activities",
                len(request.missing),
            )
        )
    return f' <span class="source">{escape(" · ".join(facts))}</span>'


def _message(request: ReportRequest, view: View, language: Text) -> str:
    """Return the message in one language in a field, from which it can be copied."""
    text, name = view.text, LANGUAGE_NAMES[language.lang]
    return (
        f'<div class="message"><p>{escape(name)}</p>'
        f'<textarea readonly rows="4" lang="{language.lang}" aria-label="{escape(name)}">'
        f"{escape(request.message(view, language))}</textarea>"
        '<button type="button" class="button" data-copy-message '
        f'data-copied="{escape(text("Copied"))}">{escape(text("Copy the message"))}</button>'
        '<span class="copied" role="status"></span></div>'
    )
