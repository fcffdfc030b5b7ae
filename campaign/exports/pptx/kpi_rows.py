"""The KPIs of a slide, each in a row: its label, its value, and its reference and note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from campaign.analysis.kpi_words import Kpi
from campaign.analysis.view import View
from campaign.render.pptx.box import Box
from campaign.render.pptx.looks import Look, stroke
from campaign.render.pptx.shapes import Anchor, Canvas, Paragraph
from campaign.render.text_width import LINE, SMALLEST, fit_text

_COLUMNS = (0.36, 0.26, 0.34)  # of the width of a row: its label, value and note
_COLUMNS_OF_TWO = (0.34, 0.16, 0.48)  # in two languages the notes have one line each
_FIRST = 0.62  # of the height of a row: its first language
_NOTE, _MOST_NOTE = 0.4, 0.55  # of the height of a row: its note below the reference
_HIGHEST = 70


def draw_kpis(
    canvas: Canvas,
    box: Box,
    view: View,
    kpis: Sequence[Kpi],
    also: Sequence[Kpi],
    lang: str,
) -> None:
    """Draw the KPIs, each in a row with its reference and note, such as the published value.

    `also` are the same KPIs in a second language, `lang`; () and "" if there is none.
    """
    style = view.style
    tall = min(box.h / len(kpis), _HIGHEST)
    for at, kpi in enumerate(kpis):
        row = Box(box.x, box.y + at * tall, box.w, tall)
        if at:
            line = Box(row.x, row.y, row.w, 0.01)
            canvas.shape(kpi.label, line, Look("<a:noFill/>", stroke(style.line, 1), "line"))
        if also:
            upper = Box(row.x, row.y, row.w, tall * _FIRST)
            lower = upper.below(upper.h)
            _draw_row(canvas, upper, kpi, view, _COLUMNS_OF_TWO)
            _draw_row_again(canvas, replace(lower, h=tall - upper.h), also[at], view, lang)
        else:
            _draw_row(canvas, row, kpi, view)


def _draw_row_again(canvas: Canvas, row: Box, kpi: Kpi, view: View, lang: str) -> None:
    """Draw the label of a row, its reference and its note in a second language."""
    label, _, note = (row.w * share for share in _COLUMNS_OF_TWO)
    beside = _beside(kpi, note, row.h - 2)
    for words, box in (
        (kpi.label, Box(row.x, row.y, label, row.h - 2)),
        (beside, Box(row.x + row.w - note, row.y, note, row.h - 2)),
    ):
        canvas.fit_words(
            kpi.label, box, Paragraph(words, 13, view.style.muted, lang=lang), SMALLEST
        )


def _beside(kpi: Kpi, wide: float, high: float) -> str:
    """Return the reference and the note of a KPI as one line; only the note if both do not fit."""
    words = " · ".join(filter(None, (kpi.reference, kpi.note)))
    if kpi.note and fit_text(words, wide, high, SMALLEST, SMALLEST).cut:
        return kpi.note
    return words


def _draw_row(
    canvas: Canvas,
    row: Box,
    kpi: Kpi,
    view: View,
    columns: tuple[float, float, float] = _COLUMNS,
) -> None:
    """Draw the label, the value, the reference and the note of a row."""
    style = view.style
    label, value, note = (row.w * share for share in columns)
    canvas.fit_words(
        kpi.label,
        Box(row.x, row.y + 2, label, row.h - 4),
        Paragraph(kpi.label, 18, style.text),
        11,
        anchor="ctr",
    )
    canvas.fit_words(
        kpi.label,
        Box(row.x + label + 8, row.y + 2, value, row.h - 4),
        Paragraph(kpi.value, 38, style.accent, bold=True),
        14,
        anchor="ctr",
    )
    _draw_note(canvas, Box(row.x + row.w - note, row.y + 2, note, row.h - 4), kpi, view)


def _draw_note(canvas: Canvas, box: Box, kpi: Kpi, view: View) -> None:
    """Draw the reference above the note, or both on one line if two lines do not fit."""
    name, colour = kpi.label, view.style.text
    if kpi.reference and kpi.note and box.h < 2 * SMALLEST * LINE + 2:
        words = _beside(kpi, box.w, box.h)
        canvas.fit_words(name, box, Paragraph(words, 13, colour), SMALLEST, anchor="ctr")
        return
    share = 1.0
    if kpi.note:
        # No value in the note may be cut; the reference has the remaining height.
        most = box.h * _MOST_NOTE if kpi.reference else box.h
        share -= max(_NOTE, fit_text(kpi.note, box.w, most, 13, SMALLEST).height / box.h)
    if kpi.reference:
        room = Box(box.x, box.y, box.w, box.h * share)
        anchor: Anchor = "b" if kpi.note else "ctr"
        canvas.fit_words(name, room, Paragraph(kpi.reference, 18, colour), 11, anchor=anchor)
    else:
        share = 0.0
    if kpi.note:
        room = Box(box.x, box.y + box.h * share, box.w, box.h * (1 - share))
        anchor = "t" if share else "ctr"
        canvas.fit_words(name, room, Paragraph(kpi.note, 13, colour), SMALLEST, anchor=anchor)
