"""Charts of bars, and types by region in a grid."""

from __future__ import annotations

import math
from collections.abc import Callable

import pandas as pd
import pytest

from campaign.analysis.data_table import html
from campaign.analysis.view import View
from campaign.charts import by_text, by_type, heatmap
from campaign.charts.chart import Chart
from campaign.charts.spec import Bars, Heatmap
from campaign.charts.wording import shorten_middle
from campaign.domain.campaign import Campaign
from campaign.domain.text_entries import entry_code
from campaign.domain.totals import group_activities, overall
from campaign.i18n.translator import LANGUAGES, NBSP, Text
from tests.campaigns import REGIONS, view_of, with_edition, with_every_state
from tests.charts.small_register import NOTHING, ROWS, SILENT, TYPES, register
from tests.plain_words import plain_spaces

BUILDS = (by_type.breakdown, by_type.audience, by_type.media)


def view_with(campaign: Campaign, rows: pd.DataFrame, lang: str = "en", **query: str) -> View:
    return view_of(with_edition(campaign, activities=rows), lang, **query)


def bars(chart: Chart) -> Bars:
    assert isinstance(chart.spec, Bars)
    return chart.spec


@pytest.mark.parametrize("rows", [register(), register(ROWS[:1]), SILENT, NOTHING])
@pytest.mark.parametrize("lang", ["ky", "ru", "en"])
@pytest.mark.parametrize("build", BUILDS, ids=lambda build: build.__name__)
def test_bars_are_complete_for_every_register(
    campaign: Campaign, rows: pd.DataFrame, lang: str, build: Callable[[View], Chart]
) -> None:
    spec = bars(build(view_with(campaign, rows, lang)))
    assert spec.end > 0 and spec.nothing and all(spec.headings)
    for datum in spec.data:
        datum_words = (datum.label, datum.words, *datum.tooltip)
        assert all(datum_words) and not any("nan" in words.lower() for words in datum_words)
        assert math.isnan(datum.value) == (datum.state == "not_reported")
        assert datum.state == "not_reported" or 0 <= datum.value <= spec.end
        assert (datum.role == "state:not_reported") == (datum.state == "not_reported")
        assert not datum.selected and not datum.faded


def test_bars_by_type_distinguish_missing_attendance(campaign: Campaign) -> None:
    rows = register([*ROWS[:3], ROWS[3], (*ROWS[5][:3], "conference", 0, 0, 0, 0, None)])
    chart = by_type.breakdown(view_with(campaign, rows, type="lecture"))
    spec = bars(chart)
    assert [datum.words for datum in spec.data] == ["350", "40", "not reported"]
    assert [datum.state for datum in spec.data] == ["value", "value", "not_reported"]
    codes = ["type=lecture", "type=conference", "type=live_tv"]
    assert [datum.code for datum in spec.data] == codes
    assert [datum.role for datum in spec.data] == [
        "group:awareness",
        "group:conference",
        "state:not_reported",
    ]
    assert [datum.selected for datum in spec.data] == [True, False, False]
    assert [datum.faded for datum in spec.data] == [False, True, True]
    assert [key.label for key in spec.legend][:4] == [
        "Awareness",
        "Conferences",
        "Media",
        "not reported",
    ]
    tooltip = [plain_spaces(words) for words in spec.data[0].tooltip]
    assert tooltip == ["Lecture or lesson", "350 people", "2 activities"]
    assert "not reported" in html(chart.table, Text.of("en"), "caption")


def test_bars_can_show_the_number_of_activities(campaign: Campaign) -> None:
    spec = bars(by_type.breakdown(view_with(campaign, register(), indicator="activities")))
    assert sorted(datum.value for datum in spec.data) == [2, 2, 3] and spec.end == 3


