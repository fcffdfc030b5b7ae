"""An error, a warning, a repair or a note, located in a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from campaign.i18n.translator import Text
from campaign.schema.rules import RULES
from campaign.schema.rules.rule import Severity


@dataclass(frozen=True)
class Issue:
    """One fault, located as the author of the file sees it.

    `row` counts as a spreadsheet does: the head is row 1. `row` and `column` are None where the
    fault concerns the whole file or the whole row. An error sets its row (or file) aside; a
    warning leaves it in the sums.
    """

    file: str
    rule: str
    row: int | None = None
    column: str | None = None
    severity: Severity = "error"
    params: Mapping[str, str | int] = field(default_factory=dict)

    def message(self, text: Text) -> str:
        """What is wrong and what to do, one or two sentences in the reader's language."""
        params = dict(self.params)
        if self.row is not None:
            params.setdefault("row", self.row)
        # Words are message ids themselves.
        for name in ("what", "here", "there", "header_sign", "row_sign"):
            if isinstance(params.get(name), str):
                params[name] = text(str(params[name]))
        message = RULES[self.rule].message
        offers = params.pop("offers", "") if "{offers}" not in message else ""
        said = text(message, **params)
        return f"{said} {text('Similar: {offers}.', offers=offers)}" if offers else said

    def place(self, text: Text) -> str:
        """File, row and column in words, as far as they are known."""
        if self.row is not None and self.column is not None:
            return text(
                "{file}, row {row:raw}, column {column}",
                file=self.file,
                row=self.row,
                column=text.quote(self.column),
            )
        if self.row is not None:
            return text("{file}, row {row:raw}", file=self.file, row=self.row)
        if self.column is not None:
            return text("{file}, column {column}", file=self.file, column=text.quote(self.column))
        return self.file
