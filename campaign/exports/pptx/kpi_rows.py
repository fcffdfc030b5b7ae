"""The KPIs of a slide as a table: the label, the value, and the reference with the note."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from campaign.analysis.kpi_words import Kpi
from campaign.analysis.view import View
from campaign.render.pptx.box import Box
from campaign.render.pptx.shapes import Canvas, Paragraph
from campaign.render.pptx.tables import TABLE, Cell, SlideTable, draw_table
from campaign.render.text_width import SMALLEST, fit_text

_COLUMNS = (0.38, 0.24, 0.38)  # of the width: label, value, reference and note
_HIGHEST = 70  # points of a row
_SECOND = 0.75  # of the font size: the second language and the note
_INSIDE = 6  # points: the margins of a cell


def draw_kpis(
    canvas: Canvas, box: Box, view: View, kpis: Sequence[Kpi], also: Sequence[Kpi], lang: str
) -> None:
    """Draw the KPIs, each in a row with its reference and note, such as the published value.

    `also` are the same KPIs in a second language, `lang`; () and "" if there is none.
    """
    style, high = view.style, min(box.h / len(kpis), _HIGHEST)
    widths = [box.w * share for share in _COLUMNS]
    rows = []
    for kpi, other in zip_longest(kpis, also):
        labels = [(kpi.label, 1.0, style.text, "")]
        notes = [(kpi.reference, 1.0, style.text, ""), (kpi.note, _SECOND, style.text, "")]
        if other is not None:
            labels.append((other.label, _SECOND, style.muted, lang))
            words = " · ".join(filter(None, (kpi.reference, kpi.note)))
            second = " · ".join(filter(None, (other.reference, other.note)))
            notes = [(words, _SECOND, style.text, ""), (second, _SECOND, style.muted, lang)]
        value = fit_text(kpi.value, widths[1] - _INSIDE, high - 2, 36, 14, bold=True)
        number = Paragraph(value.words, value.size, style.accent, bold=True)
        rows.append(
            [
                Cell("", style.text, paragraphs=_fit(labels, widths[0], high)),
                Cell("", style.text, paragraphs=(number,)),
                Cell("", style.text, paragraphs=_fit(notes, widths[2], high)),
            ]
        )
    table = SlideTable(rows, widths, [high] * len(rows), 18, style.line, ("lnB",))
    names = "; ".join(f"{kpi.label}: {kpi.value}" for kpi in kpis)
    draw_table(canvas, view.text("Table"), names, (box.x, box.y), table, TABLE)


def _fit(
    lines: Sequence[tuple[str, float, str, str]], wide: float, high: float
) -> tuple[Paragraph, ...]:
    """Return the paragraphs (text, share of the size, colour, language) at the largest size."""
    lines = [line for line in lines if line[0]]
    fitted: list[Paragraph] = []
    for size in range(18, SMALLEST - 1, -1):
        fits = [
            fit_text(words, wide - _INSIDE, 1e6, max(size * share, SMALLEST), SMALLEST)
            for words, share, _, _ in lines
        ]
        fitted = [
            Paragraph(fit.words, fit.size, colour, lang=lang)
            for fit, (_, _, colour, lang) in zip(fits, lines, strict=True)
        ]
        if sum(fit.height for fit in fits) <= high - 2:
            break
    return tuple(fitted)
