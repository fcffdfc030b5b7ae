"""The syntax trees of source files, parsed once for all tests that read them."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path


@cache
def tree(path: Path) -> ast.Module:
    """The tree of a file; it is shared, so callers must not change it."""
    return ast.parse(path.read_text(encoding="utf-8"))
