"""CSV files are copied once to a temporary file with types, which is deleted with the engine."""

from __future__ import annotations

import fcntl
import gc
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd
import pytest

from campaign.dataset.engines.files.duckdb_engine import DuckDBEngine
from campaign.dataset.engines.files.temporary_folder import new_folder
from campaign.domain.campaign import Campaign
from tests.dataset.engines.registers import (
    open_files,
    random_cells,
    reference_of,
    write_csv,
)

ROWS = "SELECT * FROM register"


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def engine_of(cells: pd.DataFrame, path: Path) -> DuckDBEngine:
    return DuckDBEngine([write_csv(cells, path)], copies_csv=True)


def test_a_csv_file_is_read_once_and_its_copy_is_deleted_with_the_engine(
    campaign: Campaign, tmp_path: Path, temporary: Path
) -> None:
    path = tmp_path / "a.csv"
    engine = engine_of(random_cells(campaign, 1, broken=False), path)
    assert engine.version() and not list(temporary.iterdir())
    assert engine.types()["date"] == "DATE" and engine.types()["reached"] == "BIGINT"
    assert not engine.is_text
    path.unlink()
    assert len(engine.fetch(ROWS, {})) == 120
    (copy,) = temporary.iterdir()
    assert copy.stat().st_mode & 0o077 == 0
    del engine
    gc.collect()
    assert not list(temporary.iterdir())


def test_a_copy_that_was_deleted_is_made_again(
    campaign: Campaign, tmp_path: Path, temporary: Path
) -> None:
    engine = engine_of(random_cells(campaign, 1, broken=False), tmp_path / "a.csv")
    before = engine.fetch(ROWS, {})
    shutil.rmtree(*temporary.iterdir())
    pd.testing.assert_frame_equal(engine.fetch(ROWS, {}), before)
    assert engine.types()["date"] == "DATE" and len(list(temporary.iterdir())) == 1


@pytest.mark.parametrize("cell", ["2017-02-30", "2017/08/01", "1.8.2017"])
def test_all_columns_are_text_if_a_cell_is_not_a_date(
    campaign: Campaign, tmp_path: Path, temporary: Path, cell: str
) -> None:
    cells = random_cells(campaign, 1, broken=False)
    cells.loc[3, "date"] = cell
    engine = engine_of(cells, tmp_path / "a.csv")
    assert set(engine.types().values()) == {"VARCHAR"} and engine.is_text
    assert engine.fetch(ROWS, {})["date"].tolist() == cells["date"].tolist()


def test_a_csv_file_that_cannot_be_copied_is_read(
    campaign: Campaign, tmp_path: Path, temporary: Path
) -> None:
    cells = random_cells(campaign, 1, broken=False)
    temporary.rmdir()
    opened = open_files([write_csv(cells, tmp_path / "a.csv")], reference_of(campaign))
    assert opened.register is not None and opened.rejected == 0
    assert opened.register.rows()["activity_id"].tolist() == cells["activity_id"].tolist()


def test_the_copy_of_a_killed_process_is_deleted_by_the_next_copy(
    campaign: Campaign, tmp_path: Path, temporary: Path
) -> None:
    path = write_csv(random_cells(campaign, 1, broken=False), tmp_path / "a.csv")
    script = (
        "import sys; from pathlib import Path\n"
        "from campaign.dataset.engines.files.duckdb_engine import DuckDBEngine\n"
        "engine = DuckDBEngine([Path(sys.argv[1])], copies_csv=True)\n"
        "engine.types(); print('ready', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path)],
        env={**os.environ, "TMPDIR": str(temporary)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None and process.stdout.readline() == b"ready\n"
        (folder,) = temporary.iterdir()
        others = {temporary / "campaign-register-file", temporary / "campaign-register-new"}
        for other in others:
            other.mkdir()
        second = DuckDBEngine([path], copies_csv=True)
        assert second.types()["date"] == "DATE" and folder.exists()
        process.kill()
    assert folder.exists()
    after = DuckDBEngine([path], copies_csv=True)
    assert after.types()["date"] == "DATE" and not folder.exists()
    # Two copies in use, a folder without a lock, and a folder of another name.
    assert others < set(temporary.iterdir()) and len(list(temporary.iterdir())) == 4
    assert len(second.fetch(ROWS, {})) == 120


class Owner:
    """A copy of a register."""


# Windows has other locks, and no file that is open can be deleted there.
WINDOWS = """
import fcntl, os, pathlib, shutil, sys, tempfile, types
open_files = set()
open_file, close_file = os.open, os.close
def open_noted(path, *more, **options):
    handle = open_file(path, *more, **options)
    open_files.add((handle, os.fspath(path)))
    return handle
def close_noted(handle):
    open_files.difference_update({each for each in open_files if each[0] == handle})
    close_file(handle)
def refuse_open(event, given):
    if event in ("os.remove", "os.rename"):
        path = os.fspath(given[0])
        if any(file == path or file.startswith(path + os.sep) for _, file in open_files):
            raise PermissionError(path)
sys.addaudithook(refuse_open)
os.open, os.close = open_noted, close_noted
def lock(handle, how, size):
    fcntl.flock(handle, fcntl.LOCK_EX | (fcntl.LOCK_NB if how == 2 else 0))
sys.modules["msvcrt"] = types.SimpleNamespace(locking=lock, LK_LOCK=1, LK_NBLCK=2)
shutil._use_fd_functions, sys.platform = False, "win32"
del os.geteuid, os.O_NOFOLLOW
from campaign.dataset.engines.files import temporary_folder as module
class Owner: pass
"""


def run_as_windows(script: str, folder: Path) -> subprocess.Popen[str]:
    """Run a process with the restrictions of Windows."""
    return subprocess.Popen(
        [sys.executable, "-c", WINDOWS + script],
        env={**os.environ, "TMPDIR": str(folder)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_on_windows_a_copy_is_deleted_with_its_owner_or_at_the_next_start(temporary: Path) -> None:
    make = "mine = Owner(); folder = module.new_folder(mine); (folder / 'file').write_text('x')\n"
    wait = "print(folder, flush=True); sys.stdin.read()"
    with run_as_windows(make + wait, temporary) as process:
        assert process.stdout is not None
        killed = Path(process.stdout.readline().strip())
        busy = run_as_windows(
            make + "handle = os.open(folder / 'file', os.O_RDONLY)\n" + wait, temporary
        )
        assert busy.stdout is not None
        in_use = Path(busy.stdout.readline().strip())
        assert killed.is_dir()
        process.kill()
    # The owner is deleted while one of its files is in use.
    busy.communicate("")
    assert (killed.exists(), (in_use / "lock").exists(), (in_use / "file").exists()) == (
        *(True, True, True),
    )
    run_as_windows("module.remove_leftovers()", temporary).communicate()
    assert not list(temporary.iterdir())


def test_no_other_process_deletes_a_new_copy_as_a_leftover(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, others = Owner(), Owner()
    lock, other_folders = fcntl.flock, []

    def lock_after_another(file: int, how: int) -> None:
        if not other_folders:
            other_folders.append(None)
            other_folders[0] = new_folder(others)
        lock(file, how)

    monkeypatch.setattr(fcntl, "flock", lock_after_another)
    folder = new_folder(mine)
    assert folder.is_dir() and other_folders[0].is_dir() and folder != other_folders[0]
