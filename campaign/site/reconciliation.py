"""The comparison of the register with the published values, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape

from campaign.analysis.reconciliation import (
    ABOUT,
    INDICATOR_NAMES,
    VERDICTS,
    ReconciliationLine,
    format_computed,
    qualified_value,
    reconcile,
)
from campaign.analysis.uncertainty import TotalRange, total_range
from campaign.analysis.view import View
from campaign.i18n.number_format import MINUS
from campaign.i18n.translator import Text
from campaign.site.notices import unless_away
from campaign.site.published import source_links

_END = 0.82
"""The share of the width at the highest value: beyond it there is room for an open end."""

_NUMBER = ' class="number"'
_NUMBER_POSITIONS = (1, 3)
"""Positions of the cells with a number, after the name."""


@unless_away
def reconciliation(view: View) -> str:
    """Return a row for each indicator: published, register, difference, verdict, likely causes."""
    text, edition = view.text, view.edition
    title = text("The register compared with published figures")
    notes = [text("The whole campaign and the whole register: filters do not apply here.")]
    lines = reconcile(edition, view.campaign.types, view.campaign.places.table["kind"])
    if lines:
        notes.append(text("Bar: register; line: published; arrow: published as “more than”"))
    top = f'<h2>{escape(title)}</h2><p class="lead">{escape(edition.title(text))}</p>' + "".join(
        f'<p class="source">{escape(note)}</p>' for note in notes
    )
    if not lines:
        words = text("No published figures can be compared with this register.")
        return f'{top}<div class="empty"><p>{escape(words)}</p></div>'
    unfiltered = replace(view, selection=view.selection.without_filters())
    total = total_range(unfiltered) if view.has_register else None
    published = {str(row["indicator"]): row for _, row in edition.published.iterrows()}
    headers = (
        text("Indicator"),
        text("Published"),
        text("In the register"),
        text("Chart"),
        text("Difference"),
        text("Result"),
        text("Source"),
    )
    rows = "".join(
        _row(
            line,
            qualified_value(published[line.indicator], text),
            published_mark(line, total if line.indicator == "reached" else None),
            headers,
            text,
        )
        for line in lines
    )
    numbers = {position + 1 for position in _NUMBER_POSITIONS}
    cells = "".join(
        f'<th scope="col"{" class=number" if number in numbers else ""}>{escape(name)}</th>'
        for number, name in enumerate(headers)
    )
    return (
        f'{top}<div class="table-scroll" tabindex="0" role="region" aria-label="{escape(title)}">'
        '<table class="data-table stacked of-many">'
        f'<caption class="sr-only">{escape(title)}</caption>'
        f"<thead><tr>{cells}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(
    line: ReconciliationLine, published: str, picture: str, headers: Sequence[str], text: Text
) -> str:
    name = (
        text(INDICATOR_NAMES[line.indicator])
        if line.indicator in INDICATOR_NAMES
        else line.indicator
    )
    verdict = (
        f'<span class="verdict-mark {line.verdict}">{escape(text(VERDICTS[line.verdict]))}</span>'
    )
    causes = "; ".join(cause.describe(text) for cause in line.causes)
    if causes:
        causes = f"<br>{escape(text('Likely cause'))}: {escape(causes)}"
    cells = (
        escape(published),
        escape(format_computed(line, text)),
        picture,
        escape(_format_difference(line, text)),
        verdict + causes,
        source_links(line.source),
    )
    cells_html = "".join(
        f'<td data-label="{escape(header)}"{_NUMBER if at in _NUMBER_POSITIONS else ""}>{cell}</td>'
        for at, (header, cell) in enumerate(zip(headers[1:], cells, strict=True))
    )
    return f'<tr><th scope="row">{escape(name)}</th>{cells_html}</tr>'


def _format_difference(line: ReconciliationLine, text: Text) -> str:
    if line.difference is None:
        return "–"
    size = abs(line.difference)
    words = text.number(size)
    if line.share:
        words = text("{n:1} percentage points", n=size * 100)
    sign = "+" if line.difference > 0 else MINUS if line.difference < 0 else ""
    return f"{sign}{words}"


def published_mark(line: ReconciliationLine, total: TotalRange | None = None) -> str:
    """Return the register's value as a bar and the published one as a mark over it, as HTML.

    An exact value is a line, “about” a band of its tolerance, “more than” a line with an arrow to
    higher values. `total` is the range of the bar. "" if the register gives no value. The text
    beside it has both values, so it is hidden from screen readers.
    """
    if line.computed is None:
        return ""
    is_open = total is not None and total.is_open
    tolerance = 1 + ABOUT if line.qualifier == "about" else 1
    highest = max(
        line.computed,
        line.published * tolerance,
        total.high if total is not None and is_open else 0.0,
    )
    if not highest > 0:
        return ""

    def part(name: str, start: float, end: float | None = None) -> str:
        left = start / highest * _END
        right = 1.0 if end is None else end / highest * _END
        style = f"left:{left:.1%};width:{right - left:.1%}"
        return f'<span class="{name}" style="{style}"></span>'

    parts = [part("of-register", 0, line.computed)]
    if total is not None and is_open:
        parts.append(part("of-range", total.low, total.high))
    parts.append(part("of-published", line.published, line.published))
    if line.qualifier == "more_than":
        parts.append(part("of-bound", line.published))
    if line.qualifier == "about":
        ends = (line.published * (1 - ABOUT), line.published * (1 + ABOUT))
        parts.append(part("of-tolerance", *ends))
    return (
        f'<span class="published-mark" aria-hidden="true" data-qualifier="{line.qualifier}">'
        f"{''.join(parts)}</span>"
    )
