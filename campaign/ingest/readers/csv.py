"""Delimited text (CSV and its kin) read into a `RawTable`."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO, TextIOWrapper

from campaign.ingest.readers.encoding import Encoding, encoding_of
from campaign.ingest.readers.raw_cells import cells_of
from campaign.ingest.readers.raw_table import RawIssue, RawTable
from campaign.schema.issues import Issue

MOST_COLUMNS = 1_000
MOST_ROWS = 1_100_000
MOST_CELLS = 22_000_000
LONGEST_LINE = 2**20
_TRIED = (",", ";", "\t", "|")
_SAMPLE_LINES = 200
_SAMPLE_SIGNS = 2**18
_SEP = re.compile(r"sep=([,;\t|])\r?\n?", re.IGNORECASE)
_DAMAGE = "\ufffd"


def read_delimited(
    content: bytes, file: str, encoding: str | None = None, delimiter: str | None = None
) -> RawTable | Issue:
    """The rows of the text, cells as they stand.

    Rows are counted as a spreadsheet counts them: a quoted cell of several lines is in one row,
    blank lines count, and a first line `sep=;` does not, since no spreadsheet shows it. Any other
    sign after `sep=` than one that parts cells here makes it a line like all.
    """
    if (long := _long_line(content)) is not None:
        return Issue(file, "line_too_long", long)
    found = encoding_of(content, encoding)
    if found is None:
        return Issue(file, "not_in_encoding", params={"encoding": str(encoding)})
    if _no_text(content, found):
        return Issue(file, "binary")
    sample, said = _sample(content, found)
    chosen = delimiter or said or _steadiest(sample)
    records = _Records(_lines(content, found, skip_first=said is not None), chosen)
    try:
        cells = cells_of(records)
    except _StoppedError as stopped:
        return Issue(file, stopped.rule, stopped.row)
    if not any(column.str.strip().any() for _, column in cells.items()):
        return Issue(file, "empty_content")
    damaged = [
        RawIssue("damaged_text", int(row), at)
        for at, (_, column) in enumerate(cells.items())
        for row in column.index[column.str.contains(_DAMAGE, regex=False)]
    ]
    return RawTable(cells, found.name, chosen, issues=tuple(damaged))


class _StoppedError(Exception):
    """The text cannot be read on; `row` is where, None for the whole of it."""

    def __init__(self, rule: str, row: int | None = None) -> None:
        super().__init__(rule)
        self.rule, self.row = rule, row


# Lines ---------------------------------------------------------------------------------------


def _lines(content: bytes, encoding: Encoding, skip_first: bool = False) -> Iterator[str]:
    """The lines with their ends (CR LF, LF or CR), decoded as they are asked for."""
    stream = BytesIO(content)
    stream.seek(encoding.skip)
    text = TextIOWrapper(stream, encoding.codec, encoding.errors, newline="")
    if skip_first:
        next(text, None)
    return text


def _long_line(content: bytes) -> int | None:
    """The number of the first line that is too long, found without reading the lines."""
    at = 0
    while len(content) - at > LONGEST_LINE:
        end = at + LONGEST_LINE
        last = max(content.rfind(b"\n", at, end), content.rfind(b"\r", at, end))
        if last < 0:
            before = content[:at]
            return max(before.count(b"\n"), before.count(b"\r")) + 1
        at = last + 1
    return None


def _no_text(content: bytes, encoding: Encoding) -> bool:
    """NUL bytes are in no text, but in every UTF-16 one."""
    if encoding.name != "utf-16":
        return b"\0" in content
    at = content.find(b"\0\0")
    while at >= 0:
        if (at - encoding.skip) % 2 == 0:
            return True
        at = content.find(b"\0\0", at + 1)
    return False


# Delimiter -----------------------------------------------------------------------------------


def _sample(content: bytes, encoding: Encoding) -> tuple[list[str], str | None]:
    """The first lines, and the delimiter that a line `sep=` above them names for Excel."""
    lines = _lines(content, encoding)
    sample: list[str] = []
    while len(sample) < _SAMPLE_LINES and sum(map(len, sample)) < _SAMPLE_SIGNS:
        if not (line := next(lines, "")):
            break
        sample.append(line)
    if sample and (told := _SEP.fullmatch(sample[0].replace('"', ""))):
        return sample[1:], told[1]
    return sample, None


def _steadiest(sample: Sequence[str]) -> str:
    """The delimiter that gives most rows the same width; a little for width, "," for none."""

    def steadiness(delimiter: str) -> float:
        reader = csv.reader(sample, delimiter=delimiter)
        try:
            rows = list(reader)
        except csv.Error:
            return 0.0
        # Where the delimiter leaves nothing at all it is the right one: the file is blank.
        widths = Counter(len(row) for row in rows if any(row)) or Counter(map(len, rows))
        several = {width: count for width, count in widths.items() if width > 1}
        if not several:
            return 0.0
        width = max(several, key=lambda w: (several[w], w))
        # Decimal commas can be as steady as the real delimiter, but never make many columns.
        return several[width] / widths.total() * (1 + 0.02 * min(width - 1, 10))

    return max(_TRIED, key=steadiness)


# Records -------------------------------------------------------------------------------------


class _Records:
    """The records of the text, counted; raises _StoppedError."""

    def __init__(self, lines: Iterator[str], delimiter: str) -> None:
        self.lines, self.delimiter = lines, delimiter
        self.line = ""

    def __iter__(self) -> Iterator[Sequence[str]]:
        reader = csv.reader(self._kept(), delimiter=self.delimiter, strict=True)
        count = cells = before = 0
        while True:
            try:
                for row in reader:
                    count += 1
                    before = reader.line_num
                    if len(row) > MOST_COLUMNS:
                        row = _narrowed(row)
                    cells += len(row)
                    if count > MOST_ROWS or cells > MOST_CELLS:
                        raise _StoppedError("unpacks_too_big")
                    yield row
                return
            except csv.Error as error:
                count += 1
                lines, before = reader.line_num - before, reader.line_num
                if lines > 1 or "unexpected end" in str(error):
                    raise _StoppedError("unclosed_quote", count) from error
                yield self._lenient(count)

    def _kept(self) -> Iterator[str]:
        for line in self.lines:
            self.line = line
            yield line

    def _lenient(self, row: int) -> Sequence[str]:
        """A line such as `"Osh" hall,12`, whose quotes are wrong but harm no other line."""
        try:
            return next(csv.reader([self.line], delimiter=self.delimiter))
        except csv.Error as error:
            raise _StoppedError("line_too_long", row) from error


def _narrowed(row: list[str]) -> list[str]:
    """The row without its empty end, as sheets with formatted columns are exported."""
    width = max((at + 1 for at, cell in enumerate(row) if cell), default=0)
    if width > MOST_COLUMNS:
        raise _StoppedError("too_wide")
    return row[:width]
