"""What every export says about itself: title, filter, date, data version, sources, marks."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from campaign import __version__
from campaign.analysis.view import View
from campaign.i18n.translator import Text

_LONGEST = 48


@dataclass(frozen=True)
class Provenance:
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


def imprint(view: View, title: str, sources: tuple[str, ...] = ()) -> Provenance:
    """The imprint of an export of this view."""
    text = view.text
    dated = view.edition.last_day
    return Provenance(
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
    """A name in Latin letters: what, edition, places, types, days, language, date of the data.

    One place stands by its English name, several by their codes; a part that would be longer than
    48 characters by how many there are and six digits that tell two such choices apart.
    """
    chosen, dated = view.selection.to_query(view.campaign), view.edition.last_day
    days = ""
    if view.scope.dates:
        days = "_".join(day.isoformat() for day in view.days)
    parts = [
        what,
        view.edition.campaign_id,
        _places(view, chosen.get("oblast", "").split(",")),
        _short(chosen.get("type", "").replace("_", "-").split(","), "types"),
        days,
        view.text.lang,
        dated.isoformat() if dated else "",
    ]
    return "-".join(part for part in map(_latin, parts) if part) + ending


def _places(view: View, codes: Sequence[str]) -> str:
    if len(view.selection.oblasts) == 1:
        named = view.campaign.places.name(codes[0], Text.of("en"))
        return _latin(named)[:_LONGEST] or codes[0]
    return _short(codes, "regions")


def _short(codes: Sequence[str], what: str) -> str:
    joined = "-".join(codes)
    if len(joined) <= _LONGEST:
        return joined
    return f"{len(codes)}-{what}-{hashlib.sha256(joined.encode()).hexdigest()[:6]}"


def _latin(words: str) -> str:
    """The words in small Latin letters, digits, hyphens and underscores."""
    return re.sub(r"[^a-z0-9_]+", "-", words.lower()).strip("-")


def digest(content: bytes) -> str:
    """Twelve hexadecimal digits that name these bytes."""
    return hashlib.sha256(content).hexdigest()[:12]


def figure_text(value: float | None, text: Text, digits: int = 0) -> str:
    """A figure in the reader's format, a dash where it was not reported."""
    return "–" if value is None else text.number(value, digits)
