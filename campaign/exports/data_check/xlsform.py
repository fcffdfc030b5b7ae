"""The register as a form for KoboToolbox and ODK: an XLSForm in three languages.

Its questions have the names of the columns and its choices are codes, so that exported answers
pass the check, with names or labels as headers. The form asks for no data about the person who
fills it in and stores none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import pandas as pd

from campaign.domain.places import Places
from campaign.exports.xlsx.workbook import Book
from campaign.i18n.translator import LANGUAGE_NAMES, LANGUAGES, N_, Text
from campaign.ingest.validate.row_checks import EARLIEST
from campaign.schema import tables
from campaign.schema.region_codes import COUNTRY, WIDE_NAMES
from campaign.schema.rules import RULES
from campaign.schema.tables import Column

FILE_NAME = "register-form.xlsx"
FORM_ID = "campaign_register"

_MEDIA = "media"
_GROUPS: Sequence[tuple[str, str, tuple[str, ...]]] = (
    (
        "activity",
        N_("Activity"),
        (
            *("activity_id", "date", "end_date", "oblast", "district", "place", "type", "title"),
            *("organiser", "partners", "audience"),
        ),
    ),
    (
        "numbers",
        N_("Numbers"),
        (
            *("reached", "reached_by_oblast", "women", "men", "youth", "materials"),
            "media_audience",
        ),
    ),
    ("remarks", N_("Remarks"), ("source", "note")),
)
"""Each group of questions: its name, its label as a message id, its columns in their order."""

_PAST = N_("The date is in the future or before 2000. Correct it.")
_WHOLE = N_("Write a whole number, 0 or more. Leave the field empty if the number is not reported.")
_ONE_COUNTRY = N_("Choose either regions or the whole country.")
_CONSTRAINTS: Mapping[str, tuple[str, str]] = {
    "oblast": (f"not(selected(., '{COUNTRY}') and count-selected(.) > 1)", _ONE_COUNTRY),
    "date": (f". >= date('{EARLIEST}') and . <= today()", _PAST),
    "end_date": (". >= ${date}", RULES["end_before_start"].message),
    "women": (". >= 0 and . <= ${reached}", RULES["sexes_exceed_reached"].message),
    "men": (
        ". >= 0 and . + coalesce(${women}, 0) <= ${reached}",
        RULES["sexes_exceed_reached"].message,
    ),
    "youth": (". >= 0 and . <= ${reached}", RULES["youth_exceeds_reached"].message),
}
"""{column: (condition for a valid answer, message for an invalid answer)}."""

_HINTS: Mapping[str, str] = {
    "oblast": N_("Where it took place: one region, several, or the whole country.")
}
"""The hint of a question if the help of its column is about writing text in a cell."""

_OF_REACHED = ("women", "men", "youth")
_SELECT = {"oblast": "select_multiple", "type": "select_one"}
_TYPES = {"date": "date", "whole": "integer", "text": "text", "shares": "text"}


def xlsform(lang: str, places: Places, types: pd.DataFrame) -> bytes:
    """Return the form as a workbook with the sheets `survey`, `choices` and `settings`.

    `lang` is the default language of the form. `types` is indexed by `code`, with names in three
    languages and a `group`. The same places and types give the same bytes.
    """
    survey = [_survey_header(), *_survey_rows(types)]
    choices = [["list_name", "name", *_columns("label")], *_choices(places, types)]
    version = hashlib.sha256(repr((survey, choices)).encode()).hexdigest()[:10]
    title = Text.of(lang)("Register of activities")
    settings = [
        ["form_title", "form_id", "version", "default_language"],
        [title, FORM_ID, version, _language(lang)],
    ]
    book = Book(title)
    for name, rows in (("survey", survey), ("choices", choices), ("settings", settings)):
        sheet = book.sheet(name)
        sheet.write_header(rows[0])
        for at, row in enumerate(rows[1:], start=1):
            sheet.write_row(at, row)
        sheet.set_widths()
    return book.content()


def _language(lang: str) -> str:
    return f"{LANGUAGE_NAMES[lang]} ({lang})"


def _columns(name: str) -> list[str]:
    return [f"{name}::{_language(lang)}" for lang in LANGUAGES]


def _in_languages(message: str) -> list[str]:
    """Return the message in each language; "" stays empty."""
    return [Text.of(lang)(message) if message else "" for lang in LANGUAGES]


def _survey_header() -> list[str]:
    return [
        *("type", "name", *_columns("label"), *_columns("hint"), "required", "relevant"),
        *("constraint", *_columns("constraint_message"), "appearance"),
    ]


def _survey_rows(types: pd.DataFrame) -> list[list[str]]:
    """Return the groups and questions; columns as in `_survey_header`."""
    columns = {column.name: column for column in tables.ACTIVITIES.columns}
    width = len(_survey_header())
    rows = []
    for name, label, names in _GROUPS:
        rows.append(["begin_group", name, *_in_languages(label)])
        rows += [_question(columns[column], types) for column in names]
        rows.append(["end_group", name])
    return [[*row, *[""] * (width - len(row))] for row in rows]


def _question(column: Column, types: pd.DataFrame) -> list[str]:
    constraint, message = _CONSTRAINTS.get(column.name, ("", ""))
    if column.kind == "whole" and not constraint:
        constraint, message = ". >= 0", _WHOLE
    return [
        _TYPES.get(column.kind) or f"{_SELECT[str(column.code_list)]} {column.code_list}",
        column.name,
        *_in_languages(column.label),
        *_in_languages(_HINTS.get(column.name, column.help)),
        "yes" if column.filled else "",
        _relevance(column.name, types),
        constraint,
        *_in_languages(message),
        "multiline" if column.name == "note" else "",
    ]


def _relevance(name: str, types: pd.DataFrame) -> str:
    """Return the condition under which a question is asked; "" if it is always asked."""
    if name in _OF_REACHED:
        return "${reached} > 0"
    if name == "reached_by_oblast":
        return "count-selected(${oblast}) > 1"
    if name == "media_audience":
        media = types.index[types["group"] == _MEDIA]
        return " or ".join(f"${{type}} = '{code}'" for code in media)
    return ""


def _choices(places: Places, types: pd.DataFrame) -> list[list[str]]:
    """Return rows of list name, code and the name in each language: regions, country, types."""
    regions = [
        ["oblast", code, *(places.name(code, Text.of(lang)) for lang in LANGUAGES)]
        for code in places.codes
    ]
    kinds = [
        ["type", str(code), *(str(types.at[code, f"name_{lang}"]) for lang in LANGUAGES)]
        for code in types.index
    ]
    country = ["oblast", COUNTRY, *_in_languages(WIDE_NAMES[COUNTRY])]
    return [*regions, country, *kinds]
