"""The one door: a file's bytes to an `Intake`, whether shipped, dropped or checked at night."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from campaign.domain import clock, duplicates
from campaign.i18n import match_key
from campaign.i18n.match_key import fold
from campaign.i18n.translator import N_
from campaign.ingest.canonical_csv import FEWEST_BYTES, first_lines, ingest_canonical_csv
from campaign.ingest.options import AS_IT_IS, DetectedOptions, RequestedOptions
from campaign.ingest.parse import code_lists, dates, numbers, row_kinds
from campaign.ingest.parse.code_lists import CodeList
from campaign.ingest.parse.file_totals import FileTotal, file_totals
from campaign.ingest.parse.header_row import HeaderRow, find_header_row
from campaign.ingest.parse.row_numbers import row_number_columns
from campaign.ingest.plausibility import PlausibilityCheck, check_plausibility
from campaign.ingest.privacy.person_names import PERSON
from campaign.ingest.privacy.possible_names import PossibleNames, TextPlace
from campaign.ingest.privacy.scan import heads_in, kinds_of, scan
from campaign.ingest.privacy.workbook_text import WorkbookText, texts_outside_cells
from campaign.ingest.readers.detect import MOST_MEGABYTES, read_grid
from campaign.ingest.readers.header_delimiter import differing_signs
from campaign.ingest.readers.raw_table import RawTable, letter_of
from campaign.ingest.readers.zip_limits import UnsafeArchiveError
from campaign.ingest.reference_data import ReferenceData
from campaign.ingest.remarks import sex_notes, total_notes, total_warnings
from campaign.ingest.report import Question, ValidationReport, rejected_report
from campaign.schema import tables
from campaign.schema.issues import Issue

Told = Callable[[str, float], None]
PREVIEW_ROWS = 12
SAMPLE_LINES = 200
_DATES = ("date",)
_FIGURES = ("whole", "number")
STEPS = (
    N_("Reading the file"),
    N_("Looking for personal data"),
    N_("Understanding dates, figures and names"),
    N_("Checking every rule"),
)


def ingest_register(
    content: bytes,
    file: str,
    against: ReferenceData,
    table: tables.Table = tables.ACTIVITIES,
    wanted: RequestedOptions = AS_IT_IS,
    told: Told | None = None,
) -> ValidationReport:
    """What became of the file; never raises for what is in it.

    `told` is called with a step in words (a message id) and the share done, 0 to 1.
    """
    tell = told or (lambda step, share: None)
    tell(STEPS[0], 0.0)
    with match_key.reading():
        return _taken_in(content, file, against, table, wanted, tell)


def _taken_in(
    content: bytes,
    file: str,
    against: ReferenceData,
    table: tables.Table,
    wanted: RequestedOptions,
    tell: Told,
) -> ValidationReport:
    if table is tables.ACTIVITIES and wanted == AS_IT_IS and len(content) >= FEWEST_BYTES:
        sample = _cell_by_cell(
            first_lines(content, SAMPLE_LINES), file, against, table, wanted, tell
        )
        plain = ingest_canonical_csv(content, file, against, sample)
        if plain is not None:
            tell(STEPS[3], 1.0)
            return plain
        if len(content) > MOST_MEGABYTES * 2**20 and sample.complete:
            limit = {"limit": str(MOST_MEGABYTES)}
            return rejected_report(file, Issue(file, "too_big_to_mend", params=limit))
    return _cell_by_cell(content, file, against, table, wanted, tell)


def _cell_by_cell(
    content: bytes,
    file: str,
    against: ReferenceData,
    table: tables.Table,
    wanted: RequestedOptions,
    tell: Told,
) -> ValidationReport:
    grid = read_grid(content, file, wanted)
    if isinstance(grid, Issue):
        return rejected_report(file, grid)
    head = find_header_row(grid, table, wanted)
    tell(STEPS[1], 0.4)
    personal = scan(grid.cells, head.heads, head.fields, file)
    try:
        private, elsewhere = _hidden(grid, file, content)
    except UnsafeArchiveError as refused:
        return rejected_report(file, Issue(file, refused.rule, params=refused.params))
    private = [*personal.problems, *private]
    if private:
        counts = Counter((p.rule, p.column) for p in private)
        # Nothing else of a refused file is kept: no preview, no heads, no repairs.
        nothing = pd.DataFrame()
        return ValidationReport(file, "refused", None, nothing, tuple(private), counts=dict(counts))
    tell(STEPS[2], 0.6)
    here = [TextPlace(str(grid.cells.at[row, at]), row, at=at) for row, at in personal.names]
    names = PossibleNames([*here, *elsewhere], wanted.public_texts, against.public_texts)
    cells = names.without(grid.cells)
    if cells is not grid.cells:
        grid = replace(grid, cells=cells)
        head = find_header_row(grid, table, wanted)
    intake = _Sheet(grid, head, file, table, against, wanted).taken_in(tell)
    return names.noted(intake, head.heads)


def _hidden(grid: RawTable, file: str, content: bytes) -> tuple[list[Issue], list[TextPlace]]:
    """Personal data of a workbook outside the cells of its sheet: elsewhere, or in no cell.

    What refuses the file, and the texts that may name a person, which nobody reads here.

    Another sheet is told by its number, `[2]!A`: its name may be a person's. Hidden ones count.
    Raises RefusedError where the texts that stand in no cell cannot be read.
    """
    asides = texts_outside_cells(content)
    number = {name: at for at, name in enumerate(asides.sheets, start=1)}
    found: list[Issue] = []
    named: list[TextPlace] = []
    for name, cells in grid.others:
        sheet = f"[{number.get(name, '?')}]"
        personal = scan(cells, heads_in(cells), [None] * cells.shape[1], file)
        found += [replace(p, column=f"{sheet}!{p.column}") for p in personal.problems]
        named += [
            TextPlace(str(cells.at[row, at]), row, f"{sheet}!{letter_of(at)}")
            for row, at in personal.names
        ]
    texts = list(dict.fromkeys([*asides.texts, *(WorkbookText(n, n) for n in asides.sheets)]))
    told: dict[tuple[int | None, str | None, str], None] = {}
    for at, kinds in kinds_of([aside.text for aside in texts], alone=True).items():
        aside = texts[at]
        numbered = f"[{number[aside.sheet]}]" if aside.sheet in number else None
        if aside.column is not None and aside.sheet == grid.sheet:
            column: str | None = aside.column
        else:
            column = "!".join(filter(None, (numbered, aside.column))) or None
        told |= dict.fromkeys((aside.row, column, what) for what in kinds if what != PERSON)
        if PERSON in kinds:
            named.append(TextPlace(aside.text, aside.row, column))
    found += [
        Issue(file, "personal_aside", row, column, params={"what": what})
        for row, column, what in told
    ]
    return found[: tables.MOST_PROBLEMS], named


class _Sheet:
    """One sheet on its way from cells to checked rows; collects what was repaired."""

    def __init__(
        self,
        grid: RawTable,
        head: HeaderRow,
        file: str,
        table: tables.Table,
        against: ReferenceData,
        wanted: RequestedOptions,
    ) -> None:
        self.grid, self.head, self.file, self.table = grid, head, file, table
        self.against, self.wanted = against, wanted
        self.repairs: list[Issue] = []
        self.counts: Counter[tuple[str, str | None]] = Counter()
        self.faults: list[Issue] = []
        self.questions: list[Question] = []
        self.overflow: frozenset[int] = frozenset()
        self.today = against.today or clock.today()
        self.orders: str | dates.Orders = wanted.date_order or "dmy"
        self.written: dict[str, pd.Series] = {}
        """Columns as they stand in the source, tidied only: what a fault shows."""
        self.positions = {name: at for at, name in enumerate(head.fields) if name is not None}
        """Declared column → position in the sheet."""

    def taken_in(self, tell: Told) -> ValidationReport:
        head, grid = self.head, self.grid
        body = grid.cells.loc[head.body :]
        figures = row_kinds.merged_figures(body, grid, head)
        body, merged = row_kinds.fill_merged_cells(body, grid, head)
        kinds = row_kinds.classify(body, head)
        kept = body[kinds == "row"]
        left_out = int(kinds.isin(("total", "head", "note")).sum())
        self._note_sheet(kinds, merged)
        decided = self._decided(kept)
        signs = differing_signs(grid, head, kept, self.table.name)
        if signs is not None:
            row, *both = signs
            params = dict(zip(("header_sign", "row_sign"), both, strict=True))
            problem = Issue(self.file, "header_delimiter", row, params=params)
            unread = self._unread([problem], decided, len(kept) + left_out, 0)
            # What was made of columns that are none is not worth a line.
            return replace(unread, repairs=(), counts={(problem.rule, None): 1})
        missing = [c.name for c in self.table.columns if c.present and c.name not in self.positions]
        if missing:
            return self._without(missing, decided, len(kept), left_out)
        raw = self._understood(kept, decided)
        tell(STEPS[3], 0.8)
        codes = {
            column.of: {fold(code): code for code in self._codes(column.of)}
            for column in self.table.columns
            if column.of
        }
        numbering = row_number_columns(raw, self.positions)
        doubled = duplicates.exact(raw.drop(columns=numbering), self.file)
        faults = [*self.faults, *self._merged_figures(kept, figures), *doubled]
        most = {column.name: self.against.most(column.name) for column in self.table.columns}
        checked = tables.check(raw, self.table, self.file, codes, faults, self.written, most)
        doubts = self._doubts(checked.frame)
        totals = self._file_totals(body[kinds == "total"], raw, decided)
        differing = total_warnings(totals, self.file)
        problems = [self._named(p) for p in (*checked.problems, *doubts.problems, *differing)]
        notes = [self._named(note) for note in total_notes(totals, self.file)]
        if self.table is tables.ACTIVITIES:
            notes += sex_notes(checked.frame, self.file)
        counts: Counter[tuple[str, str | None]] = Counter()
        for (rule, column), n in (*checked.counts.items(), *doubts.counts.items()):
            counts[rule, self._head_of(column)] += n
        counts.update((p.rule, self._head_of(p.column)) for p in differing)
        tell(STEPS[3], 1.0)
        return ValidationReport(
            self.file,
            "problems" if problems else "clean",
            decided,
            checked.frame,
            tuple(sorted(problems, key=lambda p: (p.row or 0, p.column or ""))),
            tuple(self.repairs),
            {**counts, **self.counts},
            rows=len(kept) + left_out,
            left_out=left_out,
            refused_rows=checked.set_aside,
            questions=tuple(self.questions),
            extra=tuple(str(n) for n in raw.columns if n not in self.positions),
            preview=grid.cells.iloc[: head.row + PREVIEW_ROWS],
            edition=doubts.edition,
            table=self.table.name,
            notes=tuple(notes),
        )

    # What was decided ----------------------------------------------------------------------

    def _decided(self, kept: pd.DataFrame) -> DetectedOptions:
        kinds = {c.name: c.kind for c in self.table.columns}
        on = {name: kept[at] for name, at in self.positions.items()}
        dated = [cells for name, cells in on.items() if kinds.get(name) in ("date", "period")]
        figures = [
            cells[~self._stored(name, cells)]
            for name, cells in on.items()
            if kinds.get(name) in _FIGURES
        ]
        order = self.wanted.date_order
        if not order:
            self.orders = guessed = dates.guess_orders(dated, self.today.year)
            order = guessed.main
            if not guessed.certain:
                self._date_order(guessed)
        return DetectedOptions(
            encoding=self.grid.encoding,
            delimiter=self.grid.delimiter,
            decimal=self.wanted.decimal or numbers.guess_decimal(figures),
            date_order=order,
            sheet=self.grid.sheet,
            sheets=self.grid.sheets,
            head_row=self.head.row,
            heads=self.head.heads,
            fields=self.head.fields,
        )

    def _date_order(self, guessed: dates.Orders) -> None:
        """Say what was guessed, by an example of each way of writing."""
        if not guessed.mixed:
            self._repair("date_order_guess", column=self._head_of("date"))
            return
        cells = pd.Series(guessed.doubtful, dtype="str")
        days = dates.parse_dates(cells, guessed)[0].dt.strftime("%Y-%m-%d").fillna("?")
        read = "; ".join(f"{cell} → {day}" for cell, day in zip(cells, days, strict=True))
        self._repair("date_order_mixed", column=self._head_of("date"), read=read)

    def _without(
        self, missing: Sequence[str], decided: DetectedOptions, kept: int, left_out: int
    ) -> ValidationReport:
        """A sheet that lacks a column no row can do without: nothing counts, all is explained."""
        if not self.positions:
            names = ", ".join(c.name for c in self.table.columns if c.present)
            problem = Issue(self.file, "no_head", params={"columns": names})
            unread = rejected_report(self.file, problem)
            return replace(unread, decided=decided, preview=self.grid.cells.iloc[:PREVIEW_ROWS])
        problems = [
            Issue(self.file, "missing_column", column=name, params={"column": name})
            for name in missing
        ]
        return self._unread(problems, decided, kept, left_out)

    def _unread(
        self, problems: Sequence[Issue], decided: DetectedOptions, kept: int, left_out: int
    ) -> ValidationReport:
        """A sheet of which no row counts, with the reasons."""
        return ValidationReport(
            self.file,
            "problems",
            decided,
            pd.DataFrame(),
            tuple(problems),
            tuple(self.repairs),
            {**{(p.rule, p.column): 1 for p in problems}, **self.counts},
            rows=kept + left_out,
            left_out=left_out,
            refused_rows=kept,
            preview=self.grid.cells.iloc[: self.head.row + PREVIEW_ROWS],
            table=self.table.name,
        )

    # Cells ---------------------------------------------------------------------------------

    def _understood(self, kept: pd.DataFrame, decided: DetectedOptions) -> pd.DataFrame:
        """The rows in the declared columns, every cell written as the rules want it.

        What cannot be understood stays as it was written, for the rule to name it.
        """
        self._cell_faults(kept.index)
        raw: dict[str, pd.Series] = {}
        for column in self.table.columns:
            if column.name not in self.positions:
                continue
            cells = kept[self.positions[column.name]]
            cells, spaced = match_key.tidy(cells)
            self._each("spaces", column.name, spaced, cells)
            self.written[column.name] = cells
            if column.kind in ("date", "period"):
                cells = self._dates(column, cells)
            elif column.kind in _FIGURES:
                cells = self._figures(column, cells, decided)
            elif column.of:
                cells = self._codes_of(column, cells)
            elif column.choices:
                cells = cells.str.lower()
            raw[column.name] = cells
        self._overflow(kept)
        for at in kept.columns:
            name = self._kept_as(kept, int(at))
            if name and name not in raw:
                raw[name] = match_key.tidy(kept[at])[0]
        return pd.DataFrame(raw, index=kept.index)

    def _dates(self, column: tables.Column, cells: pd.Series) -> pd.Series:
        whole_years = cells.str.fullmatch(r"\d{4}") & (column.kind == "period")
        values, rewritten = dates.parse_dates(cells, self.orders, self.grid.from_1904)
        written = values.dt.strftime("%Y-%m-%d")
        rewritten &= ~whole_years
        self._each("date_rewritten", column.name, rewritten, cells, written)
        return cells.where(values.isna() | whole_years, written)

    def _figures(
        self, column: tables.Column, cells: pd.Series, decided: DetectedOptions
    ) -> pd.Series:
        stored = self._stored(column.name, cells)
        values, rewritten = numbers.parse_numbers(cells, decided.decimal, stored)
        written = values.map(_figure)
        self._each("number_rewritten", column.name, rewritten & values.notna(), cells, written)
        unreported = rewritten & values.isna()
        self._each("not_reported_word", column.name, unreported, cells)
        unread = values.isna() & ~unreported & (cells != "")
        read = cells.where(values.isna() & ~unreported, written)
        return read.mask(unread, tables.UNREAD + cells)

    def _file_totals(
        self, totals: pd.DataFrame, raw: pd.DataFrame, decided: DetectedOptions
    ) -> list[FileTotal]:
        """The rows of totals beside the rows they sum up, in the declared columns of figures."""
        names = [c.name for c in self.table.columns if c.kind in _FIGURES and c.name in raw]
        if totals.empty or not names:
            return []
        stated = {}
        for name in names:
            cells = totals[self.positions[name]]
            stored = self._stored(name, cells)
            stated[name] = numbers.parse_numbers(cells, decided.decimal, stored)[0]
        figured = {self.positions[name] for name in names}
        words = totals[[at for at in totals.columns if at not in figured]]
        labels = {
            int(row): [cell for cell in cells if cell]
            for row, cells in zip(words.index, words.to_numpy(dtype=object), strict=True)
        }
        figures = raw[names].apply(pd.to_numeric, errors="coerce")
        known = self.against.known.get("oblast")
        dated = raw["date"] != "" if "date" in raw else None
        return file_totals(labels, pd.DataFrame(stated), figures, raw.get("oblast"), known, dated)

    def _stored(self, name: str, cells: pd.Series) -> pd.Series:
        """True where a number that is not whole is stored as such, not typed as text."""
        found = self.grid.fractions.get(self.positions[name], frozenset())
        return pd.Series(cells.index.isin(list(found)), index=cells.index)

    def _merged_figures(
        self, kept: pd.DataFrame, figures: Mapping[int, Mapping[int, int]]
    ) -> list[Issue]:
        """A warning for each row whose figure stands in a row above, for several of them."""
        counted = set(kept.index)
        return [
            Issue(
                self.file, "merged_figure", row, self.head.fields[at], "warning", {"first": first}
            )
            for at, covered in figures.items()
            for row, first in covered.items()
            if row in counted
        ]

    def _codes_of(self, column: tables.Column, cells: pd.Series) -> pd.Series:
        of = str(column.of)
        cells, mixed = match_key.unmix(cells)
        self._each("letters", column.name, mixed, cells)
        answers = {
            folded: code for (asked, folded), code in self.wanted.codes.items() if asked == of
        }
        found = code_lists.resolve(cells, self.against.known[of], answers)
        self._each("spelling", column.name, found.rewritten, cells, found.codes)
        for spelling, count in cells[found.unsure | found.unknown].value_counts().items():
            self._ask(of, str(spelling), int(count))
        known = self.against.known[of]
        for row in cells.index[found.unsure]:
            offers = _offers(str(cells[row]), known)
            params = {"value": str(cells[row])[:80], "offers": ", ".join(offers)}
            self.faults.append(
                Issue(self.file, f"ambiguous_{of}", int(row), column.name, params=params)
            )
        return cells.where(found.codes.isna(), found.codes.astype("object"))

    def _kept_as(self, kept: pd.DataFrame, at: int) -> str:
        """The name of a column that no rule knows: its head, or its letter; "" for none to keep."""
        heads, fields = self.head.heads, self.head.fields
        if at < len(fields) and fields[at] is not None:
            return ""
        if at < len(heads) and heads[at]:
            return heads[at]
        return letter_of(at) if at not in self.overflow and (kept[at] != "").any() else ""

    def _overflow(self, kept: pd.DataFrame) -> None:
        """In delimited text, rows that run past the head: a delimiter inside a cell, most likely.

        A column that most rows fill is no accident: it is kept by its letter.
        """
        last = max((at for at, head in enumerate(self.head.heads) if head), default=-1)
        beyond = [at for at in kept.columns if int(at) > last]
        if self.grid.typed or not beyond:
            return
        filled = kept[beyond] != ""
        if filled.any(axis=1).mean() > 0.5:
            return
        self.overflow = frozenset(int(at) for at in beyond)
        for row in kept.index[filled.any(axis=1)]:
            self.faults.append(Issue(self.file, "ragged", int(row)))

    def _ask(self, of: str, spelling: str, count: int) -> None:
        offers = _offers(spelling, self.against.known[of])
        folded = match_key.plain(spelling)
        if spelling and len(self.questions) < tables.MOST_PROBLEMS:
            self.questions.append(Question(of, spelling, folded, offers, count))

    def _codes(self, of: str) -> list[str]:
        return sorted(set(self.against.known[of].codes.values()))

    def _cell_faults(self, index: pd.Index) -> None:
        """Faults met while reading, placed in their declared column; only those of counted rows."""
        for fault in self.grid.problems:
            if fault.row not in index:
                continue
            at = int(fault.column) if fault.column is not None else -1
            name = self.head.fields[at] if 0 <= at < len(self.head.fields) else None
            if name is None:
                fault = replace(fault, severity="warning")
                name = self.head.heads[at] if 0 <= at < len(self.head.heads) else None
            self.faults.append(replace(fault, file=self.file, column=name or None))

    # Warnings ------------------------------------------------------------------------------

    def _doubts(self, frame: pd.DataFrame) -> PlausibilityCheck:
        against = self.against
        if self.table is not tables.ACTIVITIES or frame.empty:
            return PlausibilityCheck((), {}, against.edition)
        return check_plausibility(frame, self.file, against, self.today)

    # Names and counts ------------------------------------------------------------------------

    def _head_of(self, column: str | None) -> str | None:
        """The head in the file of a declared column: what its author calls it."""
        if column is None or column not in self.positions:
            return column
        return self.head.heads[self.positions[column]] or column

    def _named(self, problem: Issue) -> Issue:
        offers = ""
        if problem.rule.startswith("unknown_") and problem.column in self.positions:
            of = problem.rule.removeprefix("unknown_")
            if of in self.against.known:
                value = str(problem.params.get("value", ""))
                offers = ", ".join(code_lists.suggestions(value, self.against.known[of]))
        params = {**problem.params, "offers": offers} if offers else problem.params
        return replace(problem, column=self._head_of(problem.column), params=params)

    def _repair(
        self, rule: str, row: int | None = None, column: str | None = None, **params: str
    ) -> None:
        self.counts[rule, column] += 1
        self.repairs.append(Issue(self.file, rule, row, column, "repair", params))

    def _each(
        self,
        rule: str,
        column: str,
        mask: pd.Series,
        cells: pd.Series,
        written: pd.Series | None = None,
    ) -> None:
        """One repair a cell, listed up to `MOST_PROBLEMS` and all counted."""
        touched = mask.index[mask.fillna(False).astype(bool)]
        if not len(touched):
            return
        head = self._head_of(column)
        self.counts[rule, head] += len(touched)
        for row in touched[: tables.MOST_PROBLEMS]:
            params = {"value": str(cells[row])[:80]}
            if written is not None:
                params["read"] = str(written[row])
            self.repairs.append(Issue(self.file, rule, int(row), head, "repair", params))

    def _note_sheet(self, kinds: pd.Series, merged: Mapping[int, pd.Series]) -> None:
        """What was done to the sheet as a whole, before any cell was understood."""
        grid, head = self.grid, self.head
        for repair in grid.repairs:
            self.repairs.append(replace(repair, file=self.file))
            self.counts[repair.rule, repair.column] += 1
        if grid.encoding not in (None, "utf-8"):
            self._repair("decoded", encoding=str(grid.encoding))
        for row in head.titles:
            self._repair("title_rows", row)
        if head.tag_row is not None:
            self._repair("tag_row", head.tag_row)
        for at in head.merged:
            self._repair("merged_head", head.row, head.heads[at])
        rules = {"total": "total_row", "head": "repeated_head", "note": "note_row"}
        for kind, rule in rules.items():
            for row in kinds.index[kinds == kind]:
                self._repair(rule, int(row))
        for at, mask in merged.items():
            self._each("merged_cell", head.fields[at] or "", mask, grid.cells[at])
        last = max((at for at, name in enumerate(head.heads) if name), default=-1)
        for at, known in enumerate(head.heads):
            if known and head.fields[at] is None:
                self._repair("unknown_column", head.row, known)
            elif not known and at < last and not (self.grid.cells[at] != "").any():
                self._repair("blank_column", head.row, letter_of(at))


def _offers(spelling: str, known: CodeList) -> tuple[str, ...]:
    """The codes a spelling may mean, best first; only for the reader to choose from."""
    return known.unsure.get(match_key.plain(spelling)) or code_lists.suggestions(spelling, known)


def _figure(value: float) -> str:
    """A number in plain figures; "" for a missing one."""
    if pd.isna(value):
        return ""
    return str(int(value)) if value == int(value) else repr(float(value))
