"""The last line of a card: source and method behind one button, downloads behind another."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from campaign.analysis.view import View
from campaign.charts.chart import Chart
from campaign.i18n.letter_case import uncapitalize
from campaign.site.page import link

_BY_REGION, _BY_TYPE = ("map", "ranking"), ("breakdown", "heatmap")
"""The charts of one indicator: its formula is their method."""


def card_foot(
    view: View, chart: Chart, menu: str, about: str | None, version: str | None = None
) -> str:
    """Return the small tag of an illustrative register, the source and method, and the menu.

    `menu` is the list of `card_menu`, `about` the address of the page on the method, `version` the
    permanent address of the page with this version of the data; None for no link.
    """
    tag = ""
    if view.disclaimer:
        words = escape(view.text("illustrative (invented)"))
        tag = f'<span class="tag" title="{escape(view.disclaimer)}">{words}</span>'
    # By its id the live app finds the line again in another view: what is open in it stays open.
    return (
        f'<div class="card-foot" id="{chart.key}-foot">'
        f"{tag}{_source_and_method(view, chart, about, version)}{menu}</div>"
    )


def card_menu(view: View, items: Iterable[str]) -> str:
    """Return the button that opens the list of `items`, HTML each; "" if all are ""."""
    items = [item for item in items if item]
    if not items:
        return ""
    rows = "".join(f"<li>{item}</li>" for item in items)
    words = escape(view.text("Download and share"))
    return (
        '<details class="card-menu"><summary><span class="dots" aria-hidden="true">•••</span>'
        f'<span class="words">{words}</span></summary><ul>{rows}</ul></details>'
    )


def source_line(view: View, chart: Chart) -> str:
    """Return where the numbers come from, with the fingerprint of the data, then the notes."""
    words = view.text(
        "Source: {sources}. Data version: {fingerprint}.",
        sources="; ".join(chart.sources),
        fingerprint=view.campaign.fingerprint,
    )
    return " ".join(filter(None, (words, chart.note_sentences)))


def _source_and_method(view: View, chart: Chart, about: str | None, version: str | None) -> str:
    text = view.text
    line = escape(source_line(view, chart))
    if version is not None:
        before, fingerprint, after = line.rpartition(view.campaign.fingerprint)
        line = f"{before}{link(fingerprint, version)}{after}"
    lines = [line]
    if chart.key in (*_BY_REGION, *_BY_TYPE):
        indicator = view.indicator if chart.key in _BY_REGION else view.count_indicator
        formula = uncapitalize(text(indicator.formula))
        lines.append(escape(text("{name} – {value}", name=text(indicator.name), value=formula)))
    if about is not None:
        lines.append(link(text("Method and sources"), about))
    notes = "".join(f'<p class="source">{line}</p>' for line in lines)
    return (
        '<details class="source-note"><summary><span class="i" aria-hidden="true">i</span>'
        f"{escape(text('Source and method'))}</summary><div>{notes}</div></details>"
    )
