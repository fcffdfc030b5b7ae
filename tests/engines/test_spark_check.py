"""`python -m campaign check --register` explains a table of a server of Spark Connect."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from campaign.__main__ import main
from campaign.dataset.folders import Folders
from tests.engines.spark_server import SailServer


def check(server: SailServer, folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The exit code and the output of the command for the table `activities`."""
    path = folder / "register.toml"
    settings = server.settings("activities")
    path.write_text(
        f'engine = "spark"\ntable = "{settings.table}"\nservice = "{settings.service}"\n'
    )
    code = main(["check", "--register", str(path), "--edition", "2017", "--lang", "en"])
    return code, capsys.readouterr().out


def test_the_check_explains_wrong_columns(
    sail: SailServer, folders: Folders, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cells = pd.read_csv(folders.data / "2017/activities.csv", dtype=str, keep_default_na=False)
    sail.fill("activities", cells)
    code, words = check(sail, tmp_path, capsys)
    assert code == 0 and "accepted: 77" in words
    path = sail.tables["activities"] / "rows.parquet"
    rows = pd.read_parquet(path, dtype_backend="pyarrow")
    wrong = rows.rename(columns={"type": "kind"}).astype({"reached": "float64[pyarrow]"})
    wrong["date"] = wrong["date"].astype("string[pyarrow]")
    wrong.to_parquet(path, index=False)
    code, words = check(sail, tmp_path, capsys)
    assert code == 2
    for name, kind, allowed in (("reached", "DOUBLE", "BIGINT"), ("date", "STRING", "DATE")):
        sentence = f"The column has the type {kind}, but {allowed} is required."
        (line,) = [line for line in words.splitlines() if sentence in line]
        assert name in line
    assert "type" in words and str(sail.port) not in words