def test_the_media_audience_is_separate_from_people_reached(campaign: Campaign) -> None:
    chart = by_type.media(view_with(campaign, register()))
    spec = bars(chart)
    assert [datum.value for datum in spec.data] == [90_000] and spec.legend == ()
    assert {datum.role for datum in spec.data} == {"group:media"}
    assert chart.summary.startswith(
        "The media audience is not part of the people reached; media audience not reported for 1"
    )
    assert "reached" not in by_type.media_by_type(group_activities(register()), TYPES).columns


def test_women_men_and_youth_are_shares_of_their_own_base(campaign: Campaign) -> None:
    shares = by_type.shares(overall(group_activities(register())))
    assert shares.loc["women"].tolist()[:3] == [160, 350, pytest.approx(160 / 350)]
    assert shares.loc["youth"].tolist()[:3] == [90, 140, pytest.approx(90 / 140)]
    spec = bars(by_type.audience(view_with(campaign, register())))
    assert spec.has_tracks and spec.end == 1
    assert [datum.value for datum in spec.data] == pytest.approx(shares["share"].tolist())
    women = spec.data[0]
    assert (women.label, women.words) == ("Women", "45.7%")
    assert plain_spaces(women.note) == "160 of 350 people reached"
    assert women.tooltip == ("Women: 45.7%", women.note)
    silent = bars(by_type.audience(view_with(campaign, SILENT)))
    assert [datum.words for datum in silent.data] == ["not reported"] * 3
    assert bars(by_type.audience(view_with(campaign, NOTHING))).data == ()


def test_the_finding_names_all_types_with_the_highest_value(campaign: Campaign) -> None:
    rows = register([ROWS[0], (*ROWS[1][:4], 100, None, None, None, None), ROWS[6]])
    assert by_type.breakdown(view_with(campaign, rows)).finding == (
        f"Most people in total: “Conference” and “Lecture or lesson” – 100{NBSP}people each"
    )


TEXT_BUILDS = (
    by_text.organisers,
    by_text.partners,
    by_text.audience_groups,
    by_text.districts,
)
Build = Callable[[View], Chart]


def text_bars_of(chart: Chart) -> Bars:
    assert isinstance(chart.spec, Bars)
    return chart.spec


def with_texts(campaign: Campaign, **columns: list[str | None]) -> Campaign:
    """The first rows of the register with these texts, of Batken oblast twice, then of Osh."""
    rows = campaign.editions["2017"].activities
    assert rows is not None
    (count,) = {len(values) for values in columns.values()}
    rows = rows.head(count).assign(**columns)
    rows["oblast"] = (["KG-B", "KG-B"] + ["KG-O"] * count)[:count]
    rows["reached"] = [100.0, 50.0, float("nan"), 7.0, 0.0][:count]
    return with_edition(campaign, activities=rows, translations={})


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("build", TEXT_BUILDS, ids=lambda build: build.__name__)
def test_bars_have_the_values_of_the_table(campaign: Campaign, build: Build, lang: str) -> None:
    for query in ({}, {"indicator": "activities"}, {"oblast": "KG-O"}):
        chart = build(view_of(with_every_state(campaign), lang, **query))
        spec, frame = text_bars_of(chart), chart.table.frame
        assert spec.data and all(spec.headings)
        column = "activities" if query.get("indicator") else "reached"
        for datum, (_, row) in zip(spec.data, frame.iterrows(), strict=False):
            assert datum.tooltip[0] == datum.name and str(row["name"]) in datum.name
            assert (datum.value == row[column]) or math.isnan(datum.value)
            assert math.isnan(datum.value) == (datum.state == "not_reported")
            assert "nan" not in " ".join((*datum.tooltip, datum.words, datum.label)).lower()
        assert len(frame) >= len(spec.data) and len({d.label for d in spec.data}) == len(spec.data)
        for words in (chart.title, chart.summary, chart.finding, *chart.sources):
            assert "{" not in words and "nan" not in words.lower()


