"""Rules of a register in a database engine: its settings, columns, and rows as a whole."""

from __future__ import annotations

from campaign.i18n.translator import N_
from campaign.schema.rules.rule import Rule

ENGINE_RULES = (
    Rule(
        "settings_unreadable",
        "error",
        N_("Settings cannot be read"),
        N_("The settings of the register are not in the TOML format."),
    ),
    Rule(
        "settings_key",
        "error",
        N_("Unknown setting"),
        N_("“{value}” is not a setting of a register. Allowed: {allowed}."),
    ),
    Rule(
        "settings_value",
        "error",
        N_("Setting missing"),
        N_("The setting “{value}” is missing or is not text in quotation marks."),
    ),
    Rule(
        "settings_seconds",
        "error",
        N_("Setting out of range"),
        N_("The setting “{value}” is not a whole number of seconds from 1 to {most}."),
    ),
    Rule(
        "settings_engine",
        "error",
        N_("Unknown engine"),
        N_("The engine “{value}” is not known. Allowed: {allowed}."),
    ),
    Rule(
        "settings_files",
        "error",
        N_("Register file not found"),
        N_(
            "There is no file at “{value}”. The path is relative to the folder of the settings "
            "file."
        ),
    ),
    Rule(
        "settings_mixed",
        "error",
        N_("CSV and Parquet mixed"),
        N_("The path “{value}” matches CSV files and other files. Use one format."),
    ),
    Rule(
        "two_registers",
        "error",
        N_("Two registers"),
        N_(
            "The folder has both activities.csv and register.toml, but only one of them can be "
            "the register. Remove the one that is not needed."
        ),
    ),
    Rule(
        "engine_missing",
        "error",
        N_("Engine not installed"),
        N_(
            "The package {value} is not installed. Run “pip install -r {file}” and start the "
            "dashboard again."
        ),
    ),
    Rule(
        "engine_failed",
        "error",
        N_("Register cannot be read by the engine"),
        N_("The engine {value} cannot read the register. See the server log for the error."),
    ),
    Rule(
        "engine_untested",
        "warning",
        N_("Engine not tested on a server"),
        N_(
            "The SQL statements for {value} were tested as text only, never on a server. "
            "Compare the totals with those of another source."
        ),
    ),
    Rule(
        "engine_away",
        "error",
        N_("Database cannot be reached"),
        N_(
            "The database {value} cannot be reached. Check the server, the service file and the "
            "password or token."
        ),
    ),
    Rule(
        "engine_late",
        "error",
        N_("Database too slow"),
        N_(
            "The database {value} did not respond in time. Check its load and locks, or raise "
            "“limit_s”."
        ),
    ),
    Rule(
        "engine_denied",
        "error",
        N_("No permission to read the table"),
        N_("The database user has no access to {value}. Grant SELECT on the table."),
    ),
    Rule(
        "engine_table",
        "error",
        N_("Table not found"),
        N_("The database has no table {value}, or the database user cannot see it."),
    ),
    Rule(
        "engine_personal",
        "error",
        N_("Personal data"),
        N_(
            "The column has cells that appear to contain {what} (number of rows: {n}). The "
            "register is not shown. Remove the personal data from the column."
        ),
    ),
    Rule(
        "engine_texts",
        "error",
        N_("Too many texts to search"),
        N_(
            "More than {n} different texts may contain personal data. The register is not "
            "shown. Check the column."
        ),
    ),
    Rule(
        "engine_names",
        "warning",
        N_("Text that may name a person"),
        N_(
            "Rows with text that may name a person: {n}. They are counted without this text. "
            "To show text that is not personal data, add it to public_texts.csv."
        ),
    ),
    Rule(
        "engine_empty",
        "warning",
        N_("Register without rows"),
        N_("The register has no rows."),
    ),
    Rule(
        "earlier_register_shown",
        "warning",
        N_("Earlier register totals shown"),
        N_(
            "The register cannot be read. Its earlier totals are shown until it can be read again; "
            "lists of activities are not available."
        ),
    ),
    Rule(
        "engine_type",
        "error",
        N_("Wrong column type"),
        N_(
            "The column has the type {value}, but {allowed} is required. Change the type of the "
            "column."
        ),
    ),
    Rule(
        "engine_keys",
        "error",
        N_("Too many rows break a rule"),
        N_(
            "More than {n} rows have the error “{what}”. The register is not counted. Correct "
            "the rows."
        ),
    ),
    Rule(
        "engine_rejected",
        "error",
        N_("Rejected rows"),
        N_("Rows with the error “{what}”: {n}. They are not counted."),
    ),
    Rule(
        "engine_warned",
        "warning",
        N_("Rows with a warning"),
        N_("Rows with the warning “{what}”: {n}. They are counted."),
    ),
    Rule(
        "not_converted",
        "error",
        N_("Unknown column"),
        N_("A register has no such column. Remove the column, or correct its name."),
    ),
    Rule(
        "cells_not_converted",
        "error",
        N_("Cells that cannot be converted"),
        N_(
            "Cells that cannot be converted to a date such as 2017-07-31 or to a whole number: "
            "{n}. Check the file with “python -m campaign check” and correct the cells."
        ),
    ),
)
