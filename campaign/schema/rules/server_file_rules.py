"""Rules of the files on the server, which its administrator corrects."""

from __future__ import annotations

from campaign.i18n.translator import N_
from campaign.schema.rules.rule import Rule

SERVER_FILE_RULES = (
    Rule(
        "missing_file",
        "error",
        N_("File missing"),
        N_("The file is missing. Restore it and reload the page."),
    ),
    Rule(
        "missing_units",
        "error",
        N_("Regions without a boundary"),
        N_(
            "The file has no boundary for these regions: {units}. Restore the original file, "
            "or create the file again with the script in the same folder."
        ),
    ),
    Rule(
        "empty_file",
        "error",
        N_("No rows"),
        N_("The file has a header row but no other rows. Add the rows and reload the page."),
    ),
    Rule(
        "earlier_data_shown",
        "warning",
        N_("Damaged file: earlier data shown"),
        N_("The file is damaged. The earlier data are shown until the file is corrected."),
    ),
    Rule(
        "cut_short",
        "warning",
        N_("File may be incomplete"),
        N_(
            "The last row has fewer cells than the others and does not end with a line break: "
            "the file may be incomplete. Copy the file again, or complete the row."
        ),
    ),
)
