"""Delimited text (CSV and similar formats) read into a `RawTable`."""

from __future__ import annotations

import csv
import re
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO, TextIOWrapper
from itertools import pairwise

import pandas as pd

from campaign.ingest.readers.encoding import Encoding, detect_encoding
from campaign.ingest.readers.raw_table import RawIssue, RawTable, build_cells
from campaign.schema.issues import Issue

MOST_COLUMNS = 1_000
MOST_ROWS = 1_100_000
MOST_CELLS = 22_000_000
MOST_CHARACTERS = 131_072  # characters of a cell
LONGEST_LINE = 2**20
_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_LINES = 200
_SAMPLE_CHARACTERS = 2**18
_FEWEST_CELLS = 4
_MOST_LONGER = 0.5
_ONE, _THREE = re.compile(r"[1-9]\d{0,2}"), re.compile(r"\d{3}")
_SEP = re.compile(r"sep=([,;\t|])\r?\n?", re.IGNORECASE)
_REPLACEMENT = "\ufffd"


def read_delimited(
    content: bytes, file: str, encoding: str | None = None, delimiter: str | None = None
) -> RawTable | Issue:
    """Return the rows of the text, with cells as written, or the issue that prevents reading it.

    Rows are numbered as in a spreadsheet: a quoted cell of several lines is in one row, blank lines
    are rows, and a first line `sep=;` is not, because no spreadsheet shows it. A first line `sep=`
    with any character that is not a delimiter is a row.
    """
    if (long := _long_line(content)) is not None:
        return Issue(file, "line_too_long", long)
    text_encoding = detect_encoding(content, encoding)
    if text_encoding is None:
        return Issue(file, "not_in_encoding", params={"encoding": str(encoding)})
    if _is_binary(content, text_encoding):
        return Issue(file, "binary")
    sample, sep_delimiter = _sample(content, text_encoding)
    delimiter = delimiter or sep_delimiter or _guess_delimiter(sample)
    lines = _lines(content, text_encoding, skip_first=sep_delimiter is not None)
    try:
        records = _Records(lines, delimiter)
        cells = build_cells(records)
    except _UnreadableTextError as error:
        return Issue(file, error.rule, error.row)
    if not any(column.str.strip().any() for _, column in cells.items()):
        return Issue(file, "empty_content")
    issues = [
        RawIssue("damaged_text", int(row), at)
        for at, (_, column) in enumerate(cells.items())
        for row in column.index[column.str.contains(_REPLACEMENT, regex=False)]
    ]
    if delimiter == ",":
        issues += _find_divided_numbers(cells, records.widths)
    return RawTable(cells, text_encoding.name, delimiter, issues=tuple(issues))


def _find_divided_numbers(cells: pd.DataFrame, widths: Sequence[int]) -> Iterator[RawIssue]:
    """Yield an issue for each number such as 1,200 that its comma divides into two cells.

    Such a row has more cells than most others, blank cells at its end, and 1 next to 200.
    """
    usual = Counter(widths).most_common(1)[0][0]
    longer = [row for row, width in enumerate(widths, 1) if width > usual]
    if len(longer) > _MOST_LONGER * len(widths):
        return
    for row in longer:
        texts = [str(cell).strip() for cell in cells.loc[row]] if row in cells.index else []
        pairs = enumerate(pairwise(texts[: usual + 1]))
        divided = [at for at, (one, two) in pairs if _ONE.fullmatch(one) and _THREE.fullmatch(two)]
        if divided and not any(texts[usual:]):
            yield RawIssue("ragged", row, divided[0])


class _UnreadableTextError(Exception):
    """The text cannot be read beyond `row`, or not at all if `row` is None."""

    def __init__(self, rule: str, row: int | None = None) -> None:
        super().__init__(rule)
        self.rule, self.row = rule, row


# Lines ---------------------------------------------------------------------------------------


def _lines(content: bytes, encoding: Encoding, skip_first: bool = False) -> Iterator[str]:
    """Return the lines with their ends (CR LF, LF or CR), decoded one by one."""
    stream = BytesIO(content)
    stream.seek(encoding.skip)
    text = TextIOWrapper(stream, encoding.codec, encoding.errors, newline="")
    if skip_first:
        next(text, None)
    return text


def _long_line(content: bytes) -> int | None:
    """Return the number of the first line that is too long, without splitting the content."""
    at = 0
    while len(content) - at > LONGEST_LINE:
        end = at + LONGEST_LINE
        last = max(content.rfind(b"\n", at, end), content.rfind(b"\r", at, end))
        if last < 0:
            before = content[:at]
            return max(before.count(b"\n"), before.count(b"\r")) + 1
        at = last + 1
    return None


