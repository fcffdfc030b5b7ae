"""The catalogue of issues: an example of each rule, and the advice."""

from __future__ import annotations

from collections.abc import Mapping

from campaign.schema.rules.advice import (
    ADMINISTRATOR,
    BOUNDARIES,
    BY_SEVERITY,
    CHECK,
    CHECK_BOUNDARIES,
    CHECK_FILE,
    CORRECT,
    CORRECT_FILE,
    EXPORT_AGAIN,
    NOTHING,
)
from campaign.schema.rules.cell_examples import CELL_EXAMPLES
from campaign.schema.rules.file_examples import FILE_EXAMPLES
from campaign.schema.rules.repair_examples import REPAIR_EXAMPLES
from campaign.schema.rules.row_examples import ROW_EXAMPLES
from campaign.schema.rules.rule import Example, Rule

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
    **ROW_EXAMPLES,
    **CELL_EXAMPLES,
    **REPAIR_EXAMPLES,
    **_FORM_EXAMPLES,
    **_ENGINE_EXAMPLES,
    **_BOUNDARY_EXAMPLES,
    **_POPULATION_EXAMPLES,
    **_TARGET_EXAMPLES,
}


def example_of(rule: Rule) -> Example:
    """Return the example of a rule; without one of its own, the advice for its severity."""
    return EXAMPLES.get(rule.code) or Example(BY_SEVERITY[rule.severity])
