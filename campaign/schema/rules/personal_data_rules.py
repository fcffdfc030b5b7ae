"""Rules of personal data in a file, in its cells and in the names of its sheets."""

from __future__ import annotations

from campaign.i18n.translator import N_
from campaign.schema.rules.rule import Rule

PERSONAL_DATA_RULES = (
    Rule(
        "personal_column",
        "error",
        N_("Column of personal data"),
        N_(
            "The column appears to contain {what}. Delete the column, including on hidden "
            "sheets, and upload the file again."
        ),
    ),
    Rule(
        "personal_data",
        "error",
        N_("Personal data"),
        N_(
            "The cell appears to contain {what}. Remove this text, or write the role or the "
            "office instead, and upload the file again."
        ),
    ),
    Rule(
        "personal_aside",
        "error",
        N_("Personal data in the name of a sheet"),
        N_("The name of a sheet appears to contain {what}. Rename it and upload the file again."),
    ),
    Rule(
        "possible_name",
        "warning",
        N_("Possible name of a person"),
        N_(
            "The cell may name a person. The row is counted without this text. Remove the name, "
            "or state on the upload page or in public_texts.csv that the text is public."
        ),
    ),
    Rule(
        "possible_name_aside",
        "warning",
        N_("Possible name outside the table"),
        N_(
            "Text outside the table (on another sheet, or the name of a sheet) may name a person. "
            "The text is not shown. Remove the name, or answer on the upload page that it is not "
            "personal data."
        ),
    ),
    Rule(
        "signature_line",
        "warning",
        N_("Signature outside the table"),
        N_(
            "A line {where} looks like a signature, an approval or contact details. The line "
            "is excluded; it is neither shown nor stored. Delete it from the file, or confirm on "
            "the upload page that it is excluded."
        ),
    ),
)
