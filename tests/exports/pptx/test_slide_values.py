"""The charts on slides have the values and states of the indicators."""

from __future__ import annotations

import pytest

from campaign.analysis import indicators
from campaign.analysis.indicators import INDICATORS, by_day, by_unit_and_day, by_unit_and_type
from campaign.analysis.kpi_words import kpi_words
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.charts import by_region, by_type
from campaign.charts.by_type import shares
from campaign.charts.spec import Choropleth
from campaign.domain.campaign import Campaign
from campaign.domain.totals import overall
from campaign.exports.pptx.deck import deck
from campaign.i18n.translator import LANGUAGES, Text
from campaign.render.typography import clean
from campaign.theme.roles import paint
from campaign.theme.style import LIGHT
from tests import pptx_marks
from tests.campaigns import REGIONS, with_edition
from tests.exports.pptx.deck_file import (
    SlidesIn,
    charts,
    column,
    difficult_campaigns,
    open_deck,
    series,
    shapes,
    sheet,
    slide,
    values_or_none,
    view_of,
    words,
)
from tests.pptx_marks import colours


@pytest.mark.parametrize("lang", LANGUAGES)
def test_charts_hold_the_indicators_of_country_and_units(campaign: Campaign, lang: str) -> None:
    # The country and a third of the regions in each language.
    regions = REGIONS[LANGUAGES.index(lang) :: len(LANGUAGES)]
    query: list[dict[str, str]] = [{}, *({"oblast": region} for region in regions)]
    figures = ("timeline", "breakdown", "audience", "headline")
    slides = [slide(figure, **q) for q in query for figure in figures]
    pptx_slides = iter(open_deck(deck(campaign, slides, lang)).slides)
    text, types = Text.of(lang), campaign.types
    for q in query:
        view = view_of(campaign, slide("timeline", **q), lang)
        daily = by_day(view.totals(dates=False), *view.days)
        (days,) = charts(next(pptx_slides))
        assert column(days, text("People reached per day")) == values_or_none(daily["reached"])

        ranked = indicators.by_type(view.totals(types=False), INDICATORS["reach"], types)
        parts = charts(next(pptx_slides))
        assert [v for part in parts for v in part.plots[0].series[0].values] == values_or_none(
            ranked["value"]
        )
        audience = shares(overall(view.totals()))["share"]
        bars = charts(next(pptx_slides))[0].plots[0].series[0].values
        assert list(bars) == pytest.approx(list(audience), abs=1e-6, nan_ok=True)

        slide_words = words(next(pptx_slides))
        for number in kpi_words(view):
            for part in (number.label, number.value, number.reference, number.note):
                assert clean(part) in slide_words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_unit_of_the_map_is_a_named_shape(campaign: Campaign, lang: str) -> None:
    slides = [slide("map", indicator=indicator) for indicator in ("reach", "rate", "youth")]
    show = open_deck(deck(campaign, slides, lang))
    for pptx_slide, spec in zip(show.slides, slides, strict=True):
        view = view_of(campaign, spec, lang)
        text = view.text
        chart = by_region.choropleth(view)
        assert isinstance(chart.spec, Choropleth)
        (group,) = [s for s in pptx_slide.shapes if s.name == chart.title]
        assert group._element.nvGrpSpPr.cNvPr.get("descr")
        shapes_by_name = {s.name: s for s in reversed(group.shapes)}
        slide_words = words(pptx_slide)
        for code, row in view.units.iterrows():
            name = campaign.places.name(str(code), text)
            role = chart.spec.by_code[str(code)].role
            colour = paint(role, view.style).fill
            area = shapes_by_name[name]._element
            assert area.find(".//{*}custGeom") is not None
            assert colours(area.find("{*}spPr"))[0] == colour
            assert name in area.nvSpPr.cNvPr.get("descr")
            assert clean(view.indicator.format(row["value"], text)) in slide_words
        city = campaign.places.name("KG-GB", text)
        assert len([s for s in group.shapes if s.name == city]) >= 2, "also enlarged"


def test_the_map_distinguishes_three_states(campaign: Campaign) -> None:
    rows = campaign.editions["2017"].activities
    assert rows is not None
    rows = rows[rows["oblast"] != "KG-N"].copy()
    rows.loc[rows["oblast"] == "KG-T", "reached"] = float("nan")
    rows.loc[rows["oblast"] == "KG-B", "reached"] = 0
    changed = with_edition(campaign, activities=rows)
    pptx_slide = open_deck(deck(changed, [slide("map")], "en")).slides[0]
    elements = {s.name: s._element for s in reversed(list(shapes(pptx_slide.shapes)))}

    def looks(code: str) -> tuple[bool, str]:
        shape = elements[campaign.places.name(code, Text.of("en"))].find("{*}spPr")
        return shape.find("{*}pattFill") is not None, colours(shape)[0]

    three = {looks(code) for code in ("KG-N", "KG-T", "KG-B")}
    assert len(three) == 3
    assert looks("KG-T")[0] and looks("KG-N") == (False, LIGHT.no_activity)
    assert "—" in [
        s.text_frame.text.split("\n")[-1] for s in shapes(pptx_slide.shapes) if s.has_text_frame
    ]
    assert {"zero (1)", "not reported (1)", "no activity (1)"} <= set(elements)


