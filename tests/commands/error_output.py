"""The error output of a command."""

from __future__ import annotations

import pytest


def sentence(capsys: pytest.CaptureFixture[str]) -> str:
    """Return the text that a command has printed on standard error, without a traceback."""
    captured = capsys.readouterr()
    assert captured.out == "" and captured.err.strip() and "Traceback" not in captured.err
    return captured.err.replace("\xa0", " ")
