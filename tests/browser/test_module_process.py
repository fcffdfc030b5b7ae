"""A module that runs in a separate process: its output, or the last line of its errors."""

from __future__ import annotations

from signal import SIGKILL
from subprocess import CalledProcessError

import pytest

from campaign.browser import module_process
from campaign.browser.module_process import ModuleFailedError, run_module


def test_the_output_is_returned() -> None:
    assert run_module("platform").strip()


def test_the_last_line_of_the_errors_is_the_reason() -> None:
    with pytest.raises(ModuleFailedError, match="No module named campaign.nothing"):
        run_module("campaign.nothing")


def test_the_error_of_a_killed_program_has_the_signal(monkeypatch: pytest.MonkeyPatch) -> None:
    def kill(command: list[str], **options: object) -> None:
        raise CalledProcessError(-SIGKILL, command, b"", b"")

    monkeypatch.setattr(module_process.subprocess, "run", kill)
    with pytest.raises(ModuleFailedError, match="SIGKILL"):
        run_module("platform")


def test_a_program_that_does_not_end_is_stopped() -> None:
    with pytest.raises(ModuleFailedError, match="timed out"):
        run_module("platform", 0)
