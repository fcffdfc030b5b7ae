"""Other bytes are noticed even if a program keeps the size and the time of a file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from campaign.dataset.engines.files.duckdb_engine import file_version
from campaign.dataset.file_stamp import file_stamp
from campaign.dataset.folders import Folders
from campaign.presentation.slides_file import slides_version


@pytest.mark.parametrize(
    "read",
    [
        lambda path: file_stamp([path]),
        lambda path: file_version([path]),
        lambda path: Folders(path.parent.parent, path.parent).stamp(),
        lambda path: slides_version(path.parent.parent, "2017"),
    ],
)
def test_a_replaced_file_of_the_same_size_and_time_is_noticed(
    tmp_path: Path, read: Callable[[Path], object]
) -> None:
    (tmp_path / "2017").mkdir()
    for name in ("slides.toml", "activities.csv"):
        path = tmp_path / "2017" / name
        path.write_text("5")
        os.utime(path, (1, 1))
    before = read(path), read(tmp_path / "2017" / "slides.toml")
    assert before == (read(path), read(tmp_path / "2017" / "slides.toml"))
    for name in ("slides.toml", "activities.csv"):
        other = tmp_path / name
        other.write_text("6")
        os.utime(other, (1, 1))
        other.replace(tmp_path / "2017" / name)
    after = read(path), read(tmp_path / "2017" / "slides.toml")
    assert after[0] != before[0] and after[1] != before[1]


def test_a_missing_file_has_a_stamp_in_the_list_of_all_files(tmp_path: Path) -> None:
    assert file_stamp([tmp_path / "a.csv"]) is None
    stamp = Folders(tmp_path, tmp_path).stamp()
    assert stamp and {size for _, _, size, *_ in stamp} == {-1}
