"""Opening of a register in an engine, with the check of its columns and rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from campaign.dataset.engines.checks.personal_data import (
    PLAIN_KEY,
    PersonalTexts,
    find_personal_texts,
    name_issues,
)
from campaign.dataset.engines.checks.rule_counts import (
    CodeCells,
    count_errors,
    count_warnings,
    find_broken_shares,
    read_distinct_cells,
)
from campaign.dataset.engines.drivers import connect
from campaign.dataset.engines.engine import (
    Engine,
    EngineError,
    ShareProgress,
    ignore_share,
)
from campaign.dataset.engines.failures import FAILURES
from campaign.dataset.engines.settings import RegisterSettings
from campaign.dataset.engines.sql.columns import (
    CODES,
    COLUMNS,
    DAYS,
    KEY,
    MARKS,
    NUMBERS,
    TABLE,
    TEXTS,
)
from campaign.dataset.engines.sql.source import Source
from campaign.dataset.engines.sql.sql_register import SqlRegister
from campaign.dataset.engines.sql.statement import Statement
from campaign.dataset.file_stamp import content_digest
from campaign.i18n.match_key import tidy_text
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
    all rows, `rejected` the number of rejected ones. `version` changes with the rows: for files it
    is the digest of their content, the same for every copy; if the engine does not answer, it is
    the rule of the failure.
    """

    register: SqlRegister | None
    issues: tuple[Issue, ...]
    counts: Mapping[tuple[str, str], int]
    rows: int = 0
    rejected: int = 0
    version: str = ""
    totals: pd.DataFrame | None = None


def open_register(
    settings: RegisterSettings,
    label: str,
    reference: ReferenceData,
    progress: ShareProgress = ignore_share,
) -> OpenRegister:
    """Return the register of these settings; `label` names the settings file in issues."""
    try:
        engine = connect(settings)
        result = _open(engine, label, reference, progress)
        if settings.files:
            result = replace(result, version=content_digest(settings.files))
    except ImportError as error:
        # A library that a package needs may be missing, and then the error names no package.
        params = {"value": error.name or settings.driver, "file": settings.requirements}
        issue = Issue(label, "engine_missing", params=params)
        return OpenRegister(None, (issue,), {})
    except OSError as error:
        FAILURES.add()
        failure = EngineError(type(error).__name__)
        return OpenRegister(None, (_failure(failure, settings, label),), {}, version=failure.reason)
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


def _open(
    engine: Engine, label: str, reference: ReferenceData, progress: ShareProgress
) -> OpenRegister:
    # Before the rows are read, so that later changes are read again.
    version = engine.version()
    try:
        source = _find_columns(engine, label, reference)
        source = replace(source, plain=[KEY] if _are_keys_plain(engine) else [])
        progress(_AFTER_KEYS)
        texts = _check_texts(engine, source, reference, label)
        progress(_AFTER_TEXTS)
        untidy = [*TEXTS, *MARKS] if engine.is_live else texts.untidy
        codes = _match_codes(engine, reference, label)
        source = replace(
            source, codes=codes.codes, rewritten={**texts.tidy, **codes.blanks}, untidy=untidy
        ).with_hidden(texts.names)
        if not engine.is_live:
            source = replace(source, plain=[*source.plain, *texts.plain, *codes.plain])
        source = _find_broken_rows(engine, source, texts, label)
    except _RefusedError as refusal:
        return OpenRegister(None, refusal.issues, {}, version=version)
    progress(_BEFORE_ERRORS)
    rows, rejected, errors = count_errors(engine, source)
    progress(_AFTER_ERRORS)
    register = SqlRegister(engine, replace(source, is_clean=not (rejected or engine.is_live)))
    counts = {**errors, **count_warnings(register, reference)}
    counts = {at: count for at, count in counts.items() if count}
    issues = (*name_issues(texts, label), *_row_issues(counts, label))
    if not rows:
        issues = (Issue(label, "engine_empty"),)
    progress(_BEFORE_TOTALS)
    totals = register.totals()
    progress(_AFTER_TOTALS)
    _prepare_pages(register, reference)
    return OpenRegister(register, issues, counts, rows, rejected, version, totals)


class _RefusedError(Exception):
    """The register cannot be used; `issues` say why."""

    def __init__(self, *issues: Issue) -> None:
        super().__init__(*issues)
        self.issues = issues


def _too_many(label: str, rule: str, column: str, n: int) -> _RefusedError:
    """Return the error for a register in which more than `n` rows break a rule."""
    params: dict[str, str | int] = {"what": RULES[rule].title, "n": n}
    return _RefusedError(Issue(label, "engine_keys", column=column, params=params))


def _find_columns(engine: Engine, label: str, reference: ReferenceData) -> Source:
    """Return the source with the columns that the table has. Raises `_RefusedError`."""
    types = engine.types()
    if issues := tuple(_column_issues(types, engine, label)):
        raise _RefusedError(*issues)
    columns = [name for name in (*COLUMNS, *MARKS) if name in types]
    return Source.of(columns, engine.is_text, reference)


def _check_texts(
    engine: Engine, source: Source, reference: ReferenceData, label: str
) -> PersonalTexts:
    """Return the texts that may name a person. Raises `_RefusedError` for other personal data."""
    texts = find_personal_texts(engine, source, reference, label)
    if texts.issues:
        raise _RefusedError(*texts.issues)
    return texts


