"""The provenance of an export: title, filters, date, data version, sources, disclaimers."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from campaign import __version__
from campaign.analysis.view import View
from campaign.i18n.letter_case import capitalize_entry
from campaign.i18n.translator import Text

_LONGEST = 48


@dataclass(frozen=True)
class Provenance:
    """The lines about an export, in the reader's language; "" for a line without content.

    `data_day` is the last day of the data. The time of the export is not included, so that the same
    data and filters give the same bytes.
    """

    title: str
    filters: str
    data_day: dt.date | None
    data_line: str
    version_line: str
    sources: tuple[str, ...]
    disclaimer: str
    boundaries: str

    @property
    def stamp(self) -> str:
        """The date of the data and the versions, on one line."""
        return " · ".join(line for line in (self.data_line, self.version_line) if line)

    def lines(self, *, with_map: bool) -> list[str]:
        """Return all lines in order, the boundary note only for an export with a map."""
        sources = map(capitalize_entry, self.sources)
        lines = [self.disclaimer, self.filters, self.data_line, self.version_line, *sources]
        if with_map:
            lines.append(self.boundaries)
        return [line for line in lines if line]


def build_provenance(view: View, title: str, sources: tuple[str, ...] = ()) -> Provenance:
    """Return the provenance of an export of this view.

    The first source is the register, if the edition has one.
    """
    text = view.text
    register = (view.source,) if view.has_register else ()
    data_day = view.edition.data_day
    return Provenance(
        title=title,
        filters=view.filters,
        data_day=data_day,
        data_line=text("Data as of {day}", day=data_day) if data_day else "",
        version_line=text(
            "Software version {version} · data version {fingerprint}",
            version=__version__,
            fingerprint=view.campaign.fingerprint,
        ),
        sources=tuple(dict.fromkeys((*register, *sources))),
        disclaimer=view.disclaimer,
        boundaries=" ".join(view.boundary_notes),
    )


def file_name(view: View, what: str, ending: str) -> str:
    """Return a file name in Latin letters: `what`, edition, selection, language, date of the data.

    A single place appears with its English name, several places with their codes. A part of more
    than 48 characters is replaced by the number of codes and six digits of their digest.
    """
    query, data_day = view.selection.to_query(view.campaign), view.edition.data_day
    days = ""
    if view.scope.dates:
        days = "_".join(day.isoformat() for day in view.days)
    parts = [
        what,
        view.edition.campaign_id,
        _places(view, query.get("oblast", "").split(",")),
        _short(query.get("type", "").replace("_", "-").split(","), "types"),
        _short(query.get("organiser", "").split(","), "organisers"),
        days,
        view.text.lang,
        data_day.isoformat() if data_day else "",
    ]
    return "-".join(part for part in map(_latin, parts) if part) + ending


def _places(view: View, codes: Sequence[str]) -> str:
    if len(view.selection.oblasts) == 1:
        name = view.campaign.places.name(codes[0], Text.of("en"))
        return _latin(name)[:_LONGEST] or codes[0]
    return _short(codes, "regions")


def _short(codes: Sequence[str], what: str) -> str:
    code_list = "-".join(codes)
    if len(code_list) <= _LONGEST:
        return code_list
    return f"{len(codes)}-{what}-{hashlib.sha256(code_list.encode()).hexdigest()[:6]}"


def _latin(words: str) -> str:
    """Return the words in small Latin letters, digits, hyphens and underscores."""
    return re.sub(r"[^a-z0-9_]+", "-", words.lower()).strip("-")
