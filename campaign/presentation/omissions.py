"""Slides for which a campaign has no data: they are left out, and the reason is given in words."""

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
_NEED_NO_REGISTER = ("cover", "text")


@dataclass(frozen=True)
class Omissions:
    """Why each slide of a list is left out, in the order of the slides; "" for one that is shown.

    A list of which nothing is left is shown as it is: each slide then says why it is empty.
    """

    reasons: tuple[str, ...]

    @classmethod
    def of(
        cls, slides: Sequence[Slide], campaign: Campaign, lang: str, edition: str | None = None
    ) -> Omissions:
        """Return the omissions of these slides; `edition` is shown where a slide names none."""
        views = (slide.view(campaign, lang, LIGHT, edition) for slide in slides)
        reasons = tuple(map(omission, slides, views))
        return cls(reasons if not all(reasons) else ("",) * len(reasons))

    def shown(self, slides: Sequence[Slide]) -> tuple[Slide, ...]:
        """Return the slides that are shown."""
        return tuple(s for s, reason in zip(slides, self.reasons, strict=True) if not reason)

    def position(self, place: int) -> int:
        """The number (from 1) of the slide at a place of the list among those that are shown."""
        return 1 + sum(not reason for reason in self.reasons[:place])


def omission(slide: Slide, view: View) -> str:
    """Return why the data of a view have nothing for a slide; "" where they have, or for words.

    Filters that leave no activity are no such reason: the slide then says that.
    """
    text, figure = view.text, slide.figure
    if not view.has_register:
        # The cover says it once.
        return "" if figure in _NEED_NO_REGISTER else view.absence
    is_optional = figure in ("regions", *_COVERAGE, *_PLAN, *COMPARED)
    if not is_optional or view.is_empty:
        return ""
    if figure in _PLAN and not has_plan(view):
        return text("This campaign has no plan")
    if figure in ("regions", *_COVERAGE) and view.basis.population is None:
        return text("The population of the regions is not known.")
    if figure == "regions" and not slide.kpis(view):
        return text("Fewer than two of the selected regions have a rate.")
    chart = slide.chart(view)
    # A chart of a plan or of two campaigns without rows says why in its summary.
    return chart.summary if chart is not None and chart.table.frame.empty else ""


def shown_slides(
    slides: Sequence[Slide], campaign: Campaign, lang: str, edition: str | None = None
) -> tuple[Slide, ...]:
    """Return the slides for which the campaign has data; all of them where it has for none."""
    return Omissions.of(slides, campaign, lang, edition).shown(slides)
