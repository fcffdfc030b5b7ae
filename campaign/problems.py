"""What can be wrong with a file, a column or a cell, and how to say so to the reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from campaign.text import N_, Text

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Problem:
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
    params: Mapping[str, str] = field(default_factory=dict)

    def message(self, text: Text) -> str:
        """What is wrong and what to do, one or two sentences in the reader's language."""
        return text(MESSAGES[self.rule], **self.params)

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


MESSAGES: Mapping[str, str] = {
    "missing_file": N_("The file is missing. Put it back and reload the page."),
    "unreadable": N_(
        "The file cannot be read as a table. Save it as CSV (UTF-8, comma) and reload the page."
    ),
    "encoding": N_("The file is not saved as UTF-8. Save it as CSV UTF-8 and reload the page."),
    "boundaries": N_(
        "The file cannot be read as boundaries. Bring back the original, or make it anew with "
        "the script beside it."
    ),
    "missing_units": N_(
        "These regions have no boundary: {units}. Bring back the original file, or make it anew "
        "with the script beside it."
    ),
    "missing_column": N_("A column is missing: {column}. Add it to the head of the file."),
    "empty_file": N_("The file has a head but no rows. Add the rows and reload the page."),
    "ragged": N_("The row has more cells than the head. Check for a comma that needs quotes."),
    "required": N_("The cell is empty, and must be filled in."),
    "date": N_("Not a date: {value}. Write it as 2017-07-31."),
    "whole": N_("Not a whole number: {value}. Write figures only, or leave the cell empty."),
    "number": N_("Not a number: {value}. Write figures only, or leave the cell empty."),
    "negative": N_("The number is below zero: {value}. Write zero or more."),
    "unique": N_("The value occurs more than once: {value}. Give every row its own."),
    "unknown_oblast": N_(
        "Unknown oblast or city: {value}. Write a code such as KG-N, or a name as in the list of "
        "regions. A bare “Osh” may be the city or the oblast: write which."
    ),
    "unknown_type": N_("Unknown type of activity: {value}. Write a code from the list of types."),
    "unknown_choice": N_("Unknown value: {value}. Allowed: {allowed}."),
    "end_before_start": N_("The end date is before the start date. Correct one of them."),
    "sexes_exceed_reached": N_(
        "Women and men together exceed the people reached. Check all three."
    ),
    "youth_exceeds_reached": N_("Young people exceed the people reached. Check both figures."),
    "outside_edition": N_(
        "The date lies outside the campaign. The row is counted; check that the year is right."
    ),
}
