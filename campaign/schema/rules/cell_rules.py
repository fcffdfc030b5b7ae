"""Rules of single cells."""

from __future__ import annotations

from campaign.i18n.translator import N_
from campaign.schema.rules.rule import Rule

# Title and message of the rules for both lists of regions, with and without the country.
_UNKNOWN_REGION = (
    N_("Not in the list of regions"),
    N_(
        "“{value}” is not in the list of regions. Write the oblast or city by its name or code "
        "from the list, such as KG-N."
    ),
)
_CITY_OR_OBLAST = (
    N_("City or oblast?"),
    N_(
        "It is not clear whether “{name}” means the city or the oblast. Choose one, or write "
        "one of these names: {offers}."
    ),
)

CELL_RULES = (
    Rule(
        "required",
        "error",
        N_("Empty cell"),
        N_("The cell is empty. Enter a value; until then the row is not counted."),
    ),
    Rule(
        "date",
        "error",
        N_("Invalid date"),
        N_(
            "“{value}” is not a date from {first_year:raw} to {last_year:raw}. Write a date such "
            "as 31.07.2017."
        ),
    ),
    Rule(
        "whole",
        "error",
        N_("Not a whole number"),
        N_(
            "“{value}” is not a whole number. Write digits only, or leave the cell empty if the "
            "number is not reported."
        ),
    ),
    Rule(
        "estimated_number",
        "error",
        N_("Estimate instead of a number"),
        N_(
            "“{value}” is an estimate, not an exact number. Choose on the upload page how it is "
            "counted, or write digits only."
        ),
    ),
    Rule(
        "number",
        "error",
        N_("Not a number"),
        N_("“{value}” is not a number. Write digits only, or leave the cell empty."),
    ),
    Rule(
        "shares",
        "error",
        N_("People reached by oblast cannot be read"),
        N_(
            "The people reached by oblast cannot be read from “{value}”. Write them as KG-B=40; "
            "KG-O=60."
        ),
    ),
    Rule(
        "negative",
        "error",
        N_("Below zero"),
        N_("The number is below zero: {value}. Write zero or more."),
    ),
    Rule(
        "too_many",
        "error",
        N_("Number too large"),
        N_("The number is too large: {value}. At most {most} can be counted. Correct the number."),
    ),
    Rule(
        "above_country",
        "error",
        N_("Above the country’s population"),
        N_("{value} is more than the population of the country, {most}. Correct the number."),
    ),
    Rule(
        "implausible",
        "warning",
        N_("Implausible value"),
        N_(
            "{value} is implausible for a population of {most}. The row is counted; check the "
            "number."
        ),
    ),
    Rule(
        "implausible_date",
        "warning",
        N_("Date in the future or before 2000"),
        N_(
            "The date lies in the future or before 2000: {value}. The row is counted; check the "
            "year."
        ),
    ),
    Rule(
        "merged_number",
        "warning",
        N_("Number merged across several rows"),
        N_(
            "The cell with the number is merged across several rows. The number is counted "
            "once, in row {first:raw}; in this row it is read as not reported. Write a number "
            "in each row."
        ),
    ),
    Rule(
        "place_differs",
        "warning",
        N_("District and place differ"),
        N_(
            "The district “{district}” and the place “{place}” are in different regions. The row "
            "is counted in the region of the place. If that is wrong, correct the row."
        ),
    ),
    Rule(
        "unique",
        "error",
        N_("Value not unique"),
        N_("“{value}” occurs more than once. Give every row its own value."),
    ),
    Rule(
        "unknown_oblast",
        "error",
        *_UNKNOWN_REGION,
    ),
    Rule(
        "unknown_unit",
        "error",
        *_UNKNOWN_REGION,
    ),
    Rule(
        "country_and_region",
        "error",
        N_("Whole country beside a region"),
        N_(
            "“{value}” names the whole country together with a region. Write KG alone if the whole "
            "country is meant, or only the regions."
        ),
    ),
    Rule(
        "unknown_type",
        "error",
        N_("Unknown type of activity"),
        N_(
            "“{value}” is not a known type of activity. Write a name or code from the list of "
            "types."
        ),
    ),
    Rule(
        "unknown_choice",
        "error",
        N_("Value not allowed"),
        N_("“{value}” is not allowed here. Allowed: {allowed}."),
    ),
    Rule(
        "ambiguous_oblast",
        "error",
        *_CITY_OR_OBLAST,
    ),
    Rule(
        "ambiguous_unit",
        "error",
        *_CITY_OR_OBLAST,
    ),
    Rule(
        "ambiguous_type",
        "error",
        N_("More than one type possible"),
        N_("“{value}” may be more than one type of activity: {offers}. Choose one."),
    ),
    Rule(
        "error_cell",
        "error",
        N_("Spreadsheet error"),
        N_("The cell shows a spreadsheet error: {value}. Correct the formula, or write the value."),
    ),
    Rule(
        "uncalculated",
        "error",
        N_("Formula never calculated"),
        N_(
            "The cell contains a formula that was never calculated. Open the file in a "
            "spreadsheet program, save it, and upload it again."
        ),
    ),
    Rule(
        "partly_struck",
        "error",
        N_("Cell partly struck out or superscript"),
        N_(
            "Part of “{value}” is struck out, superscript or subscript in the file (for example, a "
            "former number or a footnote number) and cannot be separated from the rest. Write only "
            "the value."
        ),
    ),
    Rule(
        "correction_unused",
        "warning",
        N_("Correction by hand not applied"),
        N_(
            "A correction by hand was not applied: the cell has changed since the correction "
            "was made. Check the cell and correct it again if necessary."
        ),
    ),
    Rule(
        "correction_rejected",
        "warning",
        N_("Correction by hand not accepted"),
        N_(
            "A correction by hand was not applied: the new value looks like personal data. "
            "Enter a value without personal data."
        ),
    ),
    Rule(
        "damaged_text",
        "warning",
        N_("Damaged characters"),
        N_("The cell contains damaged characters. Write the words again."),
    ),
)
