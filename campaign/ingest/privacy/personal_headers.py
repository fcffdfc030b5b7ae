"""Recognizer of headers of columns with personal data."""

from __future__ import annotations

import re

import pandas as pd

from campaign.i18n.match_key import plain
from campaign.ingest.privacy.identifiers import (
    BIRTHDAY,
    CONTACTS,
    EMAIL,
    HOME,
    PASSPORT,
    PHONE,
    PIN,
)
from campaign.ingest.privacy.person_names import PERSON
from campaign.ingest.understand.column_names import FIELDS, field_of
from campaign.ingest.vocabulary import load_vocabulary

ENTRY = re.compile(r"[^\W_]")
"""Matches a cell with an entry: a letter or a digit."""
_WORDS = load_vocabulary("privacy", "header_words")
# Headers are compared by their `plain` key: lower case, ө ү ң as о у н, marks as spaces.
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
# «Количество телефонов» and «Звонков на телефон доверия» are counts, «Номер горячей линии» is
# public.
_NOT_PERSONAL = re.compile(
    rf"(?<!\w)(?:{_WORDS.pattern('counts_or_public')})(?!\w)"
    rf"|{_WORDS.pattern('counts_or_public_anywhere')}"
)
_BRACKETS = re.compile(r"[(\[{][^()\[\]{}]*[)\]}]")
# `plain` keys of undeclared headers that are not personal data.
_HARMLESS_HEADERS = frozenset(_WORDS.words("harmless"))
_HEADER_ROWS = 10
_LONGEST_HEADER = 60
_NOT_A_HEADER = re.compile(rf"(?<!\w)(?:{_WORDS.pattern('not_a_header')})(?!\w)", re.IGNORECASE)
# The form of the cells of a personal column, by kind.
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


def classify_header(header: str) -> str | None:
    """Return the kind of personal data under this header, as a message id; None for none.

    «Адрес», «Дареги», «Аты», "Name" and «Ответственный» alone may belong to a venue, a title or an
    office; only the cells below show which.
    """
    key = plain(header)
    if not key or _NOT_PERSONAL.search(key):
        return None
    return next((kind for kind, pattern in _HEADER_PATTERNS if pattern.search(key)), None)


def find_personal_headers(cells: pd.DataFrame) -> list[str]:
    """Return the headers of personal columns by position, "" for other columns.

    `cells` are those of a sheet without a known header row; its first rows with text are searched.
    A header needs a cell of its kind below it, because instructions and lists of columns have the
    same words.
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
            entries = [t for t in below.head(2_000).unique() if ENTRY.search(t)]
            if any(_CELL_PATTERNS[kind].search(t.strip()) for t in entries):
                headers[at] = header
    return headers


def showable_header(header: str) -> str:
    """Return the header without words in brackets if all its words are known, else ""."""
    bare = _BRACKETS.sub(" ", header).strip()
    if not bare:
        return ""
    if plain(header) in _HARMLESS_HEADERS:
        return header
    if bare.startswith("#") or not any(field_of(bare, table) for table in FIELDS):
        return bare if plain(bare) in _HARMLESS_HEADERS else ""
    return bare
