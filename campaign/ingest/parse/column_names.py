"""Names of columns: what offices write over them, and which declared column is meant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from campaign.i18n.match_key import current_reading, plain, tidy_text
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.vocabulary import VocabularyError, load_vocabulary
from campaign.schema import tables

_NAMES = load_vocabulary("parse", "column_names")
_WORDS = load_vocabulary("parse", "header_words")
_TABLES = {table.name: table for table in (tables.ACTIVITIES, tables.POPULATION)}

FIELDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    table: _NAMES.section(table) for table in _TABLES
}
"""By table and declared column: the spellings of heads in three languages, and HXL tags."""

FIGURES = frozenset(
    name for table in _TABLES.values() for name, kind in table.kinds.items() if kind == "whole"
)
"""Declared columns that hold counts."""

_TAG = re.compile(r"#[A-Za-z]\w*(?:\s*\+\s*[A-Za-z]\w*)*", re.ASCII)
_BRACKETS = re.compile(r"[(\[{][^()\[\]{}]*[)\]}]")
_MARKS = re.compile(r"^[\s*•]+|[\s*:;†]+$")
_NUMBERING = re.compile(r"^(?:\d{1,2}\s*[.)]|[IVX]{1,4}\.)\s*")
_HYPHENATED = re.compile(r"(?<=[^\W\d_])-\s*[\r\n]+\s*(?=[^\W\d_])")
_UNIT_WORDS = frozenset(_WORDS.words("units"))
# What may stand in brackets over a figure without making it another figure.
_UNIT_BRACKET = re.compile(
    rf"(?:{_WORDS.pattern('units_in_brackets')})(?: (?:{_WORDS.pattern('ages_in_brackets')}))*"
)
_FORMAT_BRACKET = re.compile(r"(?:[дмгdmyжк]{1,4}[ ]?){1,3}")
# A bracket that turns a date, a name or a place into another one.
_OTHER_SENSE = re.compile(rf"\b(?:{_WORDS.pattern('other_meaning')})")
_PLANNED = re.compile(rf"\b(?:{_WORDS.pattern('planned')})")


def is_tag(cell: str) -> bool:
    """True for an HXL tag with its attributes, as `#reached+f`."""
    return _TAG.fullmatch(cell.strip()) is not None


def is_plan(head: str) -> bool:
    """True where a head speaks of what is planned: a planned figure is never a reported one."""
    return _PLANNED.search(plain(head)) is not None


def field_of(head: str, table: str) -> str | None:
    """The declared column of `table` that a head or an HXL tag names, None where none is meant.

    Line breaks, numbering, stars, colons and units do not matter: «3. Охвачено,\\nчел.*» is
    `reached`. A running number (№, № п/п) is no declared column, since lists start anew in every
    sheet.
    """
    return _found(head, table)[0]


def is_exact(head: str, table: str) -> bool:
    """True where the head is one of the known names just as it stands, units and all."""
    return _found(head, table)[1]


def _found(head: str, table: str) -> tuple[str | None, bool]:
    kept = current_reading().headers
    if (head, table) not in kept:
        kept[head, table] = _sought(head, table)
    return kept[head, table]


def _sought(head: str, table: str) -> tuple[str | None, bool]:
    if len(head) > 200:
        return None, False
    if is_tag(head):
        return _field_of_tag(head, table), True
    known = _known(table)
    for rank, key in enumerate(_readings(head)):
        if key in known:
            return known[key], rank == 0
    # «Место (город, село)» is a place all the same; «Охват (СМИ)» is not the people reached.
    brackets = _BRACKETS.findall(head)
    field = known.get(plain(_BRACKETS.sub(" ", head))) if brackets else None
    if field in FIGURES or any(_OTHER_SENSE.search(plain(bracket)) for bracket in brackets):
        field = None
    return field, False


def _readings(head: str) -> list[str]:
    """The head as it stands, then with ever more taken away that does not name anything."""
    bare = _MARKS.sub("", tidy_text(_HYPHENATED.sub("", head)))
    readings = [plain(head), plain(bare), plain(_NUMBERING.sub("", bare))]
    short = _NUMBERING.sub("", bare)
    for bracket in _BRACKETS.findall(short):
        inside = plain(bracket)
        if _UNIT_BRACKET.fullmatch(inside) or _FORMAT_BRACKET.fullmatch(inside):
            short = short.replace(bracket, " ")
    readings.append(plain(_MARKS.sub("", short)))
    words = readings[-1].split()
    while len(words) > 1 and words[-1] in _UNIT_WORDS:
        words = words[:-1]
        readings.append(" ".join(words))
    return list(dict.fromkeys(reading for reading in readings if reading))


@cache
def _known(table: str) -> dict[str, str]:
    """{plain spelling: declared column}: column names, FIELDS, and the labels of templates.

    Raises KeyError for a table whose heads are not known, VocabularyError where one spelling means
    two columns.
    """
    known: dict[str, str] = {}
    for column, spellings in FIELDS[table].items():
        for spelling in (column, *spellings):
            other = column if is_tag(spelling) else known.setdefault(plain(spelling), column)
            if other != column:
                raise VocabularyError(
                    f"{_NAMES.name}: {table}: “{spelling}” means both {other} and {column}"
                )
    for declared in _TABLES[table].columns:
        for lang in LANGUAGES:
            # Templates carry these words; what they say is never left to chance.
            known[plain(Text.of(lang)(declared.label))] = declared.name
    return known


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
    found = _column_of_tag(name, frozenset(attributes), table)
    return found if found in FIELDS[table] else None


def _column_of_tag(name: str, has: frozenset[str], table: str) -> str | None:
    """The column of a tag; attributes that say nothing here are passed over, others are not."""
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
        kept = frozenset(_SAME_ATTRIBUTE.get(attribute, attribute) for attribute in has)
        return _SEX_AND_AGE.get(kept - _PEOPLE)
    if name in ("output", "item", "service"):
        return "materials" if has & {"materials", "material", "distributed"} else None
    if name == "population":
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
