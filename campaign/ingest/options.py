"""How a file is read: the options detected in it, and those that its owner requests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

ENCODINGS = ("utf-8", "utf-16", "windows-1251", "koi8-r")
DELIMITERS = (",", ";", "\t")
DECIMALS = (".", ",")
DATE_ORDERS = ("dmy", "mdy", "ymd")


@dataclass(frozen=True)
class DetectedOptions:
    """How a file was read; every choice is one of the tuples above, or None where none was due.

    `head_row` counts as a spreadsheet does. `heads` are the heads as they stand in the file, by
    position, "" for a blank one; `fields` the declared column each was taken for, None for a
    column that is kept as it is.
    """

    encoding: str | None
    delimiter: str | None
    decimal: str
    date_order: str
    sheet: str | None
    sheets: tuple[str, ...]
    header_row: int
    headers: tuple[str, ...]
    fields: tuple[str | None, ...]

    @property
    def columns(self) -> dict[str, str | None]:
        """{head as in the file: declared column or None}, blank heads left out.

        Of two columns with one head the one that was taken for a declared column is told.
        """
        columns: dict[str, str | None] = {}
        for heading, name in zip(self.headers, self.fields, strict=True):
            if heading and columns.get(heading) is None:
                columns[heading] = name
        return columns


@dataclass(frozen=True)
class RequestedOptions:
    """What the owner of a file requests; what is None or absent is detected in the file.

    `columns` maps a column's position to a declared column, or to None to keep it as it is.
    `codes` maps (list of codes, folded spelling) to a code: (`oblast`, `ош`) → `KG-GO`.
    `public_texts` maps the key of a text that may name a person (`possible_names.text_key`) to
    True where it is no personal data and counts as it is, to False where it is to be left out. The
    key is of the text, whichever cell it stands in: an answer holds for a later version too.
    """

    encoding: str | None = None
    delimiter: str | None = None
    decimal: str | None = None
    date_order: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    columns: Mapping[int, str | None] = field(default_factory=dict)
    codes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    public_texts: Mapping[str, bool] = field(default_factory=dict)


AS_IT_IS = RequestedOptions()
