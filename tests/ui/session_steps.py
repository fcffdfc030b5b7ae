"""The shipped register, and the files of a session and their issues, for tests of uploads."""

from __future__ import annotations

from pathlib import Path

from campaign.ui.upload import session_files

SHIPPED = (Path(__file__).resolve().parent.parent.parent / "data/2017/activities.csv").read_bytes()


def rules() -> list[list[str]]:
    return [[issue.rule for issue in file.report.issues] for file in session_files.files()]


def file_of(number: int) -> session_files.SessionFile:
    return next(file for file in session_files.files() if file.number == number)
