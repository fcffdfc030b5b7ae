"""The search for personal data in the texts of an engine, by the recognizers of files.

The engine selects the distinct cells that may contain personal data; only these pass through the
recognizers of files. No issue contains the text of a cell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

import pandas as pd

from campaign.dataset.engines.engine import Engine
from campaign.dataset.engines.sql.columns import KEY, MARKS, TEXTS
from campaign.dataset.engines.sql.source import Source
from campaign.dataset.engines.sql.statement import Statement
from campaign.i18n.match_key import tidy_text
from campaign.ingest.privacy.person_names import PERSON, PREFILTERS_AS_WRITTEN
from campaign.ingest.privacy.possible_names import find_private
from campaign.ingest.privacy.recognizers import PREFILTERS
from campaign.ingest.privacy.scan import classify_column, may_have_bare_names
from campaign.ingest.reference_data import ReferenceData
from campaign.schema.issues import Issue

PLAIN_KEY = (
    "([A-Za-z]{1,4}-){0,3}20[0-9]{2}-[0-9]{1,9}"
    # A letter o before digits may be a zero of a phone number.
    "|([A-Za-z]{1,2}-){0,3}[A-NP-Za-np-z]?[0-9]{1,9}"
    "|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)
"""A pattern of keys that cannot contain personal data or stray characters."""

FEW_CELLS = 10_000
"""The most distinct cells of a column that all pass through the recognizers."""
MOST_CELLS = 100_000
"""The most cells of a column that the recognizers check."""
MOST_NAMES = 1_000
"""The most distinct texts of a column that may name a person."""
MOST_UNTIDY = 1_000
"""The most distinct texts with stray characters that statements rewrite in a column."""
_SAMPLE = 2_000
_LETTER = "[a-zа-яёңөү]"
# Cells with any other character are checked one by one: it may replace a letter or separate digits.
_USUAL = r" -~а-яёңөү«»„“”‘’–—−№…°"
_NO_LETTER = "([^A-Za-zА-яЁёҢңӨөҮү]|$)"
_TO_ENGINE = (
    (r"о(?<=\dо)", r"\dо"),
    (r"o(?<=\do)", r"\do"),
    (r"(?<![^\0])", "^"),
    (r"(?![^\0])", "$"),
    (r"(?<!\w)", ""),
    (r"(?!\w)", _NO_LETTER),
    (r"(?![^\W\d_])", _NO_LETTER),
    (r"[^\W\d_]", _LETTER),
    (r"[^\0\d]", r"[^0-9]"),
    (r"[^\0]", r"[^\x01]"),
    (r"[^\w\0]", r"[^0-9a-zа-яёңөү]"),
    ("(?:", "("),
    (r"\s", " "),
    (r"\d", "[0-9]"),
)


@dataclass(frozen=True)
class PersonalTexts:
    """Issues that reject a register, and, by column, the texts that may name a person.

    The texts in `names` are neither shown nor searched; `rows` is the number of rows with such a
    text, by column. `keys` are the keys with an unusual form; `plain` are the columns whose cells
    are all filled and without spaces around them. `tidy` has, by column, texts with stray
    characters and their tidy forms (`match_key.tidy_text`), at most `MOST_UNTIDY`; `untidy` are the
    columns with more.
    """

    issues: tuple[Issue, ...] = ()
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)
    keys: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    tidy: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    untidy: tuple[str, ...] = ()


def find_personal_texts(
    engine: Engine,
    source: Source,
    reference: ReferenceData,
    label: str,
    columns: Iterable[str] = (*TEXTS, *MARKS),
) -> PersonalTexts:
    """Return the personal data in these columns of text or codes. Raises `EngineError`."""
    issues: list[Issue] = []
    names: dict[str, tuple[str, ...]] = {}
    rows: dict[str, int] = {}
    keys: tuple[str, ...] = ()
    plain: list[str] = []
    tidy: dict[str, Mapping[str, str]] = {}
    untidy: list[str] = []
    for name in (column for column in columns if column in source.columns):
        first_cells = _fetch_first(engine, source, name)
        entries = first_cells[first_cells["cell"] != ""]
        sample = entries[: _SAMPLE + 1] if name != KEY else entries
        kind = classify_column(sample["cell"].tolist(), sample["n"].to_numpy(), name, name)
        if kind is not None:
            issues.append(_issue(label, "engine_personal", name, kind, int(sample["n"].sum())))
            continue
        if name in source.plain:
            continue  # plain keys have no personal data
        is_complete = name != KEY and len(first_cells) <= FEW_CELLS
        cells = entries if is_complete else _fetch_doubtful(engine, source, name)
        if len(cells) > MOST_CELLS:
            issues.append(Issue(label, "engine_texts", None, name, {"n": MOST_CELLS}))
            continue
        texts, counts = cells["cell"].tolist(), cells["n"].tolist()
        if name == KEY:
            keys = tuple(texts)
        tidy_texts = _tidy_texts(texts)
        if len(tidy_texts) > MOST_UNTIDY:
            untidy.append(name)
        tidy[name] = dict(list(tidy_texts.items())[:MOST_UNTIDY])
        if is_complete and not tidy_texts and not first_cells["changed"].any():
            plain.append(name)
        kinds = find_private(texts, name != KEY, reference.public_texts, may_have_bare_names(name))
        issues += [
            _issue(label, "engine_personal", name, what, n)
            for what, n in _count_rows(kinds, counts).items()
        ]
        places = [at for at, whats in kinds.items() if PERSON in whats]
        if len(places) > MOST_NAMES:
            n = sum(int(counts[at]) for at in places)
            issues.append(_issue(label, "engine_personal", name, PERSON, n))
        elif places:
            names[name] = tuple(texts[at] for at in places)
            rows[name] = sum(int(counts[at]) for at in places)
    return PersonalTexts(tuple(issues), names, rows, keys, tuple(plain), tidy, tuple(untidy))


def name_issues(texts: PersonalTexts, label: str) -> Iterable[Issue]:
    """Return one warning for each column with texts that are not shown."""
    for column, n in texts.rows.items():
        yield Issue(label, "engine_names", None, column, {"n": n})


@cache
def first_look() -> tuple[str, str]:
    """Return two patterns; every cell that may contain personal data matches one of them.

    The first is for the cell in small letters, the second for the cell as it is written.
    """
    mixed = "[a-z][а-яёңөү]|[а-яёңөү][a-z]"
    lower = map(_write_for_engine, PREFILTERS)
    as_written = map(_write_for_engine, PREFILTERS_AS_WRITTEN)
    return "|".join((*lower, f"[^{_USUAL}]", mixed, "  ")), "|".join(as_written)


def may_be_personal(cell: str, statement: Statement) -> str:
    """Return the condition for a cell that may contain personal data (`first_look`)."""
    lower, as_written = map(statement.bind, first_look())
    return f"(regexp_matches(lower({cell}), {lower}) OR regexp_matches({cell}, {as_written}))"


def _write_for_engine(pattern: re.Pattern[str]) -> str:
    words = pattern.pattern
    for python, plain in _TO_ENGINE:
        words = words.replace(python, plain)
    return words


def _fetch_first(engine: Engine, source: Source, name: str) -> pd.DataFrame:
    """Return distinct cells in any order, at most `FEW_CELLS` + 1; keys are not grouped.

    Columns: `cell`, the number `n` of its rows, and `changed`, the number of these rows in which
    the cell is missing or has spaces around it.
    """
    if name == KEY:
        # Grouping would not help, because nearly all keys differ.
        rows = f"SELECT {source.cell(KEY)} AS cell, 1 AS n, 0 AS changed FROM register"
    else:
        rows = f"SELECT * FROM ({_groups(source, name)}) ORDER BY hash(cell)"
    return engine.fetch(f"{rows} LIMIT {FEW_CELLS + 1}", {})


def _fetch_doubtful(engine: Engine, source: Source, name: str) -> pd.DataFrame:
    """Return the distinct cells that may have personal data, at most `MOST_CELLS` + 1."""
    statement = Statement()
    groups, condition = _groups(source, name), "cell <> ''"
    if name == KEY:
        groups = f"SELECT {source.cell(KEY)} AS cell, 1 AS n FROM register"
        condition += f" AND NOT regexp_matches(cell, {statement.bind(f'^({PLAIN_KEY})$')})"
    condition += f" AND {may_be_personal('cell', statement)}"
    order = "" if name == KEY else "ORDER BY hash(cell)"
    return engine.fetch(
        f"SELECT cell, n FROM ({groups}) WHERE {condition} {order} LIMIT {MOST_CELLS + 1}",
        statement.values,
    )


def _groups(source: Source, name: str) -> str:
    """Return a SELECT of distinct cells; it groups first, because most texts are in many rows."""
    # Grouped as in the table, because DuckDB can use the dictionaries of files.
    cells = f"SELECT {name}, count(*) AS n FROM register GROUP BY {name}"
    changed = f"CASE WHEN register.{name} = {source.cell(name)} THEN 0 ELSE n END"
    cells = (
        f"SELECT {source.cell(name)} AS cell, n, {changed} AS changed FROM ({cells}) AS register"
    )
    return (
        "SELECT cell, CAST(sum(n) AS BIGINT) AS n, CAST(sum(changed) AS BIGINT) AS changed "
        f"FROM ({cells}) GROUP BY cell"
    )


def _tidy_texts(texts: Iterable[str]) -> dict[str, str]:
    """Return {text: tidy text} of the texts with stray characters, those without any other first.

    Texts that become empty decide about rules.
    """
    pairs = {text: tidy for text in texts if (tidy := tidy_text(text)) != text}
    return dict(sorted(pairs.items(), key=lambda pair: (pair[1] != "", pair[0])))


def _count_rows(kinds: Mapping[int, tuple[str, ...]], counts: list[int]) -> Counter[str]:
    """Return the number of rows with each kind of personal data that rejects a file."""
    rows: Counter[str] = Counter()
    for at, whats in kinds.items():
        for what in whats:
            if what != PERSON:
                rows[what] += int(counts[at])
    return rows


def _issue(label: str, rule: str, column: str, what: str, n: int) -> Issue:
    return Issue(label, rule, None, column, {"what": what, "n": n})
