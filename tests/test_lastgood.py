"""A broken file leaves on show what it held before; one that was taken away does not."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from campaign import store
from campaign.load import Folders


@pytest.fixture
def served(tmp_path: Path, folders: Folders, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(folders.data, tmp_path / "data")
    shutil.copytree(folders.geo, tmp_path / "geo")
    monkeypatch.setenv("CAMPAIGN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CAMPAIGN_GEO", str(tmp_path / "geo"))
    return tmp_path


def spoil(path: Path, content: bytes = b"\x00\x01broken") -> None:
    path.write_bytes(content)
    os.utime(path, ns=(0, path.stat().st_mtime_ns + 1_000_000))


def test_a_broken_register_leaves_the_last_good_one(served: Path) -> None:
    before = store.current().editions["2017"]
    path = served / "data/2017/activities.csv"
    good = path.read_bytes()
    spoil(path)
    broken = store.current()
    edition = broken.editions["2017"]
    assert edition.totals is before.totals
    assert [p.rule for p in edition.problems] == ["binary", "kept"]
    spoil(path, good)
    assert store.current().editions["2017"].problems == ()


def test_a_register_taken_away_goes(served: Path) -> None:
    store.current()
    (served / "data/2017/activities.csv").unlink()
    edition = store.current().editions["2017"]
    assert edition.totals is None
    assert [p.rule for p in edition.problems] == ["missing_file"]


def test_broken_boundaries_leave_the_last_good_map(served: Path) -> None:
    before = store.current()
    spoil(served / "geo/kgz_oblasts.geojson", b'{"type": "FeatureCollection", "features": [')
    after = store.current()
    assert after.places.boundaries is before.places.boundaries
    assert "kept" in {p.rule for p in after.problems}
    assert after.fingerprint != before.fingerprint


def test_a_broken_list_of_campaigns_leaves_everything(served: Path) -> None:
    before = store.current()
    spoil(served / "data/campaigns.csv")
    after = store.current()
    assert after.editions == before.editions
    assert {(p.file, p.rule) for p in after.problems} >= {("data/campaigns.csv", "kept")}
