"""A rule that a file, a row or a cell can break."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "repair", "note"]
"""An error rejects its row or file, a warning leaves the row in the totals, a repair is a
correction made automatically, and a note is information only."""


@dataclass(frozen=True)
class Example:
    """A case of a rule, for the catalogue of issues.

    `before` is what a file may hold, `after` what it should hold instead; both are "" where no
    cell can show it, `after` alone where nothing is to be changed. `params` are those of the
    message. `remedy` says what to do, in a sentence or two, as a message id.
    """

    remedy: str
    before: str = ""
    after: str = ""
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class Rule:
    """An entry of the catalogue: what can be wrong, and its message.

    `title` is a short name for lists; `message` says in one or two sentences what is wrong and what
    to do, with the parameters of the issue as placeholders. Both are message ids. `example` is
    that of `example_of`; every rule in `RULES` has one.
    """

    code: str
    severity: Severity
    title: str
    message: str
    example: Example | None = None
