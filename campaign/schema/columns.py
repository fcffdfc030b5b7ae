"""A column: its type, its words, and what a cell of it may hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "code", "whole", "number", "date", "period"]
"""A `period` is a date or a bare year."""


@dataclass(frozen=True)
class Column:
    """All that is known of a column but what offices write over it (`column_names.toml`).

    `label` names it in templates and lists; a column without one is shown by its name. `help`
    says in one sentence what to write and what an empty cell means. Both are message ids.
    `example` is a value as it may be written, where one helps; its figures are no figures of ours.
    `present` means that the header must name it, `filled` that no cell may be empty. `of` names
    the list of codes a code column is looked up in; `choices` are the only values allowed.
    """

    name: str
    kind: Kind = "text"
    label: str = ""
    help: str = ""
    example: str = ""
    present: bool = False
    filled: bool = False
    unique: bool = False
    of: str | None = None
    choices: tuple[str, ...] = ()
