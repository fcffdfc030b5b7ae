"""The units as systemd reads them, where it is installed."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from bench.subject import ROOT

UNITS = ROOT / "deploy" / "systemd"
MAX_EXPOSURE = 2.0
"""Exposure level of `systemd-analyze security`, 0 to 10; a unit without hardening has 9.6."""


def systemd_analyze(*arguments: str, folder: Path) -> str:
    """The output of the command. Raises AssertionError if it reports an error."""
    answer = subprocess.run(
        ["systemd-analyze", *arguments], cwd=folder, capture_output=True, text=True
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return answer.stdout + answer.stderr


def test_systemd_accepts_the_units_and_rates_their_exposure_low(tmp_path: Path) -> None:
    for unit in UNITS.glob("campaign*"):
        text = unit.read_text(encoding="utf-8")
        # The command checks that the program exists.
        text = text.replace("/opt/campaign/.venv/bin/python", sys.executable)
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    if shutil.which("systemd-analyze") is None:
        return  # tests/test_deploy_files.py has the tests that need no systemd
    words = systemd_analyze(
        "verify", "./campaign@8501.service", "./campaign.target", folder=tmp_path
    )
    assert "campaign" not in words, words
    words = systemd_analyze("security", "--offline=true", "./campaign@.service", folder=tmp_path)
    level = re.search(r"exposure level for \S+: ([\d.]+)", words)
    assert level and float(level[1]) <= MAX_EXPOSURE, words