def _is_binary(content: bytes, encoding: Encoding) -> bool:
    """Return True if the content has NUL bytes, or NUL characters in UTF-16."""
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
    """Return the first lines, and the delimiter of a line `sep=` above them; None without one."""
    lines = _lines(content, encoding)
    sample: list[str] = []
    while len(sample) < _SAMPLE_LINES and sum(map(len, sample)) < _SAMPLE_CHARACTERS:
        if not (line := next(lines, "")):
            break
        sample.append(line)
    if sample and (match := _SEP.fullmatch(sample[0].replace('"', ""))):
        return sample[1:], match[1]
    return sample, None


def _guess_delimiter(sample: Sequence[str]) -> str:
    """Return the delimiter that gives most rows the same width, the larger the better; else ","."""

    def score(delimiter: str) -> float:
        reader = csv.reader(sample, delimiter=delimiter)
        try:
            rows = list(reader)
        except csv.Error:
            return 0.0
        # A file without values has rows of delimiters only, of any width.
        widths = Counter(len(row) for row in rows if any(row)) or Counter(map(len, rows))
        counts = {width: count for width, count in widths.items() if width > 1}
        if not counts:
            return 0.0
        width = max(counts, key=lambda w: (counts[w], w))
        # Decimal commas can be as regular as the delimiter, but make fewer columns.
        return counts[width] / widths.total() * (1 + 0.02 * min(width - 1, 10))

    return max(_DELIMITERS, key=score)


# Records -------------------------------------------------------------------------------------


class _Records:
    """The iterator of the records of the text; raises _StoppedError."""

    def __init__(self, lines: Iterator[str], delimiter: str) -> None:
        self.lines, self.delimiter = lines, delimiter
        self.line = ""
        # The number of cells of each row, including those without text.
        self.widths = array("I")
        # The lines of the current record.
        self.record: list[str] = []

    def __iter__(self) -> Iterator[Sequence[str]]:
        # A limit of the whole process, which another library may have changed.
        csv.field_size_limit(MOST_CHARACTERS)
        reader = csv.reader(self._current_lines(), delimiter=self.delimiter, strict=True)
        count = cells = before = 0
        while True:
            try:
                for row in reader:
                    count += 1
                    if reader.line_num - before > 1 and self._swallows_rows(row):
                        raise _UnreadableTextError("unclosed_quote", count)
                    before = reader.line_num
                    self.record.clear()
                    if len(row) > MOST_COLUMNS:
                        row = _without_empty_end(row)
                    cells += len(row)
                    if count > MOST_ROWS or cells > MOST_CELLS:
                        raise _UnreadableTextError("unpacks_too_big")
                    self.widths.append(len(row))
                    yield row
                return
            except csv.Error as error:
                count += 1
                lines, before = reader.line_num - before, reader.line_num
                if lines > 1 or "unexpected end" in str(error):
                    raise _UnreadableTextError("unclosed_quote", count) from error
                self.record.clear()
                row = list(self._read_leniently(count))
                self.widths.append(len(row))
                yield row

    def _current_lines(self) -> Iterator[str]:
        for line in self.lines:
            self.line = line
            self.record.append(line)
            yield line

    def _swallows_rows(self, row: Sequence[str]) -> bool:
        """Return True if a quotation mark joins rows: each line of the record is like a row.

        A stray quotation mark and the next one below it make one record of all lines between them,
        so that the numbers in these lines would be lost. A list in a cell of several lines may have
        as many commas as a row, but not its dates and numbers.
        """
        lines = [[_shape(cell) for cell in line.split(self.delimiter)] for line in self.record]
        if len(row) < _FEWEST_CELLS or any(len(line) != len(row) for line in lines):
            return False
        first, *others = lines
        pairs = [
            [one for one, two in zip(first, other, strict=True) if one == two] for other in others
        ]
        return all(len(equal) >= 2 and any("0" in shape for shape in equal) for equal in pairs)

    def _read_leniently(self, row: int) -> Sequence[str]:
        """Return the cells of a line such as `"Osh" hall,12`, whose quotes affect no other line."""
        try:
            return next(csv.reader([self.line], delimiter=self.delimiter))
        except csv.Error as error:
            raise _UnreadableTextError("line_too_long", row) from error


def _shape(cell: str) -> str:
    """Return a cell with 0 for each number and “a” for each word: 0.0.0 for a date."""
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "0", cell.strip().strip('"')))


def _without_empty_end(row: list[str]) -> list[str]:
    """Return the row without the empty cells at its end, which are left from formatted columns."""
    width = max((at + 1 for at, cell in enumerate(row) if cell), default=0)
    if width > MOST_COLUMNS:
        raise _UnreadableTextError("too_wide")
    return row[:width]