def test_the_first_organizer_of_the_shipped_register(campaign: Campaign) -> None:
    rows = campaign.editions["2017"].activities
    assert rows is not None
    youth = rows[rows["organiser"] == "Молодёжная организация"]
    chart = by_text.organisers(view_of(campaign))
    first = text_bars_of(chart).data[0]
    assert (first.label, first.value) == ("Youth organization", youth["reached"].sum())
    assert first.code == f"organiser={entry_code('Молодёжная организация')}"
    assert (
        chart.finding
        == "Most people reached (organizer): “Youth organization” – 3,086 people".replace(
            "3,086 people", f"3,086{NBSP}people"
        )
    )
    assert chart.table.frame["activities"].sum() == 77


def test_an_activity_counts_for_each_of_its_organizers_and_a_note_says_so(
    campaign: Campaign,
) -> None:
    once = by_text.organisers(view_of(with_texts(campaign, organiser=["A", "B", "a", None])))
    both = by_text.organisers(view_of(with_texts(campaign, organiser=["A; B", "B", "a", None])))
    note = (
        "an activity with several names in this field counts towards each of them, so the "
        "values are not summed"
    )
    assert note not in once.notes and note in both.notes
    blank = by_text.organisers(view_of(with_texts(campaign, organiser=["A; B", "", "", ""])))
    assert note in blank.notes
    assert [(d.label, d.value) for d in text_bars_of(once).data] == [("A", 100), ("B", 50)]
    assert [(d.label, d.value) for d in text_bars_of(both).data] == [("B", 150), ("A", 100)]
    assert list(both.table.frame["name"]) == ["B", "A", "not stated"]
    assert list(both.table.frame["regions"]) == [1, 2, 1]
    assert "organizer not stated (activities: 1)" in both.summary
    assert f"attendance not reported for 1{NBSP}activity" in both.summary


def test_the_finding_has_equal_values_together_and_is_empty_if_all_are_equal_or_zero(
    campaign: Campaign,
) -> None:
    def finding(*names: str | None) -> str:
        query = {"indicator": "activities"}
        return by_text.partners(view_of(with_texts(campaign, partners=[*names]), **query)).finding

    assert finding("A", "B") == f"Most activities (partner): “A” and “B” – 1{NBSP}activity each"
    assert finding("A", "B", "C", "D") == ""
    assert finding(None, None) == ""
    zero = with_texts(campaign, partners=["A", "B", "C"])
    rows = zero.editions["2017"].activities
    assert rows is not None
    zero = with_edition(zero, activities=rows.assign(reached=0.0))
    assert by_text.partners(view_of(zero)).finding == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_text_column_without_entries_has_a_message_and_no_bars(
    campaign: Campaign, lang: str
) -> None:
    chart = by_text.partners(view_of(with_texts(campaign, partners=[None, None]), lang))
    words = Text.of(lang)("Not stated for any activity in this selection.")
    assert not text_bars_of(chart).data and text_bars_of(chart).nothing == chart.summary == words
    assert list(chart.table.frame["activities"]) == [2]


def test_a_selected_organizer_has_a_bar_and_its_rank_among_all(campaign: Campaign) -> None:
    code = entry_code("Мэрия города Нарын")
    chart = by_text.organisers(view_of(campaign, organiser=code))
    spec = text_bars_of(chart)
    assert len(spec.data) == 12
    assert [d.label for d in spec.data if d.selected] == ["Mayor’s office of Naryn"]
    assert all(d.faded != d.selected for d in spec.data)
    values = chart.table.frame["reached"].dropna()
    rank = int((values > values[code]).sum()) + 1
    finding = chart.finding.replace(NBSP, " ")
    assert finding.endswith(f"rank among the organizers: {rank} of {len(values)}")
    assert list(chart.table.frame.loc[[code], "in_selection"]) == ["yes"]
    assert chart.scope == "Highlighted: Mayor’s office of Naryn"
    assert not chart.sentence.startswith("Mayor")
    # A name alone is not a sentence.
    partners = by_text.partners(view_of(campaign, organiser=code))
    assert partners.sentence.startswith("Mayor’s office of Naryn · Partners: ")


