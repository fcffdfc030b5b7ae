"""The packages that lint and test the scripts have fixed versions and are not shipped."""

from __future__ import annotations

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
LOCK = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))


def test_every_package_has_a_fixed_version_and_is_for_development_only() -> None:
    assert "dependencies" not in PACKAGES
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", v) for v in PACKAGES["devDependencies"].values())
    assert LOCK["packages"][""]["devDependencies"] == PACKAGES["devDependencies"]


def test_the_lock_file_has_checksums_and_no_address_of_a_registry() -> None:
    locked = [package for name, package in LOCK["packages"].items() if name]
    assert len(locked) > 50
    assert all(package["integrity"] and "resolved" not in package for package in locked)
