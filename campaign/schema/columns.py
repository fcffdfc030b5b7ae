"""A declared column, and columns that several tables have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from campaign.i18n.translator import N_

Kind = Literal["text", "code", "whole", "number", "date", "period", "shares"]
"""A `period` is a date or a bare year, `shares` are people by region (`reached_shares`)."""


@dataclass(frozen=True)
class Column:
    """The description of a column, without the headers that offices use (`column_names.toml`).

    `label` is its name in templates and lists; a column without one is shown by `name`. `help`
    explains in one sentence what to write and what an empty cell means. Both are message ids.
    `example` is an invented value, "" if none is needed. `present` means that the header row must
    have the column, `filled` that no cell may be empty, `unique` that no value may occur twice.
    `code_list` names the list of codes of a code column; `choices` are the only values allowed.
    """

    name: str
    kind: Kind = "text"
    label: str = ""
    help: str = ""
    example: str = ""
    present: bool = False
    filled: bool = False
    unique: bool = False
    code_list: str | None = None
    choices: tuple[str, ...] = ()


NAMES = (
    Column("name_en", help=N_("The name in English."), present=True, filled=True),
    Column("name_ru", help=N_("The name in Russian."), present=True, filled=True),
    Column("name_ky", help=N_("The name in Kyrgyz."), present=True, filled=True),
)

ALIASES = Column(
    "aliases",
    help=N_(
        "Other names, separated by semicolons; a name may occur in one row only; empty means "
        "that no other name is known."
    ),
)

WEB_SOURCE = Column(
    "source",
    help=N_("The web addresses of the sources, separated by semicolons."),
    present=True,
    filled=True,
)
