"""The messages to send to regions, in three languages, with buttons that copy them."""

from __future__ import annotations

from html import escape

from campaign.analysis.completeness import ReportRequest, report_requests, request_messages
from campaign.analysis.uncertainty import missing_attendance_words
from campaign.analysis.view import View
from campaign.i18n.translator import LANGUAGE_NAMES, Text
from campaign.site.elements import copy_button, copy_row


def requests(view: View) -> str:
    """Return the messages by region behind one line that counts them; a single one is open."""
    text = view.text
    top = f"<h2>{escape(text('Messages to regions'))}</h2>"
    if view.edition.illustrative:
        words = text("The data are invented. Requests appear here with a real register.")
        return f'{top}<div class="empty"><p>{escape(words)}</p></div>'
    requests_of_regions = report_requests(view)
    if not requests_of_regions:
        words = text(
            "Every region reported activities in each week, and attendance for all of them."
        )
        return f'{top}<div class="empty"><p>{escape(words)}</p></div>'
    lead = text(
        "Ready to send: each message names the longest period without activities, and the "
        "activities with attendance not reported. Filters by date, type and organizer do not "
        "apply here."
    )
    items = "".join(_region(request, view) for request in requests_of_regions)
    count = len(requests_of_regions)
    line = escape(text.n("{n} message", "{n} messages", count))
    return (
        f'{top}<p class="source">{escape(lead)}</p>'
        f'<details class="request-list"{" open" if count == 1 else ""}><summary>{line}</summary>'
        f'<div class="requests">{items}</div></details>'
    )


def _region(request: ReportRequest, view: View) -> str:
    """Return the message in the reader's language, with a button for each language."""
    text = view.text
    name = view.campaign.places.heading(request.code, text)
    languages = [text.lang, *(lang for lang in LANGUAGE_NAMES if lang != text.lang)]
    buttons = "".join(
        copy_button(
            request_messages(view, lang)[request.code],
            LANGUAGE_NAMES[lang],
            f'lang="{lang}" aria-label="{_label(lang, text)}"',
        )
        for lang in languages
    )
    row = copy_row(f"<span>{escape(text('Copy:'))}</span>{buttons}", text)
    return (
        f'<div class="request" data-region="{request.code}">'
        f"<h3>{escape(name)}{_facts(request, text)}</h3>"
        f"<p>{escape(request_messages(view, text.lang)[request.code])}</p>{row}</div>"
    )


def _facts(request: ReportRequest, text: Text) -> str:
    """Return the days without activities and the number of missing attendances, as HTML."""
    facts = []
    if request.silence is not None:
        days = text.n("{n} day", "{n} days", request.silence.days)
        facts.append(text("without activities: {days}", days=days))
    if request.missing:
        facts.append(missing_attendance_words(request.missing, text))
    return f' <span class="source">{escape(" · ".join(facts))}</span>'


def _label(lang: str, text: Text) -> str:
    """Return the name of the button that copies a message in a language."""
    return escape(text("Copy: {language}", language=LANGUAGE_NAMES[lang]))
