"""With boundaries that draw a city within its oblast, the targets of both are one target."""

from __future__ import annotations

from datetime import date

import pytest

from campaign.analysis.plan import plans_by_region
from campaign.analysis.selection import Selection
from campaign.analysis.view_numbers import planned_people
from campaign.dataset.user_overlay import UserData, overlay_user_data
from campaign.domain.campaign import Campaign, Edition
from campaign.ingest.boundaries.boundary_file import BoundaryFile
from tests.planned_register import START, with_plan

END = date(2017, 11, 20)
MERGED_UNITS = {"KG-C": ("KG-C", "KG-GB"), "KG-O": ("KG-O", "KG-GO")}


def merge(campaign: Campaign) -> tuple[Edition, list[str]]:
    """The edition of 2017 with boundaries of seven units, and their codes."""
    shapes = campaign.places.boundaries
    assert shapes is not None
    seven = shapes[~shapes["iso_code"].isin(["KG-GB", "KG-GO"])]
    boundaries = BoundaryFile("seven.geojson", "clean", seven, MERGED_UNITS)
    merged = overlay_user_data(campaign, UserData(boundaries=boundaries))
    return merged.editions["2017"], merged.places.codes


def osh(campaign: Campaign, *targets: str, kind: str = "") -> tuple[float, float, str]:
    """Target, actual and state of Osh oblast; a target is “region type people”."""
    cells = [dict(zip(("oblast", "type", "value"), t.split("/"), strict=True)) for t in targets]
    people = [(1, "KG-O", "lecture", 90.0), (2, "KG-GO", "lecture", 60.0)]
    edition, codes = merge(with_plan(campaign, people, cells))
    selection = Selection("2017", types=(kind,) if kind else ())
    row = plans_by_region(edition, selection, codes, "reach", END).loc["KG-O"]
    return row["target"], row["actual"], row["state"]


def test_shipped_targets_of_cities_are_added_to_those_of_their_oblasts(campaign: Campaign) -> None:
    edition, codes = merge(campaign)
    regions = plans_by_region(edition, Selection("2017"), codes, "reach", END)["target"]
    assert regions["KG-O"] == 1680 + 660 and regions["KG-C"] == 1640 + 1650
    assert regions["KG-N"] == 810 and regions.sum() == 11_400
    people = planned_people(edition, Selection("2017"), codes, END)
    assert people is not None and people.by_unit["KG-O"] == 2340 and people.country == 12_000
    # The shared campaign is unchanged.
    shipped = campaign.editions["2017"].targets
    assert shipped is not None and set(shipped["oblast"]) >= {"KG-GB", "KG-GO"}


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        (["KG-O//100", "KG-GO//50"], (100 + 50, 150, "value")),
        # As for a population: without a city, the oblast is assumed to include it.
        (["KG-O//100"], (100, 150, "value")),
        # Nothing is known of the rest of the oblast.
        (["KG-GO//50", "KG-N//10"], None),
        (["KG-GO//50"], None),
        (["KG-O//100", "KG-GO/lecture/20", "KG-GO/training/30"], (100 + 50, 150, "value")),
        (["KG-O/lecture/40", "KG-O/training/60", "KG-GO//50"], (100 + 50, 150, "value")),
        (["KG-O/lecture/40", "KG-O/training/60", "KG-GO/lecture/20"], (100 + 20, 150, "value")),
    ],
)
def test_the_target_of_a_merged_oblast(
    campaign: Campaign, targets: list[str], expected: tuple[float, float, str] | None
) -> None:
    row = osh(campaign, *targets)
    assert row == expected if expected else row[2] == "no_target"


def test_targets_by_type_are_added_for_each_type(campaign: Campaign) -> None:
    by_type = ["KG-O/lecture/40", "KG-O/training/60", "KG-GO/lecture/20"]
    assert osh(campaign, *by_type, kind="lecture") == (60, 150, "value")
    assert osh(campaign, "KG-O//100", "KG-GO/lecture/20", kind="lecture")[2] == "no_target"


def test_each_target_keeps_its_due_date(campaign: Campaign) -> None:
    targets = [
        {"oblast": "KG-O", "value": "113"},
        {"oblast": "KG-GO", "value": "100", "due_date": "2017-08-09"},
    ]
    edition, codes = merge(with_plan(campaign, [(1, "KG-O", "lecture", 9.0)], targets))
    tenth = date(2017, 8, 9)
    assert (tenth - START).days == 9
    row = plans_by_region(edition, Selection("2017"), codes, "reach", tenth).loc["KG-O"]
    assert row["planned"] == pytest.approx(10 + 100) and row["target"] == 213
