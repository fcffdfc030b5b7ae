"""Scripts and styles that run in the browser; `bundles/` has each script with all its imports."""

from __future__ import annotations

from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent


@cache
def bundle(entry: str) -> str:
    """Return the script of an entry point (`esbuild.config.js`); the constant `entry` has its
    exports."""
    return (ROOT / "bundles" / entry).read_text(encoding="utf-8")
