"""Published values in words, and the register compared with them, indicator by indicator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from campaign.analysis.uncertainty import missing_attendance_words
from campaign.analysis.view import View
from campaign.domain.campaign import Edition
from campaign.domain.register import ComparisonValues
from campaign.domain.source_sites import sites
from campaign.i18n.letter_case import uncapitalize
from campaign.i18n.translator import N_, Text
from campaign.schema.region_codes import split_regions

ABOUT = 0.1
"""The tolerance of “about” in both directions, as a share of the published value."""

VERDICTS: Mapping[str, str] = {
    "agrees": N_("agrees"),
    "below": N_("below the published figure"),
    "above": N_("above the published figure"),
    "below_bound": N_("below the published lower bound"),
    "incomparable": N_("cannot be compared"),
}

INDICATOR_NAMES: Mapping[str, str] = {
    "activities": N_("Activities"),
    "reached": N_("People reached"),
    "oblasts": N_("Oblasts"),
    "youth_share": N_("Share of young people"),
    "closing_conference_participants": N_("Participants in the closing conference"),
    "youth_leaders": N_("Youth leaders who took part"),
    "youth_organisations": N_("Youth organizations that took part"),
}


@dataclass(frozen=True)
class Cause:
    """A possible reason for a difference, with the number of rows, activities or persons."""

    code: str
    n: float

    def describe(self, text: Text) -> str:
        """Return the reason in the reader's language."""
        if self.code == "rejected":
            return text.n("{n} row was rejected", "{n} rows were rejected", self.n)
        if self.code == "not_reported":
            return missing_attendance_words(self.n, text)
        if self.code == "outside":
            return text.n(
                "{n} activity is dated outside the campaign",
                "{n} activities are dated outside the campaign",
                self.n,
            )
        if self.code == "likely_duplicates":
            return text.n("{n} possible duplicate", "{n} possible duplicates", self.n)
        return text(
            "people reached by media activities: {n}; some of them may be part of the media "
            "audience",
            n=self.n,
        )


@dataclass(frozen=True)
class ReconciliationLine:
    """One indicator: the published value, the value from the register, and the verdict.

    `computed` is None if the register does not have the value; a share is between 0 and 1.
    `difference` is computed minus published in the indicator's unit, None if not comparable.
    """

    indicator: str
    published: float
    qualifier: str
    source: str
    computed: float | None
    difference: float | None
    verdict: str
    causes: tuple[Cause, ...]

    @property
    def share(self) -> bool:
        """True if the value is a share (0..1)."""
        return self.indicator == "youth_share"


def format_computed(line: ReconciliationLine, text: Text) -> str:
    """Return the value from the register in words; a dash if the register does not have it."""
    if line.computed is None:
        return "–"
    return text.percent(line.computed, 1) if line.share else text.number(line.computed)


def reconcile(edition: Edition, types: pd.DataFrame, kinds: pd.Series) -> list[ReconciliationLine]:
    """Return one line per published value of the edition, in the order of the file; [] if none.

    `types` is indexed by code with `group`; `kinds` is the kind (oblast, city) by unit code.
    If activities do not report attendance, the sum of people is a lower bound; this is a cause.
    """
    if edition.register is None:
        computed, causes = {}, []
    else:
        media = [str(code) for code in types.index[types["group"] == "media"]]
        values = edition.register.comparison_values(media, edition.start, edition.end)
        computed, causes = _compute_values(values, kinds), _find_causes(edition, values)
    return [_compare_row(row, computed, causes) for _, row in edition.published.iterrows()]


def _compute_values(values: ComparisonValues, kinds: pd.Series) -> dict[str, float | None]:
    # An activity of several regions took place in each of them.
    regions = {part for code in values.oblasts for part in split_regions(code)}
    return {
        "activities": float(values.line.activities),
        "reached": values.line.reached,
        "oblasts": float(sum(kinds.get(code) == "oblast" for code in regions)),
        "youth_share": values.young / values.young_of if values.young_of else None,
    }


