"""Bars by organizer, partner, target group and district: data and texts."""

from __future__ import annotations

import math
from collections.abc import Callable

import pandas as pd
import pytest

from campaign.analysis.view import View
from campaign.charts import by_text
from campaign.charts.chart import Chart
from campaign.charts.spec import Bars
from campaign.charts.wording import shorten_middle
from campaign.domain.campaign import Campaign
from campaign.domain.text_entries import entry_code
from campaign.i18n.translator import LANGUAGES, NBSP, Text
from tests.campaigns import view_of, with_edition, with_every_state

BUILDS = (by_text.organisers, by_text.partners, by_text.audience_groups, by_text.districts)
Build = Callable[[View], Chart]


def bars(chart: Chart) -> Bars:
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
@pytest.mark.parametrize("build", BUILDS, ids=lambda build: build.__name__)
def test_bars_have_the_values_of_the_table(campaign: Campaign, build: Build, lang: str) -> None:
    for query in ({}, {"indicator": "activities"}, {"oblast": "KG-O"}):
        chart = build(view_of(with_every_state(campaign), lang, **query))
        spec, frame = bars(chart), chart.table.frame
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
    first = bars(chart).data[0]
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
    assert [(d.label, d.value) for d in bars(once).data] == [("A", 100), ("B", 50)]
    assert [(d.label, d.value) for d in bars(both).data] == [("B", 150), ("A", 100)]
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
    assert not bars(chart).data and bars(chart).nothing == chart.summary == words
    assert list(chart.table.frame["activities"]) == [2]


def test_a_selected_organizer_has_a_bar_and_its_rank_among_all(campaign: Campaign) -> None:
    code = entry_code("Мэрия города Нарын")
    chart = by_text.organisers(view_of(campaign, organiser=code))
    spec = bars(chart)
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
    assert [(d.label, d.value) for d in bars(chart).data[:1]] == [
        ("Ленинский район (Batken oblast)", 150)
    ]
    assert math.isnan(bars(chart).data[1].value)
    assert chart.finding == f"Most people reached (district): Ленинский район – 150{NBSP}people"
    only = by_text.districts(view_of(same, oblast="KG-B"))
    assert [d.label for d in bars(only).data] == ["Ленинский район"]
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
    labels = [datum.label for datum in bars(chart).data]
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
    labels = [datum.label for datum in bars(by_text.organisers(view)).data]
    assert len(set(labels)) == len(labels) and {*names} <= {*labels}


def test_rows_add_up_if_each_activity_has_one_name(campaign: Campaign) -> None:
    totals = campaign.editions["2017"].totals
    assert totals is not None
    for build in (by_text.organisers, by_text.audience_groups, by_text.districts):
        frame: pd.DataFrame = build(view_of(campaign)).table.frame
        assert frame["reached"].sum() == totals["reached"].sum()
        assert frame["activities"].sum() == totals["activities"].sum()
