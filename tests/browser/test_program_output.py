"""The output of a program is made once for an installation, and again if it is damaged."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from campaign.browser import program_output as module
from campaign.browser.module_process import ModuleFailedError
from campaign.browser.program_output import ProgramOutput

PROGRAM = "campaign.web.fonts"


class Program:
    """A stub of the program, with its output or the reason of a failure."""

    def __init__(self) -> None:
        self.runs = 0
        self.output = b"42"
        self.failure = ""
        self.seconds = 0.0

    def __call__(self, name: str, seconds: float | None = 40) -> bytes:
        assert name == PROGRAM
        self.runs += 1
        time.sleep(self.seconds)
        if self.failure:
            raise ModuleFailedError(self.failure)
        return self.output


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """The program, which has not yet run."""
    program = Program()
    monkeypatch.setattr(module, "run_module", program)
    monkeypatch.setattr(module, "cache_from_source", lambda _: str(tmp_path / "cache" / "any.pyc"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return program


def output(
    packages: tuple[str, ...] = ("plotly",), modules: tuple[str, ...] = ()
) -> ProgramOutput[int]:
    return ProgramOutput(PROGRAM, int, packages=packages, modules=modules)


def file_names(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "cache").glob("*"))


def test_the_program_runs_once_for_an_installation(program: Program, tmp_path: Path) -> None:
    assert [output().read() for _ in range(3)] == [42] * 3
    assert program.runs == 1
    assert file_names(tmp_path) == [f"fonts-{output().version}.out"]


@pytest.mark.parametrize("content", [b"", b"4 2", b"<html>"])
def test_a_damaged_file_is_made_again(program: Program, tmp_path: Path, content: bytes) -> None:
    output().read()
    (tmp_path / "cache" / file_names(tmp_path)[0]).write_bytes(content)
    assert [output().read() for _ in range(2)] == [42] * 2
    assert program.runs == 2


@pytest.mark.parametrize("run", [ProgramOutput[int].read, ProgramOutput[int].make])
def test_damaged_output_is_a_failure_and_is_not_written(
    program: Program, tmp_path: Path, run: Callable[[ProgramOutput[int]], object]
) -> None:
    program.output = b"<html>"
    with pytest.raises(ModuleFailedError, match="<html>"):
        run(output())
    assert not file_names(tmp_path)


def test_a_folder_that_nobody_may_write_changes_nothing(program: Program, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    assert output().read() == 42


def test_no_file_is_written_if_python_writes_no_bytecode(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert output().read() == 42 and not file_names(tmp_path)


def test_make_writes_the_file_even_if_python_writes_no_bytecode(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    output().make()
    (name,) = file_names(tmp_path)
    assert (tmp_path / "cache" / name).stat().st_mode & 0o444 == 0o444
    assert output().read() == 42 and program.runs == 1


def test_make_does_not_run_the_program_if_the_file_exists(program: Program) -> None:
    assert output().read() == 42
    output().make()
    assert program.runs == 1


def test_a_file_that_is_no_mapping_is_made_again(program: Program, tmp_path: Path) -> None:
    def unpack(content: bytes) -> list[str]:
        return sorted(json.loads(content).items())

    program.output = b"{}"
    fonts = ProgramOutput(PROGRAM, unpack, packages=())
    fonts.read()
    (tmp_path / "cache" / file_names(tmp_path)[0]).write_bytes(b"[]")
    assert ProgramOutput(PROGRAM, unpack, packages=()).read() == [] and program.runs == 2


def test_the_file_of_a_former_version_is_deleted(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output().read()
    former = file_names(tmp_path)
    (tmp_path / "cache" / "scripts-1.out").touch()
    monkeypatch.setattr(module, "version", lambda package: "next")
    output().read()
    assert file_names(tmp_path) == [f"fonts-{output().version}.out", "scripts-1.out"]
    assert former[0] not in file_names(tmp_path)


def test_threads_wait_for_one_run_and_a_failed_run_is_repeated(program: Program) -> None:
    number = output()
    program.failure = "no memory"
    with pytest.raises(ModuleFailedError, match="no memory"):
        number.read()
    program.failure, program.seconds = "", 0.2
    with ThreadPoolExecutor(4) as pool:
        runs = [pool.submit(number.read, None) for _ in range(4)]
        while program.runs < 2:
            time.sleep(0.01)
        with pytest.raises(ModuleFailedError, match="still running"):
            number.read(0.01)
        assert [run.result() for run in runs] == [42] * 4
    assert program.runs == 2


def test_the_version_changes_with_packages_and_sources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = {output().version, output(modules=("campaign.web.fonts",)).version}
    with monkeypatch.context() as patch:
        patch.setattr(module, "version", lambda package: "next")
        versions.add(output().version)
    with monkeypatch.context() as patch:
        source = tmp_path / "fonts.py"
        source.write_text("changed")
        patch.setattr(module, "_source", lambda name: source)
        versions.add(output().version)
    assert len(versions) == 4 and output().version in versions


def test_the_output_has_a_version_without_the_package() -> None:
    assert output(packages=("no-such-package",)).version
