"""The selection of settings of a former version of a file that fit the new version."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field

from campaign.i18n.match_key import plain, tidy_text
from campaign.ingest.options import (
    AS_IT_IS,
    PLACE_REGION,
    CellCorrection,
    DetectedOptions,
    RequestedOptions,
)
from campaign.ingest.parse.header_row import NO_HEADER_ROW
from campaign.ingest.report import MissingColumn, ValidationReport
from campaign.ingest.sheets.wide_register import missing_answers
from campaign.ingest.versions.owner_settings import SETTINGS, Setting


@dataclass(frozen=True)
class FormerOptions:
    """The options of the former version of a file.

    `requested` are the options of its owner, `applied` the options that it was read with,
    `detected` the options without any request. `answers`, `cells` and `public_texts` are the
    answers about it and the versions before it, and the corrections of their cells.
    """

    requested: RequestedOptions
    applied: DetectedOptions | None
    detected: DetectedOptions | None
    answers: Mapping[tuple[str, str], str]
    cells: Mapping[tuple[int, str], CellCorrection] = field(default_factory=dict)
    public_texts: Mapping[str, bool] = field(default_factory=dict)


FittingSettings = tuple[list[Setting], list[Setting]]
"""The former settings that fit the new version, and the settings that do not."""


def select_file_settings(former: FormerOptions, first: ValidationReport) -> FittingSettings:
    """Select the settings of the whole file; one fits if it replaces the same detected option."""
    matches, others = list[Setting](), list[Setting]()
    for name in SETTINGS[:-1]:
        value = getattr(former.requested, name)
        detected = getattr(first.detected, name, None)
        if value is None or (first.detected is not None and detected == value):
            continue
        if first.detected is None:
            fits = True  # it is unreadable without settings, and may need this one
        elif name == "sheet":
            fits = value in (option.name for option in first.detected.sheet_options)
        else:
            fits = detected is not None and detected == getattr(former.detected, name, None)
        (matches if fits else others).append(Setting(name, "", "", value))
    return matches, others


def select_header_row(former: FormerOptions, report: ValidationReport) -> FittingSettings:
    """Select the row with the former headers, which may have moved.

    `NO_HEADER_ROW` applies if the new version has no known header.
    """
    row = former.requested.header_row
    if row is None or former.applied is None:
        return [], []
    headers = [plain(header) for header in former.applied.headers if header]
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


def select_columns(former: FormerOptions, report: ValidationReport) -> FittingSettings:
    """Select columns by header; those with equal headers by order, those without by position.

    In a file without headers, a column fits if the new version itself suggests it.
    """
    matches, others = list[Setting](), list[Setting]()
    if former.applied is None or report.detected is None:
        return matches, others
    positions = {key: at for at, key in enumerate(_header_keys(report.detected))}
    headers = former.applied.headers
    keys = list(_header_keys(former.applied))
    requested = sorted(former.requested.columns.items())
    places = {at: positions.get(keys[at]) if at < len(headers) else None for at, _ in requested}
    former_columns = {at: name for old, name in requested if (at := places[old]) is not None}
    if NO_HEADER_ROW in (former.applied.header_row, report.detected.header_row):
        former_columns = suggested_columns(former_columns, report)
    columns = keep_own_columns(former_columns, report, AS_IT_IS)
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
    """Return the former columns by position that the new file itself suggests."""
    suggested = {one.name: one.suggestion for one in report.missing_columns}
    return {at: name for at, name in former_columns.items() if suggested.get(str(name)) == at}


def keep_own_columns(
    former_columns: Mapping[int, str | None],
    report: ValidationReport,
    requested: RequestedOptions,
) -> dict[int, str | None]:
    """Return the former columns by position that do not displace a column of the new file.

    A name that several of its columns fit belongs to one of these. `report` is that on the new
    file, `requested` has the owner's choices of columns and values for every row. If two positions
    have one name, the first is returned.
    """
    fields = () if report.detected is None else report.detected.fields
    ambiguous = {one.name: one.offers for one in report.missing_columns if one.is_ambiguous}
    columns = {
        at: name
        for at, name in former_columns.items()
        if at not in requested.columns and at in ambiguous.get(str(name), (at,))
    }

    def is_in_use(at: int, name: str | None) -> bool:
        names = enumerate(columns.get(other, field) for other, field in enumerate(fields))
        same = [other for other, name_there in names if name_there == name and other != at]
        is_other = any(other not in columns or other < at for other in same)
        return name is not None and (is_other or name in requested.file_values)

    # A column that loses its former name gets its own name back, which may cause a new conflict.
    while conflicts := [at for at, name in columns.items() if is_in_use(at, name)]:
        del columns[conflicts[-1]]
    return columns


def select_file_values(former: FormerOptions, report: ValidationReport) -> FittingSettings:
    """Select the values for columns that the new version lacks too.

    A period never fits, because the next file may have another month.
    """
    missing = {one.name: one for one in report.missing_columns}
    ignored_positions = {
        column.key for column in select_columns(former, report)[0] if column.value is None
    }
    matches, others = list[Setting](), list[Setting]()
    for name, value in former.requested.file_values.items():
        if name in missing:
            fits = name != "date" and may_be_in_every_row(value, missing[name], ignored_positions)
            (matches if fits else others).append(Setting("file_value", "", name, value))
    return matches, others


def may_be_in_every_row(
    value: str, missing: MissingColumn, ignored_positions: Container[object]
) -> bool:
    """Return True if every row of a file that lacks the column may have this value.

    False if a column of the file may be the missing one, except at `ignored_positions`.
    `PLACE_REGION` needs rows whose district or place names a region, any other value a file without
    such rows.
    """
    is_offered = any(at not in ignored_positions for at in missing.offers)
    return not is_offered and (missing.place_rows > 0) == (value == PLACE_REGION)


def select_wide(former: FormerOptions, report: ValidationReport) -> FittingSettings:
    """Select the answers about a wide table if they answer all of its questions.

    A period fits only numbered weeks, which the campaign begins; another table may have another
    month.
    """
    request = former.requested.wide
    if request is None or report.wide is None:
        return [], []
    is_known = request.start is None or report.wide.last_week > 0
    fits = is_known and not missing_answers(report.wide, request)
    settings = [Setting("wide", "", "", request)]
    return (settings, []) if fits else ([], settings)


def _header_keys(detected: DetectedOptions) -> Iterator[tuple[str, int]]:
    """Yield (key of the header, its count so far), or ("", position) for a blank header."""
    counts: dict[str, int] = {}
    for at, header in enumerate(detected.headers):
        key = plain(header)
        counts[key] = counts.get(key, 0) + 1
        yield (key, counts[key]) if key else ("", at)


SELECTORS = (
    select_file_settings,
    select_header_row,
    select_columns,
    select_file_values,
    select_wide,
)
"""The selections of settings, in the order in which they are applied."""
