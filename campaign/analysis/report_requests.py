"""Requests to each region: sentences about its longest silence and its missing attendances."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from campaign.analysis.completeness import Silence, completeness
from campaign.analysis.shared_numbers import once
from campaign.analysis.view import View
from campaign.domain.campaign_days import WEEK
from campaign.i18n.translator import Text

_MOST_NAMES = 5


@dataclass(frozen=True)
class ReportRequest:
    """A request to a region about the days of `silence` (None: no question) and the attendance.

    `missing` is the number of activities of the region without an attendance; `named` are the days
    and types of the first of them.
    """

    code: str
    silence: Silence | None
    missing: int
    named: tuple[tuple[date, str], ...]

    def message(self, view: View, text: Text) -> str:
        """Return the sentences to send to the region, in the language of `text`."""
        parts = [self._silence(text), self._missing(view, text)]
        place = view.campaign.places.heading(self.code, text)
        return f"{place}. {' '.join(filter(None, parts))}"

    def _silence(self, text: Text) -> str:
        if self.silence is None:
            return ""
        return text.n(
            "The register has no activity for {dates} ({n} day). Please send a list of the "
            "activities held on that day, with date, place, type and attendance, or confirm "
            "that there were none.",
            "The register has no activity for {dates} ({n} days). Please send a list of the "
            "activities held on these days, with date, place, type and attendance, or confirm "
            "that there were none.",
            self.silence.days,
            dates=text.date_range_short(self.silence.first, self.silence.last),
        )

    def _missing(self, view: View, text: Text) -> str:
        if not self.missing:
            return ""
        names = [
            text(
                "{name} – {value}",
                name=text.date(day, "num"),
                value=text.quote(view.campaign.type_name(kind, text)),
            )
            for day, kind in self.named
        ]
        if self.missing > len(names):
            names.append("…")
        return text.n(
            "Please state the attendance at {n} activity: {what}.",
            "Please state the attendance at {n} activities: {what}.",
            self.missing,
            what="; ".join(names),
        )


@once
def request_messages(view: View, lang: str) -> Mapping[str, str]:
    """Return {ISO code: message} of `report_requests` in `lang`, whatever the view's language."""
    text = Text.of(lang)
    return {request.code: request.message(view, text) for request in report_requests(view)}


@once
def report_requests(view: View) -> tuple[ReportRequest, ...]:
    """Return the requests to regions in the official order; a complete region has none.

    An illustrative register has none: no region answers for invented data. Filters of types and
    days are ignored, because a region that reports other activities is not silent. A silence of
    less than a week is not a reason for a request.
    """
    if view.edition.illustrative:
        return ()
    regions = view.selection.oblasts
    view = replace(view, selection=view.selection.without_filters())
    totals = view.totals()
    missing = totals["activities"] - totals["reported"]
    requests = []
    for code, silence in completeness(view).silences.items():
        if silence is not None and silence.days < WEEK:
            silence = None
        counts = missing[(totals["oblast"] == code) & (missing > 0)]
        is_selected = not regions or code in regions
        if is_selected and (silence is not None or not counts.empty):
            # The grouped table is sorted by day and type within a region.
            first = totals.loc[counts.index.repeat(counts)[:_MOST_NAMES]]
            named = tuple(zip(first["date"].dt.date, first["type"], strict=True))
            requests.append(ReportRequest(code, silence, int(counts.sum()), named))
    return tuple(requests)
