"""The small print of a figure on a slide: its legend, and what it leaves out."""

from __future__ import annotations

from collections.abc import Sequence

from campaign.exports.lettering import SMALLEST, width
from campaign.exports.shapes_pptx import Box, Canvas, stroke
from campaign.view import View


def legend(canvas: Canvas, box: Box, entries: Sequence[tuple[str, str]], view: View) -> float:
    """Swatches with their words in a row (a second where the first is full); the height taken."""
    x, y, step = box.x, box.y, 20
    for said, fill in entries:
        wide = 20 + width(said, 12) + 20
        if x + wide > box.right and x > box.x:
            x, y = box.x, y + step
        canvas.shape(said, Box(x, y + 3, 14, 12), fill, stroke(view.style.outline, 0.75))
        canvas.fitted(
            said,
            Box(x + 20, y, min(wide - 20, box.right - x - 20), 18),
            said,
            12,
            SMALLEST,
            view.style.text,
            anchor="ctr",
        )
        x += wide
    return y - box.y + step + 6 if entries else 0


def left_out(canvas: Canvas, box: Box, count: int, view: View) -> Box:
    """A line at the foot of the box that counts what has no room; the room above it."""
    said = view.text("not shown here: {n}", n=count)
    room = Box(box.x, box.bottom - 14, box.w, 14)
    canvas.fitted(said, room, said, 11, SMALLEST, view.style.text)
    return Box(box.x, box.y, box.w, box.h - 16)
