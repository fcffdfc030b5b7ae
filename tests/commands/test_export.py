"""`python -m campaign export`: a complete file, or no file and an error message."""

from __future__ import annotations

import argparse
import csv
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.commands import export, output
from campaign.dataset import campaign_cache
from campaign.dataset.folders import Folders
from campaign.domain.campaign import Campaign
from campaign.domain.register import RegisterAwayError
from campaign.exports.formats import FORMATS, ExportFormat, ExportOptions
from campaign.exports.progress import SHEET
from campaign.exports.xlsx.table import SHEETS
from campaign.i18n.translator import LANGUAGES, Text
from campaign.presentation.slides import default_slides
from campaign.presentation.slides_file import read_slides
from tests.commands.error_output import sentence

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(autouse=True)
def shipped_campaign(monkeypatch: pytest.MonkeyPatch, folders: Folders, campaign: Campaign) -> None:
    """Give the command the shipped data, which each call would otherwise read again."""
    read = export.load_campaign
    monkeypatch.setattr(
        export, "load_campaign", lambda where: campaign if where == folders else read(where)
    )


def run_export(*arguments: str | Path) -> int:
    parser = argparse.ArgumentParser()
    export.declare(parser, Text.of("en"))
    chosen = parser.parse_args([str(argument) for argument in arguments])
    return int(chosen.run(chosen))


def rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


