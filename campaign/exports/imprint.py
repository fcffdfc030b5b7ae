"""What every export says about itself: title, filter, date, data version, sources, marks."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from campaign import __version__
from campaign.text import Text
from campaign.view import View


@dataclass(frozen=True)
class Imprint:
    """The lines that stand in every export, in the reader's language; "" where one is not due.

    `dated` is the last day of the data: the same data and filter then give the same bytes.
    """

    title: str
    filters: str
    dated: dt.date | None
    data_line: str
    version_line: str
    sources: tuple[str, ...]
    mark: str
    boundaries: str

    @property
    def stamp(self) -> str:
        """The date of the data and the versions, on one line."""
        return " · ".join(line for line in (self.data_line, self.version_line) if line)

    def lines(self, *, with_map: bool) -> list[str]:
        """Everything in order, one line each, the boundary note only where there is a map."""
        found = [self.mark, self.filters, self.data_line, self.version_line, *self.sources]
        if with_map:
            found.append(self.boundaries)
        return [line for line in found if line]


def imprint(view: View, title: str, sources: tuple[str, ...] = ()) -> Imprint:
    """The imprint of an export of this view."""
    text = view.text
    dated = view.edition.last_day
    return Imprint(
        title=title,
        filters=view.filters,
        dated=dated,
        data_line=text("Data as of {day}", day=dated) if dated else "",
        version_line=text(
            "Version {version} · data version {fingerprint}",
            version=__version__,
            fingerprint=view.campaign.fingerprint,
        ),
        sources=tuple(dict.fromkeys((view.source, *sources))),
        mark=view.mark,
        boundaries=" ".join(view.boundary_notes),
    )


def file_name(view: View, what: str, ending: str) -> str:
    """A name in Latin letters: what, edition, places, language and date of the data."""
    dated = view.edition.last_day
    parts = [
        what,
        view.edition.campaign_id,
        "-".join(view.selection.oblasts).lower()[:60],
        view.text.lang,
        dated.isoformat() if dated else "",
    ]
    return "-".join(part for part in parts if part) + ending


def digest(content: bytes) -> str:
    """Twelve hexadecimal digits that name these bytes."""
    return hashlib.sha256(content).hexdigest()[:12]


def figure_text(value: float | None, text: Text, digits: int = 0) -> str:
    """A figure in the reader's format, a dash where it was not reported."""
    return "–" if value is None else text.number(value, digits)
