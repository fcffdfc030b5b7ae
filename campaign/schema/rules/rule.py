"""A rule about a file, a row or a cell."""

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

    `before` is a cell that breaks the rule, `after` the right one; both are "" if no cell shows it,
    only `after` if nothing has to change. `params` are those of the message. `remedy` is the advice
    in one or two sentences, as a message id.
    """

    remedy: str
    before: str = ""
    after: str = ""
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class Rule:
    """An entry of the catalogue of rules, with its severity, title and message.

    `title` is a short name for lists; `message` explains in one or two sentences what is wrong and
    what to do, with the parameters of the issue as placeholders. Both are message ids. `example` is
    that of `example_of`; every rule in `RULES` has one.
    """

    code: str
    severity: Severity
    title: str
    message: str
    example: Example | None = None
