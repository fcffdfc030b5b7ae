"""The page of a region: tables, wider activities, and every state."""

from __future__ import annotations

import re
from html import unescape

import pandas as pd
import pytest

from campaign.analysis.region_profile import MOST_ROWS, region_table
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from campaign.schema.region_codes import COUNTRY
from campaign.site import region
from campaign.site.contents import contents
from campaign.site.links import LiveLinks
from campaign.site.page import SitePage, tab_title
from tests.analysis.test_wide_activities import Row, register
from tests.campaigns import view_of, with_edition, with_every_state, with_register_away


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split()).replace("\xa0", " ")


def page_of(campaign: Campaign, lang: str = "en", **query: str) -> str:
    links, view = LiveLinks(campaign), view_of(campaign, lang, **query)
    return contents(SitePage("region", view, links, lambda view, build: build(view)))


def cells(html: str) -> list[list[str]]:
    rows = re.findall(r"<tr>(.*?)</tr>", html.partition("<tbody>")[2], re.S)
    return [[words(cell) for cell in re.findall(r"<td.*?</td>", row)] for row in rows]


def with_places(frame: pd.DataFrame, *places: tuple[str, str]) -> pd.DataFrame:
    frame = frame.copy()
    frame[["district", "place"]] = [list(pair) for pair in places]
    return frame


def test_districts_are_sorted_with_not_stated_last(campaign: Campaign) -> None:
    rows: list[Row] = [("KG-B", "lecture", people) for people in (10, None, 30, 5)]
    places = (("", "Batken"), ("Leilek", "<b>"), ("Leilek", "Isfana"), ("Kadamjay", ""))
    activities = with_places(register(rows), *places)
    html = region.districts(view_of(with_edition(campaign, activities=activities), oblast="KG-B"))
    assert cells(html) == [
        ["Kadamjay", "not stated", "1", "1", "5"],
        ["Leilek", "Isfana", "1", "1", "30"],
        ["Leilek", "<b>", "1", "0", "not reported"],
        ["not stated", "Batken", "1", "1", "10"],
    ]
    assert "<b>" not in html


def test_a_long_table_says_how_many_rows_it_has(campaign: Campaign) -> None:
    count = MOST_ROWS + 3
    activities = register([("KG-B", "lecture", 1)] * count)
    activities["place"] = [f"place {number:02}" for number in range(count)]
    html = region.districts(view_of(with_edition(campaign, activities=activities), oblast="KG-B"))
    assert len(cells(html)) == MOST_ROWS and f"Rows shown: {MOST_ROWS} of {count}." in words(html)


def test_organizers_are_those_of_the_region(campaign: Campaign) -> None:
    rows: list[Row] = [("KG-B", "lecture", 10), ("KG-B", "lecture", None), ("KG-C", "lecture", 99)]
    activities = register(rows).assign(organiser=["School", "", "School"])
    html = region.organisers(view_of(with_edition(campaign, activities=activities), oblast="KG-B"))
    assert cells(html) == [["School", "1", "1", "10"], ["not stated", "1", "0", "not reported"]]
    assert "counts for each" not in html


def test_an_activity_of_two_organizers_counts_for_each_with_a_note(campaign: Campaign) -> None:
    activities = register([("KG-B", "lecture", 10)]).assign(organiser="School; Library")
    html = region.organisers(view_of(with_edition(campaign, activities=activities), oblast="KG-B"))
    assert {tuple(row) for row in cells(html)} == {
        ("School", "1", "1", "10"),
        ("Library", "1", "1", "10"),
    }
    assert (
        "An activity with several names in this field counts towards each of them, so the values "
        "are not summed." in words(html)
    )


def test_wider_activities_are_listed_and_not_counted(campaign: Campaign) -> None:
    rows: list[Row] = [("KG-B", "lecture", 40), (COUNTRY, "training", 120)]
    rows += [("KG-B;KG-O", "training", None), ("KG-N;KG-Y", "lecture", 70)]
    wide = with_edition(campaign, activities=register(rows))
    html = region.wider(view_of(wide, oblast="KG-B"))
    assert [(row[3], row[4]) for row in cells(html)] == [
        ("Nationwide", "120"),
        ("Batken oblast and Osh oblast", "not reported"),
    ]
    tiles = words(region.tiles(view_of(wide, oblast="KG-B")))
    assert tiles.startswith("People reached 40 ")
    assert region.wider(view_of(campaign, oblast="KG-B")) == ""


def test_a_long_list_of_wider_activities_has_its_first_rows_and_their_number(
    campaign: Campaign,
) -> None:
    rows: list[Row] = [(COUNTRY, "training", reached) for reached in range(50)]
    html = region.wider(view_of(with_edition(campaign, activities=register(rows)), oblast="KG-B"))
    assert [row[4] for row in cells(html)] == [str(reached) for reached in range(30)]
    assert "Rows shown: 30 of 50." in words(html)


def test_only_the_shared_activities_are_missing_while_the_register_is_away(
    campaign: Campaign,
) -> None:
    rows: list[Row] = [("KG-B", "lecture", 40), (COUNTRY, "training", 120)]
    for of_country in (0, 1):
        read = with_edition(campaign, activities=register(rows[: 1 + of_country]))
        view = view_of(with_register_away(read), oblast="KG-B")
        assert ("cannot be read at present" in words(region.wider(view))) == bool(of_country)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_region_of_any_state_has_its_page(campaign: Campaign, lang: str) -> None:
    campaign = with_every_state(campaign)
    text = view_of(campaign, lang).text
    no_activity, not_reported, zero = (
        words(page_of(campaign, lang, oblast=c)) for c in ("KG-C", "KG-B", "KG-N")
    )
    assert text("No activities in this region in the selected data.") in no_activity
    assert f"{text('People reached')} {text('no activity')}" in no_activity
    html = page_of(campaign, lang, oblast="KG-C")
    assert "<svg" not in html and text("Organizers") not in words(html)
    assert f"{text('People reached')} {text('not reported')}" in not_reported
    assert text("Below the national average, people") not in not_reported
    assert text("Below the national average, people") in zero and text("Organizers") in zero


def test_an_empty_selection_has_a_link_to_reset_filters(campaign: Campaign) -> None:
    html = page_of(
        campaign, oblast="KG-B", **{"from": "2017-08-01", "to": "2017-08-01"}, type="media"
    )
    assert "<h1>Batken oblast" in html
    html = page_of(
        campaign, oblast="KG-B", type="live_tv", **{"from": "2017-11-19", "to": "2017-11-19"}
    )
    assert "Nothing matches these filters." in html and "Reset filters" in html


def test_without_a_population_there_is_no_rate(campaign: Campaign) -> None:
    html = words(page_of(with_edition(campaign, population=None), oblast="KG-B"))
    assert "Rank by “People reached” 3 of 9" in html and "national average" not in html
    table = region_table(view_of(with_edition(campaign, population=None)), lambda code: None)
    assert [column.key for column in table.columns] == [
        "name",
        "count_rank",
        "reached",
        "activities",
    ]


def test_an_edition_without_a_register_shows_other_years(campaign: Campaign) -> None:
    assert "<h1>Other years</h1>" in page_of(campaign, edition="2018", oblast="KG-B")


def test_the_tab_has_the_name_of_the_region(campaign: Campaign) -> None:
    for lang in LANGUAGES:
        view = view_of(campaign, lang, oblast="KG-B")
        name = campaign.places.name("KG-B", view.text)
        assert tab_title(view, "region") == name and tab_title(view, "map") != name
    assert tab_title(view_of(campaign), "region") == "Regions"