def _compare_row(
    row: pd.Series, computed: Mapping[str, float | None], causes: list[Cause]
) -> ReconciliationLine:
    indicator, qualifier = str(row["indicator"]), str(row["qualifier"])
    published = float(row["value"]) / (100 if indicator == "youth_share" else 1)
    value = computed.get(indicator)
    verdict = "incomparable" if value is None else _verdict(value, published, qualifier)
    relevant: list[Cause] = []
    if verdict not in ("agrees", "incomparable"):
        relevant = [cause for cause in causes if _explains(cause, indicator, verdict)]
    return ReconciliationLine(
        indicator,
        published,
        qualifier,
        str(row["source"]),
        value,
        None if value is None else value - published,
        verdict,
        tuple(relevant),
    )


def _verdict(value: float, published: float, qualifier: str) -> str:
    if qualifier == "more_than":
        return "agrees" if value > published else "below_bound"
    tolerance = abs(published) * ABOUT if qualifier == "about" else 1e-9
    if abs(value - published) <= tolerance:
        return "agrees"
    return "below" if value < published else "above"


def _find_causes(edition: Edition, values: ComparisonValues) -> list[Cause]:
    causes = [
        Cause("rejected", edition.rejected_rows),
        Cause("not_reported", values.line.unreported),
        Cause("outside", values.outside),
        Cause("likely_duplicates", values.likely_duplicates),
        Cause("media", values.media_reached),
    ]
    return [cause for cause in causes if cause.n]


def _explains(cause: Cause, indicator: str, verdict: str) -> bool:
    too_few = verdict in ("below", "below_bound")
    if cause.code == "rejected":
        return too_few
    if cause.code == "not_reported":
        return too_few and indicator in ("reached", "youth_share")
    if cause.code == "media":
        return not too_few and indicator == "reached"
    return not too_few and indicator in ("activities", "reached")


KPI_INDICATORS = ("reached", "activities", "oblasts", "youth_share")
"""The indicators whose published value is shown with a KPI."""


QUALIFIED: Mapping[str, str] = {
    "exact": "{value}",
    "more_than": N_("more than {value}"),
    "about": N_("about {value}"),
}


QUALIFIED_SHARE: Mapping[str, str] = {
    "exact": "{share:%0}",
    "more_than": N_("more than {share:%0}"),
    "about": N_("about {share:%0}"),
}


def whole_campaign(view: View) -> str:
    """Return the published values of `KPI_INDICATORS` on one line; "" without any."""
    text = view.text
    rows = [view.edition.published_row(indicator) for indicator in KPI_INDICATORS]
    published_rows = [row for row in rows if row is not None]
    if not published_rows:
        return ""
    parts = []
    for row in published_rows:
        name = text(INDICATOR_NAMES[str(row["indicator"])])
        parts.append(f"{uncapitalize(name)}: {qualified_value(row, text)}")
    values = "; ".join(parts)
    sources = ", ".join(sites(row["source"] for row in published_rows))
    if view.edition.related:
        # Other work against trafficking has a name of its own.
        return text(
            "{name}, as published – {figures}. Source: {sources}.",
            name=view.edition.name(text),
            figures=values,
            sources=sources,
        )
    return text(
        "Whole campaign, as published – {figures}. Source: {sources}.",
        figures=values,
        sources=sources,
    )


def published_text(view: View, indicator: str) -> str:
    """Return a published value, as “published: more than 10,000”, or that there is none."""
    row, text = view.edition.published_row(indicator), view.text
    if row is None:
        return text("not published")
    if indicator == "oblasts":
        return text("published: all oblasts ({n})", n=int(row["value"]))
    return text("published: {value}", value=qualified_value(row, text))


def qualified_value(row: pd.Series, text: Text) -> str:
    """Return a published value with its qualifier and without the word “published”."""
    value = float(row["value"])
    if row["indicator"] == "youth_share":
        return text(QUALIFIED_SHARE[str(row["qualifier"])], share=value / 100)
    return text(QUALIFIED[str(row["qualifier"])], value=value)
