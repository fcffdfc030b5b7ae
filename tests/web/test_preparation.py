"""The files that a server makes at its first start can be made beforehand."""

from __future__ import annotations

import pytest

from campaign.browser.module_process import ModuleFailedError
from campaign.browser.program_output import ProgramOutput
from campaign.web import preparation


@pytest.fixture
def programs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The programs that are run, in order."""
    programs: list[str] = []
    monkeypatch.setattr(ProgramOutput, "make", lambda self: programs.append(self.program))
    return programs


def test_fonts_and_scripts_are_made(programs: list[str]) -> None:
    preparation.main()
    assert programs == [
        "campaign.web.fonts",
        "campaign.web.scripts",
    ]


@pytest.mark.parametrize("failure", [ModuleFailedError("no font"), PermissionError("read-only")])
def test_a_failure_ends_the_program_with_its_reason(
    monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    def fail(output: ProgramOutput) -> None:
        if output.program == "campaign.web.fonts":
            raise failure

    monkeypatch.setattr(ProgramOutput, "make", fail)
    with pytest.raises(SystemExit, match=f"campaign.web.fonts: {failure}"):
        preparation.main()