@pytest.fixture
def build_calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[View, ExportOptions]]:
    """The calls that would make the slides and the brief; no file is made."""
    calls: list[tuple[View, ExportOptions]] = []

    def build(view: View, options: ExportOptions) -> bytes:
        calls.append((view, options))
        return b"made"

    for name in ("pptx", "pdf", "html"):
        kind: ExportFormat = FORMATS[name]
        swapped = ExportFormat(**{**vars(kind), "build": build})
        monkeypatch.setitem(FORMATS, name, swapped)  # type: ignore[arg-type]
    return calls


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_has_the_selection_and_the_language(lang: str, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    query = "oblast=kg-b&from=2017-08-01"
    assert run_export("--format", "csv", "--lang", lang, "--query", query, "-o", path) == 0
    records = rows(path)
    assert records and {row["oblast"] for row in records} == {"KG-B"}
    assert min(row["date"] for row in records) >= "2017-08-01"
    assert records[0][Text.of(lang)("Status of the data")]
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_can_be_the_query(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    link = "https://example.org/map?oblast=KG-T&lang=ru#here"
    assert run_export("--query", link, "-o", path) == 0
    words = openpyxl.load_workbook(path).worksheets[0]["A1"].value
    assert words and "Таласская" in words


def test_a_csv_file_can_have_semicolons(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    assert run_export("--semicolon", "-o", path) == 0
    assert len(rows(path, ";")) == 77


def test_a_file_in_a_folder_has_a_default_name(tmp_path: Path) -> None:
    assert run_export("--format", "csv", "--query", "oblast=KG-B", "-o", tmp_path) == 0
    assert [p.name for p in tmp_path.iterdir()] == ["register-2017-batken-oblast-ky-2017-11-20.csv"]


def test_options_reach_the_format(
    build_calls: list[tuple[View, ExportOptions]], tmp_path: Path
) -> None:
    assert run_export("--lang", "ky", "--second", "en", "-o", tmp_path / "x.pptx") == 0
    address = "https://example.org/map?x=1"
    query = "type=lecture&lang=en"
    assert run_export("--query", query, "--all", "--link", address, "-o", tmp_path / "x.pdf") == 0
    (presentation, of_presentation), (brief, of_brief) = build_calls
    assert (presentation.text.lang, of_presentation.second, len(of_presentation.slides or ())) == (
        "ky",
        "en",
        len(read_slides(ROOT / "data", "2017", campaign_cache.current())),
    )
    assert brief.text.lang == "en" and of_brief.every
    link = of_brief.link(brief.selection)
    assert link == f"{address}&lang=en&type=lecture"
    assert of_brief.link(Selection("2017")) == address
    assert of_presentation.link(presentation.selection) == ""


def test_a_link_of_a_presentation_in_two_languages_gives_slides_in_both(
    build_calls: list[tuple[View, ExportOptions]], tmp_path: Path
) -> None:
    link = "https://example.org/present?slide=3&lang=ky&second=ru"
    assert run_export("--query", link, "-o", tmp_path / "x.pptx") == 0
    ((view, options),) = build_calls
    assert (view.text.lang, options.second) == ("ky", "ru")
    assert run_export("--query", link, "--format", "csv", "-o", tmp_path / "x.csv") == 0


# Errors -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("query", "part", "allowed"),
    [
        ("oblast=Batken", "oblast=Batken", "KG-B ("),
        ("oblast=KG-B,KG-XX", "oblast=KG-XX", "KG-Y ("),
        ("oblst=KG-B", "oblst=KG-B", "oblast, type"),
        ("oblast=KG-B&amp;type=lecture", "amp;type=lecture", "oblast, type"),
        ("oblast=", "oblast", ""),
        ("KG-B", "KG-B", "oblast, type"),
        ("edition=2035", "edition=2035", "2017, 2018"),
        ("edition=2017&edition=2018", "edition=2017,2018", "2017, 2018"),
        ("from=2017-13-45", "from=2017-13-45", "2017-07-31–2017-11-20"),
        ("from=01.08.2017", "from=01.08.2017", "2017-07-31–2017-11-20"),
        ("from=2018-01-01&to=2018-02-01", "from=2018-01-01", "2017-07-31–2017-11-20"),
        ("to=2016-01-01", "to=2016-01-01", "2017-07-31–2017-11-20"),
        ("from=2017-09-01&to=2017-08-02", "from=2017-09-01", "2017-07-31–2017-08-02"),
        ("type=zzz", "type=zzz", "lecture ("),
        ("organiser=nobody", "organiser=nobody", ""),
        ("lang=kg", "lang=kg", "ky, ru, en"),
        ("with=2018", "with=2018", ""),
        ("classes=99", "classes=99", "3, 4, 5, 6, 7"),
        ("benchmark=0", "benchmark=0", "0.1–9999"),
        ("utm_source=mail&oblast=KG-B", "utm_source=mail", "oblast, type"),
    ],
)
def test_a_query_that_is_not_understood_writes_no_file(
    query: str,
    part: str,
    allowed: str,
    lang: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run_export("--lang", lang, "--query", query, "-o", tmp_path / "x.csv") == 2
    words = sentence(capsys)
    assert f" {part}." in words and allowed in words
    if lang != "en":
        assert "--query has" not in words and "Allowed" not in words
    assert not list(tmp_path.iterdir())


def test_the_message_about_a_query_is_in_its_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_export("--query", "oblast=Batken&lang=ru", "-o", tmp_path / "x.csv") == 2
    assert "Баткенская область" in sentence(capsys)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--all", "{}", "-o", "{}/x.csv"], "--all DIR"),
        (["--all", "{}", "--format", "pdf", "--second", "ru"], "--second"),
        (["--format", "pdf", "--all", "--query", "oblast=KG-B", "-o", "{}/x.pdf"], "oblast"),
        (["--link", "example.org", "-o", "{}/x.pdf"], "--link"),
        (["--query", "edition=2018&oblast=KG-B", "-o", "{}/x.xlsx"], "No register"),
        (["--query", "edition=2018", "--format", "csv", "--all", "{}"], "No register"),
        (["--query", "oblast=Batken", "--all", "{}"], "oblast=Batken"),
    ],
)
def test_options_that_do_not_fit_together_write_no_file(
    arguments: list[str], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_export(*(argument.format(tmp_path) for argument in arguments)) == 2
    assert words in sentence(capsys)
    assert not list(tmp_path.iterdir())


def test_a_format_is_required(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_export("-o", tmp_path / "x.doc") == 2
    assert "--format" in sentence(capsys)
    assert run_export("-o", "-") == 2
    assert "xlsx" in sentence(capsys)


@pytest.mark.parametrize("option", (["--all"], ["--second", "ru"], ["--link", "https://x"]))
def test_an_option_of_another_format_is_an_error(
    option: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_export("--format", "csv", *option, "-o", tmp_path / "x.csv") == 2
    assert option[0] in sentence(capsys)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_data_that_cannot_be_read_are_an_error(
    lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nothing = tmp_path / "nothing"
    assert run_export("--lang", lang, "--data", nothing, "-o", tmp_path / "x.csv") == 2
    assert "data/campaigns.csv" in sentence(capsys)
    data = shutil.copytree(ROOT / "data", tmp_path / "data")
    (data / "2017" / "activities.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert run_export("--lang", lang, "--data", data, "-o", tmp_path / "x.xlsx") == 2
    assert "data/2017/activities.csv" in sentence(capsys)
    assert not (tmp_path / "x.xlsx").exists()


def test_rejected_rows_are_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = shutil.copytree(ROOT / "data", tmp_path / "data")
    register = data / "2017" / "activities.csv"
    register.write_text(
        register.read_text(encoding="utf-8").replace("KG-B,", "KG-X,", 1), encoding="utf-8"
    )
    assert run_export("--data", data, "-o", tmp_path / "x.csv") == 0
    assert "1 row was rejected" in sentence(capsys)
    assert len(rows(tmp_path / "x.csv")) == 76


def test_slides_that_cannot_be_read_are_an_error(
    build_calls: list[tuple[View, ExportOptions]],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    data = shutil.copytree(ROOT / "data", tmp_path / "data")
    slides = data / "2017" / "slides.toml"
    arguments = ("--data", data, "-o", tmp_path / "x.pptx")
    for broken in (b"[[slide]\n", b"\xff\xfe", b'[[slide]]\nfigure = "pie"\n'):
        slides.write_bytes(broken)
        assert run_export(*arguments) == 2
        assert "data/2017/slides.toml" in sentence(capsys)
    slides.unlink()
    assert run_export(*arguments) == 0
    assert len(build_calls[0][1].slides or ()) == len(default_slides())


def test_an_edition_without_a_register_has_a_workbook_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_export("--query", "edition=2018", "-o", tmp_path / "x.csv") == 2
    assert "No register" in sentence(capsys)
    assert run_export("--query", "edition=2018", "-o", tmp_path / "x.xlsx") == 0


def test_a_failure_is_reported_in_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(error: Exception) -> ExportFormat:
        def build(view: View, options: ExportOptions) -> bytes:
            raise error

        return ExportFormat(**{**vars(FORMATS["csv"]), "build": build})

    errors = (
        *(RuntimeError("no\nglyph " * 99), ModuleNotFoundError("x", name="typst")),
        RegisterAwayError(),
    )
    for error in errors:
        monkeypatch.setitem(FORMATS, "csv", fails(error))  # type: ignore[arg-type]
        assert run_export("-o", tmp_path / "x.csv") == 2
        assert len(sentence(capsys).splitlines()) == 1
    assert not list(tmp_path.iterdir())


# A complete file or none --------------------------------------------------------------------------


def test_a_path_that_cannot_be_written_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "no" / "such" / "x.csv"
    assert run_export("-o", path) == 2
    assert str(path) in sentence(capsys)


def test_a_full_disk_does_not_change_the_former_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.csv"
    path.write_text("before")

    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert run_export("-o", path) == 2
    assert "No space left" in sentence(capsys)
    assert path.read_text() == "before" and list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_device_is_written_to_and_never_replaced(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_export("--format", "csv", "-o", "/dev/full") == 2
    assert "/dev/full" in sentence(capsys)
    assert run_export("--format", "csv", "-o", os.devnull) == 0
    assert not Path("/dev/full").is_file() and not Path(os.devnull).is_file()


def test_symbolic_links_and_permissions_are_unchanged(tmp_path: Path) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text("before")
    real.chmod(0o640)
    link.symlink_to(real)
    output.write_output(b"after", str(link))
    assert link.is_symlink() and real.read_bytes() == b"after"
    assert real.stat().st_mode & 0o777 == 0o640
    output.write_output(b"new", str(tmp_path / "new.csv"))
    assert (tmp_path / "new.csv").stat().st_mode & 0o777 == 0o666 & ~_umask()


def _umask() -> int:
    now = os.umask(0)
    os.umask(now)
    return now


# Terminal and standard output ---------------------------------------------------------------------


def test_progress_in_a_terminal_is_one_line_that_is_rewritten(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, lang = tmp_path / "x.xlsx", "ru"
    arguments = ("--lang", lang, "-o", path)
    assert run_export(*arguments) == 0
    assert capsys.readouterr() == ("", "")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert run_export(*arguments) == 0
    captured = capsys.readouterr()
    assert captured.out == "" and "\n" not in captured.err
    lines = [line.removeprefix("\033[K") for line in captured.err.split("\r")]
    text = Text.of(lang)
    sheets = [f"x.xlsx: {text(SHEET, n=n, total=len(SHEETS))} …" for n in range(1, len(SHEETS) + 1)]
    assert [line for line in lines if line in sheets] == sheets
    assert lines[-1] == ""


@pytest.mark.long
def test_standard_output_gets_the_same_bytes_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    assert run_export("--lang", "ru", "-o", path) == 0
    command = [sys.executable, "-m", "campaign", "export", "--lang", "ru", "--format", "csv"]
    called = subprocess.run([*command, "-o", "-"], cwd=ROOT, capture_output=True, check=False)
    assert (called.returncode, called.stdout, called.stderr) == (0, path.read_bytes(), b"")


@pytest.mark.long
def test_a_closed_pipe_causes_no_traceback() -> None:
    process = subprocess.run(
        f"{sys.executable} -m campaign export --format xlsx -o - | true; exit ${{PIPESTATUS[0]}}",
        shell=True,
        executable=shutil.which("bash"),
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert process.returncode in (0, 2) and b"Traceback" not in process.stderr
