"""The catalogue of issues: an example of each rule, and the advice."""

from __future__ import annotations

from collections.abc import Mapping

from campaign.schema.rules.advice import (
    ADMINISTRATOR,
    ANSWER,
    BOUNDARIES,
    BY_HAND,
    BY_SEVERITY,
    CHECK,
    CHECK_BOUNDARIES,
    CHECK_FILE,
    CORRECT,
    CORRECT_AGAIN,
    CORRECT_FILE,
    CORRECT_ROWS,
    ESTIMATE,
    EXPORT_AGAIN,
    LOOK,
    NOTHING,
    SAME_ACTIVITY,
    SAVE_ANEW,
    SETTINGS,
)
from campaign.schema.rules.file_examples import FILE_EXAMPLES
from campaign.schema.rules.rule import Example, Rule

_PAIR: Mapping[str, str | int] = {
    "what": "Date, place, type and title",
    "first": 12,
    "here": 40,
    "there": 45,
    "other": "register.xlsx",
}

_ROW_EXAMPLES: Mapping[str, Example] = {
    "ragged": Example(CORRECT, "2017-07-31,Ош, Узген,40", '2017-07-31,"Ош, Узген",40'),
    "broken_row": Example(
        CORRECT_ROWS,
        "2017-08-01,KG-N,lecture,Meeting at\nschool,45",
        '2017-08-01,KG-N,lecture,"Meeting at\nschool",45',
        {"next": 13},
    ),
    "other_header": Example(
        CORRECT_ROWS,
        "date; oblast; type; reached; women\ndate; oblast; type; women; reached\n"
        "2017-08-01; KG-N; lecture; 20; 45",
        "date; oblast; type; reached; women\n2017-08-01; KG-N; lecture; 45; 20",
        {"first": 12},
    ),
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
        CHECK_FILE, params={"here": 250, "there": 180, "n": 3, "other": "register.xlsx"}
    ),
    "end_before_start": Example(CORRECT, "2017-09-08 – 2017-09-01", "2017-09-01 – 2017-09-08"),
    "campaign_too_long": Example(
        ADMINISTRATOR, "2017-07-31; 2071-11-20", "2017-07-31; 2017-11-20", {"most": 366}
    ),
    "longer_than_campaign": Example(
        CHECK,
        "2017-08-01 – 2018-08-01",
        "2017-08-01",
        {"value": "2018-08-01"},
    ),
    "sexes_exceed_reached": Example(CORRECT, "100: 60 + 50", "110: 60 + 50"),
    "youth_exceeds_reached": Example(CORRECT, "40: 55", "55: 40"),
    "shares_exceed_reached": Example(CORRECT, "99: KG-B=40; KG-O=60", "100: KG-B=40; KG-O=60"),
    "shares_elsewhere": Example(CORRECT, "KG-B;KG-O: KG-N=40", "KG-B;KG-N;KG-O: KG-N=40"),
    "several_campaigns": Example(CHECK, params={"campaigns": "2017 (77), 2026 (50)"}),
    "outside_edition": Example(CHECK, "2027-09-04", "2017-09-04"),
    "possible_total": Example(
        CHECK,
        "2017-08-31; KG-N; lecture; Total; 250",
        "Total; 250",
    ),
    "total_differs": Example(
        CHECK_FILE,
        "120 + 80 = 210",
        "120 + 80 = 200",
        {"value": 210, "summed": 200, "rows": 2, "difference": 10},
    ),
    "total_agrees": Example(NOTHING, "120 + 80 = 200", params={"value": 200}),
    "estimates": Example(NOTHING, params={"rows": 3}),
    "illustrative_rows": Example(NOTHING, params={"count": 3}),
    "sexes_incomplete": Example(
        NOTHING,
        "100: 60 + 30",
        params={"sexes": 90, "reached": 100, "missing": 10, "rows": "12"},
    ),
}

