"""Scripts and styles that run in the browser; `bundles/` has each script with all its imports."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent


@cache
def bundle(entry: str) -> str:
    """Return the script of an entry point (`esbuild.config.js`); the constant `entry` has its
    exports."""
    return (ROOT / "bundles" / entry).read_text(encoding="utf-8")


@cache
def player() -> str:
    """Return the module that plays the days of a map."""
    exports = "export const { createPlayback, createMapDays, createRankingDays } = entry;"
    return f"{bundle('figure/playback.js')}{exports}\n"


def short_digest(content: str) -> str:
    """Return a short text that changes with a content: its version in an address."""
    return hashlib.sha256(content.encode()).hexdigest()[:10]
