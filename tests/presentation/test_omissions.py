"""Slides without data are left out with a reason; one slide says that a selection is empty."""

from __future__ import annotations

import pytest

from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from campaign.presentation.slides import (
    COMPARED,
    SLIDE_KINDS,
    Omissions,
    Slide,
    default_slides,
    shown_slides,
)
from campaign.theme.style import LIGHT
from tests.campaigns import with_edition
from tests.charts.test_by_campaign import with_second_register

SLIDES = default_slides()


def slide(kind: str, **query: str) -> Slide:
    return Slide(kind, dict.fromkeys(LANGUAGES, "x"), query=query)


def reasons(campaign: Campaign, **query: str) -> dict[str, str]:
    """The reason by kind, for the slides that are left out."""
    slides = [slide(kind, **query) for kind in SLIDE_KINDS]
    omissions = Omissions.of(slides, campaign, "en")
    pairs = zip(slides, omissions.reasons, strict=True)
    return {slide.kind: reason for slide, reason in pairs if reason}


def test_the_shipped_campaign_lacks_only_a_second_one(campaign: Campaign) -> None:
    assert reasons(campaign) == dict.fromkeys(COMPARED, "Only one of the campaigns has a register.")
    kinds = [s.kind for s in shown_slides(SLIDES, campaign, "ky")]
    assert kinds == [s.kind for s in SLIDES if s.kind != "compare_days"]


def test_a_second_campaign_is_compared_automatically(campaign: Campaign) -> None:
    both = with_second_register(campaign)
    assert reasons(both, edition="2017") == {}
    slides = shown_slides(SLIDES, both, "en", "2017")
    (comparison,) = [s for s in slides if s.kind == "compare_days"]
    chart = comparison.chart(comparison.view(both, "en", LIGHT, "2017"))
    assert chart is not None and chart.finding


def test_a_campaign_without_a_plan_has_no_slides_of_a_plan(campaign: Campaign) -> None:
    bare = reasons(with_edition(campaign, targets=None))
    for kind in ("plan", "plan_regions", "plan_types"):
        assert bare[kind] == "This campaign has no plan"


def test_without_a_population_there_are_no_rates_to_compare(campaign: Campaign) -> None:
    bare = reasons(with_edition(campaign, population=None))
    for kind in ("rates", "ranks", "shares", "concentration"):
        assert bare[kind] == "The population of the regions is not known."


def test_one_region_is_not_compared_with_itself(campaign: Campaign) -> None:
    left_out = reasons(campaign, oblast="KG-N")
    # It has a target, but none of its types has one.
    assert set(left_out) == {*COMPARED, "plan_types"}


def test_a_plan_is_not_compared_with_some_days(campaign: Campaign) -> None:
    left_out = reasons(campaign, **{"from": "2017-09-01"})
    assert {"plan", "plan_regions", "plan_types"} <= set(left_out)
    assert all("date and organizer" in left_out[kind] for kind in ("plan", "plan_types"))


def test_an_edition_without_a_register_has_one_reason(campaign: Campaign) -> None:
    left_out = reasons(campaign, edition="2018")
    assert set(left_out.values()) == {"No register of activities was published for this campaign."}
    assert {*SLIDE_KINDS} - set(left_out) == {"cover", "text"}
    assert [slide.kind for slide in shown_slides(SLIDES, campaign, "ru", "2018")] == ["cover"]


def test_one_slide_says_that_a_selection_is_empty(campaign: Campaign) -> None:
    empty = {"oblast": "KG-T", "type": "conference"}
    left_out = reasons(campaign, **empty)
    assert set(left_out.values()) == {"No activities in this selection."}
    assert {*SLIDE_KINDS} - set(left_out) == {"text", "cover", "headline"}
    kinds = ("map", "timeline", "text", "map")
    slides = [
        *(slide(kind, **empty) for kind in kinds),
        slide("map", oblast="KG-GB", **{"type": "conference"}),
    ]
    shown = shown_slides(slides, campaign, "ru")
    assert [s.kind for s in shown][:2] == ["map", "text"]


@pytest.mark.parametrize("kind", ("plan", "compare_days"))
def test_a_slide_is_shown_if_no_other_slide_would_be(campaign: Campaign, kind: str) -> None:
    slides = (slide(kind),)
    bare = with_edition(campaign, targets=None)
    assert shown_slides(slides, bare, "en") == slides


def test_positions_count_only_shown_slides(campaign: Campaign) -> None:
    omissions = Omissions(("", "why", "", ""))
    assert [omissions.position(place) for place in range(4)] == [1, 2, 2, 3]
    assert omissions.shown(SLIDES[:4]) == (SLIDES[0], SLIDES[2], SLIDES[3])
