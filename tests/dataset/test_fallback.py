"""The former content of a broken file is still shown, that of a removed file is not."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from campaign.dataset import campaign_cache
from campaign.dataset.file_reader import is_cut_short
from campaign.dataset.folders import Folders
from campaign.dataset.load import UnloadableDataError, load_campaign
from campaign.domain.campaign import Campaign


@pytest.fixture
def folder_copy(tmp_path: Path, folders: Folders, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(folders.data, tmp_path / "data")
    shutil.copytree(folders.geo, tmp_path / "geo")
    monkeypatch.setenv("CAMPAIGN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CAMPAIGN_GEO", str(tmp_path / "geo"))
    return tmp_path


def break_file(path: Path, content: bytes = b"\x00\x01broken") -> None:
    path.write_bytes(content)
    os.utime(path, ns=(0, path.stat().st_mtime_ns + 1_000_000))


AMBIGUOUS = "Дата,Область,Вид,Охват,Явка\n2017-08-01,KG-N,lecture,40,50\n".encode()


@pytest.mark.parametrize(
    ("content", "rule"), [(b"\x00\x01broken", "binary"), (AMBIGUOUS, "ambiguous_column")]
)
def test_a_broken_register_keeps_the_former_one(
    folder_copy: Path, content: bytes, rule: str
) -> None:
    before = campaign_cache.current().editions["2017"]
    path = folder_copy / "data/2017/activities.csv"
    good = path.read_bytes()
    break_file(path, content)
    broken = campaign_cache.current()
    edition = broken.editions["2017"]
    assert edition.totals is before.totals
    assert [p.rule for p in edition.issues] == ["earlier_data_shown", rule]
    break_file(path, good)
    assert campaign_cache.current().editions["2017"].issues == ()


def test_a_year_whose_days_are_wrong_keeps_its_former_data(folder_copy: Path) -> None:
    before = campaign_cache.current()
    path = folder_copy / "data/campaigns.csv"
    good = path.read_bytes()
    for wrong in (b"9999-12-31", b"2019-11-20", b"2016-11-20"):
        break_file(path, good.replace(b"2017-11-20", wrong, 1))
        broken = campaign_cache.current()
        assert broken.editions["2017"].totals is before.editions["2017"].totals
        assert list(broken.editions) == list(before.editions)
        rules = [issue.rule for issue in broken.issues if issue.file == "data/campaigns.csv"]
        assert rules[0] == "earlier_data_shown" and len(rules) == 2
    break_file(path, good)
    assert campaign_cache.current().issues == before.issues


def test_a_removed_register_is_not_restored(folder_copy: Path) -> None:
    campaign_cache.current()
    (folder_copy / "data/2017/activities.csv").unlink()
    edition = campaign_cache.current().editions["2017"]
    assert edition.totals is None
    assert [p.rule for p in edition.issues] == ["missing_file"]


def test_an_unreadable_folder_keeps_all_former_content(
    folder_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = campaign_cache.current()
    real_stat, real_read_bytes = Path.stat, Path.read_bytes

    def refuse(path: Path) -> None:
        if path.is_relative_to(folder_copy / "data"):
            raise PermissionError(13, "Permission denied", str(path))

    def stat(path: Path, **options: Any) -> os.stat_result:
        refuse(path)
        return real_stat(path, **options)

    def read_bytes(path: Path) -> bytes:
        refuse(path)
        return real_read_bytes(path)

    # Simulated, because a superuser has every permission.
    monkeypatch.setattr(Path, "stat", stat)
    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    after = campaign_cache.current()
    assert after.editions == before.editions
    assert {(p.file, p.rule) for p in after.issues} >= {
        ("data/campaigns.csv", "earlier_data_shown")
    }


def test_broken_boundaries_keep_the_former_map(folder_copy: Path) -> None:
    before = campaign_cache.current()
    break_file(
        folder_copy / "geo/kgz_oblasts.geojson", b'{"type": "FeatureCollection", "features": ['
    )
    after = campaign_cache.current()
    assert after.places.boundaries is before.places.boundaries
    assert "earlier_data_shown" in {p.rule for p in after.issues}
    assert after.fingerprint != before.fingerprint


def test_a_broken_list_of_campaigns_keeps_all_former_content(folder_copy: Path) -> None:
    before = campaign_cache.current()
    break_file(folder_copy / "data/campaigns.csv")
    after = campaign_cache.current()
    assert after.editions == before.editions
    assert {(p.file, p.rule) for p in after.issues} >= {
        ("data/campaigns.csv", "earlier_data_shown")
    }


# Every file with every kind of damage -----------------------------------------------------------

CORE = ("data/campaigns.csv", "data/activity_types.csv", "geo/oblasts.csv")
LISTS = (
    "data/published.csv",
    "data/milestones.csv",
    "data/reported_events.csv",
    "data/labour_migrants.csv",
    "data/2017/translations.csv",
)
INGESTED_FILES = ("geo/population.csv", "data/2017/activities.csv", "data/2017/targets.csv")
OPTIONAL_FILES = (
    "data/labour_migrants.csv",
    "data/2017/translations.csv",
    "data/2017/targets.csv",
)


def without_a_column(content: bytes) -> bytes:
    """Return the file with an unknown header in place of the first required one."""
    header, _, rest = content.partition(b"\n")
    names = header.split(b",")
    needed = (b"campaign_id", b"date_start", b"date", b"iso_code", b"code", b"text", b"value")
    at = min(names.index(name) for name in needed if name in names)
    return b",".join([*names[:at], b"bogus", *names[at + 1 :]]) + b"\n" + rest


def truncate(content: bytes) -> bytes:
    """Return the first half of the file, up to the third letter or comma of a row."""
    row = content.index(b"\n", len(content) // 2) + 1
    return content[: row + 3]


def truncate_in_quotes(content: bytes) -> bytes:
    """Return the file up to the middle of the last cell in quotes."""
    return content[: content.rindex(b'"') - 5]


BREAKS: dict[str, Callable[[bytes], bytes]] = {
    "header row": without_a_column,
    "truncated": truncate,
    "emptied": lambda _: b"",
    "binary": lambda _: b"\x00\x01broken",
}
CASES = [(file, how) for file in (*CORE, *LISTS, *INGESTED_FILES) for how in BREAKS]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, folders: Folders) -> Folders:
    """Copies of the files, complete before and after each test."""
    root = tmp_path_factory.mktemp("files")
    return Folders(
        shutil.copytree(folders.data, root / "data"), shutil.copytree(folders.geo, root / "geo")
    )


@contextmanager
def replaced_file(files: Folders, file: str, content: bytes | None) -> Iterator[None]:
    """Replace the content of the file within the block; None removes the file."""
    path = files.data.parent / file
    former_content = path.read_bytes()
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    try:
        yield
    finally:
        path.write_bytes(former_content)


def frames_of(campaign: Campaign) -> list[pd.DataFrame]:
    """Return everything that is read from the files except the boundaries."""
    frames = [campaign.places.table, campaign.places.population, campaign.types]
    for edition in campaign.editions.values():
        frames += [edition.published, edition.milestones, edition.reported]
        frames += [] if edition.activities is None else [edition.activities]
        frames += [] if edition.population is None else [edition.population.by_unit.to_frame()]
        frames += [] if edition.targets is None else [edition.targets]
        frames += [pd.DataFrame(edition.translations)]
    return frames + ([] if campaign.labour_migrants is None else [campaign.labour_migrants])


def issues_of(campaign: Campaign) -> list[tuple[str, str]]:
    """Return file and rule of every issue of shared files and registers."""
    register_issues = [p for edition in campaign.editions.values() for p in edition.issues]
    return [(issue.file, issue.rule) for issue in (*campaign.issues, *register_issues)]


def assert_as_before(after: Campaign, before: Campaign, file: str) -> None:
    """Check that everything is shown as before, and that the only notice names the file."""
    assert list(after.editions) == list(before.editions)
    for frame, former_frame in zip(frames_of(after), frames_of(before), strict=True):
        pd.testing.assert_frame_equal(frame, former_frame)
    issues = issues_of(after)
    assert {name for name, _ in issues} == {file}
    assert (
        issues[0] == (file, "earlier_data_shown")
        and issues.count(issues[0]) == 1
        and len(issues) > 1
    )


@pytest.mark.sample(4)
@pytest.mark.parametrize(("file", "how"), CASES)
def test_the_former_content_of_a_broken_file_is_shown(
    files: Folders, campaign: Campaign, file: str, how: str
) -> None:
    good = (files.data.parent / file).read_bytes()
    with replaced_file(files, file, BREAKS[how](good)):
        after = campaign_cache._read_campaign(files, campaign)
        assert_as_before(after, campaign, file)
        if how == "truncated":  # a second reading has the same result
            assert_as_before(campaign_cache._read_campaign(files, after), campaign, file)


def test_the_last_row_of_a_truncated_file_is_not_a_separate_issue(
    files: Folders, campaign: Campaign
) -> None:
    for file in ("data/published.csv", "data/2017/activities.csv", "data/campaigns.csv"):
        good = (files.data.parent / file).read_bytes()
        with replaced_file(files, file, truncate(good)):
            issues = issues_of(campaign_cache._read_campaign(files, campaign))
        assert issues == [(file, "earlier_data_shown"), (file, "cut_short")]


@pytest.mark.parametrize("file", ["data/campaigns.csv", "data/published.csv"])
def test_a_file_truncated_in_quotes(files: Folders, campaign: Campaign, file: str) -> None:
    good = (files.data.parent / file).read_bytes()
    with replaced_file(files, file, truncate_in_quotes(good)):
        assert_as_before(campaign_cache._read_campaign(files, campaign), campaign, file)


@pytest.mark.sample(3)
@pytest.mark.parametrize("file", [*LISTS, *INGESTED_FILES])
def test_the_content_of_a_removed_file_is_not_shown(
    files: Folders, campaign: Campaign, file: str
) -> None:
    with replaced_file(files, file, None):
        after = campaign_cache._read_campaign(files, campaign)
    assert issues_of(after) == ([] if file in OPTIONAL_FILES else [(file, "missing_file")])
    assert sum(map(len, frames_of(after))) < sum(map(len, frames_of(campaign)))


@pytest.mark.parametrize("file", CORE)
def test_a_campaign_without_a_core_file_is_not_loaded(
    files: Folders, campaign: Campaign, file: str
) -> None:
    with replaced_file(files, file, None), pytest.raises(UnloadableDataError):
        campaign_cache._read_campaign(files, campaign)


def test_a_broken_list_of_public_texts(files: Folders) -> None:
    path = files.data / "public_texts.csv"
    path.write_text("text\nТеатр имени А. Малдыбаева\n", encoding="utf-8")
    try:
        before = campaign_cache._read_campaign(files, None)
        assert len(before.public_texts) == 1
        with replaced_file(files, "data/public_texts.csv", b"bogus\nx\n"):
            after = campaign_cache._read_campaign(files, before)
        assert after.public_texts == before.public_texts
        assert ("data/public_texts.csv", "earlier_data_shown") in issues_of(after)
        with replaced_file(files, "data/public_texts.csv", None):
            assert campaign_cache._read_campaign(files, before).public_texts == frozenset()
    finally:
        path.unlink()


def test_a_file_removed_earlier_does_not_affect_the_rest(
    files: Folders, campaign: Campaign
) -> None:
    with replaced_file(files, "geo/population.csv", None):
        without = campaign_cache._read_campaign(files, campaign)
        with replaced_file(files, "data/campaigns.csv", b""):
            after = campaign_cache._read_campaign(files, without)
    assert list(after.editions) == list(campaign.editions)
    notices = [file for file, rule in issues_of(after) if rule == "earlier_data_shown"]
    assert notices == ["data/campaigns.csv"]


def test_a_list_may_have_no_rows(files: Folders, campaign: Campaign) -> None:
    header = (files.data / "milestones.csv").read_bytes().split(b"\n")[0] + b"\n"
    with replaced_file(files, "data/milestones.csv", header):
        after = campaign_cache._read_campaign(files, campaign)
    assert issues_of(after) == []
    assert all(edition.milestones.empty for edition in after.editions.values())


def test_a_rejected_row_does_not_restore_the_former_list(
    files: Folders, campaign: Campaign
) -> None:
    good = (files.data / "published.csv").read_bytes()
    with replaced_file(files, "data/published.csv", good.replace(b"more_than", b"more", 1)):
        after = campaign_cache._read_campaign(files, campaign)
    assert issues_of(after) == [("data/published.csv", "unknown_choice")]
    rows = [sum(len(e.published) for e in c.editions.values()) for c in (after, campaign)]
    assert rows[0] == rows[1] - 1


def test_a_list_without_one_good_row_is_broken(files: Folders, campaign: Campaign) -> None:
    good = (files.data / "milestones.csv").read_bytes()
    broken = re.sub(rb"(\d{4})-(\d\d)-(\d\d),", rb"\1-\2-99,", good)
    with replaced_file(files, "data/milestones.csv", broken):
        assert_as_before(
            campaign_cache._read_campaign(files, campaign), campaign, "data/milestones.csv"
        )


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a,b\n1,2\n3", True),
        (b"a;b\r\n1;2\r\n3", True),
        (b'a,b\n1,2\n"3', True),
        (b"a,b\n1", True),
        (b"a,b\n1,2\n3,", False),
        (b"a,b\n1,2\n3,4", False),
        (b"a,b\n1,2\n3\n", False),
        (b"a\n1\n2", False),
        (b"a,b", False),
        (b"", False),
        ("a,b\n1,2\n3".encode("utf-16"), False),
        ("область,б\n1,2\n3".encode("cp1251"), True),
    ],
)
def test_a_last_row_without_its_end_is_detected(content: bytes, expected: bool) -> None:
    assert is_cut_short(content) is expected


def test_a_file_truncated_at_the_start_of_the_server_is_read_to_its_end(files: Folders) -> None:
    register = (files.data / "2017/activities.csv").read_bytes()
    with replaced_file(files, "data/2017/activities.csv", truncate(register)):
        edition = load_campaign(files).editions["2017"]
    assert edition.totals is not None and 0 < edition.totals["activities"].sum() < 77
    assert "cut_short" in {issue.rule for issue in edition.issues}


def test_a_former_invented_register_keeps_its_mark(files: Folders, campaign: Campaign) -> None:
    campaigns = (files.data / "campaigns.csv").read_bytes()
    register = (files.data / "2017/activities.csv").read_bytes()
    assert campaign.editions["2017"].illustrative and campaigns.count(b",illustrative,") == 1
    published = campaigns.replace(b",illustrative,", b",register,")
    with (
        replaced_file(files, "data/campaigns.csv", published),
        replaced_file(files, "data/2017/activities.csv", truncate(register)),
    ):
        edition = campaign_cache._read_campaign(files, campaign).editions["2017"]
    assert edition.totals is campaign.editions["2017"].totals and edition.illustrative
    assert edition.targets is campaign.editions["2017"].targets is not None
