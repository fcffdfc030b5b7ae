"""Rows that are not entries, by their words: totals, and lines above and below a table."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from campaign.i18n.match_key import plain, tidy_text
from campaign.ingest.understand.column_names import COUNTS
from campaign.ingest.values.codes import CodeList, possible_codes
from campaign.ingest.values.dates import are_dates
from campaign.ingest.values.numbers import parse_numbers
from campaign.ingest.values.periods import parse_day_ranges
from campaign.ingest.vocabulary import load_vocabulary

_WORDS = load_vocabulary("understand", "total_words")
TOTAL_WORDS = frozenset(map(plain, _WORDS.words("totals")))
LINK_WORDS = frozenset(map(plain, _WORDS.words("of_totals")))
"""Words between a label of totals and its region: «по» in «Итого по области»."""
_LAST_WORDS = frozenset(map(plain, _WORDS.words("totals_at_the_end")))
(_GENERAL,) = map(plain, _WORDS.words("general"))
_GENERAL_WITH = frozenset(map(plain, _WORDS.words("general_with")))
_LONGEST_LABEL = 40
# With the Latin look-alike of «в»; compared before anything slower.
_TOTAL_STARTS = frozenset("b" + "".join(word[0] for word in TOTAL_WORDS))


def has_total_word(cell: str) -> bool:
    """Return True for a cell with a word for totals, such as «Итого» or «жыйынтыгы»."""
    # A fast comparison of the cell as written excludes most cells, which are long.
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


def is_total_label(cell: str) -> bool:
    """Return True for a cell with only words for totals: «Всего:», «Жалпы саны»."""
    words = [word for word in plain(cell[:_LONGEST_LABEL]).split() if word not in LINK_WORDS]
    return has_total_word(cell) and all(word in TOTAL_WORDS or word == _GENERAL for word in words)


_LINE_WORDS = load_vocabulary("understand", "signature_words")
_LINE_STARTS = tuple(
    f"{plain(word)} " for word in (*_LINE_WORDS.words("notes"), *_LINE_WORDS.words("signatures"))
)
_LONGEST_START = max(map(len, _LINE_STARTS)) + 20
_CODE_FIELDS = {"oblast": "oblast", "type": "type", "iso_code": "unit"}
"""The columns of codes, and the names of their code lists."""
_KEYS = (None, "activity_id")
_DATE_FIELDS = ("date", "end_date", "due_date")
_FOOTNOTE_SIGNS = ("*", "†", "‡", "¹", "²", "³")
MOST_CELLS = 6
"""A line has at most this many filled cells."""

# «20» ноября 2017 г., «___» ________ 20__ г., 2017-ж. «20» ноябрь: blanks for a date.
_TO_DATE = re.compile(
    r"(?:20[\d_]{2}\s?-?\s?(?:ж|жыл|жылы|жылдын)\.?\s)?[«\"“„]\s?(?:_+|\d{1,2})\s?[»\"”]"
    r"\s?[^\W\d]*\s?(?:20[\d_]{2}\s?-?\s?(?:г|ж|года|жыл|жылы)?\.?)?",
    re.IGNORECASE,
)
_LONGEST_DATE = 60
IsPersonal = Callable[[str], bool]


def starts_line(cell: str) -> bool:
    """Return True for a cell that begins with a word of such a line: «Исполнитель», «М.П.»."""
    return _key(cell).startswith(_LINE_STARTS)


def text_after_start(cell: str) -> str:
    """Return the cell without the words of `starts_line` at its start and signs such as «:»."""
    key = _key(cell)
    start = max((s for s in _LINE_STARTS if key.startswith(s)), key=len, default="")
    rest = cell.strip()
    for _ in start.split():
        rest = re.sub(r"^\W*\w+\W*", "", rest)
    return rest


def is_outside_line(
    cells: Sequence[str], fields: Sequence[str | None], is_personal: IsPersonal | None = None
) -> bool:
    """Return True if a row looks like such a line and not like an entry.

    `cells` are those of the row by position, `fields` the declared column of each position.
    `is_personal` returns True for a cell with only personal data.

    Such a line begins with a word for a signature, an approval or a note, or has one filled cell,
    or has only such words, lines to sign on, dates and personal data. A row with two of date,
    number, region and type is an entry.
    """
    filled = {at: tidy_text(cell) for at, cell in enumerate(cells)}
    filled = {at: cell for at, cell in filled.items() if cell}
    if not filled or len(filled) > MOST_CELLS:
        return False

    def is_sign(cell: str) -> bool:
        if starts_line(cell) or _is_to_fill_in(cell):
            return True
        return is_personal is not None and is_personal(cell)

    starts = starts_line(next(iter(filled.values())))
    if _entry_signs(filled, fields, starts, is_sign) >= 2:
        return False
    if starts or all(is_sign(cell) or _is_date(cell) for cell in filled.values()):
        return True
    (cell, *others) = filled.values()
    return not others and not is_number(cell)


def entry_fields(
    cells: Sequence[str], fields: Sequence[str | None], codes: Mapping[str, CodeList]
) -> set[str]:
    """Return the declared columns in which a row has an entry; `codes` are the lists by name.

    A line that begins with a word for a signature or a note, with a sign of a footnote, or has a
    line to sign on, has an entry only where a column of counts has a number. In the columns up to
    the first one with words, where notes are written, only a date, a known code and a similar
    spelling are entries of their columns.
    """
    filled = {at: tidy_text(cell) for at, cell in enumerate(cells)}
    filled = {at: cell for at, cell in filled.items() if cell}
    if not filled:
        return set()
    first = next(iter(filled.values()))
    is_line = (
        starts_line(first)
        or first.startswith(_FOOTNOTE_SIGNS)
        or any("__" in cell for cell in filled.values())
    )
    first_words = next((at for at, field in enumerate(fields) if field not in _KEYS), -1)
    entries: set[str] = set()
    for at, cell in filled.items():
        field = fields[at] if at < len(fields) else None
        if field is None:
            continue
        if field in COUNTS:
            is_entry = is_number(cell) or (not is_line and any(map(str.isdigit, cell)))
        elif is_line:
            is_entry = False
        elif field in _DATE_FIELDS:
            ranges = (parse_day_ranges(pd.Series([cell]), order)[0] for order in ("dmy", "mdy"))
            is_range = any(first.notna().iloc[0] for first in ranges)
            is_entry = _is_date(cell) or is_range or is_number(cell)
        elif field in _CODE_FIELDS and at <= first_words:
            code_list = codes.get(_CODE_FIELDS[field])
            is_entry = code_list is not None and (
                code_list.match(cell).code is not None or bool(possible_codes(cell, code_list))
            )
        else:
            is_entry = field != "activity_id" or " " not in cell
        if is_entry:
            entries.add(field)
    return entries


def _entry_signs(
    filled: dict[int, str],
    fields: Sequence[str | None],
    starts: bool,
    is_sign: Callable[[str], bool],
) -> int:
    """Return how many of date, number, region and type the row has in the right columns."""
    by_field = {field: filled[at] for at, field in enumerate(fields) if field and at in filled}
    numbers = [cell for field, cell in by_field.items() if field in COUNTS]
    code_cells = [by_field[field] for field in _CODE_FIELDS if field in by_field]
    codes = sum(not is_sign(cell) and not is_number(cell) for cell in code_cells)
    if starts:
        # Words of a line may be in any column: «Исполнитель:», «отдел», «Условный А. А.».
        codes = codes // 2
    has_date = "date" in by_field and _is_date(by_field["date"])
    return codes + has_date + any(is_number(n) and not is_sign(n) for n in numbers)


def is_number(cell: str) -> bool:
    """Return True for a cell that is a number, in any spelling."""
    if not any(character.isdigit() for character in cell):
        return False
    if cell.replace(",", "").replace(".", "").isdigit():
        return True
    return bool(parse_numbers(pd.Series([cell]), ".", True)[0].notna().iloc[0])


def _is_to_fill_in(cell: str) -> bool:
    """Return True for a line to sign or date: «________», «/______/», «"___" ____ 20__ г.»."""
    if "__" in cell and not any(character.isalnum() for character in cell):
        return True
    return len(cell) <= _LONGEST_DATE and _TO_DATE.fullmatch(cell) is not None


def _is_date(cell: str) -> bool:
    if not any(character.isdigit() for character in cell):
        return False
    return bool(are_dates(pd.Series([cell])).iloc[0])


def _key(cell: str) -> str:
    return f"{plain(cell[:_LONGEST_START])} "