_REPAIR_EXAMPLES: Mapping[str, Example] = {
    "title_rows": Example(LOOK, "Отчёт\ndate; oblast; type"),
    "tag_row": Example(LOOK, "#date; #adm1+code; #activity+type"),
    "total_row": Example(LOOK, "Итого; 200"),
    "repeated_header": Example(LOOK, "date; oblast; type"),
    "group_row": Example(
        LOOK, "Нарынская область\n01.08.2017; Лекция; 40", params={"value": "Нарынская область"}
    ),
    "heading_row": Example(LOOK, "Август 2017", params={"value": "Август 2017"}),
    "note_row": Example(LOOK, "* Условное примечание"),
    "blank_column": Example(LOOK, "date; ; oblast"),
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
    "spelling": Example(
        LOOK,
        "Ошская обл.",
        "KG-O",
        {
            "value": "Ошская обл.",
            "read": "KG-O",
            "read_en": "Osh oblast",
            "read_ru": "Ошская область",
            "read_ky": "Ош облусу",
        },
    ),
    "answered": Example(
        BY_HAND,
        "Лекцыя",
        "lecture",
        {
            "value": "Лекцыя",
            "read": "lecture",
            "read_en": "Lecture or lesson",
            "read_ru": "Лекция или урок",
            "read_ky": "Лекция же сабак",
        },
    ),
    "answered_by_place": Example(
        BY_HAND,
        "Ош",
        "KG-GO",
        {
            "value": "Ош",
            "read": "KG-GO",
            "read_en": "Osh city",
            "read_ru": "город Ош",
            "read_ky": "Ош шаары",
        },
    ),
    "without_region": Example(BY_HAND, "Алматы", "other", {"value": "Алматы"}),
    "text_excluded": Example(BY_HAND),
    "row_excluded": Example(BY_HAND, "Алматы", params={"value": "Алматы"}),
    "campaign_excluded": Example(BY_HAND, "01.08.2026", params={"value": "2026"}),
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
    "total_column": Example(
        SETTINGS, "Всего; Женщин; Мужчин\n40; 30; 10", params={"header": "Всего"}
    ),
    "merged_cell": Example(LOOK, "KG-N\n ", "KG-N\nKG-N"),
    "merged_header": Example(LOOK, "1; ; \nf; m", "1 f; 1 m"),
}

_CELL_EXAMPLES: Mapping[str, Example] = {
    "required": Example(CORRECT, "", "KG-N"),
    "date": Example(
        CORRECT,
        "31.02.2017",
        "28.02.2017",
        {"value": "31.02.2017", "first_year": 1990, "last_year": 2050},
    ),
    "whole": Example(CORRECT, "12,5", "12", {"value": "12,5"}),
    "shares": Example(CORRECT, "40 + 60", "KG-B=40; KG-O=60", {"value": "40 + 60"}),
    "estimated_number": Example(ESTIMATE, "около 50", "50", {"value": "около 50"}),
    **dict.fromkeys(("correction_unused", "correction_rejected"), Example(CORRECT_AGAIN)),
    "number": Example(CORRECT, "12 a", "12", {"value": "12 a"}),
    "negative": Example(CORRECT, "-40", "40", {"value": "-40"}),
    "too_many": Example(
        CORRECT, "99999999999", "999", {"value": "99999999999", "most": 999_999_999}
    ),
    "above_country": Example(CORRECT, "12000000", "1200", {"value": 12_000_000, "most": 6_140_000}),
    "implausible": Example(CHECK, "250000", "250", {"value": 250_000, "most": 287_000}),
    "implausible_date": Example(CHECK, "1997-07-31", "2017-07-31", {"value": "1997-07-31"}),
    "merged_number": Example(CHECK, "120", "70 + 50", {"first": 12}),
    "place_differs": Example(
        CHECK,
        "Лейлекский район; г. Ош",
        "Лейлекский район; Исфана",
        {"district": "Лейлекский район", "place": "г. Ош"},
    ),
    "unique": Example(CORRECT, "2017-001, 2017-001", "2017-001, 2017-002", {"value": "2017-001"}),
    "unknown_oblast": Example(ANSWER, "Талсы", "KG-T", {"value": "Талсы"}),
    "unknown_unit": Example(ANSWER, "Талсы", "KG-T", {"value": "Талсы"}),
    "country_and_region": Example(ANSWER, "KG; KG-B", "KG-B", {"value": "KG; KG-B"}),
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
                "name": "Ош",
                "offers_en": "“Osh oblast”, “Osh city”",
                "offers_ru": "«Ошская область», «город Ош»",
                "offers_ky": "«Ош облусу», «Ош шаары»",
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
    "partly_struck": Example(CORRECT, "120¹", "120", {"value": "1201"}),
    "uncalculated": Example(SAVE_ANEW, "=B2+B3", "200"),
    "damaged_text": Example(CHECK, "Ба\ufffdкен", "Баткен"),
}

TWO_REGIONS = {
    "units": "KG-T, KG-Y",
    "units_ky": "Талас облусу (KG-T), Ысык-Көл облусу (KG-Y)",
    "units_ru": "Таласская область (KG-T), Иссык-Кульская область (KG-Y)",
    "units_en": "Talas oblast (KG-T), Issyk-Kul oblast (KG-Y)",
}
"""Parameters of a message on two regions, with their names."""

