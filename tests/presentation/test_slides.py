"""Every kind of slide has a chart, sources and a name in the list of slides."""

from __future__ import annotations

import pytest

from campaign.domain.campaign import Campaign
from campaign.domain.source_sites import sites
from campaign.presentation.slides import SLIDE_KINDS, Slide
from campaign.theme.style import LIGHT
from campaign.ui.present.slide_editor import SLIDE_KIND_NAMES
from tests.campaigns import view_of
from tests.i18n.no_break import nb


@pytest.mark.sample(30)
@pytest.mark.parametrize("kind", SLIDE_KINDS)
@pytest.mark.parametrize("edition", ["2017", "2018"])
def test_a_slide_has_a_chart_if_the_edition_has_a_register(
    campaign: Campaign, kind: str, edition: str
) -> None:
    view = Slide(kind, {"en": "x"}, query={"edition": edition}).view(campaign, "ru", LIGHT)
    chart = Slide(kind, {"en": "x"}).chart(view)
    has_no_chart = SLIDE_KINDS[kind] is None
    assert (chart is None) == (has_no_chart or edition == "2018")
    if chart is not None:
        assert chart.summary and not getattr(chart.spec, "animation", {})


def test_every_kind_has_a_name_in_the_list_of_slides() -> None:
    assert set(SLIDE_KIND_NAMES) == set(SLIDE_KINDS)


def test_a_slide_names_the_sources_of_all_that_it_shows(campaign: Campaign) -> None:
    """Published values are only beside the KPIs of the whole campaign."""

    def sources(kind: str, query: dict[str, str], source: str = "") -> set[str]:
        slide = Slide(kind, {"en": "x"}, query=query, source=source)
        view = slide.view(campaign, "en", LIGHT)
        names = slide.sources(view, slide.chart(view))
        assert len(set(names)) == len(names)
        return set(names) - {view.source}

    edition = campaign.editions["2017"]
    published = set(sites(edition.published["source"]))
    dated = set(sites([*edition.milestones["source"], *edition.reported["source_url"]]))
    assert published and dated
    assert sources("headline", {}) == published
    assert sources("headline", {"oblast": "KG-T"}) == set()
    assert sources("timeline", {}) == dated
    assert sources("cover", {}, "https://www.example.org/page") == {"example.org"}
    assert sources("text", {}, "https://www.example.org/page") == {"example.org"}
    assert sources("breakdown", {}, "https://www.example.org/page") == {"example.org"}


@pytest.mark.parametrize("kind", [name for name, build in SLIDE_KINDS.items() if build is not None])
def test_every_chart_can_be_built_of_no_activities(campaign: Campaign, kind: str) -> None:
    build = SLIDE_KINDS[kind]
    assert build is not None
    view = view_of(campaign, **{"from": "2017-08-26", "to": "2017-09-05"})
    assert view.is_empty and build(view).title


def test_numbers_in_the_texts_of_a_slide_do_not_break() -> None:
    words = {"ru": "охват на 10 000 населения"}
    slide = Slide("text", words, notes=words, text=words)
    expected = nb("охват на 10~000 населения")
    assert [slide.title_in("ru"), slide.notes_in("ru"), *slide.lines_in("ru")] == [expected] * 3
