"""Examples of the rules of files and sheets."""

from __future__ import annotations

from collections.abc import Mapping

from campaign.schema.rules.advice import (
    ADMINISTRATOR,
    AS_TABLE,
    BY_HAND,
    CHECK,
    CHECK_FILE,
    CHOOSE_COLUMN,
    CLEAN,
    CLEANING_LOG,
    CORRECT_FILE,
    FILL_IN,
    FOR_ADMINISTRATOR,
    LOG_TOO,
    LOOK,
    NOTHING,
    OTHER_SHEET,
    PATH,
    PUBLIC_TEXT,
    SAVE_ANEW,
    SETTINGS,
    SIGNATURE,
    SMALLER,
    TOTALS,
)
from campaign.schema.rules.file_rules import FILE_KIND_RULES
from campaign.schema.rules.rule import Example

_FILE = "register.xlsx"

FILE_EXAMPLES: Mapping[str, Example] = {
    "empty_content": Example(FILL_IN),
    "too_big": Example(SMALLER, params={"limit": 50}),
    "no_room": Example(SMALLER, params={"files": 20, "limit": 200}),
    "too_large_to_correct": Example(SMALLER, params={"limit": 50}),
    "not_a_table": Example(SAVE_ANEW, "register.pdf", _FILE),
    "not_read": Example(SAVE_ANEW, params={"code": "3f9c21ab"}),
    "old_workbook": Example(SAVE_ANEW, "register.xls", _FILE),
    "locked": Example(SAVE_ANEW),
    "unpacks_too_big": Example(SMALLER),
    "too_wide": Example(SMALLER, "XFD1048576", "S78"),
    "line_too_long": Example(SAVE_ANEW),
    "binary": Example(SAVE_ANEW, "register.zip", _FILE),
    "too_deep": Example(SAVE_ANEW),
    "reading_stopped": Example(SMALLER),
    "unclosed_quote": Example(CORRECT_FILE, '"31.07.2017', "31.07.2017"),
    "no_rows": Example(FILL_IN, "date; oblast; type; reached"),
    "no_header_row": Example(
        CORRECT_FILE,
        "31.07.2017; KG-N; lecture; 40",
        "date; oblast; type; reached",
        {"fields": "date, oblast, type, reached"},
    ),
    "population_columns": Example(
        CORRECT_FILE,
        "где; сколько\nНарынская; 281500",
        "oblast; date; population\nKG-N; 2017; 281500",
        {"fields": "iso_code, date, population"},
    ),
    "plan_columns": Example(
        CORRECT_FILE,
        "oblast; план\nKG-N; 40",
        "oblast; value; due_date\nKG-N; 40; 2017-09-30",
        {"fields": "value, due_date"},
    ),
    "no_sheet": Example(SETTINGS, "2016", "2017", {"sheet": "2016", "sheets": "2017"}),
    "sheet_not_read": Example(
        OTHER_SHEET,
        "Август; Сентябрь",
        params={
            "sheets": "Август",
            "sheets_en": "“Август” (12)",
            "sheets_ru": "«Август» (12)",
            "sheets_ky": "«Август» (12)",
        },
    ),
    "hidden_sheet_not_read": Example(OTHER_SHEET, params={"sheet": "2016", "count": 12}),
    "hidden_sheet": Example(OTHER_SHEET, params={"sheet": "2017", "count": 12}),
    "wide_table": Example(
        TOTALS,
        "oblast; август; сентябрь\nKG-N; 120; 80",
        "date; oblast; type; reached\n2017-08-11; KG-N; lecture; 120",
    ),
    "wide_activities_only": Example(
        CORRECT_FILE,
        "oblast; август; сентябрь\nKG-N; 2; 1",
        "date; oblast; type; reached\n2017-08-11; KG-N; lecture; 120",
    ),
    "month_totals": Example(NOTHING, params={"count": 12}),
    "wide_total_differs": Example(
        CHECK_FILE,
        "120 + 80 = 210",
        "120 + 80 = 200",
        {"cell": "D4", "value": 210, "summed": 200, "difference": 10},
    ),
    "wide_totals_agree": Example(NOTHING, "120 + 80 = 200", params={"count": 4}),
    "wide_unclear": Example(
        CORRECT_FILE,
        "oblast; August; August\nKG-N; 2; 120",
        "oblast; August\nKG-N; 120",
        {"words": "August"},
    ),
    "hidden_rows": Example(CHECK_FILE, params={"count": 3, "first": 12}),
    "hidden_columns": Example(CHECK_FILE, params={"columns": "women (F), men (G)"}),
    "in_thousands": Example(
        CORRECT_FILE,
        "Reach (in thousands)\n\ndate; oblast; type; reached\n2017-08-01; KG-N; lecture; 2",
        "Reach\n\ndate; oblast; type; reached\n2017-08-01; KG-N; lecture; 2000",
        {"value": "Reach (in thousands)"},
    ),
    "struck_rows": Example(CHECK_FILE, params={"count": 3, "first": 12}),
    "second_column": Example(
        CHECK_FILE,
        "date; oblast; type; reached; attendance\n2017-08-01; KG-N; lecture; ; 45",
        "date; oblast; type; reached\n2017-08-01; KG-N; lecture; 45",
        {"column": "attendance (E)", "other": "reached (D)", "count": 3, "first": 12},
    ),
    "wide_column_not_read": Example(
        CORRECT_FILE,
        "oblast; август; сентябр 17",
        "oblast; август; сентябрь",
        {"column": "сентябр 17", "count": 9},
    ),
    "wide_total": Example(LOOK, "Итого; 200"),
    "wide_activities": Example(TOTALS, "Количество мероприятий; 3"),
    "not_in_encoding": Example(SETTINGS, "Îáëàñòü", "Область", {"encoding": "UTF-8"}),
    "header_delimiter": Example(
        CORRECT_FILE,
        "date;oblast;type\n2017-07-31,KG-N,lecture",
        "date,oblast,type\n2017-07-31,KG-N,lecture",
        {"header_sign": "semicolon", "row_sign": "comma"},
    ),
    "missing_column": Example(
        CHOOSE_COLUMN, "date; type; reached", "date; oblast; type; reached", {"fields": "oblast"}
    ),
    "ambiguous_column": Example(
        CHOOSE_COLUMN,
        "date; oblast; type; attendance; participants",
        "date; oblast; type; reached; participants",
        {"fields": "reached", "headers": "attendance\nparticipants"},
    ),
    "ambiguous_optional_column": Example(
        CHOOSE_COLUMN,
        "date; oblast; type; reached; activity; topic",
        "date; oblast; type; reached; title; topic",
        {"fields": "title", "headers": "activity\ntopic"},
    ),
    "unused_columns": Example(NOTHING, "date; oblast; budget", params={"headers": "budget"}),
    "only_cells_read": Example(NOTHING),
    "personal_column": Example(CLEAN, "+996 555 …", "", {"what": "a phone number"}),
    "personal_data": Example(CLEAN, "+996 555 …", "", {"what": "a phone number"}),
    "personal_aside": Example(CLEAN, "+996 555 …", "", {"what": "a phone number"}),
    "possible_name": Example(PUBLIC_TEXT),
    "possible_name_aside": Example(PUBLIC_TEXT),
    **{
        code: Example(advice, "Исполнитель: …, тел. …", "", {"where": "below the table"})
        for code, advice in {"signature_line": SIGNATURE, "signature_excluded": BY_HAND}.items()
    },
    **dict.fromkeys([rule.code for rule in FILE_KIND_RULES], Example(AS_TABLE, "", _FILE)),
    "cut_short": Example(CHECK, "2017-07-31;KG-N;lect", "2017-07-31;KG-N;lecture;40"),
    **dict.fromkeys(("no_file", "no_regular_file", "not_permitted"), Example(PATH, "", _FILE)),
    **dict.fromkeys(
        ("missing_file", "empty_file", "earlier_data_shown"),
        Example(ADMINISTRATOR),
    ),
    "table_kinds": Example(NOTHING, params={"allowed": "activities, population, targets"}),
    "administrator_table": Example(FOR_ADMINISTRATOR, params={"value": "data/milestones.csv"}),
    "cleaning_log": Example(LOG_TOO, "register-cleaning-log.csv"),
    "no_cleaning_log": Example(CLEANING_LOG, _FILE, "register-cleaning-log.csv"),
    "cleaning_log_applied": Example(NOTHING, params={"used": 11, "lines": 12}),
    "missing_units": Example(
        ADMINISTRATOR,
        params={
            "units": "KG-GO",
            "units_en": "Osh city (KG-GO)",
            "units_ru": "город Ош (KG-GO)",
            "units_ky": "Ош шаары (KG-GO)",
        },
    ),
}
