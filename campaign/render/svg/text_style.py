"""The style of text in a drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Anchor = Literal["start", "middle", "end"]
"""The part of a line of text that is at its point."""


@dataclass(frozen=True)
class TextStyle:
    """The alignment of a text to its point, its font size in px, colour and weight.

    `size` and `colour` None are those of labels of the drawing. `background` is the colour of a
    halo around the letters; None means no halo.
    """

    anchor: Anchor = "start"
    size: float | None = None
    colour: str | None = None
    bold: bool = False
    background: str | None = None


PLAIN = TextStyle()
"""The style of a label."""
