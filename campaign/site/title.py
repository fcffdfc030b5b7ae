"""The title of a page with the filters in force."""

from __future__ import annotations

from html import escape

from campaign.analysis.region_profile import shown_region
from campaign.analysis.view import View
from campaign.site.elements import keep_together
from campaign.site.page_list import PAGES


def page_title(view: View, stem: str, answer: str = "") -> str:
    """Return the h1 of a page of the menu, with the selection where the page follows the filters.

    `answer` is the answer to the page's question, in a line below it.
    """
    page = PAGES[stem]
    words = view.text(page.heading)
    return title(view, words, answer) if page.has_filters else f"<h1>{escape(words)}</h1>"


def title(view: View, words: str, answer: str = "") -> str:
    """Return an h1 of these words with the selection, and below it the answer to a question."""
    scope = view.scope
    # The title counts the selected units and types; the line below names them.
    lead = (
        view.edition.title(view.text) if scope.line and scope.line == scope.full else view.filters
    )
    heading = f"<h1>{escape(words)}{scope_html(scope.line)}</h1>"
    below = f'<p class="lead">{escape(lead)}</p>'
    if not answer:
        return heading + below
    sentence = keep_together(answer)
    return f'{heading}<div class="under"><p class="answer">{sentence}</p>{below}</div>'


def tab_title(view: View, stem: str) -> str:
    """Return the page's title in the tab of the browser: on the page of a region its name."""
    code = shown_region(view) if stem == "region" else None
    return (
        PAGES[stem].label(view.text)
        if code is None
        else view.campaign.places.heading(code, view.text)
    )


def section_title(view: View) -> str:
    """Return the heading over the charts of organizers, target groups, partners and districts."""
    return f'<h2 class="section">{escape(view.text("Organizers and target groups"))}</h2>'


def presentation_title(view: View) -> str:
    """Return the h1 of the slides, and how they are presented."""
    text = view.text
    lead = text("Full screen, for use with a presentation remote; no network connection is needed.")
    heading = escape(text(PAGES["present"].heading))
    return f'<h1>{heading}</h1><p class="lead whole">{escape(lead)}</p>'


def scope_html(scope: str) -> str:
    """Return the part of a title that names the selection; "" without one.

    A wide space separates it from the title, except at the start of a line. Text that is read aloud
    or copied has an invisible sign instead.
    """
    sign = '<span class="sr-only"> ·</span><span class="wide-space"> </span>'
    return f'{sign}<span class="scope">{keep_together(scope)}</span>' if scope else ""