def test_other_charts_show_the_values_of_the_tables(campaign: Campaign) -> None:
    slides = [slide(f) for f in ("ranking", "heatmap", "media", "multiples")]
    show = open_deck(deck(campaign, slides, "en"))
    ranked, heat, media, small = show.slides
    view = view_of(campaign, slides[0])
    values = charts(ranked)[0].plots[0].series[0].values
    assert list(values) == pytest.approx(sorted(view.units["value"], reverse=True), abs=1e-4)

    frame = by_unit_and_type(view.totals(), INDICATORS["reach"])
    (table,) = [s.table for s in heat.shapes if s.has_table]
    cells = [[c.text for c in row.cells][1:] for row in table.rows][1:]
    filled = [cell for row in cells for cell in row if cell]
    assert len(filled) == len(frame)
    total = sum(int(cell.replace(",", "")) for cell in filled if cell != "?")
    assert total == frame["value"].sum()
    assert filled.count("?") == frame["value"].isna().sum() > 0

    media_values = by_type.media(view).table.frame["value"]
    assert list(charts(media)[0].plots[0].series[0].values) == values_or_none(media_values)

    panels = charts(small)
    assert len(panels) == len(campaign.places.codes)
    by_unit = by_unit_and_day(view.totals()).groupby("oblast")["reached"].sum()
    for code, panel in zip(campaign.places.codes, panels, strict=True):
        reached = series(panel)["People reached"]
        assert sum(v for v in reached if v is not None) == by_unit[code]


def test_days_without_a_value_are_marked_and_not_zero(
    campaign: Campaign, slides_in: SlidesIn
) -> None:
    view = view_of(campaign, slide("timeline"), "ru")
    daily = by_day(view.totals(), *view.days)
    lacking = (daily["activities"] > 0) & daily["reached"].isna()
    assert lacking.any()
    chart = charts(slides_in("ru")["timeline"])[0]
    counts = column(chart, view.text("Activities with attendance not reported"))
    assert [i for i, v in enumerate(counts) if v] == [i for i, v in enumerate(lacking) if v]
    # No series has a value on these days.
    for values in series(chart).values():
        assert all(values[i] is None for i, v in enumerate(lacking) if v)
    days = column(chart, view.text("People reached per day"))
    assert days == values_or_none(daily["reached"])


def test_attendance_not_reported_is_not_zero(campaign: Campaign) -> None:
    silent = difficult_campaigns(campaign)["nothing reported"]
    pptx_slide = open_deck(deck(silent, [slide("timeline")], "en")).slides[0]
    (chart,) = charts(pptx_slide)
    assert {value for values in series(chart).values() for value in values} == {None}
    assert sum(filter(None, column(chart, "Activities with attendance not reported"))) == 77


@pytest.mark.parametrize("lang", LANGUAGES)
def test_reported_events_are_marks_on_the_timeline(
    campaign: Campaign, slides_in: SlidesIn, lang: str
) -> None:
    pptx_slide = slides_in(lang)["timeline"]
    rows = campaign.editions["2017"].reported.dropna(subset="date_start")
    edition = campaign.editions["2017"]
    within = rows[rows["date_start"].dt.date.between(edition.first_day, edition.last_day)]
    circles = [
        s for s in pptx_marks.shapes(pptx_slide) if s.preset == "ellipse" and s.fill == LIGHT.accent
    ]
    titles = [str(title) for title in within[f"title_{lang}"]]
    assert titles and all(any(title in s.name for s in circles) for title in map(clean, titles))
    assert len(circles) == within["date_start"].nunique()
    slide_words = words(pptx_slide)
    assert all(clean(title) in clean(slide_words) for title in titles)


def test_the_data_sheet_has_the_values_of_the_chart(
    campaign: Campaign, slides_in: SlidesIn
) -> None:
    chart = charts(slides_in("ru")["timeline"])[0]
    data_sheet, text = sheet(chart), Text.of("ru")
    view = view_of(campaign, slide("timeline"), "ru")
    assert data_sheet.title == text("Data")
    headers = [cell.value for cell in data_sheet[1]]
    for name, values in series(chart).items():
        column = headers.index(name) + 1
        rows = [data_sheet.cell(row, column).value for row in range(2, len(values) + 2)]
        assert rows == list(values)
    assert data_sheet.cell(2, 1).value.date() == view.days[0]
    assert view.disclaimer in [cell.value for row in data_sheet for cell in row]
    refs = [f.text for f in chart._chartSpace.iter("{*}f")]
    assert refs and all(ref.startswith(f"'{data_sheet.title}'!") for ref in refs)


def test_the_headline_slide_has_the_number_of_people_reached(campaign: Campaign) -> None:
    view = View(campaign, Selection("2017", "en"), Text.of("en"), LIGHT)
    pptx_slide = open_deck(deck(campaign, [slide("headline")], "en")).slides[0]
    reached = overall(view.totals())["reached"]
    assert f"People reached: {view.text.number(reached)}" in words(pptx_slide)
