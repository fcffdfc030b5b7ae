"""A rule that a file, a row or a cell can break."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "repair", "note"]
"""An error rejects its row or file, a warning leaves the row in the totals, a repair is a
correction made automatically, and a note is information only."""


@dataclass(frozen=True)
class Rule:
    """An entry of the catalogue: what can be wrong, and its message.

    `title` is a short name for lists; `message` says in one or two sentences what is wrong and what
    to do, with the parameters of the issue as placeholders. Both are message ids.
    """

    code: str
    severity: Severity
    title: str
    message: str
