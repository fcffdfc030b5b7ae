"""Rows of a sheet: which are entries, and which only look like them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from campaign.i18n.match_key import map_cells, plain, tidy_text
from campaign.ingest.parse.column_names import FIGURES, is_tag
from campaign.ingest.parse.dates import parse_dates
from campaign.ingest.parse.header_row import HeaderRow
from campaign.ingest.parse.numbers import guess_decimal, parse_numbers
from campaign.ingest.readers.raw_table import RawTable
from campaign.ingest.vocabulary import load_vocabulary

_WORDS = load_vocabulary("parse", "row_words")
TOTAL_WORDS = frozenset(map(plain, _WORDS.words("totals")))
_LAST_WORDS = frozenset(map(plain, _WORDS.words("totals_at_the_end")))
(_GENERAL,) = map(plain, _WORDS.words("general"))
_GENERAL_WITH = frozenset(map(plain, _WORDS.words("general_with")))
# A column of names may well hold «Жалпы билим берүүчү мектеп».
_LABELS = ("activity_id", "date", "oblast", "type", "title", "iso_code")
_LONGEST_LABEL = 40
# With the Latin twin of «в»; looked at before anything slower.
_TOTAL_STARTS = frozenset("b" + "".join(word[0] for word in TOTAL_WORDS))
NOTE_WORDS = frozenset(map(plain, _WORDS.words("notes")))
# What tells an activity from everything else in a register.
_TELLING = ("date", "oblast", "type", "reached", "iso_code", "population")
# Each activity has its own figures and its own key: a merged cell of these counts once.
_NEVER_SPREAD = FIGURES | {"activity_id"}
_HEAD_SHARE = 0.6


def classify(body: pd.DataFrame, head: HeaderRow) -> pd.Series:
    """For each row "row", "blank", "total", "head" or "note".

    `body` is what `fill_merged_cells` gives.

    A total says so («Итого», «Жалпы саны», "Batken Total") in its first filled cell or where its
    date, oblast, type or title would stand, never in its place, and has no date; or it holds
    nothing but figures that are the sums of the figures above. A head is the head or its tags
    again, or the row of column numbers below it. A note stands below the last entry: one cell that
    is no figure, or a line such as «Исполнитель: …». Whatever has a date and an oblast is a row.
    """
    return _Body(body, head).kinds()


def fill_merged_cells(
    body: pd.DataFrame, grid: RawTable, head: HeaderRow
) -> tuple[pd.DataFrame, dict[int, pd.Series]]:
    """The body with cells merged downwards written into every row they cover, and by position
    the mask of cells written.

    Only declared columns of text, codes and dates: a merged figure is one figure, and counts
    where it stands. A row that is otherwise blank stays blank.
    """
    written: dict[int, pd.Series] = {}
    downwards = [
        (top, left, bottom)
        for top, left, bottom, _ in grid.merged
        if bottom > top and top in body.index and left < len(head.fields)
        if head.fields[left] is not None and head.fields[left] not in _NEVER_SPREAD
    ]
    if not downwards:
        return body, written
    index = body.index
    has_text = _filled(body)
    full = has_text.any(axis=1).to_numpy()
    positions = sorted({left for _, left, _ in downwards})
    empty = {left: ~has_text[left].to_numpy() for left in positions}
    columns = {left: body[left].to_numpy(dtype=object, copy=True) for left in positions}
    masks = {left: np.zeros(len(body), dtype=bool) for left in positions}
    for top, left, bottom in downwards:
        first = int(index.searchsorted(top))
        rows = slice(first + 1, int(index.searchsorted(bottom, side="right")))
        value = columns[left][first]
        if _has_text(value):
            covered = full[rows] & empty[left][rows]
            columns[left][rows][covered] = value
            masks[left][rows] |= covered
    filled = body.copy()
    for left in positions:
        if masks[left].any():
            filled[left] = pd.Series(columns[left], index=index, dtype=body[left].dtype)
            written[left] = pd.Series(masks[left], index=index)
    return filled, written


def merged_figures(
    body: pd.DataFrame, grid: RawTable, head: HeaderRow
) -> dict[int, dict[int, int]]:
    """By position the rows below the first of a merged figure, each with that first row.

    Only rows without a figure of their own there: how much of it is theirs is not told.
    """
    found: dict[int, dict[int, int]] = {}
    index = body.index
    for top, left, bottom, _ in grid.merged:
        if bottom == top or top not in index or left >= len(head.fields):
            continue
        if head.fields[left] not in FIGURES:
            continue
        first = int(index.searchsorted(top))
        cells = body[left].array[first : int(index.searchsorted(bottom, side="right"))]
        if _has_text(str(cells[0])):
            rows = found.setdefault(left, {})
            for row, cell in zip(index[first + 1 :], cells[1:], strict=False):
                if not _has_text(str(cell)):
                    rows[int(row)] = top
    return found


def _has_text(cell: str) -> bool:
    return cell != "" and (cell[0].isalnum() or tidy_text(cell) != "")


def _filled(body: pd.DataFrame) -> pd.DataFrame:
    """True where a cell holds more than spaces."""
    return body.apply(lambda cells: map_cells(cells, _has_text, bool))


class _Body:
    """The rows below one head, with what of them is filled and by what.

    Every array has a row a row of the body; `filled` and `says_total` a column a position.
    """

    def __init__(self, body: pd.DataFrame, head: HeaderRow) -> None:
        self.body, self.head = body, head
        self.at = {field: at for at, field in enumerate(head.fields) if field is not None}
        self.figures = [at for field, at in self.at.items() if field in FIGURES]
        self.telling = [self.at[field] for field in _TELLING if field in self.at]
        rows, width = body.shape
        self.filled = np.zeros((rows, width), dtype=bool)
        self.says_total = np.zeros((rows, width), dtype=bool)
        # How many cells of a row repeat the head over them, or are HXL tags.
        self.same, self.tags = np.zeros(rows, dtype=int), np.zeros(rows, dtype=int)
        for at in range(width):
            self._look_at(at)
        self.count = self.filled.sum(axis=1)
        self._only_labels()

    def _look_at(self, at: int) -> None:
        """All that is asked of the cells of one column, each different cell seen once."""
        codes, cells = pd.factorize(self.body[at].to_numpy(dtype=object))
        if not len(cells):
            return
        name = _short(self.head.headers[at]) if at < len(self.head.headers) else ""
        part = at in self.head.merged
        self.filled[:, at] = np.array([_has_text(cell) for cell in cells])[codes]
        if name:
            self.same += np.array([_repeats(cell, name, part) for cell in cells])[codes]
        self.tags += np.array([cell[:1] == "#" and is_tag(cell) for cell in cells])[codes]
        if at not in self.figures:
            self.says_total[:, at] = np.array([_says_total(cell) for cell in cells])[codes]

    def _only_labels(self) -> None:
        """Let only labels say total: the first filled cell of a row, and some columns."""
        if not self.says_total.any():
            return
        label = np.zeros(self.says_total.shape, dtype=bool)
        label[np.arange(len(label)), self.filled.argmax(axis=1)] = True
        label[:, [self.at[field] for field in _LABELS if field in self.at]] = True
        label[:, [at for field, at in self.at.items() if field == "place"]] = False
        self.says_total &= label

    def kinds(self) -> pd.Series:
        found = np.full(len(self.body), "row", dtype=object)
        found[self.count == 0] = "blank"
        found[(found == "row") & self._heads()] = "head"
        found[(found == "row") & self._labelled()] = "total"
        found[self._sums(found)] = "total"
        found[self._notes(found)] = "note"
        return pd.Series(found, index=self.body.index, dtype="object")

    # The head again ----------------------------------------------------------------------------

    def _heads(self) -> np.ndarray:
        """Rows most of whose cells repeat the name above them, or are tags, or number columns."""
        named = sum(1 for name in self.head.headers if name)
        least = np.maximum(min(2, named), self.count * _HEAD_SHARE)
        again = (self.same >= least) & (self.same > 0)
        return again | ((self.tags >= least) & (self.tags > 0)) | self._numbering(again)

    def _numbering(self, headers: np.ndarray) -> np.ndarray:
        """«1 2 3 …» under the head, or under its repetition, as official forms have it."""
        found = np.zeros(len(self.body), dtype=bool)
        for row in [0, *(np.flatnonzero(headers)[:100] + 1).tolist()]:
            if row >= len(found) or self.count[row] < 3:
                continue
            cells = [tidy_text(str(cell)) for cell in self.body.iloc[row]]
            numbers = [cell for cell in cells if cell]
            found[row] = numbers == [str(number + 1) for number in range(len(numbers))]
        return found

    # Totals --------------------------------------------------------------------------------------

    def _labelled(self) -> np.ndarray:
        """Rows that say they are a total, without a date and without oblast and type together."""
        label: np.ndarray = self.says_total.any(axis=1)  # type: ignore[assignment]
        if "date" not in self.at:
            # Without dates to tell an activity by, only the first cell speaks for the row.
            first = self.filled.argmax(axis=1)
            label = self.says_total[np.arange(len(label)), first] if len(label) else label
        return label & ~self._dated(label) & ~(self._own("oblast") & self._own("type"))

    def _own(self, field: str) -> np.ndarray:
        """Rows with an entry in the column that is no label of a total."""
        at = self.at.get(field)
        if at is None:
            return np.zeros(len(self.body), dtype=bool)
        return self.filled[:, at] & ~self.says_total[:, at]

    def _dated(self, label: np.ndarray) -> np.ndarray:
        """Which of the labelled rows have a date all the same."""
        found = self._own("date") & label
        rows = np.flatnonzero(found)
        if len(rows):
            cells = self.body[self.at["date"]].iloc[rows]
            read = parse_dates(cells, "dmy")[0].notna() | parse_dates(cells, "mdy")[0].notna()
            found[rows] = read.to_numpy()
        return found

    def _sums(self, found: np.ndarray) -> np.ndarray:
        """Rows of nothing but figures, each the sum of its column above, since the last total or
        from the top."""
        sums = np.zeros(len(self.body), dtype=bool)
        others = [at for at in range(self.filled.shape[1]) if at not in self.figures]
        candidates = (found == "row") & ~self.filled[:, others].any(axis=1)
        if not candidates.any() or not self.figures:
            return sums
        columns = [self.body[at] for at in self.figures]
        decimal = guess_decimal(columns)
        numbers = np.column_stack([parse_numbers(c, decimal, False)[0] for c in columns])
        counted = np.where((found == "row")[:, None] & ~np.isnan(numbers), numbers, 0.0)
        of_filled = self.filled[:, self.figures]
        running, since_total = np.zeros(len(columns)), np.zeros(len(columns))
        rows_above = rows_since = 0
        for row in range(len(self.body)):
            if candidates[row]:
                here = numbers[row][of_filled[row]]
                for above, entries in ((since_total, rows_since), (running, rows_above)):
                    told = above[of_filled[row]]
                    if entries > 1 and np.array_equal(here, told) and told.any():
                        sums[row] = True
            if sums[row] or found[row] == "total":
                since_total, rows_since = np.zeros(len(columns)), 0
            elif found[row] == "row":
                running, since_total = running + counted[row], since_total + counted[row]
                rows_above, rows_since = rows_above + 1, rows_since + 1
        return sums

    # Notes --------------------------------------------------------------------------------------

    def _notes(self, found: np.ndarray) -> np.ndarray:
        """Lines below the last entry."""
        telling = self.filled[:, self.telling].sum(axis=1) if self.telling else self.count
        signed = np.zeros(len(self.body), dtype=bool)
        for row in np.flatnonzero((found == "row") & (telling < 2) & (self.count <= 4)).tolist():
            signed[row] = _opens_note(self._first(row))
        entries = np.flatnonzero((found == "row") & (self.count >= 2) & ~signed)
        last = entries[-1] if len(entries) else -1
        notes = np.zeros(len(self.body), dtype=bool)
        if last < 0 and not signed.any():
            # A list with one column and no head that fits: its cells are not notes.
            return notes
        for row in np.flatnonzero(found == "row").tolist():
            if row > last:
                notes[row] = signed[row] or (self.count[row] == 1 and not _figure(self._first(row)))
        return notes

    def _first(self, row: int) -> str:
        at = int(np.argmax(self.filled[row]))
        return tidy_text(str(self.body.iat[row, at]))


def _short(cell: str) -> str:
    return " ".join(cell.split()).casefold()


def _repeats(cell: str, name: str, part: bool) -> bool:
    """True where a cell says the name over it, or, under a joined name, one half of it."""
    if not cell or len(cell) > 2 * len(name) + 10:
        return False
    short = _short(cell)
    if short == name:
        return True
    return part and bool(short) and (name.endswith(" " + short) or name.startswith(short + " "))


def _says_total(cell: str) -> bool:
    # Looked at first as it is: most cells are long and say something else.
    words = cell[:_LONGEST_LABEL].lstrip(' \t\u00a0*"«(').split(maxsplit=2)
    if not words:
        return False
    if len(words[0]) <= 16 and words[0][0].casefold() in _TOTAL_STARTS:
        first = plain(words[0]).split(" ")[0]
        if first == _GENERAL:
            after = plain(cell[:_LONGEST_LABEL]).split(" ")[1:2]
            return not after or after[0] in _GENERAL_WITH
        if first in TOTAL_WORDS:
            return True
    if len(words) == 1 or len(cell) > _LONGEST_LABEL:
        return False
    last = cell.rsplit(maxsplit=1)[-1]
    return last[0].casefold() in _TOTAL_STARTS and plain(last) in _LAST_WORDS


def _opens_note(cell: str) -> bool:
    return plain(cell[:40]).split(" ")[0] in NOTE_WORDS


def _figure(cell: str) -> bool:
    values = parse_numbers(pd.Series([cell]), ".", True)[0]
    return bool(values.notna().iloc[0]) or cell.replace(",", "").replace(".", "").isdigit()
