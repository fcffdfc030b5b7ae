"""Personal data in the texts of an engine, recognized as in a file.

The engine selects the distinct cells that may contain personal data; only these pass through the
recognizers of files. No issue contains the text of a cell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

import pandas as pd

from campaign.dataset.engines.columns import KEY, TEXTS
from campaign.dataset.engines.engine import Engine
from campaign.dataset.engines.statement import Source, Statement
from campaign.ingest.privacy.person_names import PERSON
from campaign.ingest.privacy.possible_names import text_key
from campaign.ingest.privacy.scan import FIRST_LOOKS, classify_column, find_kinds
from campaign.ingest.reference_data import ReferenceData
from campaign.schema.issues import Issue

MOST_CELLS = 100_000
"""The most cells of a column that the recognizers look at."""
PLAIN_KEY = (
    "([A-Za-z]{1,4}-){0,3}20[0-9]{2}-[0-9]{1,9}"
    # A letter o before digits may be a zero.
    "|([A-Za-z]{1,2}-){0,3}[A-NP-Za-np-z]?[0-9]{1,9}"
    "|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)
"""A pattern of keys that can hold no personal data and no stray characters."""
MOST_NAMES = 1_000
"""The most different texts of a column that may name a person."""
_SAMPLE, _KEY_SAMPLE = 2_000, 10_000
_LETTER = "[a-zа-яёңөү]"
# Characters that can stand for others, or between those of a number, are looked at one by one.
_USUAL = r" -~а-яёңөү«»„“”‘’–—−№…°"
_NO_LETTER = f"([^{_LETTER[1:-1]}]|$)"
_TO_ENGINE = (
    (r"о(?<=\dо)", r"\dо"),
    (r"o(?<=\do)", r"\do"),
    (r"(?<!\w)", ""),
    (r"(?!\w)", _NO_LETTER),
    (r"(?![^\W\d_])", _NO_LETTER),
    (r"[^\W\d_]", _LETTER),
    (r"[^\0\d]", r"[^0-9]"),
    (r"[^\w\0]", r"[^0-9a-zа-яёңөү]"),
    ("(?:", "("),
    (r"\s", " "),
    (r"\d", "[0-9]"),
)


@dataclass(frozen=True)
class PersonalTexts:
    """Issues that reject a register, and, by column, the texts that may name a person.

    The texts in `names` are neither shown nor searched; `rows` is the number of rows with such a
    text, by column. `keys` are the keys of rows that have an unusual form.
    """

    issues: tuple[Issue, ...] = ()
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)
    keys: tuple[str, ...] = ()


def find_personal_texts(
    engine: Engine, source: Source, reference: ReferenceData, label: str
) -> PersonalTexts:
    """The personal data in the columns of text. Raises `EngineError`."""
    issues: list[Issue] = []
    names: dict[str, tuple[str, ...]] = {}
    rows: dict[str, int] = {}
    keys: tuple[str, ...] = ()
    columns = dict.fromkeys((*TEXTS, *source.marks))
    for name in (column for column in columns if column in source.columns):
        sample = _fetch_cells(engine, source, name, "", _SAMPLE)
        kind = classify_column(sample["cell"].tolist(), sample["n"].to_numpy(), name, name)
        if kind is not None:
            issues.append(_issue(label, "engine_personal", name, kind, int(sample["n"].sum())))
            continue
        cells = _fetch_cells(engine, source, name, first_look(), MOST_CELLS)
        if len(cells) > MOST_CELLS:
            issues.append(Issue(label, "engine_texts", None, name, {"n": MOST_CELLS}))
            continue
        texts, counts = cells["cell"].tolist(), cells["n"].tolist()
        if name == KEY:
            keys = tuple(texts)
        kinds = find_kinds(texts, name != KEY)
        issues += [
            _issue(label, "engine_personal", name, what, n)
            for what, n in _count_rows(kinds, counts).items()
        ]
        places = [
            at
            for at, whats in kinds.items()
            if PERSON in whats and text_key(texts[at]) not in reference.public_texts
        ]
        if len(places) > MOST_NAMES:
            n = sum(int(counts[at]) for at in places)
            issues.append(_issue(label, "engine_personal", name, PERSON, n))
        elif places:
            names[name] = tuple(texts[at] for at in places)
            rows[name] = sum(int(counts[at]) for at in places)
    return PersonalTexts(tuple(issues), names, rows, keys)


def name_issues(texts: PersonalTexts, label: str) -> Iterable[Issue]:
    """One warning for each column with texts that are not shown."""
    for column, n in texts.rows.items():
        yield Issue(label, "engine_names", None, column, {"n": n})


@cache
def first_look() -> str:
    """A pattern that matches every cell, in lower case, that may contain personal data."""
    patterns = []
    for pattern in FIRST_LOOKS:
        words = pattern.pattern
        for python, plain in _TO_ENGINE:
            words = words.replace(python, plain)
        patterns.append(words)
    mixed = "[a-z][а-яёңөү]|[а-яёңөү][a-z]"
    return "|".join((*patterns, f"[^{_USUAL}]", mixed, "  "))


def _fetch_cells(
    engine: Engine, source: Source, name: str, pattern: str, most: int
) -> pd.DataFrame:
    """Distinct cells and the number of their rows; at most `most` + 1 of them."""
    statement = Statement()
    cells = f"SELECT {source.cell(name)} AS cell FROM register"
    condition, order = "cell <> ''", "ORDER BY hash(cell)"
    # Grouped first: most texts are in many rows.
    groups = f"SELECT cell, count(*) AS n FROM ({cells}) GROUP BY cell"
    if name == KEY:
        # Nearly every key is another one: neither grouped nor sorted.
        groups, order = f"SELECT cell, 1 AS n FROM ({cells})", ""
        if pattern:
            plain = statement.bind(f"^({PLAIN_KEY})$")
            condition += f" AND NOT regexp_matches(cell, {plain})"
        else:
            most = _KEY_SAMPLE
    if pattern:
        condition += f" AND regexp_matches(lower(cell), {statement.bind(pattern)})"
    return engine.fetch(
        f"SELECT cell, n FROM ({groups}) WHERE {condition} {order} LIMIT {most + 1}",
        statement.values,
    )


def _count_rows(kinds: Mapping[int, tuple[str, ...]], counts: list[int]) -> Counter[str]:
    """The number of rows with each kind of personal data for which a file is rejected."""
    rows: Counter[str] = Counter()
    for at, whats in kinds.items():
        for what in whats:
            if what != PERSON:
                rows[what] += int(counts[at])
    return rows


def _issue(label: str, rule: str, column: str, what: str, n: int) -> Issue:
    return Issue(label, rule, None, column, {"what": what, "n": n})
