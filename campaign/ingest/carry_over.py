"""Replies carried over to another file: from its former version, or from a cleaning log."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from campaign.i18n.match_key import plain, tidy_text
from campaign.ingest.normalise.pivot_register import missing_answers
from campaign.ingest.options import DetectedOptions
from campaign.ingest.replies import (
    AS_IT_IS,
    BY_PLACE,
    FILE_OPTIONS,
    LAYOUT_KINDS,
    PLACE_REGION,
    CellCorrection,
    Replies,
    Reply,
)
from campaign.ingest.report import ValidationReport
from campaign.ingest.understand.layout import NO_HEADER_ROW
from campaign.schema.issues import Issue

Read = Callable[[Replies], Any]
"""Reads the file with replies; the result is a `ValidationReport`."""
Fitting = tuple[list[Reply], list[Reply]]
"""The replies that fit the new file and change its result, and those that do not fit."""


@dataclass(frozen=True)
class CarriedOver:
    """The replies to a file with those carried over.

    `used` fit and change the result, `unfit` do not fit; what the file does not need is in neither.
    """

    replies: Replies = AS_IT_IS
    used: tuple[Reply, ...] = ()
    unfit: tuple[Reply, ...] = ()

    def in_use(self, replies: Replies) -> tuple[Reply, ...]:
        """Return those of `used` that the uploader has not changed since."""
        return tuple(one for one in self.used if one in replies)


def make_portable(
    replies: Replies, applied: DetectedOptions | None, detected: DetectedOptions | None
) -> Replies:
    """Return the replies with keys that mean the same in another file.

    A column has the key of its header, a header row all keys of its headers, and any other option
    the option that it replaces. `applied` are the options that the file was read with, `detected`
    those without replies. Without `applied`, columns and header row are left out.
    """
    keys = [] if applied is None else _header_keys(applied)
    portable = []
    for one in sorted(replies, key=lambda one: one.key if one.kind == "column" else -1):
        if one.kind in FILE_OPTIONS:
            one = replace(one, key=getattr(detected, one.kind, None))
        elif one.kind in ("header_row", "column") and applied is None:
            continue
        elif one.kind == "header_row" and applied is not None:
            one = replace(one, key=_header_texts(applied.headers))
        elif one.kind == "column" and applied is not None and one.key < len(keys):
            one = replace(one, key=keys[one.key], written=applied.headers[one.key])
        portable.append(one)
    return Replies(portable)


def _header_keys(detected: DetectedOptions) -> list[Any]:
    """Return (key of the header, its count so far, its count); the position if it is blank."""
    headers = [plain(header) for header in detected.headers]
    return [
        (key, headers[: at + 1].count(key), headers.count(key)) if key else at
        for at, key in enumerate(headers)
    ]


def _header_texts(cells: Iterable[object]) -> tuple[str, ...]:
    return tuple(plain(cell) for cell in (tidy_text(str(cell)) for cell in cells) if cell)


def carry_over(
    former: Replies, read: Read, report: ValidationReport, replies: Replies = AS_IT_IS
) -> tuple[CarriedOver, ValidationReport]:
    """Return the replies with the portable `former` ones that fit, and the report with them.

    `report` is that on the file read with `replies`, which have priority; `read` returns the report
    with others. A reply about a cell fits a cell that is wrong in this file too.
    """
    layout, answers, unfit = list[Reply](), list[Reply](), list[Reply]()
    for select in (_file_options, _header_row, _columns, _file_values, _wide):
        matches, others = select(former, report, replies)
        unfit += others
        if matches:
            layout += matches
            replies = replies.add(matches)
            report = read(replies)
    # A text that is no longer excluded may lead to another question.
    while more := [one for one in _find_answers(former, report) if one not in answers]:
        answers += more
        replies = replies.add(more)
        report = read(replies)
    return CarriedOver(replies, (*answers, *layout), tuple(unfit)), report


def carry_over_version(
    former: Replies, read: Read, first: ValidationReport
) -> tuple[CarriedOver, ValidationReport]:
    """Return the replies of the former version that fit the new one, and the report with them.

    `first` is the report on the new version without replies. If fewer rows would be accepted than
    without, only answers are carried over.
    """
    carried, report = carry_over(former, read, first)
    layout = tuple(one for one in carried.used if one.kind in LAYOUT_KINDS)
    if layout and not (report.usable and report.accepted >= first.accepted):
        answers = Replies(one for one in former if one.kind not in LAYOUT_KINDS)
        unfit = (*layout, *carried.unfit)
        carried, report = carry_over(answers, read, first)
        carried = replace(carried, unfit=unfit)
    return (carried, report) if report.usable else (CarriedOver(), first)


def apply_log(
    log: Replies, read: Read, replies: Replies, report: ValidationReport
) -> tuple[Replies, ValidationReport]:
    """Return the replies with those of a log that fit, and the report with them.

    `report` is that on the file read with `replies`. The report has a note with the number of lines
    of the log that fit.
    """
    carried, report = carry_over(log, read, report, replies)
    params = {"used": len(carried.used), "lines": len(log)}
    note = Issue(report.file, "cleaning_log_applied", params=params)
    return carried.replies, replace(report, notes=(*report.notes, note))


# Replies about the whole file ---------------------------------------------------------------------


def _file_options(former: Replies, report: ValidationReport, _: Replies) -> Fitting:
    """Select the options of the whole file; one fits if it replaces the same detected option."""
    matches, others, detected = list[Reply](), list[Reply](), report.detected
    for one in former:
        option = getattr(detected, one.kind, None)
        if one.kind not in FILE_OPTIONS or option == one.value:
            continue
        if detected is None:
            fits = True  # It is unreadable without replies, and may need this one.
        elif one.kind == "sheet":
            fits = one.value in (sheet.name for sheet in detected.sheet_options)
        else:
            fits = option is not None and option == one.key
        (matches if fits else others).append(replace(one, key=""))
    return matches, others


def _header_row(former: Replies, report: ValidationReport, _: Replies) -> Fitting:
    """Select the row with the former headers, which may have moved.

    `NO_HEADER_ROW` fits if the new file has no known header.
    """
    one, detected = next((one for one in former if one.kind == "header_row"), None), report.detected
    if one is None:
        return [], []
    same = replace(one, key="")
    if one.value == NO_HEADER_ROW:
        if detected is not None and detected.header_row == one.value:
            return [], []
        return ([], [same]) if detected is not None and any(detected.fields) else ([same], [])
    if detected is not None and _header_texts(detected.headers) == one.key:
        return [], []
    rows = zip(report.preview.index, report.preview.to_numpy(dtype=object), strict=True)
    row = next((int(row) for row, cells in rows if _header_texts(cells) == one.key), None)
    return ([], [same]) if row is None else ([replace(same, value=row)], [])


def _columns(former: Replies, report: ValidationReport, replies: Replies) -> Fitting:
    """Select columns by header, if as many columns have it as in the former file.

    In a file without headers, a column fits if the file itself suggests it.
    """
    matches, others, detected = list[Reply](), list[Reply](), report.detected
    if detected is None:
        return matches, others
    positions = {key: at for at, key in enumerate(_header_keys(detected))}
    columns = {
        positions[key]: name for key, name in former.of("column").items() if key in positions
    }
    if detected.header_row == NO_HEADER_ROW:
        suggested = {one.name: one.suggestion for one in report.missing_columns}
        columns = {at: name for at, name in columns.items() if suggested.get(str(name)) == at}
    columns = _keep_own_columns(columns, report, replies)
    for one in former:
        if one.kind == "column":
            at = positions.get(one.key, -1)
            if at not in columns:
                others.append(one)
            elif one.value is None or detected.fields[at] != one.value:
                matches.append(replace(one, key=at))
    return matches, others


def _keep_own_columns(
    former: Mapping[int, str | None], report: ValidationReport, replies: Replies
) -> dict[int, str | None]:
    """Return the former columns by position that do not displace a column of the new file.

    A name that several of its columns fit belongs to one of these. `replies` about columns and
    values for every row have priority. If two positions have one name, the first is returned.
    """
    fields = () if report.detected is None else report.detected.fields
    ambiguous = {one.name: one.offers for one in report.missing_columns if one.is_ambiguous}
    columns = {
        at: name
        for at, name in former.items()
        if at not in replies.of("column") and at in ambiguous.get(str(name), (at,))
    }

    def is_in_use(at: int, name: str | None) -> bool:
        names = enumerate(columns.get(other, field) for other, field in enumerate(fields))
        same = [other for other, name_there in names if name_there == name and other != at]
        is_other = any(other not in columns or other < at for other in same)
        return name is not None and (is_other or name in replies.of("file_value"))

    # A column that loses its former name gets its own name back, which may cause a new conflict.
    while conflicts := [at for at, name in columns.items() if is_in_use(at, name)]:
        del columns[conflicts[-1]]
    return columns


def _file_values(former: Replies, report: ValidationReport, replies: Replies) -> Fitting:
    """Select the values for columns that this file lacks too.

    A value does not fit if a column of the file may be the missing one. `PLACE_REGION` needs rows
    whose district or place names a region, any other value a file without such rows. A period never
    fits, because the next file may have another month.
    """
    missing = {one.name: one for one in report.missing_columns}
    unchanged = {at for at, name in replies.of("column").items() if name is None}
    given = (*replies.of("file_value"), "date")
    matches, others = list[Reply](), list[Reply]()
    for one in former:
        if one.kind == "file_value" and one.key in missing:
            column = missing[one.key]
            is_by_place = one.value == PLACE_REGION
            fits = unchanged.issuperset(column.offers) and bool(column.place_rows) == is_by_place
            (matches if fits and one.key not in given else others).append(one)
    return matches, others


def _wide(former: Replies, report: ValidationReport, replies: Replies) -> Fitting:
    """Select the answers about a wide table if they answer all of its questions.

    A period fits only numbered weeks, which the campaign begins; another table may have another
    month.
    """
    answers = [one for one in former if one.kind == "wide"]
    if not answers or report.pivot is None or replies.of("wide"):
        return [], []
    is_known = "period" not in former.of("wide") or report.pivot.last_week > 0
    fits = is_known and not missing_answers(report.pivot, former.of("wide"))
    return (answers, []) if fits else ([], answers)


# Answers about rows and cells ---------------------------------------------------------------------


def _find_answers(former: Replies, report: ValidationReport) -> Sequence[Reply]:
    known = {(one.kind, one.key): one for one in former if one.kind not in LAYOUT_KINDS}
    asked = [(q.subject, q.folded, q.spelling) for q in report.questions]
    asked += [(BY_PLACE, q.folded, q.spelling) for q in report.questions if q.place_regions]
    asked += [("public_text", name.key, "") for name in report.possible_names]
    notes = (note for note in report.note_rows if not note.is_counted)
    asked += dict.fromkeys(("counted_row", note.key, note.text) for note in notes)
    answers = [
        replace(known[kind, key], written=written)
        for kind, key, written in asked
        if (kind, key) in known
    ]
    answers += _find_corrections(former, report)
    if report.signature_lines and not report.signatures_confirmed and former.value("signatures"):
        answers.append(Reply("signatures", "", True))
    return answers


def _find_corrections(former: Replies, report: ValidationReport) -> list[Reply]:
    """Return the former corrections of cells that are wrong in this file too.

    A cell is the same if its column, the key of its row and the cell itself are equal; the row may
    have moved. Among equal rows, the one with the former number is used.
    """
    by_content: dict[tuple[str, str, str], dict[int, str]] = {}
    for (row, column), correction in former.of("cell").items():
        content = (column, correction.row_key, correction.written)
        by_content.setdefault(content, {})[row] = correction.value
    answers = []
    for cell in report.open_cells:
        values = by_content.get((cell.column, cell.row_key, cell.written), {})
        value = values.get(cell.row)
        if value is None and len(set(values.values())) == 1:
            (value,) = set(values.values())
        if value is not None:
            correction = CellCorrection(cell.written, value, cell.row_key)
            answers.append(Reply("cell", (cell.row, cell.column), correction, cell.header))
    return answers
