"""The options of an export in addition to the view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from campaign.analysis.selection import Selection
from campaign.exports.progress import StepProgress, ignore_step
from campaign.presentation.slides import Slide

Link = Callable[[Selection], str]


def no_link(selection: Selection) -> str:
    """Return no address: the page then has no QR code."""
    return ""


@dataclass(frozen=True)
class ExportOptions:
    """The options of an export in addition to the view; a format ignores those it does not take.

    `second` is a second language on the same slide. `semicolon` writes CSV with semicolons and
    decimal commas. `every` makes a page for the country and for each region. `link` returns the
    address of a selection. `slides` are those of the presentation; None means those of the
    edition. `progress` is called with each step; it is not part of `key`.
    """

    second: str | None = None
    semicolon: bool = False
    every: bool = False
    link: Link = no_link
    slides: tuple[Slide, ...] | None = None
    progress: StepProgress = ignore_step

    @property
    def key(self) -> tuple[object, ...]:
        """A key; options with equal keys give the same bytes for the same view and server."""
        return (self.second, self.semicolon, self.every, self.slides)
