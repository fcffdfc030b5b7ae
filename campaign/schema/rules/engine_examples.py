"""Examples of the rules of registers in an engine."""

from __future__ import annotations

from collections.abc import Mapping

from campaign.schema.rules.advice import ADMINISTRATOR, CORRECT_FILE
from campaign.schema.rules.rule import Example

ENGINE_EXAMPLES: Mapping[str, Example] = {
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
