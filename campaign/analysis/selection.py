"""What the reader has chosen, as one frozen value that a link can carry in codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from campaign.analysis.class_breaks import FEWEST, METHODS, MOST
from campaign.analysis.indicators import INDICATORS
from campaign.domain.campaign import Campaign, Edition
from campaign.i18n.translator import LANGUAGES


@dataclass(frozen=True)
class Selection:
    """The choice at rest. Empty `oblasts` or `types` and a missing date mean: no limit."""

    edition: str
    lang: str | None = None
    indicator: str = "rate"
    start: date | None = None
    end: date | None = None
    oblasts: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    classes: int = 5
    method: str = "rounded"

    @classmethod
    def from_query(cls, query: Mapping[str, str], campaign: Campaign) -> Selection:
        """The selection a link names; unknown keys, codes and values are ignored."""
        chosen = query.get("edition", "")
        edition_id = chosen if chosen in campaign.editions else campaign.default_edition
        edition = campaign.editions[edition_id]
        lang = query.get("lang")
        # Links made before the word was "indicator" have "measure".
        indicator = query.get("indicator") or query.get("measure", "")
        method = query.get("method", "")
        classes = query.get("classes", "")
        selection = cls(
            edition=edition_id,
            lang=lang if lang in LANGUAGES else None,
            indicator=indicator if indicator in INDICATORS else cls.indicator,
            oblasts=_codes(query.get("oblast", ""), campaign.places.codes),
            types=_codes(query.get("type", ""), campaign.type_codes),
            classes=_whole(classes) if FEWEST <= _whole(classes) <= MOST else cls.classes,
            method=method if method in METHODS else cls.method,
        )
        return selection.between(_date(query.get("from", "")), _date(query.get("to", "")), edition)

    def to_query(self, campaign: Campaign) -> dict[str, str]:
        """The selection in codes for a link, defaults left out."""
        query = {}
        if self.edition != campaign.default_edition:
            query["edition"] = self.edition
        if self.lang:
            query["lang"] = self.lang
        if self.indicator != Selection.indicator:
            query["indicator"] = self.indicator
        if self.start:
            query["from"] = self.start.isoformat()
        if self.end:
            query["to"] = self.end.isoformat()
        # In the order of the files, not of the clicks: one selection has one address.
        if self.oblasts:
            query["oblast"] = ",".join(c for c in campaign.places.codes if c in self.oblasts)
        if self.types:
            query["type"] = ",".join(c for c in campaign.type_codes if c in self.types)
        if self.classes != Selection.classes:
            query["classes"] = str(self.classes)
        if self.method != Selection.method:
            query["method"] = self.method
        return query

    def to_link(self, campaign: Campaign) -> dict[str, str]:
        """The same for somebody else, who reads it in a language of their own: without `lang`."""
        return replace(self, lang=None).to_query(campaign)

    @property
    def filtered(self) -> bool:
        """True where an oblast, a type or a date limits what is counted."""
        return bool(self.oblasts or self.types or self.start or self.end)

    def cleared(self) -> Selection:
        """The same view without its filters."""
        return replace(self, oblasts=(), types=(), start=None, end=None)

    def between(self, start: date | None, end: date | None, edition: Edition) -> Selection:
        """Limited to these days; the edition's own first and last day are no limit.

        Days in the wrong order are turned round; a day beyond the edition becomes no limit.
        """
        if start and end and end < start:
            start, end = end, start
        first, last = edition.first_day, edition.last_day
        if first is None or last is None:
            return replace(self, start=None, end=None)
        if start and not first < start <= last:
            start = None
        if end and not first <= end < last:
            end = None
        return replace(self, start=start, end=end)

    def toggled(self, oblast: str | None = None, type_code: str | None = None) -> Selection:
        """With the oblast and the type added where they were not chosen, else taken away.

        A pair (a cell of the heatmap) replaces what was chosen, or clears it when it stood alone.
        """
        if oblast and type_code:
            pair = ((oblast,), (type_code,))
            chosen = ((), ()) if (self.oblasts, self.types) == pair else pair
            return replace(self, oblasts=chosen[0], types=chosen[1])
        if oblast:
            return replace(self, oblasts=_toggle(self.oblasts, oblast))
        if type_code:
            return replace(self, types=_toggle(self.types, type_code))
        return self

    def apply(
        self,
        rows: pd.DataFrame,
        *,
        oblasts: bool = True,
        types: bool = True,
        dates: bool = True,
    ) -> pd.DataFrame:
        """The rows of a register or a grouped table (`oblast`, `type`, `date`) that are chosen.

        A figure leaves out the filter of its own dimension: the map shows all oblasts and marks
        the chosen ones.
        """
        keep = np.ones(len(rows), dtype="bool")
        if oblasts and self.oblasts:
            keep &= rows["oblast"].isin(self.oblasts).to_numpy()
        if types and self.types:
            keep &= rows["type"].isin(self.types).to_numpy()
        if dates and self.start:
            keep &= (rows["date"] >= pd.Timestamp(self.start)).to_numpy()
        if dates and self.end:
            keep &= (rows["date"] <= pd.Timestamp(self.end)).to_numpy()
        return rows if keep.all() else rows[keep]


def _codes(listed: str, known: list[str]) -> tuple[str, ...]:
    wanted = set(listed.split(","))
    return tuple(code for code in known if code in wanted)


def _toggle(codes: tuple[str, ...], code: str) -> tuple[str, ...]:
    return tuple(c for c in codes if c != code) if code in codes else (*codes, code)


def _whole(digits: str) -> int:
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 4 else 0


def _date(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
