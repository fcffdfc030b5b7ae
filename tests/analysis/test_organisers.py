"""The filter by organizer gives the same results as a register of their activities only."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from campaign.analysis.kpi_words import basis, finding, kpi_words
from campaign.analysis.provenance import file_name
from campaign.analysis.register_table import ListQuery, query_activities
from campaign.analysis.selection import Selection
from campaign.analysis.text_totals import organiser_options
from campaign.charts import plan
from campaign.domain.campaign import Campaign
from campaign.domain.frame_register import FrameRegister
from campaign.domain.text_entries import entry_code, has_entry
from campaign.i18n.translator import LANGUAGES, Text
from tests.campaigns import CHARTS, activities_of, view_of, with_edition

SCHOOL, YOUTH, MAYOR = map(entry_code, ("Школа", "Молодёжная организация", "Мэрия города Ош"))
OF_ONE = {"organiser": SCHOOL}
OF_ALL = ("organisers", "plan", "plan_regions", "plan_types")
"""Charts that show all organizers, or nothing where some are selected."""
OF_TWO = {"organiser": f"{SCHOOL},{MAYOR}"}


@pytest.fixture(scope="module")
def joint_campaign(campaign: Campaign) -> Campaign:
    """A campaign in which schools share activities with others, and one is in two regions."""
    rows = activities_of(campaign).copy()
    schools = rows.index[rows["organiser"] == "Школа"]
    rows.loc[schools[0], "organiser"] = "ШКОЛА; Мэрия города Ош"
    rows.loc[schools[1], "organiser"] = "Мэрия города Ош;Школа"
    rows.loc[schools[2], "oblast"] = "KG-B;KG-O"
    rows.loc[schools[3], "organiser"] = None
    return with_edition(campaign, activities=rows)


@pytest.mark.sample(1)
@pytest.mark.parametrize("query", [OF_ONE, OF_TWO, {**OF_ONE, "oblast": "KG-O,KG-B"}])
def test_the_filter_gives_the_results_of_a_register_of_these_rows(
    joint_campaign: Campaign, query: dict[str, str]
) -> None:
    codes = query["organiser"].split(",")
    rows = activities_of(joint_campaign)
    their_campaign = with_edition(
        joint_campaign, activities=rows[has_entry(rows["organiser"], codes)]
    )
    without = {key: value for key, value in query.items() if key != "organiser"}
    filtered, only = view_of(joint_campaign, **query), view_of(their_campaign, **without)
    for oblasts in (True, False):
        for types in (True, False):
            totals = filtered.totals(oblasts=oblasts, types=types)
            expected = only.totals(oblasts=oblasts, types=types)
            pd.testing.assert_frame_equal(
                totals.reset_index(drop=True), expected.reset_index(drop=True)
            )
    rows = query_activities(filtered, ListQuery("", "date", False))
    assert list(rows["activity_id"]) == list(
        query_activities(only, ListQuery("", "date", False))["activity_id"]
    )
    values = {kpi.code: kpi.value for kpi in kpi_words(filtered)}
    assert values == {kpi.code: kpi.value for kpi in kpi_words(only)}
    for build in CHARTS:
        one, other = build(filtered), build(only)
        if one.key not in OF_ALL:
            pd.testing.assert_frame_equal(
                one.table.frame.reset_index(drop=True),
                other.table.frame.reset_index(drop=True),
                check_dtype=False,
            )


def test_all_organizers_together_have_every_activity(campaign: Campaign) -> None:
    every = ",".join(campaign.editions["2017"].organiser_codes)
    assert view_of(campaign, organiser=every).totals()["activities"].sum() == 77


@pytest.mark.parametrize("junk", ["", "School", "0" * 10, "<script>"])
def test_unknown_organizers_are_ignored(campaign: Campaign, junk: str) -> None:
    assert Selection.from_query({"organiser": junk}, campaign) == Selection("2017")


def test_the_address_does_not_depend_on_the_order_of_organizers(campaign: Campaign) -> None:
    one = Selection("2017", organisers=(SCHOOL, MAYOR))
    other = Selection("2017", organisers=(MAYOR, SCHOOL))
    assert one.to_query(campaign) == other.to_query(campaign)


def test_another_edition_keeps_the_organizers_that_it_has(campaign: Campaign) -> None:
    edition = campaign.editions["2017"]
    rows = activities_of(campaign)
    later = replace(
        edition, campaign_id="2099", register=FrameRegister(rows[rows["organiser"] == "Школа"])
    )
    both = replace(campaign, editions={**campaign.editions, "2099": later})
    selection = Selection("2017", organisers=(SCHOOL, MAYOR), types=("lecture",))
    moved = selection.with_edition("2099", both)
    assert moved == Selection("2099", organisers=(SCHOOL,), types=("lecture",))
    assert selection.with_edition("2018", both).organisers == ()


def test_a_link_omits_organizers_that_the_campaign_does_not_have(campaign: Campaign) -> None:
    known, unknown = (Selection("2017", organisers=codes) for codes in ((SCHOOL,), (SCHOOL, "0")))
    assert not known.has_unknown_organiser(campaign) and unknown.has_unknown_organiser(campaign)
    assert unknown.to_query(campaign) == known.to_query(campaign) == OF_ONE
    gone = Selection("own", organisers=(SCHOOL,))
    assert gone.has_unknown_organiser(campaign) and "organiser" not in gone.to_query(campaign)


def test_a_plan_is_not_compared_with_one_organizer(campaign: Campaign) -> None:
    for build in (plan.pace, plan.by_region, plan.by_type):
        with_plan, without = build(view_of(campaign)), build(view_of(campaign, **OF_ONE))
        assert with_plan.finding and not without.finding
        assert without.summary.startswith("The plan covers the whole campaign")
        assert without.table.frame.empty or build is plan.pace


def test_a_click_adds_an_organizer_and_another_removes_it(campaign: Campaign) -> None:
    selection = Selection("2017").toggle(organiser=SCHOOL)
    assert selection.organisers == (SCHOOL,) and selection.filtered
    assert selection.toggle(organiser=SCHOOL) == Selection("2017")
    assert selection.without_filters() == Selection("2017")


def test_filtering_a_grouped_table_by_organizer_raises_an_error(campaign: Campaign) -> None:
    totals = campaign.editions["2017"].totals
    assert totals is not None
    with pytest.raises(KeyError):
        Selection("2017", organisers=(SCHOOL,)).row_filter().apply(totals)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_scope_names_one_organizer_and_counts_several(campaign: Campaign, lang: str) -> None:
    one, two = (view_of(campaign, lang, **query) for query in (OF_ONE, OF_TWO))
    name = campaign.editions["2017"].organiser_name(SCHOOL, Text.of(lang))
    assert one.scope.line == name and name in one.filters
    assert name not in two.scope.line and "2" in two.scope.line
    assert name in two.scope.full and name in two.filters
    assert name in finding(one)


def test_values_of_an_organizer_are_not_compared_with_published_ones(campaign: Campaign) -> None:
    assert any("published" in kpi.reference for kpi in kpi_words(view_of(campaign)))
    assert not any("published" in kpi.reference for kpi in kpi_words(view_of(campaign, **OF_ONE)))


def test_a_note_says_which_selected_filters_ranks_cover(campaign: Campaign) -> None:
    words = "Ranks, shares and values for Kyrgyzstan cover the selected {} only."
    region = {"oblast": "KG-O", **OF_ONE}
    cases = {
        "organizers": {},
        "types and organizers": {"type": "lecture"},
        "dates and organizers": {"from": "2017-08-05"},
        "types, dates and organizers": {"type": "lecture", "from": "2017-08-05"},
    }
    for what, query in cases.items():
        assert basis(view_of(campaign, **region, **query)) == words.format(what)


def test_file_names_differ_by_the_selected_organizers(campaign: Campaign) -> None:
    names = {file_name(view_of(campaign, **q), "map", ".csv") for q in ({}, OF_ONE, OF_TWO)}
    assert len(names) == 3 and all(name.isascii() for name in names)


def test_options_are_sorted_by_name_and_include_the_selected(
    campaign: Campaign,
) -> None:
    view = view_of(campaign, "ru", organiser=MAYOR)
    names = [name for _, name in organiser_options(view)]
    assert len(names) == 21 and names == sorted(names, key=view.text.sort_key)
    # A short list has the selected organizer and those with the most activities.
    assert {code for code, _ in organiser_options(view, 3)} == {MAYOR, SCHOOL, YOUTH}


@pytest.mark.parametrize(
    ("words", "column"),
    [("радио", "organiser"), ("школы района", "partners"), ("семьи мигрантов", "audience")],
)
def test_the_search_covers_organizers_partners_and_audiences(
    campaign: Campaign, words: str, column: str
) -> None:
    view = view_of(campaign, "ru")
    rows = query_activities(view, ListQuery(words, "date", False))
    assert len(rows) and rows[column].str.lower().str.contains(words).all()


def test_a_search_finds_parts_of_names_and_includes_the_selected(campaign: Campaign) -> None:
    view = view_of(campaign, "ru", organiser=MAYOR)
    everyone = organiser_options(view)
    options = organiser_options(view, search=" шКО")
    assert options == [(code, name) for code, name in everyone if code in (MAYOR, SCHOOL)]
    assert [code for code, _ in organiser_options(view, search="?")] == [MAYOR]
