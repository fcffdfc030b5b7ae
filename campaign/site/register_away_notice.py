"""The notice in place of content that needs the register, while its server is away."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from html import escape

from campaign.analysis.view import View
from campaign.domain.register import RegisterAwayError
from campaign.i18n.translator import Text


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
