"""`convert` writes a register as Parquet, and `check --register` explains it before its use."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from campaign.__main__ import main
from campaign.dataset.folders import Folders
from campaign.dataset.load import load_campaign
from campaign.i18n.translator import LANGUAGES

ROWS = (
    "activity_id,date,oblast,type,reached,youth\n"
    "b,2017-08-02,KG-N,lecture,20,30\na,2017-08-01,KG-N,lecture,120,\nc,2017-08-03,KG,lecture,,\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "2017"
    folder.mkdir()
    (folder / "a.csv").write_text(ROWS, encoding="utf-8")
    (folder / "register.toml").write_text('engine = "duckdb"\npath = "a.parquet"\n')
    return folder


def convert(folder: Path, *more: str) -> int:
    return main(["convert", str(folder / "a.csv"), str(folder / "a.parquet"), *more])


def test_a_converted_register_is_checked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert convert(folder) == 0
    assert capsys.readouterr().out.strip().endswith("a.parquet: 3\u00a0rows")
    assert main(["check", "--register", str(folder / "register.toml"), "--json"]) == 1
    (report,) = json.loads(capsys.readouterr().out)
    assert (report["status"], report["rows"], report["accepted"]) == ("problems", 3, 2)
    assert report["totals"] == {
        "activities": 2,
        "reached": 120,
        "not_reported": 1,
        "by_oblast": {
            "KG": {"activities": 1, "reached": None, "not_reported": 1},
            "KG-N": {"activities": 1, "reached": 120, "not_reported": 0},
        },
    }
    (problem,) = report["issues"]
    assert (problem["rule"], problem["column"], problem["row"]) == (
        "engine_rejected",
        "youth",
        None,
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_wrong_cells_and_settings_are_reported(
    folder: Path, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "a.csv").write_text(ROWS.replace("120", "около 120"), encoding="utf-8")
    assert convert(folder, "--lang", lang) == 1
    output = capsys.readouterr()
    assert "reached" in output.err and "2017-07-31" in output.err and "120" not in output.err
    assert not (folder / "a.parquet").exists()
    assert main(["check", "--register", str(folder / "register.toml"), "--lang", lang]) == 2
    assert "a.parquet" in capsys.readouterr().out
    assert main(["check"]) == 2


def test_a_conversion_that_is_impossible_is_an_error(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["convert", str(folder / "a.csv"), str(folder / "a.xlsx")]) == 2
    assert main(["convert", str(folder / "none.csv"), str(folder / "a.parquet")]) == 2
    assert main(["convert", str(folder / "a.csv"), str(folder / "none" / "a.parquet")]) == 2
    monkeypatch.setitem(sys.modules, "duckdb", None)
    for name in ("convert", "files.duckdb_engine"):
        monkeypatch.delitem(sys.modules, f"campaign.dataset.engines.{name}", raising=False)
    capsys.readouterr()
    assert convert(folder) == 2
    assert "requirements-engines.txt" in capsys.readouterr().err


def test_a_register_of_a_campaign_year_is_read(folders: Folders, tmp_path: Path) -> None:
    data = Folders(tmp_path / "data", folders.geo)
    shutil.copytree(folders.data, data.data)
    year = data.data / "2017"
    source = (year / "activities.csv").rename(year / "rows.csv")
    assert main(["convert", str(source), str(year / "register.parquet")]) == 0
    (year / "register.toml").write_text('engine = "duckdb"\npath = "register.p*"\n')
    edition = load_campaign(data).editions["2017"]
    assert edition.totals is not None and edition.issues == ()
    names = {name for name, *_ in data.stamp()}
    assert {str(year / "register.toml"), str(year / "register.parquet")} <= names
