"""The chart library that is kept: made once, whole where it must be, never broken for good."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli
import pytest
from plotly.offline import get_plotlyjs

from campaign.browser import plotly_library as module
from campaign.browser.module_process import ModuleFailedError
from campaign.browser.plotly_library import PlotlyLibrary, plotly_library

SUBSET = PlotlyLibrary(b"script", brotli.compress(b"script"))


class Maker:
    """Stands for the program: what it writes, or why it fails."""

    def __init__(self) -> None:
        self.runs = 0
        self.failure = ""

    def __call__(self, name: str) -> bytes:
        assert name == "campaign.browser.plotly_subset"
        self.runs += 1
        if self.failure:
            raise ModuleFailedError(self.failure)
        return SUBSET.packed


@pytest.fixture
def maker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Maker:
    """The program, where nothing is kept yet."""
    maker = Maker()
    monkeypatch.setattr(module, "run_module", maker)
    monkeypatch.setattr(module, "cache_from_source", lambda _: str(tmp_path / "kept" / "any.pyc"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(module, "_library", module._library.__wrapped__)
    return maker


def file_names(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "kept").glob("*"))


def test_it_is_made_once_for_an_installation(maker: Maker, tmp_path: Path) -> None:
    assert [plotly_library() for _ in range(3)] == [SUBSET] * 3
    assert maker.runs == 1
    assert file_names(tmp_path) == [f"plotly-{module.VERSION}.js.br"]


def test_threads_make_it_once(maker: Maker) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda _: plotly_library(), range(8))) == [SUBSET] * 8
    assert maker.runs == 1


@pytest.mark.parametrize("damaged", [b"", SUBSET.packed[:-3], b"<html>"])
def test_a_damaged_file_is_made_anew(maker: Maker, tmp_path: Path, damaged: bytes) -> None:
    plotly_library()
    (tmp_path / "kept" / f"plotly-{module.VERSION}.js.br").write_bytes(damaged)
    assert [plotly_library() for _ in range(2)] == [SUBSET] * 2
    assert maker.runs == 2


def test_a_folder_that_nobody_may_write_changes_nothing(maker: Maker, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file where the folder should be")
    assert plotly_library() == SUBSET


def test_nothing_is_kept_where_python_keeps_nothing(
    maker: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert plotly_library() == SUBSET and not file_names(tmp_path)


def test_without_a_subset_it_is_whole_and_the_log_says_why(
    maker: Maker, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    maker.failure = "no trace bar"
    library = plotly_library()
    assert library.is_whole and library.script.decode() == get_plotlyjs()
    assert brotli.decompress(library.packed) == library.script
    assert "plotly.js is sent whole: no trace bar" in caplog.text and not file_names(tmp_path)


def test_the_command_keeps_it_whatever_python_keeps(
    maker: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    module.main()
    assert file_names(tmp_path) == [f"plotly-{module.VERSION}.js.br"]
    assert (tmp_path / "kept" / file_names(tmp_path)[0]).stat().st_mode & 0o444 == 0o444


def test_the_command_ends_with_the_reason_where_it_keeps_nothing(
    maker: Maker, tmp_path: Path
) -> None:
    maker.failure = "no trace bar"
    with pytest.raises(SystemExit, match="no trace bar"):
        module.main()
    maker.failure = ""
    (tmp_path / "kept").write_text("a file where the folder should be")
    with pytest.raises(SystemExit, match="kept"):
        module.main()
