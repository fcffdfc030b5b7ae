"""SQL of the activities of a table: typed columns, the rules that a row breaks, accepted rows.

The SQL is DuckDB's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from campaign.dataset.engines.sql.columns import CODES, DAYS, KEY, MARKS, NUMBERS, TEXTS
from campaign.dataset.engines.sql.statement import Statement, all_of, any_of
from campaign.ingest.reference_data import ReferenceData
from campaign.schema.region_codes import SHARES
from campaign.schema.tables import ACTIVITIES, FIRST_DAY, LAST_DAY, MOST_WHOLE, Exceeds

_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_IS_DATE = f"BETWEEN DATE '{FIRST_DAY}' AND DATE '{LAST_DAY}'"
_NUMBER = r"-?[0-9]+(\.[0-9]+)?"
SHARE_CELLS = (
    f"coalesce(oblast, '') || ' ' || coalesce(CAST(reached AS VARCHAR), '') || ' ' || {SHARES}"
)
"""The cells of checked rows that the rules of shares compare, as one text."""


@dataclass(frozen=True, eq=False)
class Source:
    """The table, its columns, and facts about its cells.

    `is_text` is True if every column is text. `codes` are the codes by column and cell.
    `broken_keys` are the keys, and `broken_shares` the cells (`SHARE_CELLS`), of rows that break a
    rule that SQL does not check, by rule and column. `is_clean` is True if no row breaks a rule,
    now or later; `plain` are the columns of texts and codes in which no cell is missing or has a
    space around it, no key is empty, and every code is known, now and later. `rewritten` has, by
    column, texts that are shown, searched and compared in another form, {text: form}: "" for one
    that is treated as empty. `untidy` are the columns of texts that may have further stray
    characters. `public_texts` are the keys of texts that may name a person
    (`ReferenceData.public_texts`).
    """

    columns: Collection[str]
    is_text: bool
    most: Mapping[str, int]
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    broken_keys: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    broken_shares: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    is_clean: bool = False
    plain: Collection[str] = ()
    rewritten: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    untidy: Collection[str] = ()
    public_texts: Collection[str] = ()

    @classmethod
    def of(cls, columns: Collection[str], is_text: bool, reference: ReferenceData) -> Source:
        """Return the source with the limits and the public texts of a reference."""
        most = {name: reference.most(name) for name in NUMBERS}
        return cls(columns, is_text, most, public_texts=reference.public_texts)

    @property
    def marks(self) -> tuple[str, ...]:
        """The columns of the table for marks of the check, such as `estimated`."""
        return tuple(name for name in MARKS if name in self.columns)

    @property
    def filtered_date(self) -> str:
        """The column of `date` for filters: as written, so that a server can use its index."""
        return "date" if self.is_text or self.is_clean else "date_written"

    def typed_rows(self, statement: Statement) -> str:
        """Return a SELECT of all rows: typed columns, cells of codes, marks of invalid cells."""
        parts = [f"{self._shown(name, statement)} AS {name}" for name in (*TEXTS, *self.marks)]
        for name in CODES:
            cell, code = self._code(name, statement)
            parts += [f"{cell} AS {name}_cell", f"{code} AS {name}"]
        for name in DAYS:
            parts += self._day(name)
        for name in NUMBERS:
            parts += self._number(name)
        return f"SELECT {', '.join(parts)} FROM register"

    def checked_rows(self, statement: Statement) -> str:
        """Return the typed rows for the rules of rows; numbers that break a rule are missing."""
        numbers = ", ".join(f"{self._valid_number(name)} AS {name}" for name in NUMBERS)
        return f"SELECT *, {numbers} FROM ({self.typed_rows(statement)})"

    def _valid_number(self, name: str) -> str:
        is_valid = f"{name}_n >= 0 AND {name}_n <= {self.most[name]}{self._is_whole(name)}"
        return f"CASE WHEN {is_valid} THEN {name}_n END"

    def errors(self, statement: Statement) -> dict[tuple[str, str], str]:
        """Return the condition of each rule that rejects rows, by rule and column; NULL is no
        error.

        Rules that no row can break are missing, such as the rules of types in a table with types.
        """
        rules = {} if KEY in self.plain else {("required", KEY): f"{KEY} = ''"}
        rules["required", "date"] = "date IS NULL AND NOT date_wrong"
        for name in (name for name in CODES if name not in self.plain):
            rules["required", name] = f"{name}_cell = ''"
            rules[f"unknown_{name}", name] = f"{name} IS NULL AND {name}_cell <> ''"
        for name in (name for name in DAYS if name in self.columns):
            rules["date", name] = f"{name}_wrong"
        for name in (name for name in NUMBERS if name in self.columns):
            n, is_whole = f"{name}_n", self._is_whole(name)
            if self.is_text:
                rules["whole", name] = f"{name}_wrong OR floor({n}) <> {n}"
            rules["negative", name] = f"{n} < 0"
            rules["too_many", name] = f"{n} > {MOST_WHOLE}{is_whole}"
            if self.most[name] < MOST_WHOLE:
                most = self.most[name]
                rules["above_country", name] = f"{n} > {most} AND {n} <= {MOST_WHOLE}{is_whole}"
        for rule in ACTIVITIES.rules:
            if isinstance(rule.broken, Exceeds):
                rules[rule.rule, rule.column] = rule.broken.sql
        for broken, keys in self.broken_keys.items():
            rules[broken] = statement.is_in(KEY, keys)
        for broken, cells in self.broken_shares.items():
            rules[broken] = statement.is_in(SHARE_CELLS, cells)
        return rules

    def accepted_rows(self, statement: Statement) -> str:
        """Return a SELECT of the rows that break no rule."""
        if self.is_clean and not self.is_text:
            return self._values(statement)
        checked_rows = f"SELECT * FROM ({self.checked_rows(statement)})"
        if self.is_clean:
            return checked_rows
        return f"{checked_rows} WHERE NOT coalesce({any_of(self.errors(statement))}, FALSE)"

    def select(
        self, columns: str, statement: Statement, parts: Iterable[str] = (), more: str = ""
    ) -> str:
        """Return a SELECT over the accepted rows that meet the conditions."""
        rows = self.accepted_rows(statement)
        return f"SELECT {columns} FROM ({rows}) WHERE {all_of(parts)} {more}"

    def cells(self, name: str, statement: Statement) -> str:
        """Return a SELECT of the distinct texts of a column as shown, also of rejected rows."""
        return f"SELECT DISTINCT {self._shown(name, statement)} AS {name} FROM register"

    def with_codes(self, codes: Mapping[str, str]) -> Source:
        """Return the source with other region codes; `codes` maps current codes to new ones."""
        cells = {cell: codes[code] for cell, code in self.codes["oblast"].items()}
        plain = [name for name in self.plain if name != "oblast"]
        return replace(self, codes={**self.codes, "oblast": cells}, plain=plain)

    def with_hidden(self, texts: Mapping[str, Iterable[str]]) -> Source:
        """Return the source with more texts, by column, that are treated as empty."""
        hidden = {
            name: {**self.rewritten.get(name, {}), **dict.fromkeys(cells, "")}
            for name, cells in texts.items()
        }
        return replace(self, rewritten={**self.rewritten, **hidden})

    def _values(self, statement: Statement) -> str:
        """Return the rows, without any check, of a typed table in which no row breaks a rule."""
        parts = [f"{self._shown(name, statement)} AS {name}" for name in (*TEXTS, *self.marks)]
        for name in CODES:
            parts.append(f"{self._code(name, statement)[1]} AS {name}")
        for name in (*DAYS, *NUMBERS):
            kind = "DATE" if name in DAYS else "DOUBLE"
            cell = f"register.{name}" if name in self.columns else "NULL"
            parts.append(f"CAST({cell} AS {kind}) AS {name}")
        return f"SELECT {', '.join(parts)} FROM register"

    def _shown(self, name: str, statement: Statement) -> str:
        cell = self.cell(name)
        return statement.case(cell, self.rewritten.get(name, {}), cell)

    def cell(self, name: str) -> str:
        """Return the SQL of a cell as written, without outer spaces; "" for a missing cell."""
        if name in self.plain:
            return f"register.{name}"
        return f"coalesce(trim(register.{name}), '')" if name in self.columns else "''"

    def _code(self, name: str, statement: Statement) -> tuple[str, str]:
        """Return the SQL of a cell of a column of codes, and of its code."""
        cell, codes = self._shown(name, statement), self.codes.get(name, {})
        if name in self.plain:
            return cell, cell
        same = [code for code, other in codes.items() if code == other]
        others = {key: code for key, code in codes.items() if key != code}
        as_it_is = f"CASE WHEN {statement.is_in(cell, same)} THEN {cell} END"
        return cell, statement.case(cell, others, as_it_is)

    def _is_whole(self, name: str) -> str:
        """Return the condition that a number is whole, unless its type ensures it."""
        return f" AND floor({name}_n) = {name}_n" if self.is_text else ""

    def _day(self, name: str) -> list[str]:
        if name not in self.columns:
            return [f"CAST(NULL AS DATE) AS {name}", f"FALSE AS {name}_wrong"]
        if not self.is_text:
            is_odd = f"register.{name} NOT {_IS_DATE}"
            day = f"CASE WHEN NOT ({is_odd}) THEN register.{name} END"
            written = f"register.{name} AS {name}_written"
            return [f"{day} AS {name}", f"coalesce({is_odd}, FALSE) AS {name}_wrong", written]
        cell = self.cell(name)
        typed = f"try_cast({cell} AS DATE)"
        is_day = f"regexp_full_match({cell}, '{_DAY}') AND {typed} {_IS_DATE}"
        day = f"CASE WHEN {is_day} THEN {typed} END"
        return [f"{day} AS {name}", f"{cell} <> '' AND ({day}) IS NULL AS {name}_wrong"]

    def _number(self, name: str) -> list[str]:
        if name not in self.columns:
            return [f"CAST(NULL AS DOUBLE) AS {name}_n", f"FALSE AS {name}_wrong"]
        if not self.is_text:
            number = f"CAST(register.{name} AS DOUBLE)"
            return [f"{number} AS {name}_n", f"FALSE AS {name}_wrong"]
        cell = self.cell(name)
        number = (
            f"CASE WHEN regexp_full_match({cell}, '{_NUMBER}') THEN try_cast({cell} AS DOUBLE) END"
        )
        return [f"{number} AS {name}_n", f"{cell} <> '' AND ({number}) IS NULL AS {name}_wrong"]
