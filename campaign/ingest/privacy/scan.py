"""Scan of a sheet for personal data, before any of it is shown.

Identifiers, home addresses, dates of birth and columns of names reject the file. A name inside a
text may be that of an author or a hero: the owner is asked, and until then the text is excluded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from campaign.i18n.match_key import plain, tidy_text, unmix_text
from campaign.ingest.parse.column_names import FIELDS, field_of
from campaign.ingest.privacy import addresses, birth_dates, identifiers, person_names
from campaign.ingest.privacy.addresses import HOME
from campaign.ingest.privacy.birth_dates import BIRTHDAY
from campaign.ingest.privacy.identifiers import (
    CONTACTS,
    EMAIL,
    PASSPORT,
    PHONE,
    PIN,
    is_bare_mobile,
)
from campaign.ingest.privacy.person_names import PERSON, is_name, may_name_person
from campaign.ingest.readers.raw_table import letter_of
from campaign.ingest.vocabulary import load_vocabulary
from campaign.schema import tables, validate
from campaign.schema.issues import Issue

_WORDS = load_vocabulary("privacy", "header_words")
_ANYTHING = re.compile(r"[^\W_]")
_LETTER = re.compile(r"[^\W\d_]")
# Headers are compared by their `plain` key: small letters, ө ү ң as о у н, marks as spaces.
_HEADER_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (what, re.compile(rf"(?<!\w)(?:{_WORDS.pattern(f'personal.{name}')})(?!\w)"))
    for what, name in (
        (PERSON, "person"),
        (PHONE, "phone"),
        (EMAIL, "email"),
        (PIN, "pin"),
        (PASSPORT, "passport"),
        (HOME, "home"),
        (BIRTHDAY, "birth_date"),
        (CONTACTS, "contacts"),
    )
)
# «Количество телефонов», «Звонков на телефон доверия», «Номер горячей линии» count or are public.
_NOT_PERSONAL = re.compile(
    rf"(?<!\w)(?:{_WORDS.pattern('counts_or_public')})(?!\w)"
    rf"|{_WORDS.pattern('counts_or_public_anywhere')}"
)

_BRACKETS = re.compile(r"[(\[{][^()\[\]{}]*[)\]}]")
# `plain` keys of headers that no declared column has and that are no personal data.
_HARMLESS_HEADERS = frozenset(_WORDS.words("harmless"))

# A separator that is in no cell and across which no pattern matches.
_SEPARATOR = "\0"
_TO_TIDY = re.compile(
    r"[^\S ]|\u00ad|[\u0300-\u036f\u180e\u200b-\u200f\u2028-\u202f\u2060-\u2066\ufeffѲѳӉӊɵƟ]"
    r"|[\uff01-\uff5e\u3000\U0001d400-\U0001d7ff]"
    r"|[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]|  "
)
# Full-width and mathematical characters; the rest of NFKC would change «№» and «м²».
_UNUSUAL_CHARACTERS = re.compile(r"[\uff01-\uff5e\u3000\U0001d400-\U0001d7ff]+")
_RECOGNIZERS: tuple[tuple[tuple[re.Pattern[str], ...], Callable[[str], tuple[str, ...]]], ...] = (
    (identifiers.PREFILTERS, identifiers.find_identifiers),
    (
        (person_names.PREFILTER,),
        lambda text: (PERSON,) if person_names.names_person(text) else (),
    ),
    (
        birth_dates.PREFILTERS,
        lambda text: (BIRTHDAY,) if birth_dates.has_birth_date(text) else (),
    ),
    ((addresses.PREFILTER,), lambda text: (HOME,) if addresses.has_home_address(text) else ()),
)

FIRST_LOOKS = tuple(pattern for patterns, _ in _RECOGNIZERS for pattern in patterns)
"""The patterns of which a text in small letters with personal data matches at least one."""
_LARGE_SHARE = 0.4
# Schools often appear by the name of a person alone.
_LARGE_SHARE_OF_PLACES = 0.7
_FEWEST_CELLS = 3
_PLACES = ("place", "district")
# A name may be that of an author, a hero or a street here: only cells with nothing else make a
# column of names.
_FREE_TEXT = ("title", "note", *_PLACES)
_CODES = ("activity_id",)
_HEADER_ROWS = 10
_LONGEST_HEADER = 60
_NOT_A_HEADER = re.compile(rf"(?<!\w)(?:{_WORDS.pattern('not_a_header')})(?!\w)", re.IGNORECASE)
_KINDS = tables.ACTIVITIES.kinds

# What a cell of a personal column looks like, by kind.
_CELL_PATTERNS: dict[str, re.Pattern[str]] = {
    PERSON: re.compile(r"^(?:[^\W\d_]+(?:[-’'][^\W\d_]+)*(?:\.\s?|,\s|\s|$)){1,4}$"),
    PHONE: re.compile(r"\d(?:[\s().\-/]{0,3}\d){4}"),
    EMAIL: re.compile(r"@|[(\[](?:at|собака)[)\]]"),
    PIN: re.compile(r"\d{6}"),
    PASSPORT: re.compile(r"\d{5}"),
    HOME: re.compile(r"[^\W_].*\d|\d.*[^\W_]"),
    BIRTHDAY: re.compile(r"\d{4}|\d[./-]\d"),
    CONTACTS: re.compile(r"@|\d{5}|\d(?:[\s().\-/]{0,3}\d){4}|^[^\W\d_]+\s[^\W\d_]+$"),
}


@dataclass(frozen=True)
class PersonalData:
    """The personal data of a sheet.

    `issues` reject the file: columns first, then cells by row, never with the value, at most
    `validate.MOST_ISSUES`. `names` are all cells that may name a person, as (row, position) in the
    order of the sheet: about these the owner is asked.
    """

    issues: tuple[Issue, ...] = ()
    names: tuple[tuple[int, int], ...] = ()


def scan(
    cells: pd.DataFrame, headers: Sequence[str], fields: Sequence[str | None], file: str
) -> PersonalData:
    """The personal data of the sheet.

    `cells` are all rows as text, positions as columns, index = row in the source. An issue names a
    column by its header only where that is a known word; another header may be a value itself, and
    the column is named by its letter. Cells of a column that is an issue as a whole are not listed;
    a column without any entry is no issue.
    """
    column_issues: list[Issue] = []
    certain_cells: list[tuple[int, int, str]] = []
    name_cells: list[tuple[int, int]] = []
    labels: dict[int, str] = {}
    rows = cells.index
    for at in range(cells.shape[1]):
        header = headers[at] if at < len(headers) else ""
        field = fields[at] if at < len(fields) else None
        labels[at] = _showable_header(header) or letter_of(at)
        codes, different = pd.factorize(cells.iloc[:, at].to_numpy(dtype=object))
        texts = [str(text) for text in different]
        counts = np.bincount(codes[codes >= 0], minlength=len(texts))
        kind = classify_column(texts, counts, header, field)
        if kind is not None:
            params = {"what": kind}
            column_issues.append(Issue(file, "personal_column", None, labels[at], params=params))
            continue
        kinds_by_text = _find_column_kinds(texts, counts, field)
        if not kinds_by_text:
            continue
        certain_kinds = {
            text: [kind for kind in kinds if kind != PERSON]
            for text, kinds in kinds_by_text.items()
        }
        positions = _find_rows(codes, [text for text, kinds in certain_kinds.items() if kinds])
        certain_cells += [
            (position, at, kind)
            for position in positions[: validate.MOST_ISSUES]
            for kind in certain_kinds[int(codes[position])]
        ]
        names = [text for text, kinds in kinds_by_text.items() if PERSON in kinds]
        name_cells += [(position, at) for position in _find_rows(codes, names)]
    cell_issues = [
        Issue(file, "personal_data", int(rows[position]), labels[at], params={"what": kind})
        for position, at, kind in sorted(certain_cells)[: validate.MOST_ISSUES]
    ]
    return PersonalData(
        tuple((column_issues + cell_issues)[: validate.MOST_ISSUES]),
        tuple((int(rows[position]), at) for position, at in sorted(name_cells)),
    )


def _find_rows(codes: np.ndarray, texts: Sequence[int]) -> list[int]:
    """The positions of the rows with one of these texts, each text by its number."""
    return np.flatnonzero(np.isin(codes, texts)).tolist() if texts else []


def has_personal_data(
    texts: Sequence[str], counts: np.ndarray, header: str, field: str | None
) -> bool:
    """True where `scan` finds anything in a column of these distinct texts with their counts."""
    if classify_column(texts, counts, header, field) is not None:
        return True
    return bool(_find_column_kinds(texts, counts, field))


def classify_header(header: str) -> str | None:
    """The kind of personal data under this header, as a message id; None for none.

    «Адрес», «Дареги», «Аты», "Name" and «Ответственный» alone may be those of a venue, a title or
    an office: only their cells tell.
    """
    key = plain(header)
    if not key or _NOT_PERSONAL.search(key):
        return None
    return next((kind for kind, pattern in _HEADER_PATTERNS if pattern.search(key)), None)


def find_personal_headers(cells: pd.DataFrame) -> list[str]:
    """The headers of personal columns in a sheet without a header row, "" for other columns.

    They are searched in the first rows with text. Words that only look like a header, in
    instructions or in a list of columns, are none: a cell below must be of the kind.
    """
    headers = [""] * cells.shape[1]
    first_rows = cells[(cells != "").any(axis=1)].head(_HEADER_ROWS)
    for row, texts in zip(first_rows.index, first_rows.to_numpy(dtype=object), strict=True):
        for at, text in enumerate(texts):
            header = str(text)
            has_length = 0 < len(header.strip()) <= _LONGEST_HEADER
            if headers[at] or not has_length or _NOT_A_HEADER.search(header):
                continue
            kind = classify_header(header)
            if kind is None:
                continue
            below = cells.loc[row:, at].iloc[1:]
            entries = [t for t in below.head(2_000).unique() if _ANYTHING.search(t)]
            if any(_CELL_PATTERNS[kind].search(t.strip()) for t in entries):
                headers[at] = header
    return headers


def _showable_header(header: str) -> str:
    """The header, without words in brackets, where all of it is known; else ""."""
    bare = _BRACKETS.sub(" ", header).strip()
    if not bare:
        return ""
    if plain(header) in _HARMLESS_HEADERS:
        return header
    if bare.startswith("#") or not any(field_of(bare, table) for table in FIELDS):
        return bare if plain(bare) in _HARMLESS_HEADERS else ""
    return bare


def _is_text_column(texts: Sequence[str], field: str | None) -> bool:
    """True for a column of free text, in which nine digits alone are a phone and no sum."""
    if field is not None:
        return field not in _CODES and _KINDS.get(field, "text") == "text"
    entries = [text for text in texts[:2_000] if _ANYTHING.search(text)]
    return 2 * sum(bool(_LETTER.search(text)) for text in entries) >= len(entries)


def classify_column(
    texts: Sequence[str], counts: np.ndarray, header: str, field: str | None
) -> str | None:
    """The kind of personal data of the whole column, by its header or most of its cells."""
    kind = classify_header(header)
    if kind is not None:
        key = plain(header)
        entries = (text for text in texts if _ANYTHING.search(text))
        return kind if any(plain(text) not in key for text in entries) else None
    if field is not None and _KINDS.get(field, "text") != "text":
        return None
    if _share(texts, counts, is_bare_mobile, _ANYTHING) >= _LARGE_SHARE:
        return PHONE
    test = is_name if field in _FREE_TEXT else may_name_person
    return PERSON if _share(texts, counts, test, _LETTER) >= _large_share(field) else None


def _large_share(field: str | None) -> float:
    return _LARGE_SHARE_OF_PLACES if field in _PLACES else _LARGE_SHARE


def _find_column_kinds(
    texts: Sequence[str], counts: np.ndarray, field: str | None
) -> dict[int, tuple[str, ...]]:
    """As `find_kinds`; in a text column with many weak signs each of them counts as a name."""
    kinds = find_kinds(texts, _is_text_column(texts, field))
    if field not in _FREE_TEXT:
        return kinds
    if _share(texts, counts, may_name_person, _LETTER) < _large_share(field):
        return kinds
    for at, text in enumerate(texts):
        if PERSON not in kinds.get(at, ()) and may_name_person(text.strip()):
            kinds[at] = (*kinds.get(at, ()), PERSON)
    return kinds


def _share(
    texts: Sequence[str],
    counts: np.ndarray,
    test: Callable[[str], bool],
    pattern: re.Pattern[str],
) -> float:
    """The share of cells that pass the test among those with the pattern.

    0 where fewer than three cells pass.
    """
    # A sample of a long column gives nearly the same share as all of it.
    step = max(1, len(texts) // 2_000)
    sample = [(text, int(n)) for text, n in zip(texts[::step], counts[::step], strict=True)]
    sample = [(text, n) for text, n in sample if pattern.search(text)]
    total = sum(n for _, n in sample)
    passes = sum(n for text, n in sample if test(text.strip()))
    return passes / total if passes >= _FEWEST_CELLS else 0.0


def find_kinds(texts: Sequence[str], alone: bool = False) -> dict[int, tuple[str, ...]]:
    """{position: kinds of personal data, as message ids} of the texts that have any.

    A text of nine digits is a phone where `alone` is True; in a column of cells only the other
    cells tell whether it may be a sum.
    """
    # The prefilters run over one long string: most often they match nothing.
    long_text = _SEPARATOR.join(texts)
    tidy_texts = list(texts)
    if not long_text.isascii() and _TO_TIDY.search(long_text):
        tidy_texts = [
            unmix_text(tidy_text(_UNUSUAL_CHARACTERS.sub(_normalize, text))) for text in texts
        ]
    lower_texts = [text.lower() for text in tidy_texts]
    long_text = _SEPARATOR.join(lower_texts)
    starts = np.cumsum([0, *(len(text) + 1 for text in lower_texts[:-1])])
    kinds_by_text: dict[int, tuple[str, ...]] = {}
    for prefilters, recognize in _RECOGNIZERS:
        hits = [
            match.start() for prefilter in prefilters for match in prefilter.finditer(long_text)
        ]
        for number in np.unique(np.searchsorted(starts, hits, side="right") - 1).tolist():
            kinds = recognize(tidy_texts[number])
            if kinds:
                kinds_by_text[number] = (*kinds_by_text.get(number, ()), *kinds)
    if alone:
        mobiles = (n for n, text in enumerate(tidy_texts) if is_bare_mobile(text.strip()))
        kinds_by_text |= {n: (PHONE,) for n in mobiles if n not in kinds_by_text}
    return kinds_by_text


def _normalize(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match[0])