def _match_codes(engine: Engine, reference: ReferenceData, label: str) -> CodeCells:
    """Return the cells of codes. Raises `_RefusedError` for more than `MOST_SPELLINGS`."""
    cells = {name: read_distinct_cells(engine, name, MOST_SPELLINGS + 1) for name in CODES}
    for name in CODES:
        if len(cells[name]) > MOST_SPELLINGS:
            raise _too_many(label, f"unknown_{name}", name, MOST_SPELLINGS)
    return CodeCells.of(cells, reference.codes)


def _find_broken_rows(engine: Engine, source: Source, texts: PersonalTexts, label: str) -> Source:
    """Return the source with the keys and shares that break a rule that SQL does not check.

    Raises `_RefusedError` for more than `MOST_KEYS`.
    """
    repeated = _find_repeated_keys(engine, source, texts.keys, MOST_KEYS)
    broken_keys = {("unique", KEY): repeated} if repeated else {}
    broken_shares = find_broken_shares(engine, source)
    for (rule, column), values in (broken_keys | broken_shares).items():
        if len(values) > MOST_KEYS:
            raise _too_many(label, rule, column, MOST_KEYS)
    return replace(source, broken_keys=broken_keys, broken_shares=broken_shares)


def _prepare_pages(register: SqlRegister, reference: ReferenceData) -> None:
    """Compute the answers for every page, so that they exist when the engine fails."""
    register.organisers()
    register.spans()
    register.usual_attendance(*reference.periods.get(reference.edition or "", (None, None)))


def _row_issues(counts: Mapping[tuple[str, str], int], label: str) -> Iterable[Issue]:
    """Yield one issue for each rule and column, because an engine has no row numbers."""
    for (rule, column), count in counts.items():
        is_error = RULES[rule].severity == "error"
        params: dict[str, str | int] = {"what": RULES[rule].title, "n": count}
        yield Issue(label, "engine_rejected" if is_error else "engine_warned", None, column, params)


def _column_issues(types: Mapping[str, str], engine: Engine, label: str) -> Iterable[Issue]:
    """Return an issue for each column that is missing or has the wrong type."""
    for column in (*TABLE.columns, *TABLE.marks):
        name = column.name
        is_needed = column.present or name == KEY
        if name not in types:
            if is_needed:
                yield Issue(label, "missing_column", column=name, params={"column": name})
            continue
        if engine.is_text:
            continue
        kind = "date" if name in DAYS else "whole" if name in NUMBERS else "text"
        allowed = engine.type_names[kind]
        if types[name] not in allowed:
            params = {"value": types[name], "allowed": allowed[0]}
            yield Issue(label, "engine_type", column=name, params=params)


def _find_repeated_keys(
    engine: Engine, source: Source, unusual_keys: Iterable[str], most: int
) -> tuple[str, ...]:
    """Return the keys, as shown, that more than one row has.

    Spaces and invisible characters are ignored (`match_key.tidy_text`); `unusual_keys` are all keys
    that may have some. If there are more than `most`, the result may be incomplete. Raises
    `EngineError`.
    """
    repeated = _find_equal(engine, source, most)
    shown = source.rewritten.get(KEY, {})
    keys = repeated | _find_alike(engine, source, unusual_keys)
    return tuple(sorted({shown.get(key, key) for key in keys}))


def _are_keys_plain(engine: Engine) -> bool:
    """Return True if all keys of files have usual forms; False if keys can change."""
    if engine.is_live:
        return False
    sql = (
        f"SELECT count(*) FILTER (regexp_full_match({KEY}, $v0)) = count(*) AS plain FROM register"
    )
    return bool(engine.fetch(sql, {"v0": PLAIN_KEY})["plain"].iloc[0])


def _find_equal(engine: Engine, source: Source, most: int) -> set[str]:
    """Return the keys that occur more than once, at most `most` + 1."""
    sql = (
        f"WITH cells AS ({_keys(source)}) SELECT {KEY} FROM cells WHERE {KEY} <> '' "
        # Hashes need a fraction of the memory of keys; few keys have the same one by chance.
        f"AND hash({KEY}) IN (SELECT hash({KEY}) FROM cells "
        f"GROUP BY hash({KEY}) HAVING count(*) > 1) "
        f"GROUP BY {KEY} HAVING count(*) > 1 LIMIT {most + 1}"
    )
    return set(map(str, engine.fetch(sql, {})[KEY]))


def _find_alike(engine: Engine, source: Source, unusual_keys: Iterable[str]) -> set[str]:
    """Return the keys that differ from another key only in spaces and invisible characters."""
    tidy_keys = {key: tidy_text(key) for key in unusual_keys}
    untidy_keys = {key for key, tidy in tidy_keys.items() if key != tidy}
    if not untidy_keys:
        return set()
    statement = Statement()
    tidy = statement.bind(sorted({tidy_keys[key] for key in untidy_keys}))
    sql = (
        f"SELECT DISTINCT {KEY} FROM ({_keys(source)}) "
        f"WHERE {KEY} IN (SELECT unnest(CAST({tidy} AS VARCHAR[])))"
    )
    keys = untidy_keys | set(map(str, engine.fetch(sql, statement.values)[KEY]))
    counts = Counter(tidy_keys.get(key, key) for key in keys)
    return {key for key in keys if counts[tidy_keys.get(key, key)] > 1}


def _keys(source: Source) -> str:
    return f"SELECT {source.cell(KEY)} AS {KEY} FROM register"
