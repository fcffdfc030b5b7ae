"""`export --all DIR` writes every file in every language, with the same bytes for the same data."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from campaign.__main__ import main
from campaign.commands import export
from campaign.commands.export import StoppedError
from campaign.exports.formats import FORMATS, ExportOptions
from campaign.i18n.translator import LANGUAGES

Contents = Mapping[str, bytes]


@pytest.fixture
def stub_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that contain only their format and options; other tests check the real content."""

    def build(kind: object, view: object, options: ExportOptions, text: object) -> bytes:
        return f"{kind.format} {view.text.lang} {options.every}".encode()  # type: ignore[attr-defined]

    monkeypatch.setattr(export, "make_file", build)


def files(folder: Path) -> Contents:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.usefixtures("stub_files")
def test_the_folder_has_every_file_in_every_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "today", lambda: date(2026, 11, 27))
    assert main(["export", "--all", str(tmp_path / "nightly")]) == 0
    (folder,) = (tmp_path / "nightly").iterdir()
    assert folder.name == "2026-11-27"
    contents = files(folder)
    sums = contents[export.SUMS].decode().splitlines()
    copies = {name: content for name, content in contents.items() if name != export.SUMS}
    assert sorted(copies.values()) == sorted(
        f"{kind.format} {lang} {'every' in kind.takes}".encode()
        for kind in FORMATS.values()
        for lang in LANGUAGES
    )
    assert sums == [
        f"{hashlib.sha256(copies[name]).hexdigest()}  {name}" for name in sorted(copies)
    ]


@pytest.mark.usefixtures("stub_files")
@pytest.mark.parametrize(
    ("arguments", "contents"),
    [
        (["--format", "csv"], {f"csv {lang} False" for lang in LANGUAGES}),
        (["--format", "pdf", "--lang", "ru"], {"pdf ru True"}),
        (["--format", "pdf", "--query", "lang=ru&oblast=KG-B"], {"pdf ru False"}),
    ],
)
def test_the_folder_has_the_requested_format_language_and_region_only(
    arguments: list[str], contents: set[str], tmp_path: Path
) -> None:
    assert main(["export", "--all", str(tmp_path), *arguments]) == 0
    (folder,) = tmp_path.iterdir()
    copies = {name: content.decode() for name, content in files(folder).items()}
    del copies[export.SUMS]
    assert {*copies.values()} == contents
    assert all(("batken" in name) == ("oblast" in str(arguments)) for name in copies)


@pytest.mark.usefixtures("stub_files")
def test_a_second_run_replaces_the_folder_and_gives_the_same_bytes(tmp_path: Path) -> None:
    assert main(["export", "--all", str(tmp_path)]) == 0
    (folder,) = tmp_path.iterdir()
    before = files(folder)
    (folder / "left over").write_text("x")
    assert main(["export", "--all", str(tmp_path)]) == 0
    assert files(folder) == before


@pytest.mark.usefixtures("stub_files")
def test_the_former_folder_is_complete_until_the_new_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["export", "--all", str(tmp_path)]) == 0
    (folder,) = tmp_path.iterdir()
    before, remove_folder, snapshots = files(folder), shutil.rmtree, list[Contents]()

    def remove(path: Path, **options: bool) -> None:
        remove_folder(path, **options)
        snapshots.append(files(folder) if folder.exists() else {})

    monkeypatch.setattr(shutil, "rmtree", remove)
    assert main(["export", "--all", str(tmp_path)]) == 0
    assert snapshots == [before, before] and list(tmp_path.iterdir()) == [folder]


@pytest.mark.usefixtures("stub_files")
def test_a_failure_does_not_change_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "--all", str(tmp_path)]) == 0
    (folder,) = tmp_path.iterdir()
    before = files(folder)

    def fail(*_: object) -> bytes:
        raise StoppedError("no such package")

    monkeypatch.setattr(export, "make_file", fail)
    assert main(["export", "--all", str(tmp_path), "--lang", "en"]) == 2
    assert "no such package" in capsys.readouterr().err
    assert files(folder) == before


def test_a_missing_path_is_an_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["export", "--format", "csv"]) == 2
    assert "-o FILE" in capsys.readouterr().err
