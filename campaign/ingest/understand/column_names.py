"""Column headers as offices write them, and the declared columns that they mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

import pandas as pd

from campaign.i18n.match_key import current_file_cache, map_cells, plain, tidy_text
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.vocabulary import VocabularyError, load_vocabulary
from campaign.schema import tables

_NAMES = load_vocabulary("understand", "column_names")
_WORDS = load_vocabulary("understand", "header_words")
_TABLES = {table.name: table for table in tables.TABLES}

FIELDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    name: _NAMES.section(name) if table.free_form else dict.fromkeys(table.kinds, ())
    for name, table in _TABLES.items()
}
"""{table: {declared column: spellings of its header in three languages, and HXL tags}}.

The columns of a table that is not `free_form` have no other spellings.
"""

COUNTS = frozenset(
    name
    for table in _TABLES.values()
    if table.free_form
    for name, kind in table.kinds.items()
    if kind == "whole"
)
"""Declared columns that contain counts."""

_TAG = re.compile(r"#[A-Za-z]\w*(?:\s*\+\s*[A-Za-z]\w*)*", re.ASCII)
_BRACKETS = re.compile(r"[(\[{][^()\[\]{}]*[)\]}]")
_MARKS = re.compile(r"^[\s*•]+|[\s*:;†]+$")
_NUMBERING = re.compile(r"^(?:\d{1,2}\s*[.)]|[IVX]{1,4}\.)\s*")
_HYPHENATED = re.compile(r"(?<=[^\W\d_])-\s*[\r\n]+\s*(?=[^\W\d_])")
_NUMBER = re.compile(r"[ _.]*(?:\(\d{1,3}\)|(?<!\d)\d{1,3})$")
_UNIT_WORDS = frozenset(_WORDS.words("units"))
# Brackets in the header of a count that do not change its meaning.
_UNIT_BRACKET = re.compile(
    rf"(?:{_WORDS.pattern('units_in_brackets')})(?: (?:{_WORDS.pattern('ages_in_brackets')}))*"
)
_FORMAT_BRACKET = re.compile(r"(?:[дмгdmyжк]{1,4}[ ]?){1,3}")
# Brackets that change the meaning of a date, a name or a place.
_OTHER_SENSE = re.compile(rf"\b(?:{_WORDS.pattern('other_meaning')})")
_WOMEN = re.compile(rf"\b(?:{_WORDS.pattern('women')})\b")
_MEN = re.compile(rf"\b(?:{_WORDS.pattern('men')})\b")
_YOUTH = re.compile(rf"\b(?:{_WORDS.pattern('youth')})\b")
_POPULATION = re.compile(rf"\b(?:{_WORDS.pattern('population')})\b")
_PLANNED = re.compile(rf"\b(?:{_WORDS.pattern('planned')})")


def is_tag(cell: str) -> bool:
    """Return True for an HXL tag with its attributes, such as `#reached+f`."""
    return _TAG.fullmatch(cell.strip()) is not None


def is_plan(header: str) -> bool:
    """Return True for the header of planned values, which are not reported values."""
    return _PLANNED.search(plain(header)) is not None


def names_group(header: str) -> bool:
    """Return True for a header that names women, men or youth, a part of the people reached.

    False for a header that names women and men, because together they are all people.
    """
    women, men, youth = (
        group.search(plain(header)) is not None for group in (_WOMEN, _MEN, _YOUTH)
    )
    return women != men or (youth and not women)


def is_population(header: str) -> bool:
    """Return True for the header of a population, which is not a number of people reached."""
    return _POPULATION.search(plain(header)) is not None


def field_of(header: str, table: str) -> str | None:
    """Return the declared column of `table` that a header or an HXL tag names; else None.

    Line breaks, numbering, stars, colons and units are ignored: «3. Охвачено,\\nчел.*» is
    `reached`. A running number (№, № п/п) is not a declared column, because it restarts in every
    sheet.
    """
    cache_of_headers = current_file_cache().headers
    if (header, table) not in cache_of_headers:
        cache_of_headers[header, table] = _match_header(header, table)
    return cache_of_headers[header, table]


def is_own_name(header: str, table: str) -> bool:
    """Return True if the header is the name of a declared column or its label in a language."""
    return plain(_MARKS.sub("", tidy_text(header))) in _own_names(table)


def without_number(header: str) -> str:
    """Return the header without the number after an equal header: reached_001, reached.1."""
    return _NUMBER.sub("", header)


@cache
def _own_names(table: str) -> frozenset[str]:
    columns = _TABLES[table].columns
    labels = [Text.of(lang)(column.label) for column in columns for lang in LANGUAGES]
    return frozenset(map(plain, (*labels, *(column.name for column in columns))))


def _match_header(header: str, table: str) -> str | None:
    if len(header) > 200:
        return None
    if is_tag(header):
        return _field_of_tag(header, table)
    fields = _fields_by_key(table)
    for key in _header_keys(header):
        if key in fields:
            return fields[key]
    # «Место (город, село)» means the place; «Охват (СМИ)» does not mean people reached.
    brackets = _BRACKETS.findall(header)
    field = fields.get(plain(_BRACKETS.sub(" ", header))) if brackets else None
    if field in COUNTS or any(_OTHER_SENSE.search(plain(bracket)) for bracket in brackets):
        return None
    return field


def _header_keys(header: str) -> list[str]:
    """Return the keys of a header: as written, without marks, numbering, brackets and units."""
    bare = _MARKS.sub("", tidy_text(_HYPHENATED.sub("", header)))
    keys = [plain(header), plain(bare), plain(_NUMBERING.sub("", bare))]
    short = _NUMBERING.sub("", bare)
    for bracket in _BRACKETS.findall(short):
        inside = plain(bracket)
        if _UNIT_BRACKET.fullmatch(inside) or _FORMAT_BRACKET.fullmatch(inside):
            short = short.replace(bracket, " ")
    keys.append(plain(_MARKS.sub("", short)))
    words = keys[-1].split()
    while len(words) > 1 and words[-1] in _UNIT_WORDS:
        words = words[:-1]
        keys.append(" ".join(words))
    return list(dict.fromkeys(key for key in keys if key))


@cache
def _fields_by_key(table: str) -> dict[str, str]:
    """Return {plain spelling: declared column}: column names, FIELDS, and labels of templates.

    Raises KeyError for a table without declared headers, VocabularyError if one spelling means two
    columns.
    """
    fields: dict[str, str] = {}
    for column, spellings in FIELDS[table].items():
        for spelling in (column, *spellings):
            other = column if is_tag(spelling) else fields.setdefault(plain(spelling), column)
            if other != column:
                raise VocabularyError(
                    f"{_NAMES.name}: {table}: “{spelling}” means both {other} and {column}"
                )
    for spec in _TABLES[table].columns:
        for lang in LANGUAGES if spec.label else ():
            # Templates have these headers: they always mean their own column.
            fields[plain(Text.of(lang)(spec.label))] = spec.name
    return fields


# HXL ------------------------------------------------------------------------------------------

_NO_EVENT_DATE = frozenset(
    ("reported", "published", "updated", "update", "report", "approved", "planned", "birth")
)
_ENDS = frozenset(("end", "finish", "to", "last"))
_PEOPLE = frozenset(
    ("i", "ind", "individuals", "people", "persons", "total", "num", "count", "direct", "all")
)
_SEX_AND_AGE: Mapping[frozenset[str], str] = {
    frozenset(): "reached",
    frozenset(("f",)): "women",
    frozenset(("m",)): "men",
    frozenset(("youth",)): "youth",
    frozenset(("materials",)): "materials",
    frozenset(("media_audience",)): "media_audience",
}
_SAME_ATTRIBUTE: Mapping[str, str] = {
    "female": "f",
    "women": "f",
    "male": "m",
    "men": "m",
    "young": "youth",
    "material": "materials",
    "media": "media_audience",
    "audience": "media_audience",
    "viewers": "media_audience",
}


def _field_of_tag(tag: str, table: str) -> str | None:
    name, *attributes = (part.strip().lower() for part in tag.strip()[1:].split("+"))
    column = _column_of_tag(name, frozenset(attributes), table)
    return column if column in FIELDS[table] else None


def _column_of_tag(name: str, has: frozenset[str], table: str) -> str | None:
    """Return the column of a tag; None if one of its attributes changes the meaning."""
    if name == "adm1":
        return None if "type" in has else ("iso_code" if table == "population" else "oblast")
    if name == "adm2":
        return None if "type" in has else "district"
    if name == "loc":
        return None if "type" in has else "place"
    if name == "date":
        if has & _NO_EVENT_DATE:
            return None
        return "end_date" if has & _ENDS else "date"
    if name == "org":
        if has & {"partner", "partners"}:
            return "partners"
        return None if has & {"funder", "donor", "type"} else "organiser"
    if name == "activity":
        return _column_of_activity(has)
    if name == "reached":
        attributes = frozenset(_SAME_ATTRIBUTE.get(attribute, attribute) for attribute in has)
        return _SEX_AND_AGE.get(attributes - _PEOPLE)
    if name in ("output", "item", "service"):
        return "materials" if has & {"materials", "material", "distributed"} else None
    if name == "population":
        if "group" in has:
            return "group"
        return "kind" if "type" in has else ("population" if not has - _PEOPLE else None)
    if name == "beneficiary":
        return "audience"
    if name == "description":
        return "note"
    if name in ("meta", "source"):
        if "type" in has:
            return "kind"
        if has & {"note", "notes", "comments", "comment"}:
            return "note"
        return "source" if name == "source" or has & {"source", "url"} else None
    return None


def _column_of_activity(has: frozenset[str]) -> str | None:
    if has & {"type", "kind"}:
        return "type"
    if has & {"id", "code"}:
        return "activity_id"
    if has & {"group", "status", "planned"}:
        return None
    return "title"


# Forms ----------------------------------------------------------------------------------------

_FORM_WORDS = load_vocabulary("understand", "form_headers")
_ENTRY_TIMES = frozenset(map(plain, _FORM_WORDS.words("entry_times")))
_TIMES = frozenset(map(plain, _FORM_WORDS.words("times")))
_LEAST_TIMES = 0.5
_CLOCK_TIME = re.compile(r"\d[T ]+\d{1,2}:\d{2}")


def is_form_time(header: str, cells: pd.Series) -> bool:
    """Return True for a column in which form software writes when an answer was filled in or sent.

    "Timestamp" and «Отметка времени» always are; `start` and `end` are if most of their filled
    cells have a time of day.
    """
    key = plain(header)
    if key in _ENTRY_TIMES or key not in _TIMES:
        return key in _ENTRY_TIMES
    filled = cells[cells != ""]
    has_clock = map_cells(filled, lambda cell: _CLOCK_TIME.search(cell) is not None, bool)
    return not filled.empty and bool(has_clock.mean() > _LEAST_TIMES)


def field_behind_groups(header: str, table: str) -> str | None:
    """Return the declared column that a header names after the names of its groups.

    None if the whole header names a declared column, or no part of it does.
    """
    if field_of(header, table) is not None:
        return None
    for sign in ("/", "-"):
        rest = header
        while sign in rest:
            rest = rest.partition(sign)[2]
            if (field := field_of(rest, table)) is not None:
                return field
    return None
