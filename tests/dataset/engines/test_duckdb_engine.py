"""DuckDB reads the files of a register, whatever their names."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pandas as pd
import pytest

from campaign.dataset.engines.files.duckdb_engine import DuckDBEngine

NAMES = ("a1", "a[1]", "a*", "a?", "a]1[", "a'1")


def _cells(files: list[Path], *, copies_csv: bool = False) -> list[str]:
    engine = DuckDBEngine(files, copies_csv=copies_csv)
    return sorted(engine.fetch("SELECT title FROM register", {})["title"])


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_file_names_are_not_patterns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    folder = tmp_path
    for name in NAMES:
        cells = pd.DataFrame({"title": [name]})
        if suffix == ".csv":
            cells.to_csv(folder / f"{name}{suffix}", index=False)
        else:
            cells.to_parquet(folder / f"{name}{suffix}", index=False)
    files = [folder / f"{name}{suffix}" for name in NAMES]
    assert [_cells([file]) for file in files] == [[name] for name in NAMES]
    assert _cells(files) == sorted(NAMES)
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    assert _cells(files, copies_csv=True) == sorted(NAMES)


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_files_are_read_without_a_folder_of_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    def find_no_folder() -> str:
        raise FileNotFoundError

    file, cells = tmp_path / f"a{suffix}", pd.DataFrame({"title": ["Ош"]})
    if suffix == ".csv":
        cells.to_csv(file, index=False)
    else:
        cells.to_parquet(file, index=False)
    monkeypatch.setattr(tempfile, "gettempdir", find_no_folder)
    assert _cells([file], copies_csv=True) == ["Ош"]
