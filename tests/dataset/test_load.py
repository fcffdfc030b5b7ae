"""Loading of a campaign: missing and broken files are issues, and all other files are loaded."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from campaign.dataset.folders import Folders
from campaign.dataset.load import UnloadableDataError, load_campaign
from campaign.domain.campaign import Campaign
from campaign.schema.issues import Issue


@pytest.fixture
def copy(tmp_path: Path, folders: Folders) -> Folders:
    shutil.copytree(folders.data, tmp_path / "data")
    shutil.copytree(folders.geo, tmp_path / "geo")
    return Folders(tmp_path / "data", tmp_path / "geo")


def rules_by_file(issues: tuple[Issue, ...]) -> set[tuple[str, str]]:
    return {(issue.file, issue.rule) for issue in issues}


def test_shipped_files_have_no_issue(campaign: Campaign) -> None:
    assert campaign.issues == ()
    assert all(edition.issues == () for edition in campaign.editions.values())
    assert list(campaign.editions) == ["2017", "2018", "2019", "2020", "2021"]
    assert campaign.default_edition == "2017"


@pytest.mark.parametrize(
    "file", ["data/campaigns.csv", "data/activity_types.csv", "geo/oblasts.csv"]
)
@pytest.mark.parametrize("how", ["missing", "broken", "empty"])
def test_a_rejected_core_file_is_named(copy: Folders, file: str, how: str) -> None:
    path = copy.data.parent / file
    break_file(path, how)
    with pytest.raises(UnloadableDataError) as error:
        load_campaign(copy)
    assert {issue.file for issue in error.value.issues} == {file}


@pytest.mark.sample(4)
@pytest.mark.parametrize(
    "file",
    ["data/published.csv", "data/milestones.csv", "data/reported_events.csv", "geo/population.csv"],
)
@pytest.mark.parametrize("how", ["missing", "broken"])
def test_a_rejected_list_does_not_affect_other_data(copy: Folders, file: str, how: str) -> None:
    break_file(copy.data.parent / file, how)
    loaded_campaign = load_campaign(copy)
    assert {issue.file for issue in loaded_campaign.issues} == {file}
    totals = loaded_campaign.editions["2017"].totals
    assert totals is not None and int(totals["activities"].sum()) == 77


@pytest.mark.sample(1)
@pytest.mark.parametrize("how", ["missing", "broken"])
def test_rejected_boundaries_affect_only_the_map(copy: Folders, how: str) -> None:
    break_file(copy.geo / "kgz_oblasts.geojson", how)
    loaded_campaign = load_campaign(copy)
    assert loaded_campaign.places.boundaries is None
    assert {issue.file for issue in loaded_campaign.issues} == {"geo/kgz_oblasts.geojson"}


def test_a_rejected_register_does_not_affect_other_editions(copy: Folders) -> None:
    break_file(copy.data / "2017" / "activities.csv", "missing")
    loaded_campaign = load_campaign(copy)
    edition = loaded_campaign.editions["2017"]
    assert edition.totals is None
    assert rules_by_file(edition.issues) == {("data/2017/activities.csv", "missing_file")}
    assert not loaded_campaign.editions["2018"].published.empty
    assert loaded_campaign.editions["2018"].issues == ()


def test_wrong_cells_are_located_and_their_rows_rejected(copy: Folders) -> None:
    path = copy.data / "2017" / "activities.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    columns = lines[0].split(",")
    wrong = dict.fromkeys(columns, "")
    wrong |= {"activity_id": "x-1", "date": "31.02.2017", "oblast": "Ош", "type": "nope"}
    wrong |= {"reached": "-5", "women": "3.5"}
    contradictory = dict.fromkeys(columns, "")
    contradictory |= {"activity_id": "x-2", "date": "2017-08-02", "end_date": "2017-08-01"}
    contradictory |= {"oblast": "нарынская область", "type": "lecture", "reached": "10"}
    contradictory |= {"women": "8", "men": "8", "youth": "11"}
    late = dict.fromkeys(columns, "")
    late |= {"activity_id": "x-3", "date": "2018-01-12", "oblast": "KG-GB", "type": "conference"}
    for row in (wrong, contradictory, late):
        lines.append(",".join(row[name] for name in columns))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    edition = load_campaign(copy).editions["2017"]
    issues = {(p.row, p.column, p.rule, p.severity) for p in edition.issues}
    assert issues == {
        (79, "date", "date", "error"),
        (79, "oblast", "ambiguous_oblast", "error"),
        (79, "type", "unknown_type", "error"),
        (79, "reached", "negative", "error"),
        (79, "women", "whole", "error"),
        (80, "end_date", "end_before_start", "error"),
        (80, "women", "sexes_exceed_reached", "error"),
        (80, "youth", "youth_exceeds_reached", "error"),
        (81, "date", "outside_edition", "warning"),
    }
    assert edition.rejected_rows == 2
    assert edition.activities is not None and len(edition.activities) == 78
    assert edition.last_day is not None and edition.last_day.isoformat() == "2018-01-12"


def test_the_fingerprint_depends_on_the_bytes(copy: Folders, campaign: Campaign) -> None:
    assert load_campaign(copy).fingerprint == campaign.fingerprint
    with (copy.data / "published.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert load_campaign(copy).fingerprint != campaign.fingerprint


def break_file(path: Path, how: str) -> None:
    if how == "missing":
        path.unlink()
    elif how == "broken":
        path.write_bytes(b"\xff\xfe\x00broken")
    else:
        path.write_text("", encoding="utf-8")


def test_translations_may_be_missing_and_a_damaged_file_is_an_issue(copy: Folders) -> None:
    path = copy.data / "2017" / "translations.csv"
    path.write_bytes(b"\xff\xfe\x00broken")
    edition = load_campaign(copy).editions["2017"]
    assert {file for file, _ in rules_by_file(edition.issues)} == {"data/2017/translations.csv"}
    assert edition.activities is not None and len(edition.activities) == 77
    path.unlink()
    edition = load_campaign(copy).editions["2017"]
    assert edition.issues == () and not edition.translations


def test_targets_may_be_missing_and_a_damaged_file_is_an_issue(copy: Folders) -> None:
    path = copy.data / "2017" / "targets.csv"
    shipped = load_campaign(copy).editions["2017"]
    assert shipped.targets is not None and len(shipped.targets) == 19
    assert path in copy.files(), "a change of the file is a change of the data"
    with path.open("a", encoding="utf-8") as file:
        file.write("KG-B,,reach,5,2017-11-20,,illustrative,\n")
    edition = load_campaign(copy).editions["2017"]
    assert rules_by_file(edition.issues) == {("data/2017/targets.csv", "second_target")}
    assert edition.targets is not None and len(edition.targets) == 19
    path.write_bytes(b"\xff\xfe\x00broken")
    edition = load_campaign(copy).editions["2017"]
    assert {file for file, _ in rules_by_file(edition.issues)} == {"data/2017/targets.csv"}
    assert edition.targets is None and edition.activities is not None
    path.unlink()
    edition = load_campaign(copy).editions["2017"]
    assert edition.issues == () and edition.targets is None


def test_invented_targets_are_used_only_with_an_invented_register(copy: Folders) -> None:
    campaigns = copy.data / "campaigns.csv"
    text = campaigns.read_text(encoding="utf-8").replace(",illustrative,", ",register,", 1)
    campaigns.write_text(text, encoding="utf-8")
    assert load_campaign(copy).editions["2017"].targets is None
    with (copy.data / "2017" / "targets.csv").open("a", encoding="utf-8") as file:
        file.write("KG-N,lecture,reach,70,2017-11-20,,order 5,\n")
    targets = load_campaign(copy).editions["2017"].targets
    assert targets is not None and list(targets["value"]) == [70]
