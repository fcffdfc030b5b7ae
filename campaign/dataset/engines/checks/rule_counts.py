"""The rows of a table that break a rule, counted by rule and column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from campaign.dataset.engines.engine import Engine
from campaign.dataset.engines.sql.accepted_rows import is_outside
from campaign.dataset.engines.sql.columns import DAYS, NUMBERS
from campaign.dataset.engines.sql.source import SHARE_CELLS, Source
from campaign.dataset.engines.sql.sql_register import SqlRegister
from campaign.dataset.engines.sql.statement import Statement, any_of
from campaign.domain import clock
from campaign.i18n.match_key import tidy_text
from campaign.ingest.reference_data import PEOPLE, ReferenceData
from campaign.ingest.validate.row_checks import EARLIEST
from campaign.ingest.values.codes import CodeList
from campaign.schema.region_codes import (
    COUNTRY,
    SHARES,
    is_shares,
    shares_elsewhere,
    shares_exceed_reached,
    split_regions,
)


def find_broken_shares(engine: Engine, source: Source) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the cells (`SHARE_CELLS`) of shares that break a rule, by rule and column."""
    broken: dict[tuple[str, str], tuple[str, ...]] = {}
    if SHARES in source.columns:
        statement = Statement()
        rows = engine.fetch(
            f"SELECT DISTINCT {SHARE_CELLS} AS cells, oblast, reached, {SHARES} "
            f"FROM ({source.checked_rows(statement)}) WHERE {SHARES} <> ''",
            statement.values,
        ).astype({"reached": "float64"})
        masks = {
            "shares": ~rows[SHARES].map(is_shares).astype(bool),
            "shares_exceed_reached": shares_exceed_reached(rows),
            "shares_elsewhere": shares_elsewhere(rows),
        }
        for rule, mask in masks.items():
            broken[rule, SHARES] = tuple(map(str, rows.loc[mask, "cells"]))
    return {at: cells for at, cells in broken.items() if cells}


def count_errors(engine: Engine, source: Source) -> tuple[int, int, dict[tuple[str, str], int]]:
    """Return the numbers of all rows, of rejected rows, and of rows that break each rule."""
    statement = Statement()
    checked = source.checked_rows(statement)
    errors = source.errors(statement)
    rejected = any_of(errors)
    total = engine.fetch(
        "SELECT (SELECT count(*) FROM register) AS n, "
        f"(SELECT count(*) FROM ({checked}) WHERE {rejected}) AS rejected",
        statement.values,
    ).iloc[0]
    if not total["rejected"]:
        # Most registers have no errors, and counting by rule takes longer than this query.
        return int(total["n"]), 0, {}
    counts = ", ".join(
        f"count(*) FILTER ({condition}) AS e{at}" for at, condition in enumerate(errors.values())
    )
    row = engine.fetch(f"SELECT {counts} FROM ({checked})", statement.values).iloc[0]
    by_rule = {at: int(row[f"e{number}"]) for number, at in enumerate(errors)}
    return int(total["n"]), int(total["rejected"]), by_rule


def count_warnings(register: SqlRegister, reference: ReferenceData) -> dict[tuple[str, str], int]:
    """Return the number of accepted rows with an implausible value, by rule and column.

    The rules are those of `check_plausibility`.
    """
    statement = Statement()
    edition = reference.edition or ""
    period = reference.periods.get(edition, (None, None))
    length = reference.campaign_length(edition)
    today = statement.bind(reference.today or clock.today())
    earliest = statement.bind(EARLIEST)
    rules = {
        ("outside_edition", "date"): is_outside(
            statement, period, reference.nominal_days.get(edition)
        ),
        ("longer_than_campaign", "end_date"): f"end_date >= date + INTERVAL {length} DAY",
    }
    for name in DAYS:
        rules["implausible_date", name] = f"{name} > {today} OR {name} < {earliest}"
    population = reference.population
    if population:
        limits = {
            code: sum(population.get(part, float("inf")) for part in split_regions(code))
            for code in register.codes_of["oblast"]
        }
        by_region = statement.case("oblast", limits)
        country = statement.bind(population.get(COUNTRY, float("inf")))
        for name in NUMBERS:
            rules["implausible", name] = f"{name} > {by_region if name in PEOPLE else country}"
    counts = register.count(rules.values(), statement)
    likely = {("likely_duplicate", "date"): register.likely_duplicates}
    return {**dict(zip(rules, counts, strict=True)), **likely}


@dataclass(frozen=True)
class CodeCells:
    """The distinct cells of each column, and the codes by cell without the spaces around it."""

    cells: Mapping[str, list[str]]
    codes: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, cells: Mapping[str, list[str]], lists: Mapping[str, CodeList]) -> CodeCells:
        """Return the cells with their codes from the list of each column."""
        return cls(cells, {name: _find_codes(cells[name], lists[name]) for name in cells})

    @property
    def blanks(self) -> dict[str, dict[str, str]]:
        """{cell: ""} by column of cells without a visible character that are not empty for SQL."""
        stripped = {name: {cell.strip(" ") for cell in cells} for name, cells in self.cells.items()}
        return {
            name: {cell: "" for cell in sorted(cells) if cell and not tidy_text(cell)}
            for name, cells in stripped.items()
        }

    @property
    def plain(self) -> list[str]:
        """The columns in which every cell is a code exactly as written."""
        return [
            name
            for name, cells in self.cells.items()
            if all(self.codes[name].get(cell) == cell for cell in cells)
        ]


def read_distinct_cells(engine: Engine, name: str, most: int) -> list[str]:
    """Return at most `most` distinct cells of a column as written."""
    sql = f"SELECT DISTINCT coalesce({name}, '') AS cell FROM register LIMIT {most}"
    return [str(cell) for cell in engine.fetch(sql, {})["cell"]]


def _find_codes(cells: Iterable[str], code_list: CodeList) -> dict[str, str]:
    """Return {cell: code} of the cells that are codes, ignoring the spaces that SQL removes."""
    matches = {cell: code_list.match(cell) for cell in sorted({cell.strip(" ") for cell in cells})}
    return {cell: match.code for cell, match in matches.items() if match.exact and match.code}
