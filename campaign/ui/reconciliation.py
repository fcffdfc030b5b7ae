"""The register on show held against the published figures, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from campaign.analysis.kpis import qualified_value
from campaign.analysis.reconciliation import (
    INDICATOR_NAMES,
    VERDICTS,
    ReconciliationLine,
    reconcile,
)
from campaign.analysis.view import View
from campaign.i18n.number_format import MINUS
from campaign.i18n.translator import Text
from campaign.ui.cache import cached
from campaign.ui.lists import links

_NUMBER = ' class="number"'
_FIGURES = (1, 2)
"""Positions of the cells that hold a figure, after the name."""


def reconciliation(view: View) -> None:
    """One row an indicator: published, in the register, difference, verdict and likely causes."""
    with st.container(key="reconciliation", border=True):
        st.html(cached(view, _html))


def _html(view: View) -> str:
    text, edition = view.text, view.edition
    title = text("The register against the published figures")
    whole = text("Whole campaign, whole register: no filter applies here.")
    head = (
        f'<h2>{escape(title)}</h2><p class="lead">{escape(edition.title(text))}</p>'
        f'<p class="source">{escape(whole)}</p>'
    )
    lines = reconcile(edition, view.campaign.types, view.campaign.places.table["kind"])
    if not lines:
        words = text("No published figures can be compared with this register.")
        return f'{head}<div class="empty"><p>{escape(words)}</p></div>'
    published = {str(row["indicator"]): row for _, row in edition.published.iterrows()}
    heads = (
        text("Figure"),
        text("Published"),
        text("In the register"),
        text("Difference"),
        text("Verdict"),
        text("Likely cause"),
        text("Source"),
    )
    rows = "".join(
        _row(line, qualified_value(published[line.indicator], text), heads, text) for line in lines
    )
    cells = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    return (
        f'{head}<div class="table-scroll" tabindex="0" role="region" aria-label="{escape(title)}">'
        f'<table class="data-table stacked"><caption class="sr-only">{escape(title)}</caption>'
        f"<thead><tr>{cells}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(line: ReconciliationLine, published: str, heads: Sequence[str], text: Text) -> str:
    name = (
        text(INDICATOR_NAMES[line.indicator])
        if line.indicator in INDICATOR_NAMES
        else line.indicator
    )
    verdict = (
        f'<span class="verdict-mark {line.verdict}">{escape(text(VERDICTS[line.verdict]))}</span>'
    )
    cells = (
        escape(published),
        escape(_figure(line.computed, line, text)),
        escape(_difference(line, text)),
        verdict,
        escape("; ".join(cause.describe(text) for cause in line.causes)),
        links(line.source),
    )
    labelled = zip(heads[1:], cells, strict=True)
    inside = "".join(
        f'<td data-label="{escape(head)}"{_NUMBER if at in _FIGURES else ""}>{cell}</td>'
        for at, (head, cell) in enumerate(labelled)
    )
    return f'<tr><th scope="row">{escape(name)}</th>{inside}</tr>'


def _figure(value: float | None, line: ReconciliationLine, text: Text) -> str:
    if value is None:
        return "–"
    return text.percent(value, 1) if line.share else text.number(value)


def _difference(line: ReconciliationLine, text: Text) -> str:
    if line.difference is None:
        return "–"
    size = abs(line.difference)
    written = text.number(size)
    if line.share:
        written = text("{n:1} percentage points", n=size * 100)
    sign = "+" if line.difference > 0 else MINUS if line.difference < 0 else ""
    return f"{sign}{written}"
