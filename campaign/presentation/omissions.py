"""Slides for which a campaign has no data: they are omitted, with a sentence on the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from campaign.analysis.view import View
from campaign.charts.plan import has_plan
from campaign.domain.campaign import Campaign
from campaign.presentation.slides import COMPARED, Slide
from campaign.theme.style import LIGHT

_COVERAGE = ("rates", "ranks", "shares", "concentration")
_PLAN = ("plan", "plan_regions", "plan_types")


@dataclass(frozen=True)
class Omissions:
    """The reason why each slide of a list is omitted, in order; "" for a slide that is shown.

    Of the slides of one selection without activities the first is shown, and says so. If all slides
    would be omitted, all are shown: each slide then says why it is empty.
    """

    reasons: tuple[str, ...]

    @classmethod
    def of(
        cls, slides: Sequence[Slide], campaign: Campaign, lang: str, edition: str | None = None
    ) -> Omissions:
        """Return the omissions of these slides; `edition` is for slides that name no edition."""
        reasons, empty = [], set()
        for slide in slides:
            view = slide.view(campaign, lang, LIGHT, edition)
            reason = omission(slide, view)
            if not reason and not slide.is_words and view.is_empty:
                reason = view.absence if view.filters in empty else ""
                empty.add(view.filters)
            reasons.append(reason)
        return cls(tuple(reasons) if not all(reasons) else ("",) * len(reasons))

    def shown(self, slides: Sequence[Slide]) -> tuple[Slide, ...]:
        """Return the slides that are shown."""
        return tuple(s for s, reason in zip(slides, self.reasons, strict=True) if not reason)

    def position(self, place: int) -> int:
        """Return the number (from 1) among the shown slides of the slide at index `place`."""
        return 1 + sum(not reason for reason in self.reasons[:place])


def omission(slide: Slide, view: View) -> str:
    """Return why the view has no data for a slide; "" if it has, or if the slide needs none.

    Filters without any activity are not a reason: see `Omissions`.
    """
    text, kind = view.text, slide.kind
    if not view.has_register:
        # The cover is shown and gives the reason.
        return "" if slide.is_words else view.absence
    is_optional = kind in (*_COVERAGE, *_PLAN, *COMPARED)
    if not is_optional or view.is_empty:
        return ""
    if kind in _PLAN and not has_plan(view):
        return text("This campaign has no plan")
    if kind in _COVERAGE and view.basis.population is None:
        return text("The population of the regions is not known.")
    chart = slide.chart(view)
    # If a chart of a plan or of two campaigns has no rows, its summary gives the reason.
    return chart.summary if chart is not None and chart.table.frame.empty else ""


def shown_slides(
    slides: Sequence[Slide], campaign: Campaign, lang: str, edition: str | None = None
) -> tuple[Slide, ...]:
    """Return the slides for which the campaign has data; all slides if it has data for none."""
    return Omissions.of(slides, campaign, lang, edition).shown(slides)
