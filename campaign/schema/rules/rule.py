"""A rule that a file, a row or a cell can break."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "repair", "note"]
"""An error rejects its row (or file), a warning leaves it in the totals, a repair says what was
corrected automatically, and a note what is good to know."""


@dataclass(frozen=True)
class Rule:
    """What can be wrong, and how to say so.

    `title` is its short name, for lists; `message` says in one or two sentences what is wrong and
    what to do, with the issue's parameters as placeholders. Both are message ids.
    """

    code: str
    severity: Severity
    title: str
    message: str
