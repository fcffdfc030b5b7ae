"""How words look in a drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Anchor = Literal["start", "middle", "end"]
"""The part of a line of words that is at its point."""


@dataclass(frozen=True)
class TextStyle:
    """Where words are beside their point, the height of their letters in px, and their looks.

    Without `size` and `colour` they look as labels of the drawing do. `ground` is the colour of a
    halo around the letters; None for no halo.
    """

    anchor: Anchor = "start"
    size: float | None = None
    colour: str | None = None
    bold: bool = False
    ground: str | None = None


PLAIN = TextStyle()
"""The looks of a label."""
