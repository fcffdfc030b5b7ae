"""An example of each rule and what to do about it: the content of the catalogue of issues."""

from __future__ import annotations

from collections.abc import Mapping

from campaign.i18n.translator import N_
from campaign.schema.rules.file_kind_rules import FILE_KIND_RULES
from campaign.schema.rules.rule import Example, Rule, Severity

CORRECT = N_(
    "Correct the cell on the upload page, or correct your file and upload it again. Until then the "
    "row is not counted."
)
CORRECT_FILE = N_(
    "Correct the file and upload it again. Until then nothing in it is counted. The template has "
    "the columns and lists that a register needs."
)
SAVE_ANEW = N_(
    "Open the file in Excel or LibreOffice, save it as XLSX or as CSV UTF-8, and upload the new "
    "file."
)
SMALLER = N_(
    "Save only the sheet with the register in a file of its own, without pictures and unused "
    "columns, or divide the register into several files, and upload them together."
)
ANSWER = N_(
    "Answer on the upload page, below the file: one answer applies to all rows with the same "
    "words. Or write the full name in your file and upload it again."
)
ESTIMATE = N_(
    "On the upload page, choose one of the numbers in the cell, which is then counted and "
    "marked as an estimate, or read the value as not reported. Or write digits only in your "
    "file and upload it again."
)
BY_HAND = N_("Nothing needs to be done. “Clear answers” on the upload page withdraws the answer.")
CORRECT_AGAIN = N_("Compare the cell with your file and correct it again on the upload page.")
CHOOSE_COLUMN = N_(
    "On the upload page, choose the column of the file that corresponds to the missing column, "
    "or a value for every row; or add the column to your file and upload the file again."
)
LOG_TOO = N_(
    "Also upload the register to which the log is to be applied. The card of that register has "
    "a button that applies the log."
)
CLEANING_LOG = N_(
    "Choose the cleaning log that was downloaded from the upload page after an earlier file was "
    "checked, as CSV or XLSX."
)
SETTINGS = N_("Correct the settings of the file on the upload page: the file is then read again.")
CLEAN = N_(
    "Delete everything that identifies a person, including in hidden rows, columns and sheets, "
    "comments, headers and footers. Then upload the file again. Nothing in the file was stored."
)
PUBLIC_TEXT = N_(
    "Answer on the upload page whether the text names a private person. Until then the row is "
    "counted without the text."
)
SIGNATURE = N_(
    "Confirm on the upload page that the line is excluded. If it is a row of the table, move it "
    "into the table and upload the file again."
)
AS_TABLE = N_("Upload the table itself, saved as XLSX or as CSV UTF-8.")
SAME_ACTIVITY = N_(
    "If both rows are one activity, delete one of them. If they are two, give each an activity "
    "code of its own and upload the file again."
)
CHECK = N_(
    "The row is counted. Check the cell or row named in the message: if it is correct, nothing "
    "needs to be done; if not, correct it in your file and upload the file again."
)
LOOK = N_(
    "Nothing needs to be done. Where the correction is wrong, change the cell in your file or the "
    "settings on the upload page."
)
OTHER_SHEET = N_(
    "On the upload page, choose the other sheet, or all sheets with activities as one register."
)
TOTALS = N_(
    "Enter each activity into a row of the template. If only totals are known, choose on the "
    "upload page what the numbers count: each total becomes one record for its month, without "
    "a day."
)
NOTHING = N_("This is for your information. Nothing needs to be done.")
BOUNDARIES = N_(
    "Upload the boundaries of the oblasts and cities (level ADM1). The files of COD-AB, "
    "geoBoundaries and GADM can be uploaded as they are, as GeoJSON, TopoJSON, GeoPackage or a "
    "shapefile in a ZIP archive."
)
CHECK_BOUNDARIES = N_(
    "The boundaries are used. Compare the map with a reliable map; if the boundaries are "
    "wrong, correct the file and upload it again."
)
ADMINISTRATOR = N_(
    "This issue can occur only with data on the server. Ask the administrator to correct it."
)

_BY_SEVERITY: Mapping[Severity, str] = {
    "error": CORRECT,
    "warning": CHECK,
    "repair": LOOK,
    "note": NOTHING,
}

_FILE = "register.xlsx"
_PAIR: Mapping[str, str | int] = {
    "what": "Date, place, type and title",
    "first": 12,
    "here": 40,
    "there": 45,
    "other": _FILE,
}