def test_districts_of_different_regions_with_one_name_are_separate(campaign: Campaign) -> None:
    same = with_texts(campaign, district=["Ленинский район", "ленинский район", "Ленинский район"])
    chart = by_text.districts(view_of(same))
    assert [(d.label, d.value) for d in text_bars_of(chart).data[:1]] == [
        ("Ленинский район (Batken oblast)", 150)
    ]
    assert math.isnan(text_bars_of(chart).data[1].value)
    assert chart.finding == f"Most people reached (district): Ленинский район – 150{NBSP}people"
    only = by_text.districts(view_of(same, oblast="KG-B"))
    assert [d.label for d in text_bars_of(only).data] == ["Ленинский район"]
    assert list(chart.table.frame["region"]) == ["Batken oblast", "Osh oblast"]


def test_districts_exclude_activities_of_no_single_region(campaign: Campaign) -> None:
    wide = with_texts(campaign, district=["А", "Б", "В"])
    rows = wide.editions["2017"].activities
    assert rows is not None
    wide = with_edition(wide, activities=rows.assign(oblast=["KG-B;KG-O", "KG", "KG-O"]))
    chart = by_text.districts(view_of(wide))
    assert list(chart.table.frame["name"]) == ["В"]
    assert "Activities counted in the national total only" in chart.summary


def test_long_names_with_the_same_beginning_are_shortened_in_the_middle(campaign: Campaign) -> None:
    chart = by_text.organisers(view_of(campaign, "ru"))
    labels = [datum.label for datum in text_bars_of(chart).data]
    assert "Полномочное… КР в Чуйской области" in labels and "Школа" in labels
    assert all(len(label) <= 38 for label in labels)


@pytest.mark.parametrize("name", ["x" * 80, "a " * 40, "Мэрия", "Управа " + "ю" * 60])
def test_a_shortened_name_has_at_most_the_given_length(name: str) -> None:
    short = shorten_middle(name, 46)
    assert len(short) <= 46 and (short == name) == (len(name) <= 46)
    start, _, end = short.partition("… ")
    assert short == name or (name.startswith(start) and name.endswith(end))


def test_the_first_word_is_complete_and_two_names_have_two_labels(campaign: Campaign) -> None:
    name = "Государственная служба миграции при Правительстве КР, Ошское управление"
    assert shorten_middle(name, 38).startswith("Государственная… ")
    end = "облустук мигранттар менен иштөө бөлүмү"
    names = [f"Кыргыз Республикасынын Эмгек министрлиги {place} {end}" for place in ("Ош", "Чүй")]
    view = view_of(with_texts(campaign, organiser=[*names, "B", None]))
    labels = [datum.label for datum in text_bars_of(by_text.organisers(view)).data]
    assert len(set(labels)) == len(labels) and {*names} <= {*labels}


def test_rows_add_up_if_each_activity_has_one_name(campaign: Campaign) -> None:
    totals = campaign.editions["2017"].totals
    assert totals is not None
    for build in (by_text.organisers, by_text.audience_groups, by_text.districts):
        frame: pd.DataFrame = build(view_of(campaign)).table.frame
        assert frame["reached"].sum() == totals["reached"].sum()
        assert frame["activities"].sum() == totals["activities"].sum()


def chart_of(campaign: Campaign, rows: pd.DataFrame | None = None, **query: str) -> Chart:
    activities = register() if rows is None else rows
    return by_type.heatmap(view_of(with_edition(campaign, activities=activities), **query))


def grid(chart: Chart) -> Heatmap:
    assert isinstance(chart.spec, Heatmap)
    return chart.spec


