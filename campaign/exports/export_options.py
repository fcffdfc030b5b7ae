"""The options of an export beside the view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from campaign.analysis.selection import Selection
from campaign.exports.progress import Progress, ignore_progress
from campaign.presentation.slides import Slide

Link = Callable[[Selection], str]


def no_link(selection: Selection) -> str:
    """No address: a page then bears no QR code."""
    return ""


@dataclass(frozen=True)
class ExportOptions:
    """The options of an export beside the view; a format ignores those that it does not take.

    `second` is another language on the same slide, `semicolon` is for a decimal comma, `every`
    makes a page of the country and of each region, `link` gives the address of a selection.
    `slides` are those of the presentation; None takes those of the edition. `progress` is
    called with each step; it is no part of `key`.
    """

    second: str | None = None
    semicolon: bool = False
    every: bool = False
    link: Link = no_link
    slides: tuple[Slide, ...] | None = None
    progress: Progress = ignore_progress

    @property
    def key(self) -> tuple[object, ...]:
        """Equal for options that, with the same view on the same server, give the same bytes."""
        return (self.second, self.semicolon, self.every, self.slides)