EXAMPLES: Mapping[str, Example] = {
    # Files
    "empty_content": Example(SAVE_ANEW),
    "too_big": Example(SMALLER, "120 MB", params={"limit": 50}),
    "no_room": Example(SMALLER, params={"files": 20, "limit": 200}),
    "too_big_to_mend": Example(SMALLER, "120 MB", params={"limit": 50}),
    "not_a_table": Example(SAVE_ANEW, "register.pdf", _FILE),
    "not_read": Example(SAVE_ANEW, params={"code": "3f9c21ab"}),
    "old_workbook": Example(SAVE_ANEW, "register.xls", _FILE),
    "locked": Example(SAVE_ANEW),
    "unpacks_too_big": Example(SMALLER),
    "too_wide": Example(SMALLER, "XFD1048576", "S78"),
    "line_too_long": Example(SAVE_ANEW, params={"row": 12}),
    "binary": Example(SAVE_ANEW, "register.zip", _FILE),
    "too_deep": Example(SAVE_ANEW),
    "reading_stopped": Example(SMALLER),
    "unclosed_quote": Example(CORRECT_FILE, '"31.07.2017', "31.07.2017", {"row": 12}),
    "no_head": Example(
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
        OTHER_SHEET, "Август; Сентябрь", params={"sheet": "Август", "count": 12}
    ),
    "hidden_sheet_not_read": Example(OTHER_SHEET, params={"sheet": "2016", "count": 12}),
    "hidden_sheet": Example(OTHER_SHEET, params={"sheet": "2017", "count": 12}),
    "wide_table": Example(
        TOTALS,
        "oblast; август; сентябрь\nKG-N; 120; 80",
        "date; oblast; type; reached\n2017-08-11; KG-N; lecture; 120",
    ),
    "month_totals": Example(NOTHING, params={"count": 12}),
    "wide_total_differs": Example(
        CHECK,
        "120 + 80 = 210",
        "120 + 80 = 200",
        {"cell": "D4", "value": 210, "summed": 200, "difference": 10},
    ),
    "wide_totals_agree": Example(NOTHING, "120 + 80 = 200", params={"count": 4}),
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
    "personal_column": Example(CLEAN, "+996 555 …", "", {"what": "a phone number"}),
    "personal_data": Example(CLEAN, "+996 555 …", "", {"what": "a phone number"}),
    "personal_aside": Example(CLEAN, "+996 555 …", "", {"what": "a phone number"}),
    "possible_name": Example(PUBLIC_TEXT),
    "possible_name_aside": Example(PUBLIC_TEXT),
    **dict.fromkeys(
        ("signature_line", "signature_excluded"),
        Example(SIGNATURE, "Исполнитель: …, тел. …", "", {"where": "below the table"}),
    ),
    **dict.fromkeys([rule.code for rule in FILE_KIND_RULES], Example(AS_TABLE, "", _FILE)),
    "cut_short": Example(CHECK, "2017-07-31;KG-N;lect", "2017-07-31;KG-N;lecture;40"),
    **dict.fromkeys(
        ("no_file", "no_regular_file", "not_permitted"), Example(CORRECT_FILE, "", _FILE)
    ),
    **dict.fromkeys(
        ("missing_file", "unreadable", "encoding", "empty_file", "kept"),
        Example(ADMINISTRATOR),
    ),
    "cleaning_log": Example(LOG_TOO, "register-cleaning-log.csv"),
    "no_cleaning_log": Example(CLEANING_LOG, _FILE, "register-cleaning-log.csv"),
    "cleaning_log_applied": Example(NOTHING, params={"used": 11, "lines": 12}),
    "missing_units": Example(ADMINISTRATOR, params={"units": "KG-GO"}),
    # Rows
    "ragged": Example(CORRECT, "2017-07-31,Ош, Узген,40", '2017-07-31,"Ош, Узген",40'),
    **dict.fromkeys(
        ("duplicate", "duplicate_of_file"),
        Example(
            SAME_ACTIVITY,
            "2017-07-31; KG-N; lecture; 45\n2017-07-31; KG-N; lecture; 45",
            "2017-07-31; KG-N; lecture; 45",
            _PAIR,
        ),
    ),
    "key_of_file": Example(
        SAME_ACTIVITY,
        "2017-001; 2017-07-31; KG-N; 45\n2017-001; 2017-08-02; KG-O; 40",
        "2017-001; 2017-07-31; KG-N; 45",
        _PAIR,
    ),
    **dict.fromkeys(
        ("likely_of_file", "likely_duplicate"),
        Example(
            SAME_ACTIVITY,
            "2017-07-31; KG-N; lecture; 45\n2017-07-31; KG-N; lecture; 40",
            "2017-07-31; KG-N; lecture; 45",
            _PAIR,
        ),
    ),
    "totals_and_rows_of_file": Example(
        CHECK, params={"here": 250, "there": 180, "n": 3, "other": "register.xlsx"}
    ),
    "end_before_start": Example(CORRECT, "2017-09-08 – 2017-09-01", "2017-09-01 – 2017-09-08"),
    "sexes_exceed_reached": Example(CORRECT, "100: 60 + 50", "110: 60 + 50"),
    "youth_exceeds_reached": Example(CORRECT, "40: 55", "55: 40"),
    "shares_exceed_reached": Example(CORRECT, "99: KG-B=40; KG-O=60", "100: KG-B=40; KG-O=60"),
    "shares_elsewhere": Example(CORRECT, "KG-B;KG-O: KG-N=40", "KG-B;KG-N;KG-O: KG-N=40"),
    "outside_edition": Example(CHECK, "2071-09-04", "2017-09-04"),
    "total_differs": Example(
        CHECK,
        "120 + 80 = 210",
        "120 + 80 = 200",
        {"value": 210, "summed": 200, "rows": 2, "difference": 10},
    ),
    "total_agrees": Example(NOTHING, "120 + 80 = 200", params={"value": 200}),
    "estimates": Example(NOTHING, params={"rows": 3}),
    "sexes_incomplete": Example(
        NOTHING,
        "100: 60 + 30",
        params={"sexes": 90, "reached": 100, "missing": 10, "rows": "12"},
    ),
    # Cells
    "required": Example(CORRECT, "", "KG-N"),
    "date": Example(CORRECT, "31.02.2017", "28.02.2017", {"value": "31.02.2017"}),
    "whole": Example(CORRECT, "12,5", "12", {"value": "12,5"}),
    "shares": Example(CORRECT, "40 + 60", "KG-B=40; KG-O=60", {"value": "40 + 60"}),
    "estimated_number": Example(ESTIMATE, "около 50", "50", {"value": "около 50"}),
    **dict.fromkeys(("correction_unused", "correction_refused"), Example(CORRECT_AGAIN)),
    "number": Example(CORRECT, "12 a", "12", {"value": "12 a"}),
    "negative": Example(CORRECT, "-40", "40", {"value": "-40"}),
    "too_many": Example(
        CORRECT, "99999999999", "999", {"value": "99999999999", "most": 1_000_000_000}
    ),
    "above_country": Example(CORRECT, "12000000", "1200", {"value": 12_000_000, "most": 6_140_000}),
    "implausible": Example(CHECK, "250000", "250", {"value": 250_000, "most": 287_000}),
    "unlikely_date": Example(CHECK, "1917-07-31", "2017-07-31", {"value": "1917-07-31"}),
    "merged_figure": Example(CHECK, "120", "70 + 50", {"first": 12}),
    "place_differs": Example(
        CHECK,
        "Лейлекский район; г. Ош",
        "Лейлекский район; Исфана",
        {"district": "Лейлекский район", "place": "г. Ош"},
    ),
    "unique": Example(CORRECT, "2017-001, 2017-001", "2017-001, 2017-002", {"value": "2017-001"}),
    "unknown_oblast": Example(ANSWER, "Талсы", "KG-T", {"value": "Талсы"}),
    "unknown_unit": Example(ANSWER, "Талсы", "KG-T", {"value": "Талсы"}),
    "unknown_type": Example(ANSWER, "лекцыя", "lecture", {"value": "лекцыя"}),
    "unknown_choice": Example(
        CORRECT, "guess", "estimate", {"value": "guess", "allowed": "estimate, census"}
    ),
    **dict.fromkeys(
        ("ambiguous_oblast", "ambiguous_unit"),
        Example(
            ANSWER,
            "Ош",
            "KG-GO",
            {
                "value": "Ош",
                "offers_en": "“Osh city”, “Osh oblast”",
                "offers_ru": "«город Ош», «Ошская область»",
                "offers_ky": "«Ош шаары», «Ош облусу»",
            },
        ),
    ),
    "ambiguous_type": Example(
        ANSWER,
        "театр, лекция",
        "lecture",
        {
            "value": "театр, лекция",
            "offers_en": "“Forum theatre”, “Lecture or lesson”",
            "offers_ru": "«Форум-театр», «Лекция или урок»",
            "offers_ky": "«Форум-театр», «Лекция же сабак»",
        },
    ),
    "error_cell": Example(CORRECT, "#REF!", "40", {"value": "#REF!"}),
    "uncalculated": Example(SAVE_ANEW, "=B2+B3", "200"),
    "damaged_text": Example(CHECK, "Ба\ufffdкен", "Баткен"),
    # Corrections
    "title_rows": Example(LOOK, "Отчёт\ndate; oblast; type"),
    "tag_row": Example(LOOK, "#date; #adm1+code; #activity+type"),
    "total_row": Example(LOOK, "Итого; 200"),
    "repeated_head": Example(LOOK, "date; oblast; type"),
    "group_row": Example(
        LOOK, "Нарынская область\n01.08.2017; Лекция; 40", params={"value": "Нарынская область"}
    ),
    "heading_row": Example(LOOK, "Август 2017", params={"value": "Август 2017"}),
    "note_row": Example(LOOK, "* Условное примечание"),
    "blank_column": Example(LOOK, "date; ; oblast"),
    "unknown_column": Example(LOOK, "date; oblast; budget"),
    "decoded": Example(LOOK, params={"encoding": "Windows-1251"}),
    "letters": Example(LOOK, "Oш", "Ош", {"value": "Ош"}),
    "spaces": Example(LOOK, "  KG-N ", "KG-N"),
    "date_rewritten": Example(
        LOOK, "31.07.17", "2017-07-31", {"value": "31.07.17", "read": "2017-07-31"}
    ),
    "date_range": Example(
        LOOK,
        "11–13.09.2017",
        "2017-09-11; 2017-09-13",
        {"value": "11–13.09.2017", "read": "2017-09-11 – 2017-09-13"},
    ),
    "number_rewritten": Example(LOOK, "1 250", "1250", {"value": "1 250", "read": "1250"}),
    "not_reported_word": Example(LOOK, "н/д", params={"value": "н/д"}),
    "spelling": Example(LOOK, "Ошская обл.", "KG-O", {"value": "Ошская обл.", "read": "KG-O"}),
    "answered": Example(BY_HAND, "Лекцыя", "lecture", {"value": "Лекцыя", "read": "lecture"}),
    "answered_by_place": Example(BY_HAND, "Ош", "KG-GO", {"value": "Ош", "read": "KG-GO"}),
    "without_region": Example(BY_HAND, "Алматы", "other", {"value": "Алматы"}),
    "row_excluded": Example(BY_HAND, "Алматы", params={"value": "Алматы"}),
    "row_counted": Example(
        BY_HAND, "Условное мероприятие", params={"value": "Условное мероприятие"}
    ),
    "estimate": Example(BY_HAND, "около 50", "50", {"value": "около 50", "read": "50"}),
    "estimate_not_reported": Example(BY_HAND, "около 50", "", {"value": "около 50"}),
    "cell_corrected": Example(
        BY_HAND, "32.08.2017", "2017-08-02", {"value": "32.08.2017", "read": "2017-08-02"}
    ),
    "date_order_mixed": Example(
        SETTINGS, "09/08/2017", "2017-08-09", {"read": "09/08/2017 → 2017-08-09"}
    ),
    "date_order_guess": Example(SETTINGS, "09/08/2017", "2017-08-09"),
    "merged_cell": Example(LOOK, "KG-N\n ", "KG-N\nKG-N"),
    "merged_head": Example(LOOK, "1; ; \nf; m", "1 f; 1 m"),
    # Forms
    "form_metadata": Example(NOTHING, params={"columns": "start, end, _id, _submission_time"}),
    "form_person": Example(NOTHING, params={"columns": "username, deviceid, _submitted_by"}),
    "form_point": Example(NOTHING, "42.8746 74.5698", params={"columns": "R, S, T"}),
    "form_options": Example(NOTHING, "pupils: 1; teachers: 1", "pupils; teachers"),
    # Boundaries and populations
    **dict.fromkeys(
        (
            *("no_content", "not_boundaries", "broken_json", "outlines_stopped", "bare_shapefile"),
            *("no_projection", "damaged_archive", "archive_too_big", "no_boundaries_inside"),
            *("no_areas", "raions", "no_units", "another_country", "not_degrees", "swapped_axes"),
            *("outside_country", "too_small_extent", "no_outline", "no_room_to_unpack"),
        ),
        Example(BOUNDARIES),
    ),
    "shapefile_part": Example(
        BOUNDARIES,
        "adm1.shp, adm1.prj",
        "adm1.shp, adm1.shx, adm1.dbf, adm1.prj",
        {"part": ".dbf", "name": "adm1"},
    ),
    "unknown_projection": Example(BOUNDARIES, "EPSG:999999", "EPSG:4326", {"crs": "EPSG:999999"}),
    "nested_archive": Example(BOUNDARIES, "adm1.zip", "adm1.shp", {"name": "adm1.zip"}),
    "no_layer": Example(BOUNDARIES, "adm2", "adm1", {"layer": "adm2", "layers": "adm0, adm1"}),
    "too_many_areas": Example(BOUNDARIES, "adm3", "adm1", {"limit": 5_000}),
    "units_not_drawn": Example(BOUNDARIES, params={"units": "KG-T, KG-Y"}),
    "unlikely_area": Example(
        CHECK_BOUNDARIES, params={"unit": "KG-T", "drawn": 44_000, "area": 11_400}
    ),
    "unknown_areas": Example(CHECK_BOUNDARIES, params={"n": 1, "names": "Fergana"}),
    **dict.fromkeys(
        ("bishkek_within", "osh_within", "assumed_degrees", "ring_mended"),
        Example(CHECK_BOUNDARIES),
    ),
    "index_rebuilt": Example(CHECK_BOUNDARIES, params={"name": "adm1"}),
    "pieces_joined": Example(CHECK_BOUNDARIES, params={"unit": "KG-B", "n": 2}),
    "lines_simplified": Example(CHECK_BOUNDARIES, params={"metres": 250}),
    "second_figure": Example(CORRECT, "KG-N; 2017; 282000", params={"first": 12}),
    "unlikely_residents": Example(CHECK, "28", "280000", {"value": 28}),
    "no_residents": Example(CHECK, params={"units": "KG-T, KG-Y"}),
    "sources_differ": Example(CHECK, "KG-N; 2017; 282000", params={"value": 281_000, "first": 12}),
    "second_target": Example(CORRECT, "KG-N; lecture; reach; 1200", params={"first": 3}),
    "weights": Example(CORRECT, "60 %, 40 %", "3; 2"),
    # Registers in an engine
    "settings_unreadable": Example(ADMINISTRATOR, "engine: duckdb", 'engine = "duckdb"'),
    "settings_key": Example(
        ADMINISTRATOR, "table", "path", {"value": "table", "allowed": "engine, path"}
    ),
    "settings_value": Example(
        ADMINISTRATOR, "path = 2017", 'path = "register.parquet"', {"value": "path"}
    ),
    "settings_seconds": Example(ADMINISTRATOR, 'poll_s = "10"', "poll_s = 10", {"value": "poll_s"}),
    "settings_engine": Example(
        ADMINISTRATOR, "excel", "duckdb", {"value": "excel", "allowed": "duckdb, postgresql"}
    ),
    "settings_files": Example(
        ADMINISTRATOR, "regster.parquet", "register.parquet", {"value": "regster.parquet"}
    ),
    "settings_mixed": Example(ADMINISTRATOR, "register.*", "*.parquet", {"value": "register.*"}),
    "two_registers": Example(ADMINISTRATOR),
    "engine_missing": Example(
        ADMINISTRATOR, params={"value": "duckdb", "file": "requirements-engines.txt"}
    ),
    "engine_untested": Example(ADMINISTRATOR, params={"value": "trino"}),
    "engine_failed": Example(ADMINISTRATOR, params={"value": "duckdb"}),
    "engine_personal": Example(
        ADMINISTRATOR, "+996 555 …", "", {"what": "a phone number", "n": 12}
    ),
    "engine_texts": Example(ADMINISTRATOR, params={"n": 100_000}),
    "engine_names": Example(ADMINISTRATOR, params={"n": 12}),
    **dict.fromkeys(("engine_empty", "engine_kept"), Example(ADMINISTRATOR)),
    **dict.fromkeys(
        ("engine_away", "engine_late"), Example(ADMINISTRATOR, params={"value": "postgresql"})
    ),
    **dict.fromkeys(
        ("engine_denied", "engine_table"),
        Example(ADMINISTRATOR, params={"value": "public.activities"}),
    ),
    "engine_type": Example(
        ADMINISTRATOR, "DOUBLE", "INTEGER", {"value": "DOUBLE", "allowed": "INTEGER"}
    ),
    "engine_keys": Example(ADMINISTRATOR, params={"what": "Value not unique", "n": 1_000}),
    "engine_rejected": Example(ADMINISTRATOR, params={"what": "Empty cell", "n": 12}),
    "not_converted": Example(CORRECT_FILE, "people", "reached"),
    "cells_not_converted": Example(CORRECT_FILE, "01.08.2017", "2017-08-01", {"n": 3}),
    "engine_warned": Example(ADMINISTRATOR, params={"what": "Implausible value", "n": 12}),
}


def example_of(rule: Rule) -> Example:
    """Return the example of a rule; one without words of its own has what its severity asks for."""
    return EXAMPLES.get(rule.code) or Example(_BY_SEVERITY[rule.severity])