@pytest.mark.parametrize("rows", [register(), register(ROWS[:1]), SILENT, NOTHING])
def test_the_grid_is_complete_for_every_register(campaign: Campaign, rows: pd.DataFrame) -> None:
    spec = grid(chart_of(campaign, rows))
    assert len(spec.cells) == len(rows.groupby(["oblast", "type"]))
    assert [c.code for c in spec.columns] == list(REGIONS)
    assert bool(spec.legend) == bool(spec.cells) and spec.nothing
    order = [(cell.row, cell.column) for cell in spec.cells]
    assert order == sorted(set(order)), "in reading order, each cell once"


def test_cells_show_value_zero_not_reported_and_nothing(campaign: Campaign) -> None:
    spec = grid(chart_of(campaign))
    data = {cell.datum.code: cell.datum for cell in spec.cells}
    words = {code: datum.words for code, datum in data.items()}
    assert words == {
        "oblast=KG-B&type=lecture": "100",
        "oblast=KG-N&type=lecture": "250",
        "oblast=KG-GO&type=lecture": "0",
        "oblast=KG-B&type=conference": "40",
        "oblast=KG-N&type=conference": heatmap.SIGN,
        "oblast=KG-N&type=live_tv": heatmap.SIGN,
        "oblast=KG-GO&type=live_tv": "12",
    }
    assert data["oblast=KG-GO&type=lecture"].role == "state:zero"
    assert data["oblast=KG-N&type=live_tv"].role == "state:not_reported"
    labels = [key.label for key in spec.legend]
    assert labels[-3:] == ["zero", "? not reported", "empty: no activity"]
    # A higher value is never in a lower class.
    classed = sorted((d.value, d.role) for d in data.values() if d.role.startswith("class:"))
    assert [role for _, role in classed] == sorted(role for _, role in classed)
    assert {role for _, role in classed} <= {key.role for key in spec.legend}


def test_a_chosen_pair_is_selected_and_other_cells_fade(campaign: Campaign) -> None:
    data = [cell.datum for cell in grid(chart_of(campaign, oblast="KG-N", type="lecture")).cells]
    assert [d.code for d in data if d.selected] == ["oblast=KG-N&type=lecture"]
    assert [d.code for d in data if not d.faded] == ["oblast=KG-N&type=lecture"]
    row = grid(chart_of(campaign, type="lecture"))
    assert not any(cell.datum.selected for cell in row.cells)
    lit = {cell.row for cell in row.cells if not cell.datum.faded}
    assert [heading.code for number, heading in enumerate(row.rows) if number in lit] == ["lecture"]
    assert [heading.code for heading in row.rows if heading.selected] == ["lecture"]


def test_only_selected_regions_are_compared(campaign: Campaign) -> None:
    everywhere, batken = chart_of(campaign), chart_of(campaign, oblast="KG-B")
    assert "Naryn" in everywhere.finding and "Batken" in batken.finding
    for chart, cells in ((everywhere, "Empty cells: 20 of 27"), (batken, "Empty cells: 0 of 2")):
        assert plain_spaces(chart.summary).startswith(cells)


@pytest.mark.parametrize("rows", [register(), SILENT])
def test_the_table_distinguishes_not_reported_and_no_activity(
    campaign: Campaign, rows: pd.DataFrame
) -> None:
    table, text = chart_of(campaign, rows).table, Text.of("en")
    markup = html(table, text, "caption")
    assert "not reported" in markup and "no activity" in markup


def test_the_finding_names_all_cells_with_the_highest_value(campaign: Campaign) -> None:
    rows = register([ROWS[0], (*ROWS[2][:4], 100, *ROWS[2][5:]), ROWS[1]])
    assert plain_spaces(chart_of(campaign, rows).finding) == (
        "Most people reached (type in one region): Batken oblast · “Lecture or lesson” and "
        "Naryn oblast · “Lecture or lesson” – 100 people each"
    )
    assert plain_spaces(chart_of(campaign).finding) == (
        "Most people reached (type in one region): Naryn oblast · “Lecture or lesson” – 250 people"
    )