_TALAS = {
    "unit": "KG-T",
    "unit_en": "Talas oblast (KG-T)",
    "unit_ru": "Таласская область (KG-T)",
    "unit_ky": "Талас облусу (KG-T)",
}

_BOUNDARY_EXAMPLES: Mapping[str, Example] = {
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
    "units_not_drawn": Example(BOUNDARIES, params=TWO_REGIONS),
    "implausible_area": Example(
        CHECK_BOUNDARIES, params={**_TALAS, "drawn": 44_000, "area": 11_400}
    ),
    "unknown_areas": Example(CHECK_BOUNDARIES, params={"n": 1, "names": "Fergana"}),
    **dict.fromkeys(
        ("bishkek_within", "osh_within", "assumed_degrees", "ring_corrected"),
        Example(CHECK_BOUNDARIES),
    ),
    "index_rebuilt": Example(CHECK_BOUNDARIES, params={"name": "adm1"}),
    "pieces_joined": Example(CHECK_BOUNDARIES, params={**_TALAS, "n": 2}),
    "lines_simplified": Example(CHECK_BOUNDARIES, params={"metres": 250}),
}

_ENGINE_EXAMPLES: Mapping[str, Example] = {
    "settings_unreadable": Example(ADMINISTRATOR, "engine: duckdb", 'engine = "duckdb"'),
    "settings_key": Example(
        ADMINISTRATOR, "table", "path", {"value": "table", "allowed": "engine, path"}
    ),
    "settings_value": Example(
        ADMINISTRATOR, "path = 2017", 'path = "register.parquet"', {"value": "path"}
    ),
    "settings_seconds": Example(
        ADMINISTRATOR, 'poll_s = "10"', "poll_s = 10", {"value": "poll_s", "most": 3_600}
    ),
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
    **dict.fromkeys(("engine_empty", "earlier_register_shown"), Example(ADMINISTRATOR)),
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

_POPULATION_EXAMPLES: Mapping[str, Example] = {
    "second_value": Example(CORRECT, "KG-N; 2017; 282000", params={"first": 12}),
    "implausible_population": Example(CHECK, "28", "280000", {"value": 28}),
    "missing_population": Example(CHECK_FILE, params=TWO_REGIONS),
    "sources_differ": Example(CHECK, "KG-N; 2017; 282000", params={"value": 281_000, "first": 12}),
}

_SHEET = "100 days"

_FORM_EXAMPLES: Mapping[str, Example] = {
    "form_metadata": Example(NOTHING, params={"columns": "start, end, _id, _submission_time"}),
    "form_person": Example(NOTHING, params={"columns": "username, deviceid, _submitted_by"}),
    "form_point": Example(NOTHING, "42.8746 74.5698", params={"columns": "R, S, T"}),
    "form_options": Example(NOTHING, "pupils: 1; teachers: 1", "pupils; teachers"),
    "form_parent": Example(
        NOTHING,
        "date; type; reached\n2017-08-11; lecture; 40",
        "date; type; reached; oblast\n2017-08-11; lecture; 40; KG-N",
        {"sheet": _SHEET, "columns": "oblast"},
    ),
    "form_parent_numbers": Example(NOTHING, params={"sheet": _SHEET, "columns": "reached"}),
    "form_without_activity": Example(CHECK_FILE, params={"sheet": _SHEET, "count": 2, "first": 7}),
    "form_without_submission": Example(EXPORT_AGAIN, params={"sheet": _SHEET}),
}

_TARGET_EXAMPLES: Mapping[str, Example] = {
    "second_target": Example(CORRECT, "KG-N; lecture; reach; 1200", params={"first": 3}),
    "weights": Example(CORRECT, "60 %, 40 %", "3; 2"),
}

EXAMPLES: Mapping[str, Example] = {
    **FILE_EXAMPLES,
    **_ROW_EXAMPLES,
    **_CELL_EXAMPLES,
    **_REPAIR_EXAMPLES,
    **_FORM_EXAMPLES,
    **_ENGINE_EXAMPLES,
    **_BOUNDARY_EXAMPLES,
    **_POPULATION_EXAMPLES,
    **_TARGET_EXAMPLES,
}


def example_of(rule: Rule) -> Example:
    """Return the example of a rule; without one of its own, the advice for its severity."""
    return EXAMPLES.get(rule.code) or Example(BY_SEVERITY[rule.severity])
