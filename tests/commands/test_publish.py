"""`python -m campaign publish` writes public pages or prints an error message."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from campaign.commands import publish
from campaign.domain.register import RegisterAwayError
from campaign.i18n.translator import LANGUAGES, Text
from campaign.presentation.slides_file import UnreadableSlidesError
from campaign.site.public.folder import BusyFolderError
from campaign.site.public.publish import DataChangedError, Publication
from tests.commands.error_output import sentence


def run_publish(*arguments: str | Path) -> int:
    parser = argparse.ArgumentParser()
    publish.declare(parser, Text.of("en"))
    chosen = parser.parse_args([str(argument) for argument in arguments])
    return int(chosen.run(chosen))


@pytest.mark.long
def test_an_edition_is_written_by_several_processes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "site"
    assert run_publish(site, "--edition", "2018") == 0
    assert "written" in capsys.readouterr().out
    for lang in LANGUAGES:
        assert (site / lang / "map.html").is_file()
    assert (site / "index.html").is_file() and (site / "data/2018/datapackage.json").is_file()
    assert run_publish(site, "--edition", "2018", "--lang", "ru") == 0
    assert "без изменений" in capsys.readouterr().out


def test_wrong_arguments_are_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_publish(tmp_path / "site", "--base-url", "example.org") == 2
    assert "--base-url" in sentence(capsys)
    assert run_publish(tmp_path / "site", "--edition", "1999") == 2
    assert "1999" in sentence(capsys)
    assert run_publish(tmp_path / "site", "--data", tmp_path / "no") == 2
    assert "data/campaigns.csv" in sentence(capsys)
    (tmp_path / "notes.txt").write_text("mine")
    assert run_publish(tmp_path, "--lang", "ky") == 2
    assert "notes.txt" in sentence(capsys)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize(
    ("error", "words"),
    (
        (BusyFolderError(), "Another publish command"),
        (DataChangedError(), "Publish again"),
        (RegisterAwayError(), "Nothing was written"),
        (UnreadableSlidesError("no title"), "no title"),
        (OSError(28, "No space left on device"), "No space left"),
        (ModuleNotFoundError(name="typst"), "typst"),
        (RuntimeError("no\nglyph " * 99), "RuntimeError"),
    ),
)
def test_every_error_is_reported_in_one_line(
    error: Exception,
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fails(*_: object) -> Publication:
        raise error

    monkeypatch.setattr(publish, "publish", fails)
    assert run_publish(tmp_path / "site") == 2
    line = sentence(capsys)
    assert words in line and len(line.splitlines()) == 1


@pytest.mark.long
def test_a_terminal_has_a_progress_bar(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert run_publish(tmp_path / "site", "--edition", "2018", "--lang", "ru") == 0
    lines = [line.removeprefix("\033[K") for line in capsys.readouterr().err.split("\r")]
    bars = [line for line in lines if line.startswith(("█", "░"))]
    assert len(bars) > 4 and bars[-1].startswith("█" * 30)
    part = Text.of("ru")("Part {n} of {total}", n=2, total=1).rpartition("1")[0]
    assert part in bars[1]
    assert lines[-1] == ""
