"""The columns of a form's export by their positions, and the times of filling in a form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

import pandas as pd

from campaign.i18n.match_key import plain, tidy_text
from campaign.ingest.readers.raw_table import RawTable, letter_of
from campaign.ingest.replies import AS_IT_IS, Replies, make_replies
from campaign.ingest.report import ValidationReport
from campaign.ingest.understand.column_names import field_behind_groups, field_of
from campaign.ingest.understand.layout import Layout, find_layout
from campaign.ingest.vocabulary import load_vocabulary
from campaign.schema import validate
from campaign.schema.issues import Issue
from campaign.schema.tables import Table

_WORDS = load_vocabulary("understand", "form_headers")


class FormColumns:
    """The headers and cells of an export, which the steps of reading change.

    `row` is the row of the headers; `answers` are the columns that the owner chose as questions,
    whatever their headers.
    """

    def __init__(self, raw: RawTable, row: int, table: Table, replies: Replies) -> None:
        self.row, self.table, self.replies = row, table, replies
        self.cells = raw.cells.copy()
        self.headers = [tidy_text(str(cell)) for cell in self.cells.loc[row]]
        self.answers = {at for at, field in replies.of("column").items() if field is not None}

    def entries(self, at: int) -> pd.Series:
        """Return the cells of a column below its header."""
        return self.cells.loc[self.row + 1 :, at]

    def holds_only(self, at: int, test: Callable[[str], object]) -> bool:
        """Return True if every entry of the column passes the test, or the column has no entry."""
        return all(test(str(cell).strip().lower()) for cell in self.entries(at).unique() if cell)

    def positions(self, names: Collection[str]) -> set[int]:
        """Return the columns with these headers, except those that the owner chose as questions."""
        columns = {at for at, header in enumerate(self.headers) if header.lower() in names}
        return columns - self.answers


_OPTION_CELLS = frozenset(("", "0", "1", "true", "false"))
_OPTION_MARKS = frozenset(("1", "true"))

SCANNED_ROWS = 5
FEWEST_SIGNS = 2

_KEYS, _GROUP_KEYS = _WORDS.words("keys"), _WORDS.words("group_keys")
_SIGNS = frozenset(_WORDS.words("signs"))
_TECHNICAL = frozenset(_WORDS.words("technical"))
_CENTRAL, _CENTRAL_SIGN = frozenset(_WORDS.words("central")), ("attachmentspresent",)
_TIMES = frozenset(_WORDS.words("times"))
_REVIEW = frozenset(_WORDS.words("review"))
_PERSONS = frozenset(_WORDS.words("persons"))
_PROGRAM_HEADERS = _TECHNICAL | _CENTRAL | _TIMES | _PERSONS
_PERSON = re.compile(rf"(?<!\w)(?:{_WORDS.pattern('person_patterns')})(?!\w)")
_NOT_APPROVED = re.compile(rf"(?<!\w)(?:{_WORDS.pattern('not_approved')})$")
# Latitude and longitude, with or without altitude and accuracy.
_POINT = re.compile(r"-?\d{1,2}\.\d+ -?\d{1,3}\.\d+(?: -?\d+(?:\.\d+)?){0,2}")
_PART_OF_POINT = re.compile(
    r"(?:.*/)?_.+_(?:latitude|longitude|altitude|precision)"
    r"|.+-(?:latitude|longitude|altitude|accuracy)"
)


@dataclass(frozen=True, eq=False)
class FormExport:
    """The sheet and its options, and the changes made to them.

    Columns in `raw.program_columns` have neither header nor cells; `replies` have the declared
    columns of headers with group names. `issues` are warnings, `corrections` name the excluded
    columns.
    """

    raw: RawTable
    replies: Replies
    issues: tuple[Issue, ...] = ()
    corrections: tuple[Issue, ...] = ()

    def add_to(self, report: ValidationReport) -> ValidationReport:
        """Return the report with the corrections, and the warnings about rows of the report."""
        warnings = [issue for issue in self.issues if issue.row in report.frame.index]
        corrections = report.corrections
        report = replace(report, corrections=()).add(warnings, self.corrections)
        return replace(report, corrections=(*report.corrections, *corrections))


def read_form_export(raw: RawTable, table: Table, replies: Replies, file: str) -> FormExport:
    """Return a form's export as a plain table of answers; any other sheet unchanged.

    A column that a reply names is a question, whatever its header. Times of filling in are kept
    if no other column has the date, so that the owner can choose one of them.
    """
    row = _find_header(raw)
    if row is None or replies.value("header_row") not in (None, row):
        return FormExport(raw, replies)
    return _Form(raw, row, table, replies, file).read()


@dataclass(frozen=True, eq=False)
class SheetLayout:
    """A sheet as written (`raw`), as a plain table (`form.raw`), and the layout of that table."""

    raw: RawTable
    form: FormExport
    layout: Layout

    @property
    def is_form(self) -> bool:
        """True if a form exported the sheet."""
        return self.form.raw is not self.raw


def read_layout(
    raw: RawTable, table: Table, replies: Replies = AS_IT_IS, file: str = ""
) -> SheetLayout:
    """Return a sheet with its layout, which no later step infers again."""
    form = read_form_export(raw, table, replies, file)
    return SheetLayout(raw, form, find_layout(form.raw, table, form.replies))


def _find_header(raw: RawTable) -> int | None:
    """Return the header row; None if the sheet is not an export of a form."""
    for row, cells in raw.cells.head(SCANNED_ROWS).iterrows():
        headers = {tidy_text(str(cell)).lower() for cell in cells}
        if len(headers.intersection(_SIGNS)) >= FEWEST_SIGNS:
            return int(str(row))
    return None


class _Form:
    """The conversion of one export to a plain table."""

    def __init__(self, raw: RawTable, row: int, table: Table, replies: Replies, file: str) -> None:
        self.raw, self.table, self.replies, self.file = raw, table, replies, file
        self.form = FormColumns(raw, row, table, replies)
        self.corrections: list[Issue] = []

    def read(self) -> FormExport:
        """Return the plain table, and the corrections and warnings about excluded columns."""
        options, questions = _join_options(self.form)
        self.corrections += [
            Issue(self.file, "form_options", self.form.row, letter_of(at)) for at in questions
        ]
        points = self._find_points()
        persons = self._find_persons()
        technical = self.form.positions(_TECHNICAL)
        if self.form.positions(_CENTRAL_SIGN):
            technical |= self.form.positions(_CENTRAL)
        times = self.form.positions(_TIMES)
        program_columns = options | points | persons | technical
        columns = self._name_columns(program_columns | times)
        fields = self._whole_fields(program_columns | times) | set(columns.values())
        key = None if "activity_id" in fields else _find_key(self.form)
        if key is not None:
            columns[key] = "activity_id"
            technical.discard(key)
            program_columns.discard(key)
        if "date" in fields:
            technical |= times
            program_columns |= times
        else:
            columns |= dict.fromkeys(times, None)
        self._log("form_metadata", technical)
        self._log("form_person", persons)
        self._log("form_point", points)
        warnings = tuple(self._warn_not_approved())
        for at in program_columns:
            self.form.cells.loc[self.form.row :, at] = ""
        if key is not None:
            _number_group_rows(self.form, key, self.raw.number)
        raw = replace(
            self.raw,
            cells=self.form.cells,
            program_columns=frozenset(program_columns),
            issues=tuple(issue for issue in self.raw.issues if issue.at not in program_columns),
        )
        columns |= self.replies.of("column")
        named = make_replies(header_row=self.form.row, column=columns)
        replies = self.replies.add(named)
        return FormExport(raw, replies, warnings, tuple(self.corrections))

    # Which columns --------------------------------------------------------------------------------

    def _find_persons(self) -> set[int]:
        persons = self.form.positions(_PERSONS)
        for at, header in enumerate(self.form.headers):
            field = field_behind_groups(header, self.table.name)
            # `enumerator/name` names a person, whereas `enumerator/date` is an answer.
            is_text = field is None or self.table.kinds[field] == "text"
            if is_text and at not in self.form.answers and _PERSON.search(plain(header)):
                persons.add(at)
        return persons

    def _find_points(self) -> set[int]:
        """Return the columns of coordinates, which have one text or a column for each part."""
        names = [header.lower() for header in self.form.headers]
        texts = {
            at
            for at in range(len(names))
            if self.form.entries(at).any() and self.form.holds_only(at, _POINT.fullmatch)
        }
        # Next to `group/place` Kobo writes `group/_place_latitude`, ODK `group-place-Latitude`.
        parts = {at for at, name in enumerate(names) if _PART_OF_POINT.fullmatch(name)}
        return (texts | parts) - self.form.answers

    # Names of columns -----------------------------------------------------------------------------

    def _whole_fields(self, without: set[int]) -> set[str | None]:
        """Return the declared columns that whole headers name or the owner chose, and None."""
        choices = self.replies.of("column")
        return {
            choices[at] if at in choices else field_of(header, self.table.name)
            for at, header in enumerate(self.form.headers)
            if at not in without
        } | {None}

    def _name_columns(self, without: set[int]) -> dict[int, str | None]:
        """Return {position: declared column} of headers that alone name one after their groups."""
        named = {
            at: field_behind_groups(header, self.table.name)
            for at, header in enumerate(self.form.headers)
            if at not in without and at not in self.replies.of("column")
        }
        whole, count = self._whole_fields(without), Counter(named.values())
        return {at: name for at, name in named.items() if name not in whole and count[name] == 1}

    # Warnings and corrections ---------------------------------------------------------------------

    def _warn_not_approved(self) -> Iterator[Issue]:
        """Yield a warning for each answer that a reviewer did not approve."""
        for at in sorted(self.form.positions(_REVIEW)):
            cells = self.form.entries(at)
            is_against = cells.map(lambda cell: bool(_NOT_APPROVED.search(plain(cell))))
            for row in cells.index[is_against][: validate.MOST_ISSUES]:
                yield Issue(self.file, "form_not_approved", int(row))

    def _log(self, rule: str, positions: set[int]) -> None:
        """Add one correction for all these columns, by their letters and well-known headers."""
        if positions:
            columns = ", ".join(self._label(at) for at in sorted(positions))
            self.corrections.append(
                Issue(self.file, rule, self.form.row, params={"columns": columns})
            )

    def _label(self, at: int) -> str:
        """Return the header if it is a word of the program, else the letter of the column.

        Any other header may name a person.
        """
        is_program_word = self.form.headers[at].lower() in _PROGRAM_HEADERS
        return self.form.headers[at] if is_program_word else letter_of(at)


def _join_options(form: FormColumns) -> tuple[set[int], list[int]]:
    """Join the chosen options of each question in one column; return the columns of options.

    The options are joined in the column of the question, whose own cells have labels separated by
    spaces and are ambiguous. In an export without this column, the column of the first option is
    used instead if the common part of the headers names a declared text or code. The second result
    has the position of the first option of each question.
    """
    families: dict[str, list[int]] = {}
    table = form.table.name
    for at, header in enumerate(form.headers):
        parent, slash, option = header.rpartition("/")
        if slash and option and at not in form.answers:
            families.setdefault(parent, []).append(at)
    options: set[int] = set()
    questions: list[int] = []
    for parent, positions in families.items():
        # Counts and other cells show that the columns are a group of questions, not options.
        if not all(form.holds_only(at, _OPTION_CELLS.__contains__) for at in positions):
            continue
        if parent in form.headers:
            question = form.headers.index(parent)
        elif (
            (name := field_of(parent, table) or field_behind_groups(parent, table)) is not None
            and form.table.kinds[name] in ("text", "code")
            and any(form.entries(at).any() for at in positions)
        ):
            question = positions[0]
        else:
            continue
        _write_options(form, parent, positions, question)
        options.update(at for at in positions if at != question)
        questions.append(positions[0])
    return options, questions


def _write_options(form: FormColumns, parent: str, positions: list[int], question: int) -> None:
    """Write the chosen options of each row into the column `question`, separated by semicolons.

    A row without a marked option keeps its cell.
    """
    labels = [
        form.entries(at)
        .str.strip()
        .str.lower()
        .isin(_OPTION_MARKS)
        .map({True: form.headers[at][len(parent) + 1 :], False: ""})
        for at in positions
    ]
    answers = ["; ".join(filter(None, row)) for row in zip(*labels, strict=True)]
    former = [""] * len(answers) if question in positions else list(form.entries(question))
    form.cells.loc[form.row + 1 :, question] = [
        answer or cell for answer, cell in zip(answers, former, strict=True)
    ]
    form.cells.loc[form.row, question] = form.headers[question] = parent


def _find_key(form: FormColumns) -> int | None:
    """Return the column with a unique key for each filled-in form; None without one.

    In a repeat group, it is the column with the key of the form to which a row belongs. A column
    whose meaning the owner chose, also as undeclared, is not a key.
    """
    for name in (*_KEYS, *_GROUP_KEYS):
        for at in form.positions((name,)):
            is_key = name in _GROUP_KEYS or form.entries(at).is_unique
            if at not in form.replies.of("column") and is_key:
                return at
    return None


def _number_group_rows(form: FormColumns, key: int, sheet: int) -> None:
    """Add to each key in a repeat group the numbers of its sheet and of its row in the form.

    Two equal rows are therefore two activities. A row without any answer has no key. Keys of forms
    themselves are unchanged.
    """
    if form.headers[key].lower() not in _GROUP_KEYS:
        return
    keys = form.entries(key)
    others = form.cells.loc[keys.index].drop(columns=key)
    keys = keys.where((others != "").any(axis=1), "")
    numbers = (keys.groupby(keys).cumcount() + 1).astype("str")
    form.cells.loc[keys.index, key] = (keys + f"/{sheet}/" + numbers).where(keys != "", "")
