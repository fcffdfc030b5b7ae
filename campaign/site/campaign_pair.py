"""Why two campaigns are not compared, as a notice."""

from __future__ import annotations

from html import escape

from campaign.analysis.view import View
from campaign.charts.by_campaign import refusal


def refusal_notice(view: View) -> str:
    """Return why there is no comparison of campaigns and what to do; "" where there is one."""
    words, text = refusal(view), view.text
    if not words:
        return ""
    advice = text("Upload the register of another year to compare it with this one.")
    if view.other is not None:
        advice = text("Select another campaign, or upload another register.")
    return (
        f"<h2>{escape(text('Two campaigns'))}</h2>"
        f'<div class="empty"><p>{escape(words)} {escape(advice)}</p></div>'
    )
