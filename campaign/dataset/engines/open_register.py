"""Opening of a register in an engine, with the check of its columns and rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from campaign.dataset.engines.answers.answer_file import AnswerFile
from campaign.dataset.engines.answers.caching_engine import CachingEngine
from campaign.dataset.engines.checks.bounds import read_bounds
from campaign.dataset.engines.checks.column_check import column_issues
from campaign.dataset.engines.checks.key_facts import read_key_facts
from campaign.dataset.engines.checks.personal_data import find_personal_texts, name_issues
from campaign.dataset.engines.checks.repeated_keys import find_repeated_keys
from campaign.dataset.engines.checks.rule_counts import (
    count_errors,
    count_warnings,
    find_broken_shares,
)
from campaign.dataset.engines.drivers import connect
from campaign.dataset.engines.engine import (
    Engine,
    EngineError,
    FileEngine,
    ShareProgress,
    ignore_share,
)
from campaign.dataset.engines.failures import FAILURES
from campaign.dataset.engines.settings import RegisterSettings
from campaign.dataset.engines.sql.columns import CODES, COLUMNS, KEY, MARKS, TEXTS
from campaign.dataset.engines.sql.source import Source
from campaign.dataset.engines.sql.sql_register import SqlRegister
from campaign.i18n.match_key import tidy_text
from campaign.ingest.parse.code_lists import CodeList
from campaign.ingest.reference_data import ReferenceData
from campaign.schema.issues import Issue
from campaign.schema.rules import RULES

MOST_KEYS = 1_000
"""The most rows that may break a rule that SQL does not check."""
MOST_SPELLINGS = 10_000
"""The most distinct cells in a column of codes."""
_AFTER_KEYS, _AFTER_TEXTS, _BEFORE_ERRORS, _AFTER_ERRORS = 0.1, 0.2, 0.25, 0.35
_BEFORE_TOTALS, _AFTER_TOTALS = 0.7, 0.9
"""Shares of the work, measured with ten million rows."""


@dataclass(frozen=True, eq=False)
class OpenRegister:
    """A register with its issues; `register` and its `totals` are None if it cannot be used.

    `counts` has the number of rows that break a rule, by rule and column; `rows` is the number of
    all rows, `rejected` the number of rejected ones. `version` changes when the rows may have
    changed; if the engine does not answer, it is the rule of the failure. `is_public` is True if no
    cell may contain personal data. `is_saved` is True if the next process need not read the rows to
    open the register.
    """

    register: SqlRegister | None
    issues: tuple[Issue, ...]
    counts: Mapping[tuple[str, str], int]
    rows: int = 0
    rejected: int = 0
    version: str = ""
    totals: pd.DataFrame | None = None
    is_public: bool = False
    is_saved: bool = False


def open_register(
    settings: RegisterSettings,
    label: str,
    reference: ReferenceData,
    progress: ShareProgress = ignore_share,
) -> OpenRegister:
    """Return the register of these settings; `label` names the settings file in issues."""
    try:
        engine = connect(settings)
        if isinstance(engine, FileEngine):
            result = _open_files(engine, settings, label, reference, progress)
        else:
            result = _open(engine, label, reference, progress)
    except ImportError as error:
        # A library that a package needs may be missing, and then the error names no package.
        params = {"value": error.name or settings.driver, "file": settings.requirements}
        issue = Issue(label, "engine_missing", params=params)
        return OpenRegister(None, (issue,), {})
    except EngineError as error:
        FAILURES.add()
        return OpenRegister(None, (_failure(error, settings, label),), {}, version=error.reason)
    if settings.is_tested:
        return result
    untested = Issue(label, "engine_untested", params={"value": settings.engine})
    return replace(result, issues=(untested, *result.issues))


def _failure(error: EngineError, settings: RegisterSettings, label: str) -> Issue:
    value = (
        settings.source if error.reason in ("engine_table", "engine_denied") else settings.engine
    )
    return Issue(label, error.reason, params={"value": value})


def _open_files(
    engine: FileEngine,
    settings: RegisterSettings,
    label: str,
    reference: ReferenceData,
    progress: ShareProgress,
) -> OpenRegister:
    """Open a register in files; reuse the answers of its last check, and save the new ones."""
    version = engine.version()
    file = AnswerFile(settings)
    caching_engine = CachingEngine(engine, file.answers)
    result = _open(caching_engine, label, reference, progress)
    answers = caching_engine.finish()
    if result.register is not None:
        engine.start_copy()
    # Cells that may contain personal data are never saved outside the register.
    is_saved = file.replace(answers if result.is_public else {})
    # This version is older than the digest, so that later changes are read again.
    return replace(result, version=version, is_saved=is_saved)


def _open(
    engine: Engine, label: str, reference: ReferenceData, progress: ShareProgress
) -> OpenRegister:
    # Before the rows are read, so that later changes are read again.
    version = engine.version()
    types = engine.types()
    issues = tuple(column_issues(types, engine, label))
    if issues:
        return OpenRegister(None, issues, {}, version=version)
    source = Source.of(
        [name for name in (*COLUMNS, *MARKS) if name in types], engine.is_text, reference
    )
    key_facts = read_key_facts(engine)
    progress(_AFTER_KEYS)
    source = replace(source, plain=[KEY] if key_facts.are_plain else [])
    personal = find_personal_texts(engine, source, reference, label)
    if personal.issues:
        return OpenRegister(None, personal.issues, {}, version=version)
    progress(_AFTER_TEXTS)
    untidy = [*TEXTS, *MARKS] if engine.is_live else personal.untidy
    source = replace(source, rewritten=personal.tidy, untidy=untidy).with_hidden(personal.names)
    cells = {name: _distinct_cells(engine, name) for name in CODES}
    for name in CODES:
        if len(cells[name]) > MOST_SPELLINGS:
            return _refuse(label, f"unknown_{name}", name, MOST_SPELLINGS, version)
    codes = {name: _find_codes(cells[name], reference.codes[name]) for name in CODES}
    blanks = {name: _find_blank(cells[name]) for name in CODES}
    source = replace(source, codes=codes, rewritten={**source.rewritten, **blanks})
    # Cells of codes are not searched for personal data.
    is_public = not personal.names and all(_are_codes(cells[n], codes[n]) for n in CODES)
    bounds = read_bounds(engine, source)
    if not engine.is_live:
        plain = [n for n in CODES if all(codes[n].get(cell) == cell for cell in cells[n])]
        source = replace(source, plain=[*source.plain, *personal.plain, *plain], few=personal.few)
    source = replace(
        source,
        columns=bounds.without_empty(source.columns),
        bounded=bounds.valid_numbers(source.most),
        odd_days=bounds.odd_days,
    )
    repeated = find_repeated_keys(engine, source, key_facts, personal.keys, MOST_KEYS)
    broken_keys = {("unique", KEY): repeated} if repeated else {}
    broken_keys |= find_broken_shares(engine, source)
    for (rule, column), keys in broken_keys.items():
        if len(keys) > MOST_KEYS:
            return _refuse(label, rule, column, MOST_KEYS, version)
    source = replace(source, broken_keys=broken_keys)
    progress(_BEFORE_ERRORS)
    rows, rejected, errors = count_errors(engine, source)
    progress(_AFTER_ERRORS)
    register = SqlRegister(engine, replace(source, is_clean=not (rejected or engine.is_live)))
    counts = {**errors, **count_warnings(register, bounds, reference)}
    counts = {at: count for at, count in counts.items() if count}
    row_issues = (*name_issues(personal, label), *_row_issues(counts, label))
    if not rows:
        row_issues = (Issue(label, "engine_empty"),)
    progress(_BEFORE_TOTALS)
    totals = register.totals()
    progress(_AFTER_TOTALS)
    # The answers for every page are computed now, so that they exist when the engine fails.
    register.organisers()
    register.spans()
    register.usual_attendance(*reference.periods.get(reference.edition or "", (None, None)))
    return OpenRegister(register, row_issues, counts, rows, rejected, version, totals, is_public)


def _refuse(label: str, rule: str, column: str, n: int, version: str) -> OpenRegister:
    """Return a result without a register, because more than `n` rows break a rule."""
    params: dict[str, str | int] = {"what": RULES[rule].title, "n": n}
    issue = Issue(label, "engine_keys", column=column, params=params)
    return OpenRegister(None, (issue,), {}, version=version)


def _distinct_cells(engine: Engine, name: str) -> list[str]:
    """Return the distinct cells of a column as written, at most `MOST_SPELLINGS` + 1."""
    sql = f"SELECT DISTINCT coalesce({name}, '') AS cell FROM register LIMIT {MOST_SPELLINGS + 1}"
    return [str(cell) for cell in engine.fetch(sql, {})["cell"]]


def _find_codes(cells: Iterable[str], code_list: CodeList) -> dict[str, str]:
    """Return {cell: code} of the cells that are codes, ignoring the spaces that SQL removes."""
    matches = {cell: code_list.match(cell) for cell in sorted({cell.strip(" ") for cell in cells})}
    return {cell: match.code for cell, match in matches.items() if match.exact and match.code}


def _find_blank(cells: Iterable[str]) -> dict[str, str]:
    """Return {cell: ""} of the cells without a visible character that are not empty for SQL."""
    stripped = {cell.strip(" ") for cell in cells}
    return {cell: "" for cell in sorted(stripped) if cell and not tidy_text(cell)}


def _are_codes(cells: Iterable[str], codes: Mapping[str, str]) -> bool:
    """Return True if every cell is empty or a code, ignoring the spaces that SQL removes."""
    return {cell.strip(" ") for cell in cells} <= {"", *codes}


def _row_issues(counts: Mapping[tuple[str, str], int], label: str) -> Iterable[Issue]:
    """Yield one issue for each rule and column, because an engine has no row numbers."""
    for (rule, column), count in counts.items():
        is_error = RULES[rule].severity == "error"
        params: dict[str, str | int] = {"what": RULES[rule].title, "n": count}
        yield Issue(label, "engine_rejected" if is_error else "engine_warned", None, column, params)
