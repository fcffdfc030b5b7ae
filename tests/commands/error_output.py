"""What a command prints when it cannot do its work."""

from __future__ import annotations

import pytest


def sentence(capsys: pytest.CaptureFixture[str]) -> str:
    """Return what a command has printed: words on standard error, and no traceback."""
    captured = capsys.readouterr()
    assert captured.out == "" and captured.err.strip() and "Traceback" not in captured.err
    return captured.err.replace("\xa0", " ")
