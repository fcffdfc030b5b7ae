"""The cleaning log of a file, in the reader's language.

The log is a table that people read and may edit: names instead of codes, and words for every
answer. `log_reader` reads it back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from campaign.i18n.match_key import plain
from campaign.i18n.translator import Text
from campaign.ingest.log.log_words import (
    BY_PLACE_WORDS,
    BY_RULE,
    COUNTED_WORDS,
    EVERY_CELL,
    EXCLUDED_WORDS,
    NO_COLUMN_WORDS,
    NOT_REPORTED_WORDS,
    ONE_CELL,
    PLACE_WORDS,
    UNCHANGED_WORDS,
    WHOLE_ROW,
    WHOLE_TABLE,
    WIDE_LABELS,
)
from campaign.ingest.options import (
    BY_PLACE,
    EXCLUDE,
    NOT_REPORTED,
    PERIOD_SIGN,
    PLACE_REGION,
    RequestedOptions,
)
from campaign.ingest.parse.code_lists import CodeList
from campaign.ingest.parse.estimates import estimate_key
from campaign.ingest.report import ValidationReport
from campaign.schema import tables
from campaign.schema.columns import Column
from campaign.schema.data_dictionary import column_label
from campaign.schema.issues import Issue

Codes = Mapping[str, CodeList]
_ANSWER_RULES = (
    *("answered", "row_excluded", "campaign_excluded", "without_region"),
    *("estimate", "estimate_not_reported"),
)
_CELL_RULE = "cell_corrected"
_COUNTED_RULE = "row_counted"
# The message of these corrections includes the value.
_WITHOUT_VALUE = ("text_excluded",)


class LogLine(NamedTuple):
    """One line of a log in the reader's language.

    `row` is None for all rows; a missing text is "".
    """

    row: int | None
    column: str
    written: str
    read_as: str
    reason: str
    origin: str
    key: str = ""


def log_lines(
    report: ValidationReport,
    requested: RequestedOptions,
    codes: Codes,
    text: Text,
) -> list[LogLine]:
    """Return a line for each listed correction, and for each answer that no correction shows.

    `codes` are the code lists by name. A line without a row has the number of corrections that are
    counted but not listed.
    """
    writer = _LogWriter(report, requested, codes, text)
    return [
        *writer.wide_answers(),
        *writer.columns(),
        *writer.file_values(),
        *writer.signatures(),
        *writer.corrections(),
        *writer.other_answers(),
        *writer.unlisted(),
    ]


class _LogWriter:
    """The lines of one log."""

    def __init__(
        self,
        report: ValidationReport,
        requested: RequestedOptions,
        codes: Codes,
        text: Text,
    ) -> None:
        self.report, self.requested, self.codes, self.text = report, requested, codes, text
        detected = report.detected
        self.fields = {} if detected is None else detected.columns
        self.answers_in_corrections: set[tuple[str, str]] = set()

    def wide_answers(self) -> Iterator[LogLine]:
        """Yield a line for each answer of the owner about the numbers of a wide table."""
        request = self.requested.wide
        if request is None or self.report.wide is None:
            return
        period = f"{request.start}{PERIOD_SIGN}{request.end}" if request.start else None
        answers = {
            "measure": request.measure and self._label(request.measure),
            "oblast": request.oblast and self._answer_words("oblast", request.oblast),
            "type": request.type and self._answer_words("type", request.type),
            "year": request.year and str(request.year),
            "period": period,
            "note": request.note,
        }
        for name, words in answers.items():
            if words:
                reason = self.text("The numbers of the table are read as totals.")
                label = self.text(WIDE_LABELS[name])
                yield LogLine(None, label, "", words, reason, self.text(WHOLE_TABLE))

    def columns(self) -> Iterator[LogLine]:
        """Yield a line for each column with a header whose meaning the owner chose."""
        headers = () if self.report.detected is None else self.report.detected.headers
        origin = self.text(WHOLE_TABLE)
        for at, name in sorted(self.requested.columns.items()):
            header = headers[at] if at < len(headers) else ""
            if header and name is None:
                reason = self.text("The column is not part of the register. It is left unchanged.")
                yield LogLine(None, header, header, self.text(UNCHANGED_WORDS), reason, origin)
            elif header and name is not None:
                reason = self.text("The column of the file was chosen by hand.")
                yield LogLine(None, self._label(name), header, self._label(name), reason, origin)

    def file_values(self) -> Iterator[LogLine]:
        """Yield a line for each value that the owner gives for a missing column, in every row."""
        for name, value in self.report.file_values.items():
            label = self.text(WIDE_LABELS["period"]) if name == "date" else self._label(name)
            words = value if name == "date" else self._answer_words(name, value)
            reason, origin = self.text(NO_COLUMN_WORDS), self.text(WHOLE_TABLE)
            yield LogLine(None, label, "", words, reason, origin)

    def signatures(self) -> Iterator[LogLine]:
        """Yield a line if the owner agreed to exclude the signature lines of the file."""
        if self.requested.signatures_excluded and self.report.signature_lines:
            label, words = self.text(WIDE_LABELS["signatures"]), self.text(EXCLUDED_WORDS)
            reason = self.text("Lines outside the table are excluded.")
            yield LogLine(None, label, "", words, reason, self.text(WHOLE_TABLE))

    def corrections(self) -> Iterator[LogLine]:
        """Yield a line for each listed correction, in the order of the sheet."""
        for issue in sorted(self.report.corrections, key=lambda issue: issue.cell.reading_order):
            field = self.fields.get(issue.column or "") or issue.column or ""
            written, read_as = self._values(issue)
            key = ""
            origin = self.text(BY_RULE)
            if issue.rule in _ANSWER_RULES:
                origin = self.text(EVERY_CELL)
                self.answers_in_corrections.add(
                    (self._list_of(field), self._folded(field, written))
                )
            elif issue.rule == "answered_by_place":
                origin = self.text(BY_PLACE_WORDS)
                self.answers_in_corrections.add((BY_PLACE, self._folded(field, written)))
            elif issue.rule == _CELL_RULE:
                origin = self.text(ONE_CELL)
                correction = self.requested.cells.get((issue.row or 0, field))
                key = "" if correction is None else correction.row_key
            elif issue.rule == _COUNTED_RULE:
                origin = self.text(WHOLE_ROW)
                key = next((n.key for n in self.report.note_rows if n.row == issue.row), "")
            message = issue.message(self.text)
            label = self._label(field) if issue.column else ""
            yield LogLine(issue.cell.sheet_row, label, written, read_as, message, origin, key)

    def other_answers(self) -> Iterator[LogLine]:
        """Yield a line for each answer without a listed correction; the next file may need it."""
        for (subject, folded), answer in self.requested.answers.items():
            if (subject, folded) not in self.answers_in_corrections:
                words = self._answer_words(subject, answer)
                reason = self.text(
                    "No correction in this list uses this answer; it is kept for the next file."
                )
                label = self._label(
                    "oblast" if subject == BY_PLACE else self._column_about(subject)
                )
                origin = BY_PLACE_WORDS if subject == BY_PLACE else EVERY_CELL
                yield LogLine(None, label, folded, words, reason, self.text(origin))

    def unlisted(self) -> Iterator[LogLine]:
        """Yield one line for each rule and column with more corrections than are listed."""
        listed: dict[tuple[str, str | None], list[Issue]] = {}
        for issue in self.report.corrections:
            listed.setdefault((issue.rule, issue.cell.label or None), []).append(issue)
        for key, issues in listed.items():
            more = self.report.counts.get(key, 0) - len(issues)
            if more > 0:
                reason = self.text.n(
                    "{n} more correction of this kind", "{n} more corrections of this kind", more
                )
                example = issues[0].message(self.text)
                yield LogLine(
                    None, key[1] or "", "", "", f"{reason}: {example}", self.text(BY_RULE)
                )

    def _values(self, issue: Issue) -> tuple[str, str]:
        """Return the value in the file and the value that it is read as, in words."""
        if issue.rule in _WITHOUT_VALUE:
            return "", ""
        params, lang = issue.params, self.text.lang
        written = str(params.get("written", params.get("value", "")))
        read_as = str(params.get(f"read_{lang}", params.get("read", "")))
        if issue.rule in ("row_excluded", "campaign_excluded"):
            read_as = self.text(EXCLUDED_WORDS)
        elif issue.rule == _COUNTED_RULE:
            read_as = self.text(COUNTED_WORDS)
        elif issue.rule in ("estimate_not_reported", "not_reported_word"):
            read_as = self.text(NOT_REPORTED_WORDS)
        elif issue.rule == "letters":
            read_as = str(params.get("value", ""))
        return written, read_as

    def _answer_words(self, subject: str, answer: str) -> str:
        if answer == EXCLUDE:
            return self.text(EXCLUDED_WORDS)
        if answer == PLACE_REGION:
            return "" if subject == BY_PLACE else self.text(PLACE_WORDS)
        if subject not in self.codes:
            return self.text(NOT_REPORTED_WORDS) if answer == NOT_REPORTED else answer
        return self.codes[subject].name(answer, self.text.lang)

    def _list_of(self, field: str) -> str:
        return next(
            (c.code_list for c in _columns(self.report.table) if c.name == field and c.code_list),
            field,
        )

    def _column_about(self, subject: str) -> str:
        return next(
            (c.name for c in _columns(self.report.table) if c.code_list == subject), subject
        )

    def _folded(self, field: str, written: str) -> str:
        return plain(written) if self._list_of(field) in self.codes else estimate_key(written)

    def _label(self, field: str) -> str:
        names = {column.name for column in _columns(self.report.table)}
        return column_label(field, self.text) if field in names else field


def _columns(table: str) -> tuple[Column, ...]:
    return next(t.columns for t in tables.TABLES if t.name == table)
