"""Files in, a Campaign out: what is missing or broken is named, and the rest stays on show."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from campaign.dataset.load import Folders, UnloadableDataError, load_campaign, read_csv
from campaign.domain.campaign import Campaign
from campaign.schema.issues import Issue


@pytest.fixture
def copy(tmp_path: Path, folders: Folders) -> Folders:
    shutil.copytree(folders.data, tmp_path / "data")
    shutil.copytree(folders.geo, tmp_path / "geo")
    return Folders(tmp_path / "data", tmp_path / "geo")


def named(issues: tuple[Issue, ...]) -> set[tuple[str, str]]:
    return {(issue.file, issue.rule) for issue in issues}


def test_shipped_files_have_no_fault(campaign: Campaign) -> None:
    assert campaign.issues == ()
    assert all(edition.issues == () for edition in campaign.editions.values())
    assert list(campaign.editions) == ["2017", "2018", "2019", "2020", "2021"]
    assert campaign.default_edition == "2017"


@pytest.mark.parametrize(
    "file", ["data/campaigns.csv", "data/activity_types.csv", "geo/oblasts.csv"]
)
@pytest.mark.parametrize("how", ["missing", "broken", "empty"])
def test_what_all_rests_on_is_named_when_refused(copy: Folders, file: str, how: str) -> None:
    path = copy.data.parent / file
    _spoil(path, how)
    with pytest.raises(UnloadableDataError) as refused:
        load_campaign(copy)
    assert {issue.file for issue in refused.value.issues} == {file}


@pytest.mark.parametrize(
    "file",
    ["data/published.csv", "data/milestones.csv", "data/reported_events.csv", "geo/population.csv"],
)
@pytest.mark.parametrize("how", ["missing", "broken"])
def test_a_list_refused_leaves_the_rest_on_show(copy: Folders, file: str, how: str) -> None:
    _spoil(copy.data.parent / file, how)
    left = load_campaign(copy)
    assert {issue.file for issue in left.issues} == {file}
    totals = left.editions["2017"].totals
    assert totals is not None and int(totals["activities"].sum()) == 77


@pytest.mark.parametrize("how", ["missing", "broken"])
def test_boundaries_refused_leave_all_but_the_map(copy: Folders, how: str) -> None:
    _spoil(copy.geo / "kgz_oblasts.geojson", how)
    left = load_campaign(copy)
    assert left.places.boundaries is None
    assert {issue.file for issue in left.issues} == {"geo/kgz_oblasts.geojson"}


def test_a_register_refused_leaves_the_other_editions(copy: Folders) -> None:
    _spoil(copy.data / "2017" / "activities.csv", "missing")
    left = load_campaign(copy)
    broken = left.editions["2017"]
    assert broken.totals is None
    assert named(broken.issues) == {("data/2017/activities.csv", "missing_file")}
    assert not left.editions["2018"].published.empty
    assert left.editions["2018"].issues == ()


def test_bad_cells_are_located_and_their_rows_set_aside(copy: Folders) -> None:
    path = copy.data / "2017" / "activities.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    head = lines[0].split(",")
    extra = dict.fromkeys(head, "")
    extra |= {"activity_id": "x-1", "date": "31.02.2017", "oblast": "Ош", "type": "nope"}
    extra |= {"reached": "-5", "women": "3.5"}
    crossed = dict.fromkeys(head, "")
    crossed |= {"activity_id": "x-2", "date": "2017-08-02", "end_date": "2017-08-01"}
    crossed |= {"oblast": "нарынская область", "type": "lecture", "reached": "10"}
    crossed |= {"women": "8", "men": "8", "youth": "11"}
    late = dict.fromkeys(head, "")
    late |= {"activity_id": "x-3", "date": "2018-01-12", "oblast": "KG-GB", "type": "conference"}
    for row in (extra, crossed, late):
        lines.append(",".join(row[name] for name in head))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    read = load_campaign(copy).editions["2017"]
    found = {(p.row, p.column, p.rule, p.severity) for p in read.issues}
    assert found == {
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
    assert read.set_aside == 2
    assert read.activities is not None and len(read.activities) == 78
    assert read.last_day is not None and read.last_day.isoformat() == "2018-01-12"


def test_three_states_survive_reading() -> None:
    raw = read_csv(b"a,b\r\n0,\r\n,NA\r\n", "x.csv")
    assert not isinstance(raw, Issue)
    assert raw.to_dict("records") == [{"a": "0", "b": ""}, {"a": "", "b": "NA"}]


def test_blank_lines_are_no_rows_but_count() -> None:
    raw = read_csv(b"a,b\n1,2\n\n3,4\n", "x.csv")
    assert not isinstance(raw, Issue)
    assert list(raw.index) == [2, 4]


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "unreadable"),
        ("область\n".encode("cp1251"), "encoding"),
        (b'a,b\n"open,2\n', "unreadable"),
        (b"a,b\n1,2\n1,2,3,4\n", "unreadable"),
    ],
)
def test_what_is_no_table_is_said(content: bytes, rule: str) -> None:
    refused = read_csv(content, "x.csv")
    assert isinstance(refused, Issue) and refused.rule == rule


def test_the_fingerprint_names_the_bytes(copy: Folders, campaign: Campaign) -> None:
    assert load_campaign(copy).fingerprint == campaign.fingerprint
    with (copy.data / "published.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert load_campaign(copy).fingerprint != campaign.fingerprint


def _spoil(path: Path, how: str) -> None:
    if how == "missing":
        path.unlink()
    elif how == "broken":
        path.write_bytes(b"\xff\xfe\x00broken")
    else:
        path.write_text("", encoding="utf-8")
