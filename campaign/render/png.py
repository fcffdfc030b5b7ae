"""An SVG as a PNG, with its text in the typeface of the project only."""

from __future__ import annotations

from io import BytesIO

import resvg_py
from PIL import Image

from campaign.render import typography


def to_png(svg: str, width: int | None = None, ground: str | None = None) -> bytes:
    """Return the SVG as PNG, `width` px wide (None: its own width), with its proportions.

    `ground` (#rrggbb) is the background colour; None means transparent. The text must have only
    characters of the typeface (see `typography.legible`). The same SVG gives the same bytes. Raises
    ValueError for an SVG that cannot be read.
    """
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        width=width,
        background=ground,
        # So that pictures are the same on every machine.
        skip_system_fonts=True,
        font_files=[str(typography.REGULAR), str(typography.BOLD)],
        font_family=typography.FONT_NAME,
        sans_serif_family=typography.FONT_NAME,
    )


def to_small_png(svg: str) -> bytes:
    """Return the SVG as PNG with at most 256 colours: half the bytes, exact colours of areas."""
    small = BytesIO()
    with Image.open(BytesIO(to_png(svg))) as picture:
        palette = picture.convert("RGB").quantize(
            256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
        )
        palette.save(small, "PNG", optimize=True)
    return small.getvalue()
