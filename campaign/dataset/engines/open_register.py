"""Opening of a register in an engine: its columns are compared with the table, its rows checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from campaign.dataset.engines.columns import CODES, COLUMNS, DAYS, KEY, MARKS, NUMBERS, TABLE
from campaign.dataset.engines.conditions import is_outside
from campaign.dataset.engines.engine import Engine, EngineError
from campaign.dataset.engines.failures import FAILURES
from campaign.dataset.engines.personal_data import find_personal_texts, name_issues
from campaign.dataset.engines.repeated_keys import find_repeated_keys
from campaign.dataset.engines.settings import RegisterSettings
from campaign.dataset.engines.sql_register import SqlRegister
from campaign.dataset.engines.statement import Source, Statement
from campaign.domain import clock
from campaign.ingest.parse.code_lists import CodeList
from campaign.ingest.plausibility import EARLIEST
from campaign.ingest.reference_data import PEOPLE, ReferenceData
from campaign.schema.issues import Issue
from campaign.schema.reached_shares import COLUMN as SHARES
from campaign.schema.reached_shares import is_shares, shares_elsewhere, shares_exceed_reached
from campaign.schema.region_codes import COUNTRY, split_regions
from campaign.schema.rules import RULES

MOST_KEYS = 1_000
"""The most rows that may break a rule which is checked outside of SQL."""
MOST_SPELLINGS = 10_000
"""The most different cells in a column of codes."""


@dataclass(frozen=True, eq=False)
class OpenRegister:
    """A register with its issues; `register` and its `totals` are None where it cannot be used.

    `counts` has the number of rows that break a rule, by rule and column; `rows` is the number of
    all rows, `rejected` that of the rows not accepted. `version` changes when the rows may have
    changed; if the engine does not answer, it is the rule that says why.
    """

    register: SqlRegister | None
    issues: tuple[Issue, ...]
    counts: Mapping[tuple[str, str], int]
    rows: int = 0
    rejected: int = 0
    version: str = ""
    totals: pd.DataFrame | None = None


def open_register(settings: RegisterSettings, label: str, reference: ReferenceData) -> OpenRegister:
    """Return the register of these settings; `label` names the settings file in issues."""
    try:
        return _open(connect(settings), label, reference)
    except ModuleNotFoundError as error:
        issue = Issue(label, "engine_missing", params={"value": str(error.name)})
        return OpenRegister(None, (issue,), {})
    except EngineError as error:
        FAILURES.add()
        return OpenRegister(None, (_failure(error, settings, label),), {}, version=error.reason)


def connect(settings: RegisterSettings) -> Engine:
    """The engine of these settings. Raises `EngineError`, or `ModuleNotFoundError`."""
    # Nobody needs the packages of an engine without a register in it.
    if settings.engine == "postgresql":
        from campaign.dataset.engines.postgres_engine import PostgresEngine

        return PostgresEngine(settings)
    from campaign.dataset.engines.duckdb_engine import DuckDBEngine

    return DuckDBEngine(settings.files, copies_csv=True)


def _failure(error: EngineError, settings: RegisterSettings, label: str) -> Issue:
    value = (
        settings.source if error.reason in ("engine_table", "engine_denied") else settings.engine
    )
    return Issue(label, error.reason, params={"value": value})


def _open(engine: Engine, label: str, reference: ReferenceData) -> OpenRegister:
    # Before the rows: what changes while they are read is read again.
    version = engine.version()
    types = engine.types()
    issues = tuple(_column_issues(types, engine, label))
    if issues:
        return OpenRegister(None, issues, {}, version=version)
    source = Source.of(
        [name for name in (*COLUMNS, *MARKS) if name in types], engine.is_text, reference
    )
    personal = find_personal_texts(engine, source, reference, label)
    if personal.issues:
        return OpenRegister(None, personal.issues, {}, version=version)
    source = replace(source, hidden=personal.names)
    cells = {name: _distinct_cells(engine, name) for name in CODES}
    for name in CODES:
        if len(cells[name]) > MOST_SPELLINGS:
            return _refuse(label, f"unknown_{name}", name, MOST_SPELLINGS, version)
    codes = {name: _find_codes(cells[name], reference.codes[name]) for name in CODES}
    plain = [name for name in CODES if all(codes[name].get(cell) == cell for cell in cells[name])]
    source = replace(source, codes=codes, plain=[] if engine.is_live else plain)
    broken_keys = _find_broken_keys(engine, source, personal.keys)
    for (rule, column), keys in broken_keys.items():
        if len(keys) > MOST_KEYS:
            return _refuse(label, rule, column, MOST_KEYS, version)
    source = replace(source, broken_keys=broken_keys)
    rows, rejected, errors = _count_errors(engine, source)
    register = SqlRegister(engine, replace(source, is_clean=not (rejected or engine.is_live)))
    counts = {**errors, **_count_warnings(register, reference)}
    counts = {at: count for at, count in counts.items() if count}
    row_issues = [*name_issues(personal, label), *_row_issues(counts, label)]
    if not rows:
        row_issues = [Issue(label, "engine_empty")]
    totals = register.totals()
    # What every page needs is still known when the engine is away.
    register.organisers()
    register.spans()
    register.usual_attendance(*reference.periods.get(reference.edition or "", (None, None)))
    return OpenRegister(register, tuple(row_issues), counts, rows, rejected, version, totals)


def _column_issues(types: Mapping[str, str], engine: Engine, label: str) -> Iterable[Issue]:
    """Each column that is missing or has the wrong type."""
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


def _refuse(label: str, rule: str, column: str, n: int, version: str) -> OpenRegister:
    """Return no register, because more than `n` rows break a rule."""
    params: dict[str, str | int] = {"what": RULES[rule].title, "n": n}
    issue = Issue(label, "engine_keys", column=column, params=params)
    return OpenRegister(None, (issue,), {}, version=version)


def _distinct_cells(engine: Engine, name: str) -> list[str]:
    """The distinct cells of a column as written, at most one more than `MOST_SPELLINGS`."""
    sql = f"SELECT DISTINCT coalesce({name}, '') AS cell FROM register LIMIT {MOST_SPELLINGS + 1}"
    return [str(cell) for cell in engine.fetch(sql, {})["cell"]]


def _find_codes(cells: Iterable[str], code_list: CodeList) -> dict[str, str]:
    """{cell: code} of the cells that are codes, without the spaces that SQL removes."""
    matches = {cell: code_list.match(cell) for cell in sorted({cell.strip(" ") for cell in cells})}
    return {cell: match.code for cell, match in matches.items() if match.exact and match.code}


def _find_broken_keys(
    engine: Engine, source: Source, unusual_keys: Iterable[str]
) -> dict[tuple[str, str], tuple[str, ...]]:
    """The keys of rows that break a rule not checked in SQL: repeated keys, and shares."""
    repeated = find_repeated_keys(engine, source, unusual_keys, MOST_KEYS)
    broken = {("unique", KEY): repeated}
    if SHARES in source.columns:
        statement = Statement()
        rows = engine.fetch(
            f"SELECT {KEY}, oblast, reached, {SHARES} FROM ({source.checked_rows(statement)}) "
            f"WHERE {SHARES} <> ''",
            statement.values,
        ).astype({"reached": "float64"})
        masks = {
            "shares": ~rows[SHARES].map(is_shares).astype(bool),
            "shares_exceed_reached": shares_exceed_reached(rows),
            "shares_elsewhere": shares_elsewhere(rows),
        }
        for rule, mask in masks.items():
            broken[rule, SHARES] = tuple(map(str, rows.loc[mask, KEY]))
    return {at: keys for at, keys in broken.items() if keys}


def _count_errors(engine: Engine, source: Source) -> tuple[int, int, dict[tuple[str, str], int]]:
    """The numbers of all rows, of rejected rows, and of rows that break each rule."""
    statement = Statement()
    checked = source.checked_rows(statement)
    errors = source.errors(statement)
    rejected = " OR ".join(errors.values())
    total = engine.fetch(
        f"SELECT count(*) AS n, count(*) FILTER ({rejected}) AS rejected FROM ({checked})",
        statement.values,
    ).iloc[0]
    if not total["rejected"]:
        # Most registers: counting by rule takes longer than that.
        return int(total["n"]), 0, {}
    counts = ", ".join(
        f"count(*) FILTER ({condition}) AS e{at}" for at, condition in enumerate(errors.values())
    )
    row = engine.fetch(f"SELECT {counts} FROM ({checked})", statement.values).iloc[0]
    by_rule = {at: int(row[f"e{number}"]) for number, at in enumerate(errors)}
    return int(total["n"]), int(total["rejected"]), by_rule


def _count_warnings(register: SqlRegister, reference: ReferenceData) -> dict[tuple[str, str], int]:
    """The accepted rows with an implausible value, by rule and column (`check_plausibility`)."""
    statement = Statement()
    today = reference.today or clock.today()
    edition = reference.edition or ""
    period = reference.periods.get(edition, (None, None))
    rules = {
        ("outside_edition", "date"): is_outside(
            statement, period, reference.nominal_days.get(edition)
        )
    }
    for name in DAYS:
        rules["unlikely_date", name] = (
            f"{name} > {statement.bind(today)} OR {name} < {statement.bind(EARLIEST)}"
        )
    population = reference.population
    if population:
        limits = {
            code: sum(population.get(part, float("inf")) for part in split_regions(code))
            for code in register.codes_of["oblast"]
        }
        for name in NUMBERS:
            most = (
                statement.case("oblast", limits)
                if name in PEOPLE
                else statement.bind(population.get(COUNTRY, float("inf")))
            )
            rules["implausible", name] = f"{name} > {most}"
    counts = register.count(rules.values(), statement)
    likely = {("likely_duplicate", "date"): register.likely_duplicates}
    return {**dict(zip(rules, counts, strict=True)), **likely}


def _row_issues(counts: Mapping[tuple[str, str], int], label: str) -> Iterable[Issue]:
    """One issue for each rule and column: an engine has no numbers of rows."""
    for (rule, column), count in counts.items():
        is_error = RULES[rule].severity == "error"
        params: dict[str, str | int] = {"what": RULES[rule].title, "n": count}
        yield Issue(label, "engine_rejected" if is_error else "engine_warned", None, column, params)
