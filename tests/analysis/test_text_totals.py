"""Totals by organizer, partner and other texts, in the reader's language."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.analysis.kpi_words import basis, finding, kpi_words
from campaign.analysis.provenance import file_name
from campaign.analysis.register_table import ListQuery, localize_texts, query_activities
from campaign.analysis.selection import Selection
from campaign.analysis.text_totals import UNSTATED, organiser_options, text_totals
from campaign.charts import over_time, plan
from campaign.domain.campaign import Campaign
from campaign.domain.frame_register import FrameRegister
from campaign.domain.text_entries import entry_code, has_entry
from campaign.domain.totals import group_by_columns
from campaign.domain.translated_texts import TEXT_COLUMNS
from campaign.exports.register_csv import register_csv
from campaign.i18n.translator import LANGUAGES, Text
from tests.campaigns import CHARTS, activities_of, view_of, with_edition
from tests.examples import examples

NONE = None
ROWS = [
    # oblast, organiser, reached
    ("KG-B", "School", 100),
    ("KG-O", "school", 20),
    ("KG-O", "NGO; School", 7),
    ("KG-B;KG-T", "NGO", NONE),
    ("KG", "Ministry", 0),
    ("KG-N", "Radio", NONE),
    ("KG-N", NONE, 5),
    ("KG-C", NONE, NONE),
]


def register(rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["oblast", "organiser", "reached"])
    return frame.astype({"organiser": "str", "reached": "float64"})


def groups(rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    return group_by_columns(register(rows), ("organiser",))


def test_totals_equal_those_counted_by_hand() -> None:
    frame = text_totals(groups(ROWS), "organiser")
    columns = ["name", "activities", "reported", "reached", "regions"]
    assert list(frame.columns) == columns
    rows = [tuple(row) for row in frame.astype({"reached": "object"}).to_numpy()]
    rows = [tuple(None if cell != cell else cell for cell in row) for row in rows]
    assert rows == [
        # The activity of NGO and School counts for both.
        ("School", 3, 3, 127, 2),
        ("NGO", 2, 1, 7, 3),
        # Zero is reported, and the whole country is no region.
        ("Ministry", 1, 1, 0, 0),
        ("Radio", 1, 0, None, 1),
        ("", 2, 1, 5, 2),
    ]
    assert list(frame.index[:2]) == [entry_code("School"), entry_code("NGO")]
    assert frame.index[-1] == UNSTATED


def test_names_are_translated_in_any_spelling() -> None:
    frame = text_totals(groups(ROWS), "organiser", {"school": "Мектеп"})
    assert list(frame["name"])[:2] == ["Мектеп", "NGO"]


def test_the_first_of_equally_frequent_spellings_is_shown_and_a_frequent_one_first() -> None:
    rows = [("KG-O", "b", 1), ("KG-B", "B; A", 1), ("KG-O", "a", 1)]
    assert sorted(text_totals(groups(rows), "organiser")["name"]) == ["A", "b"]
    more = [*rows, ("KG-B", "B", 1)]
    assert sorted(text_totals(groups(more), "organiser")["name"]) == ["A", "B"]


@pytest.mark.parametrize("rows", [[], ROWS[-2:]])
def test_empty_cells_give_no_entry(rows: list[tuple[Any, ...]]) -> None:
    frame = text_totals(groups(rows), "organiser")
    assert list(frame.index) == [UNSTATED] * bool(rows)


ENTRY = st.sampled_from(["A", "a", "B", "Б", "C c", ""])
ACTIVITY = st.tuples(
    st.sampled_from(["KG-B", "KG-O", "KG-B;KG-O", "KG"]),
    st.lists(ENTRY, max_size=3).map(lambda names: "; ".join(names) or None),
    st.one_of(st.none(), st.integers(0, 500)),
)


@examples(100)
@given(st.lists(ACTIVITY, max_size=12))
def test_every_activity_is_counted_and_none_more_than_once_for_a_name(rows: list[Any]) -> None:
    activities = register(rows)
    frame = text_totals(groups(rows), "organiser")
    assert frame["activities"].sum() >= len(activities)
    assert (frame["activities"] <= len(activities)).all()
    total = activities["reached"].sum()
    assert (frame["reached"].fillna(0) <= total).all() and frame["reached"].sum() >= total
    assert (frame["reported"] <= frame["activities"]).all()
    assert (frame["reached"].isna() == (frame["reported"] == 0)).all()
    single = activities["organiser"].fillna("").str.count(";") == 0
    if single.all():
        assert frame["activities"].sum() == len(activities)
        assert frame["reached"].sum() == total


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


LAUNCH = {
    "en": "Regional launch of the campaign",
    "ru": "Открытие кампании в регионе",
    "ky": "Кампаниянын аймактык ачылышы",
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_list_has_texts_in_the_reader_s_language(campaign: Campaign, lang: str) -> None:
    view = view_of(campaign, lang)
    others = {words for other, words in LAUNCH.items() if other != lang}
    rows = query_activities(view, ListQuery("", "date", False))
    titles = over_time.schedule(view).table.frame["title"]
    lines = register_csv(view).decode("utf-8-sig")
    for texts in (set(rows["title"]), set(titles), lines):
        assert LAUNCH[lang] in texts
        assert not any(words in texts for words in others)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_localization_changes_texts_only(campaign: Campaign, lang: str) -> None:
    view = view_of(campaign, lang)
    original = view.edition.activities
    assert original is not None
    rows = localize_texts(original, view)
    numbers = [column for column in original.columns if column not in TEXT_COLUMNS]
    pd.testing.assert_frame_equal(rows[numbers], original[numbers])
    for column in TEXT_COLUMNS:
        assert (rows[column].fillna("") == "").equals(original[column].fillna("") == "")


def test_each_entry_of_a_list_is_translated(campaign: Campaign) -> None:
    partners = set(localize_texts(activities_of(campaign), view_of(campaign, "ky"))["partners"])
    assert "Китепкана; Райондун мектептери" in partners


def test_a_text_without_a_translation_is_unchanged(campaign: Campaign) -> None:
    title = "\tУсловное  мероприятие; 1 ;"
    rows = activities_of(campaign).head(2).assign(title=[title, None])
    titles = localize_texts(rows, view_of(campaign, "ky"))["title"]
    assert titles.iloc[0] == title and titles.isna().iloc[1]
    stored = localize_texts(rows.astype({"title": "category"}), view_of(campaign, "ky"))["title"]
    assert stored.iloc[0] == title and stored.isna().iloc[1]


def test_a_search_finds_the_texts_of_the_file_too(campaign: Campaign) -> None:
    view = view_of(campaign, "en")
    counts = [len(query_activities(view, ListQuery(w, "date", False))) for w in LAUNCH.values()]
    assert counts[0] == counts[1] == 9
    assert counts[2] == 0


def test_without_translations_rows_are_the_same_frame(campaign: Campaign) -> None:
    view = view_of(with_edition(campaign, translations={}), "ky")
    rows = activities_of(campaign)
    assert localize_texts(rows, view) is rows
