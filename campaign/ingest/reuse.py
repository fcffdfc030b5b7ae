"""Options and answers for a former version of a file, reused for the new one."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from campaign.i18n.match_key import plain, tidy_text
from campaign.ingest.options import (
    AS_IT_IS,
    BY_PLACE,
    PLACE_REGION,
    CellCorrection,
    DetectedOptions,
    RequestedOptions,
    WideRequest,
)
from campaign.ingest.parse.header_row import NO_HEADER_ROW
from campaign.ingest.report import MissingColumn, ValidationReport
from campaign.ingest.wide_register import missing_answers

SETTINGS = ("encoding", "delimiter", "decimal", "date_order", "sheet", "header_row")
_BY_KEY = (*("column", "public_text", "cell", "signatures", "wide", "file_value", "counted_row"),)
Read = Callable[[RequestedOptions], ValidationReport]


@dataclass(frozen=True)
class Setting:
    """One option or answer.

    `of` is a name of `SETTINGS`, "column", "file_value", "wide", "public_text", "cell",
    "signatures", "counted_row", or what an answer is about.

    `name` is the spelling or the header that it applies to, as written in the file, never a text
    that may name a person; `key` is its key in `RequestedOptions` (the folded spelling, the
    position, the key of the text or the row, row and column), "" where it applies to the file.
    """

    of: str
    name: str
    key: str | int | tuple[int, str]
    value: str | int | bool | CellCorrection | WideRequest | None


@dataclass(frozen=True)
class FormerOptions:
    """The options of the former version.

    `requested` are those of its owner, `applied` those that it was read with, `detected` those
    without any request. `answers`, `cells` and `public_texts` are the answers to all questions
    about it and the versions before it, and the corrections of its cells.
    """

    requested: RequestedOptions
    applied: DetectedOptions | None
    detected: DetectedOptions | None
    answers: Mapping[tuple[str, str], str]
    cells: Mapping[tuple[int, str], CellCorrection] = field(default_factory=dict)
    public_texts: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Reuse:
    """The settings of the former version that apply to the new one.

    `used` apply and change something, `unfit` do not apply; settings that the new version does not
    need are in neither. `requested` has those used.
    """

    requested: RequestedOptions = AS_IT_IS
    used: tuple[Setting, ...] = ()
    unfit: tuple[Setting, ...] = ()

    def settings_in_use(self, requested: RequestedOptions) -> tuple[Setting, ...]:
        """Return the settings of `used` that the owner has not changed since."""
        return tuple(setting for setting in self.used if _is_requested(setting, requested))

    def answers(self, requested: RequestedOptions) -> int:
        """Count the used settings that are answers to questions."""
        return sum(
            s.of not in (*SETTINGS, "column", "wide", "file_value")
            for s in self.settings_in_use(requested)
        )


def reuse(
    earlier: FormerOptions, read: Read, first: ValidationReport
) -> tuple[Reuse, ValidationReport]:
    """Return the settings of the former version that apply, and the new one read with them.

    `first` is the report on the new version without settings, `read` reads it with options.

    A setting applies where both files have the same detected option, a column where its header
    exists, what every row has where the column is missing and no other may be it, what the numbers
    of a wide table are where it tells the rest, an answer where its spelling is asked about. Where
    fewer rows would be accepted than without settings, none is applied.
    """
    requested, report, used, unfit = AS_IT_IS, first, list[Setting](), list[Setting]()
    for select in (_file_settings, _header_row, _columns, _file_values, _wide):
        matches, others = select(earlier, report)
        used += matches
        unfit += others
        if matches:
            requested = with_settings(requested, matches)
            report = read(requested)
    answers, requested, report = reuse_answers(earlier, read, requested, report)
    if used and not (report.usable and report.accepted >= first.accepted):
        unfit, used = [*used, *unfit], []
        answers, requested, report = reuse_answers(earlier, read, AS_IT_IS, first)
    if not report.usable:
        return Reuse(), first
    return Reuse(requested, (*answers, *used), tuple(unfit)), report


def reuse_answers(
    earlier: FormerOptions, read: Read, requested: RequestedOptions, report: ValidationReport
) -> tuple[list[Setting], RequestedOptions, ValidationReport]:
    """Return the former answers and corrections that apply, and the file read with them.

    `report` is the file read with `requested`, to which they are added.
    """
    answers: list[Setting] = []
    # A text that is no longer excluded may lead to another question.
    while more := [answer for answer in _answers(earlier, report) if answer not in answers]:
        answers += more
        requested = with_settings(requested, more)
        report = read(requested)
    return answers, requested, report


def reuse_wide(
    earlier: FormerOptions, requested: RequestedOptions, report: ValidationReport
) -> RequestedOptions | None:
    """Return the options with the former answers about a wide table; None where they do not fit."""
    settings, _ = _wide(earlier, report)
    return with_settings(requested, settings) if settings else None


def _answers(earlier: FormerOptions, report: ValidationReport) -> list[Setting]:
    """Return the former answers to the questions about the new version."""
    codes = [
        Setting(q.of, q.spelling, q.folded, earlier.answers[q.of, q.folded])
        for q in report.questions
        if (q.of, q.folded) in earlier.answers
    ]
    codes += [
        Setting(BY_PLACE, q.spelling, q.folded, PLACE_REGION)
        for q in report.questions
        if q.place_regions and (BY_PLACE, q.folded) in earlier.answers
    ]
    texts = [
        Setting("public_text", "", name.key, earlier.public_texts[name.key])
        for name in report.possible_names
        if name.key in earlier.public_texts
    ]
    asks = bool(report.signature_lines) and not report.signatures_confirmed
    signatures = [Setting("signatures", "", "", True)] if asks else []
    counted = [
        Setting("counted_row", note.text, note.key, True)
        for note in {note.key: note for note in report.note_rows}.values()
        if note.key in earlier.requested.counted_rows and not note.is_counted
    ]
    return [
        *codes,
        *texts,
        *counted,
        *_cells(earlier, report),
        *(signatures if earlier.requested.signatures_excluded else []),
    ]


def _cells(earlier: FormerOptions, report: ValidationReport) -> list[Setting]:
    """Return the former corrections of cells that are wrong in the new version too.

    A cell is the same where column, row as written and its own words are the same, wherever the
    row is now; of equal rows, the one with the former number.
    """
    by_content: dict[tuple[str, str, str], dict[int, str]] = {}
    for (row, column), correction in earlier.cells.items():
        content = (column, correction.row_key, correction.written)
        by_content.setdefault(content, {})[row] = correction.value
    settings = []
    for cell in report.open_cells:
        values = by_content.get((cell.column, cell.row_key, cell.written), {})
        value = values.get(cell.row)
        if value is None and len(set(values.values())) == 1:
            (value,) = set(values.values())
        if value is not None:
            correction = CellCorrection(cell.written, value, cell.row_key)
            settings.append(Setting("cell", cell.header, (cell.row, cell.column), correction))
    return settings


def with_settings(requested: RequestedOptions, settings: list[Setting]) -> RequestedOptions:
    """Return the options with these settings added."""
    scalars: dict[str, Any] = {s.of: s.value for s in settings if s.of in SETTINGS}
    columns: dict[Any, Any] = {s.key: s.value for s in settings if s.of == "column"}
    answers: dict[Any, Any] = {
        (s.of, s.key): s.value for s in settings if s.of not in (*SETTINGS, *_BY_KEY)
    }
    cells: dict[Any, Any] = {s.key: s.value for s in settings if s.of == "cell"}
    texts: dict[Any, Any] = {s.key: s.value for s in settings if s.of == "public_text"}
    values: dict[Any, Any] = {s.key: s.value for s in settings if s.of == "file_value"}
    scalars |= {s.of: s.value for s in settings if s.of == "wide"}
    is_excluded = any(s.of == "signatures" for s in settings)
    counted = {str(s.key) for s in settings if s.of == "counted_row"}
    return replace(
        requested,
        signatures_excluded=requested.signatures_excluded or is_excluded,
        counted_rows=requested.counted_rows | counted,
        columns={**requested.columns, **columns},
        file_values={**requested.file_values, **values},
        answers={**requested.answers, **answers},
        cells={**requested.cells, **cells},
        public_texts={**requested.public_texts, **texts},
        **scalars,
    )


def _is_requested(setting: Setting, requested: RequestedOptions) -> bool:
    """Return whether the options have the setting, with its value."""
    if setting.of in (*SETTINGS, "wide"):
        return bool(getattr(requested, setting.of) == setting.value)
    if setting.of == "column":
        columns = requested.columns
        return isinstance(setting.key, int) and columns.get(setting.key, "") == setting.value
    if setting.of == "file_value":
        return requested.file_values.get(str(setting.key)) == setting.value
    if setting.of == "signatures":
        return requested.signatures_excluded
    if setting.of == "counted_row":
        return setting.key in requested.counted_rows
    if setting.of == "public_text":
        return requested.public_texts.get(str(setting.key)) == setting.value
    if setting.of == "cell":
        return dict[Any, Any](requested.cells).get(setting.key) == setting.value
    return requested.answers.get((setting.of, str(setting.key))) == setting.value


Selection = tuple[list[Setting], list[Setting]]
"""The settings that apply, and those that do not."""


def _file_settings(earlier: FormerOptions, first: ValidationReport) -> Selection:
    """Select the settings of the whole file; each applies where it replaces the same option."""
    matches, others = list[Setting](), list[Setting]()
    for name in SETTINGS[:-1]:
        value = getattr(earlier.requested, name)
        detected = getattr(first.detected, name, None)
        if value is None or (first.detected is not None and detected == value):
            continue
        if first.detected is None:
            fits = True  # without settings it cannot be read: this one may be missing
        elif name == "sheet":
            fits = value in (option.name for option in first.detected.sheet_options)
        else:
            fits = detected is not None and detected == getattr(earlier.detected, name, None)
        (matches if fits else others).append(Setting(name, "", "", value))
    return matches, others


def _header_row(earlier: FormerOptions, report: ValidationReport) -> Selection:
    """Select the row with the former headers, wherever it is now.

    That there is none applies where the new version has no known header by itself.
    """
    row = earlier.requested.header_row
    if row is None or earlier.applied is None:
        return [], []
    headers = [plain(header) for header in earlier.applied.headers if header]
    detected = report.detected
    if row == NO_HEADER_ROW:
        if detected is not None and detected.header_row == row:
            return [], []
        none = [Setting("header_row", "", "", row)]
        return ([], none) if detected is not None and any(detected.fields) else (none, [])
    if detected and [plain(header) for header in detected.headers if header] == headers:
        return [], []
    for at, cells in zip(report.preview.index, report.preview.to_numpy(dtype=object), strict=True):
        if [plain(cell) for cell in map(tidy_text, map(str, cells)) if cell] == headers:
            return [Setting("header_row", "", "", int(at))], []
    return [], [Setting("header_row", "", "", row)]


def _columns(earlier: FormerOptions, report: ValidationReport) -> Selection:
    """Select columns by header and, of several with one header or none, by order or position.

    A letter in place of a header applies where the new version itself suggests that column.
    """
    matches, others = list[Setting](), list[Setting]()
    if earlier.applied is None or report.detected is None:
        return matches, others
    positions = {key: at for at, key in enumerate(_header_keys(report.detected))}
    headers = earlier.applied.headers
    keys = list(_header_keys(earlier.applied))
    requested = sorted(earlier.requested.columns.items())
    places = {at: positions.get(keys[at]) if at < len(headers) else None for at, _ in requested}
    former_columns = {at: name for old, name in requested if (at := places[old]) is not None}
    if NO_HEADER_ROW in (earlier.applied.header_row, report.detected.header_row):
        former_columns = suggested_columns(former_columns, report)
    columns = keep_own_columns(former_columns, report.detected.fields, AS_IT_IS)
    for position, name in requested:
        header = headers[position] if position < len(headers) else ""
        at = places[position]
        if at is None or at not in columns:
            others.append(Setting("column", header, position, name))
        elif name is None or report.detected.fields[at] != name:
            matches.append(Setting("column", header, at, name))
    return matches, others


def suggested_columns(
    former_columns: Mapping[int, str | None], report: ValidationReport
) -> dict[int, str | None]:
    """Return those of the former columns by position that the new file suggests for a question."""
    suggested = {one.name: one.suggestion for one in report.missing_columns}
    return {at: name for at, name in former_columns.items() if suggested.get(str(name)) == at}


def keep_own_columns(
    former_columns: Mapping[int, str | None],
    fields: Sequence[str | None],
    requested: RequestedOptions,
) -> dict[int, str | None]:
    """Return the former columns by position that displace nothing that the new file has.

    `fields` are its declared columns, `requested` the choices of its owner about columns and every
    row. Of two positions with one name, the first has it.
    """
    columns = {at: name for at, name in former_columns.items() if at not in requested.columns}

    def is_in_use(at: int, name: str | None) -> bool:
        names = enumerate(columns.get(other, field) for other, field in enumerate(fields))
        same = [other for other, name_there in names if name_there == name and other != at]
        is_other = any(other not in columns or other < at for other in same)
        return name is not None and (is_other or name in requested.file_values)

    # A column without its former name has its own name again, which another one may have now.
    while conflicts := [at for at, name in columns.items() if is_in_use(at, name)]:
        del columns[conflicts[-1]]
    return columns


def _file_values(earlier: FormerOptions, report: ValidationReport) -> Selection:
    """Select what every row has of a column that the new version lacks too.

    A period is that of one file: the next one may be of the month after it.
    """
    missing = {one.name: one for one in report.missing_columns}
    ignored_positions = {
        column.key for column in _columns(earlier, report)[0] if column.value is None
    }
    matches, others = list[Setting](), list[Setting]()
    for name, value in earlier.requested.file_values.items():
        if name in missing:
            fits = name != "date" and may_be_in_every_row(value, missing[name], ignored_positions)
            (matches if fits else others).append(Setting("file_value", "", name, value))
    return matches, others


def may_be_in_every_row(
    value: str, missing: MissingColumn, ignored_positions: Container[object]
) -> bool:
    """Return False where the file itself may tell what the missing column has in each row.

    The columns at `ignored_positions` do not: the owner said so. The region by district or
    place is what rows tell: it needs some that do.
    """
    is_offered = any(at not in ignored_positions for at in missing.offers)
    return not is_offered and (missing.place_rows > 0) == (value == PLACE_REGION)


def _wide(earlier: FormerOptions, report: ValidationReport) -> Selection:
    """Select what the numbers of a wide table are, where that answers all that it does not tell.

    A period is that of one file: the next one may be of the month after it.
    """
    request = earlier.requested.wide
    if request is None or report.wide is None:
        return [], []
    fits = request.start is None and not missing_answers(report.wide, request)
    settings = [Setting("wide", "", "", request)]
    return (settings, []) if fits else ([], settings)


def _header_keys(detected: DetectedOptions) -> Iterator[tuple[str, int]]:
    """Yield (key of the header, its count so far), or ("", position) for a blank header."""
    counts: dict[str, int] = {}
    for at, header in enumerate(detected.headers):
        key = plain(header)
        counts[key] = counts.get(key, 0) + 1
        yield (key, counts[key]) if key else ("", at)
