"""The commands of `docs/engines.md` for Parquet files work as written there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from campaign.dataset.folders import Folders
from campaign.dataset.load import load_campaign

ROOT = Path(__file__).resolve().parent.parent.parent
PYTHON = ".venv/bin/python"
INSTALLATION = f"{PYTHON} -m pip install -r requirements-engines.txt"
"""The tests have these packages, and need no network."""


def one(pattern: str, words: str) -> str:
    """The group of the only match."""
    (match,) = re.findall(pattern, words, re.DOTALL | re.MULTILINE)
    return str(match)


@pytest.mark.long
def test_a_large_register_opens_after_the_commands_of_the_document(
    folders: Folders, tmp_path: Path
) -> None:
    document = (ROOT / "docs" / "engines.md").read_text(encoding="utf-8")
    section = one(r"^## Parquet files\n(.*?)^## ", document)
    blocks = re.findall(r"^```sh\n(.*?)```", section, re.DOTALL | re.MULTILINE)
    *preparations, check = "".join(blocks).splitlines()
    assert INSTALLATION in preparations and (ROOT / INSTALLATION.split()[-1]).is_file()
    preparations.remove(INSTALLATION)

    data = Folders(tmp_path / "data", folders.geo)
    shutil.copytree(folders.data, data.data)
    former = tmp_path / one(r"remove `([^`]+)`", section)
    shutil.copyfile(former, tmp_path / "register.csv")
    for command in preparations:
        run(command, tmp_path)
    former.unlink()
    settings = tmp_path / one(r"write\s+`([^`]+\.toml)`", section)
    settings.write_text(one(r"^```toml\n(.*?)```", section), encoding="utf-8")
    run(check, tmp_path)

    engine, memory = (load_campaign(paths).editions["2017"] for paths in (data, folders))
    assert engine.issues == () and engine.register_file == "data/2017/register.toml"
    assert engine.register is not None and memory.register is not None
    pd.testing.assert_frame_equal(engine.register.totals(), memory.register.totals())
    rows = memory.register.rows().reset_index(drop=True)
    pd.testing.assert_frame_equal(engine.register.rows(), rows)


def run(command: str, folder: Path) -> None:
    """Run a command of the shell in a folder; it must succeed."""
    assert command.startswith(PYTHON)
    process = subprocess.run(
        command.replace(PYTHON, sys.executable, 1),
        shell=True,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert process.returncode == 0, process.stdout + process.stderr
