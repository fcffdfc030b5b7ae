"""Rules of rows, and of the values within one row."""

from __future__ import annotations

from campaign.i18n.translator import N_
from campaign.schema.rules.rule import Rule

ROW_RULES = (
    Rule(
        "ragged",
        "error",
        N_("More cells than the header row"),
        N_(
            "The row has more cells than the header row. Check whether a value that contains "
            "the column separator (comma, semicolon) needs quotation marks, then upload the "
            "file again."
        ),
    ),
    Rule(
        "broken_row",
        "error",
        N_("Row divided by a line break"),
        N_(
            "A line break in a cell divides this row: its numbers are in row {next:raw}. Neither "
            "part is counted. Remove the line break, or put the cell in quotation marks."
        ),
    ),
    Rule(
        "other_header",
        "error",
        N_("Below a header row with other columns"),
        N_(
            "The row is below the header row {first:raw}, whose columns differ from those of the "
            "first header row. The row is not counted, so that no number is read from a wrong "
            "column. Put the columns of both tables in the same order, or save each table in a "
            "file of its own."
        ),
    ),
    Rule(
        "duplicate",
        "error",
        N_("Duplicate"),
        N_(
            "Every cell except the row number is the same as in row {first:raw}. The row is not "
            "counted twice. If it is a different activity, give each row an activity code of "
            "its own."
        ),
    ),
    Rule(
        "key_of_file",
        "error",
        N_("Activity code used in another file"),
        N_(
            "The activity code is also in row {first:raw} of {other}. The row is not counted "
            "twice; if it is a different activity, give it a code of its own."
        ),
    ),
    Rule(
        "likely_of_file",
        "warning",
        N_("Possible duplicate in another file"),
        N_(
            "{what} are the same as in row {first:raw} of {other}: a possible duplicate. People "
            "reached: {there} in that row, {here} in this one. Both rows are counted; if they are "
            "one activity, delete one of them."
        ),
    ),
    Rule(
        "totals_and_rows_of_file",
        "warning",
        N_("Totals and activities may overlap"),
        N_(
            "Totals of this summary table and activities of {other} cover the same regions and "
            "periods. People reached: {here} in these totals, {there} in these activities "
            "(rows: {n}). Both are counted; if the totals include the activities, remove one of "
            "the files."
        ),
    ),
    Rule(
        "duplicate_of_file",
        "error",
        N_("Duplicate of a row in another file"),
        N_(
            "Every cell except the row number is the same as in row {first:raw} of {other}. The "
            "row is not counted twice. If it is a different activity, give each row an activity "
            "code of its own."
        ),
    ),
    Rule(
        "likely_duplicate",
        "warning",
        N_("Possible duplicate"),
        N_(
            "{what} are the same as in row {first:raw}: a possible duplicate. People reached: "
            "{there} in that row, {here} in this one. Both rows are counted; if they are one "
            "activity, delete one of them."
        ),
    ),
    Rule(
        "end_before_start",
        "error",
        N_("Last day before first day"),
        N_("The last day is before the first day. Correct one of them."),
    ),
    Rule(
        "campaign_too_long",
        "error",
        N_("Campaign too long"),
        N_(
            "A campaign lasts at most {most} days. Check the years of its first and last day and "
            "its number of days."
        ),
    ),
    Rule(
        "longer_than_campaign",
        "warning",
        N_("Activity longer than the campaign"),
        N_(
            "The activity lasts until {value}, longer than the whole campaign. The row is "
            "counted; check the year of its last day."
        ),
    ),
    Rule(
        "sexes_exceed_reached",
        "error",
        N_("Women and men exceed people reached"),
        N_(
            "The numbers of women and men together exceed the number of people reached. Check "
            "all three numbers."
        ),
    ),
    Rule(
        "youth_exceeds_reached",
        "error",
        N_("Young people exceed people reached"),
        N_("The number of young people exceeds the number of people reached. Check both numbers."),
    ),
    Rule(
        "shares_exceed_reached",
        "error",
        N_("Sum by oblast exceeds people reached"),
        N_(
            "The sum of the people reached by oblast exceeds the number of people reached, or "
            "that number is not reported. Check both values."
        ),
    ),
    Rule(
        "shares_elsewhere",
        "error",
        N_("People reached by oblast do not fit"),
        N_(
            "People reached by oblast can be given only for a nationwide activity or one that "
            "covers several regions, and only for the regions of that activity. Correct the "
            "regions of the activity, or the people reached by oblast."
        ),
    ),
    Rule(
        "several_campaigns",
        "warning",
        N_("Activities of several campaigns"),
        N_(
            "The file has activities of several campaigns: {campaigns}. They are counted as "
            "separate campaigns. Answer on the upload page which is right, or correct the years."
        ),
    ),
    Rule(
        "outside_edition",
        "warning",
        N_("Date outside the campaign"),
        N_("The date lies outside the campaign. The row is counted; check that the year is right."),
    ),
    Rule(
        "possible_total",
        "warning",
        N_("Possible totals row"),
        N_(
            "The row may be a totals row: its title begins with a word such as “Total”, or its "
            "numbers are the sums of the rows above. It is counted as an activity; if it is a "
            "total, delete it."
        ),
    ),
    Rule(
        "total_differs",
        "warning",
        N_("Total differs from its rows"),
        N_(
            "The file gives a total of {value}. The rows that belong to this total, whether "
            "accepted or not, sum to {summed} (rows: {rows}): a difference of {difference}. "
            "Check the total and the rows."
        ),
    ),
    Rule(
        "total_agrees",
        "note",
        N_("Total agrees with its rows"),
        N_("The total in the file agrees with its rows: {value}."),
    ),
    Rule(
        "estimates",
        "note",
        N_("Estimates counted"),
        N_("Rows with an estimated number: {rows}."),
    ),
    Rule(
        "illustrative_rows",
        "note",
        N_("Invented rows"),
        N_(
            "Rows marked in the file as illustrative (invented) data: {count}. As long as they are "
            "in the register, every page and export of it has the disclaimer about invented data, "
            "and it cannot be published."
        ),
    ),
    Rule(
        "sexes_incomplete",
        "note",
        N_("Sex not reported for some people"),
        N_(
            "Women and men add up to {sexes} of {reached} people reached; the sex of {missing} is "
            "not reported (rows: {rows})."
        ),
    ),
)
