"""Rules of sheets and their columns, and of the exports of forms."""

from __future__ import annotations

from campaign.i18n.translator import N_
from campaign.schema.rules.rule import Rule

SHEET_RULES = (
    Rule(
        "wide_table",
        "error",
        N_("Summary table, not a register"),
        N_(
            "The columns of this table are months, weeks or oblasts, and each number is a total. "
            "A register has a row for each activity: enter the activities into the template, or "
            "let the upload page read the numbers as totals."
        ),
    ),
    Rule(
        "wide_activities_only",
        "error",
        N_("Summary table with counts of activities"),
        N_(
            "The columns of this table are months, weeks or oblasts, and its numbers count "
            "activities, not people: they cannot be read as totals. Enter each activity into a "
            "row of the template."
        ),
    ),
    Rule(
        "month_totals",
        "note",
        N_("Totals for a period"),
        N_(
            "Totals for a period, each counted as one record without a day: {count}. Charts by "
            "day show each on the first day of its period."
        ),
    ),
    Rule(
        "wide_total_differs",
        "warning",
        N_("Total differs from its numbers"),
        N_(
            "The total in cell {cell} is {value}; its numbers sum to {summed}, a difference of "
            "{difference}. Check the total and the numbers. Only the numbers are counted."
        ),
    ),
    Rule(
        "wide_totals_agree",
        "note",
        N_("Totals agree"),
        N_("The totals of the table agree with its numbers ({count} compared)."),
    ),
    Rule(
        "wide_unclear",
        "error",
        N_("What the number counts is not clear"),
        N_(
            "It is not clear what this number counts: “{words}”. Another row or column of the "
            "table has the same period and region. The number is not counted, so that nothing is "
            "counted twice. Leave one number for each period and region, or write above each "
            "column what it counts."
        ),
    ),
    Rule(
        "wide_column_not_read",
        "warning",
        N_("Column of numbers not read"),
        N_(
            "The numbers in column “{column}” ({count} in all) are not counted: the header of "
            "the column is not a month, a week or an oblast. If the column belongs to one, "
            "correct the header and upload the file again."
        ),
    ),
    Rule(
        "hidden_rows",
        "warning",
        N_("Hidden rows read"),
        N_(
            "Rows that the file hides, by a filter or by hand, are read like all others (number of "
            "rows: {count}, the first one {first:raw}). If they are not to be counted, delete them "
            "in the file."
        ),
    ),
    Rule(
        "hidden_columns",
        "warning",
        N_("Hidden columns read"),
        N_(
            "Columns that the file hides are read like all others: {columns}. If they are not to "
            "be counted, delete them in the file."
        ),
    ),
    Rule(
        "in_thousands",
        "warning",
        N_("Numbers may be in thousands"),
        N_(
            "The text above the table says that its numbers are in thousands: “{value}”. They are "
            "read as they are written. Write the whole numbers in the file."
        ),
    ),
    Rule(
        "struck_rows",
        "warning",
        N_("Struck-out rows read"),
        N_(
            "Rows with cells that are struck out are read like all others (number of rows: "
            "{count}, the first one {first:raw}). If they are not to be counted, delete them in "
            "the file."
        ),
    ),
    Rule(
        "unused_columns",
        "note",
        N_("Columns not read"),
        N_(
            "These columns of the file are not read: {columns}. They are left unchanged and "
            "count in no total."
        ),
    ),
    Rule(
        "only_cells_read",
        "note",
        N_("Only cells are read"),
        N_(
            "Only the cells of the workbook are read. Comments, text boxes, input messages, links, "
            "headers and footers are neither read nor published."
        ),
    ),
    Rule(
        "second_column",
        "warning",
        N_("Second column of the same kind not read"),
        N_(
            "Column “{column}” is not read, because column “{other}” is read for the same "
            "values. Its cells differ from that column (rows: {count}, the first one {first:raw}). "
            "If they belong to the register, choose the right column in the settings of the file, "
            "or save a second table in a file of its own."
        ),
    ),
    Rule(
        "sheet_not_read",
        "warning",
        N_("Sheet not read"),
        N_(
            "Rows of the same kind on other sheets were not read (number of rows in brackets): "
            "{sheets}. If they belong to the register, read all sheets as one register on the "
            "upload page, or upload each sheet as a file of its own."
        ),
    ),
    Rule(
        "hidden_sheet_not_read",
        "warning",
        N_("Hidden sheet not read"),
        N_(
            "Rows of the same kind on the hidden sheet “{sheet}” were not read (number of rows: "
            "{count}). If they belong to the register, choose that sheet on the upload page."
        ),
    ),
    Rule(
        "hidden_sheet",
        "warning",
        N_("Hidden sheet read"),
        N_(
            "The rows were read from the hidden sheet “{sheet}” (number of rows: {count}), "
            "because no visible sheet has such rows. Check that it is the right sheet."
        ),
    ),
    Rule(
        "wide_total",
        "repair",
        N_("Total excluded"),
        N_("A total in the table was excluded, so that nothing is counted twice."),
    ),
    Rule(
        "wide_activities",
        "repair",
        N_("Cell with a count of activities excluded"),
        N_("A cell that gives a number of activities, not of people, was excluded."),
    ),
)


FORM_RULES = (
    Rule(
        "form_metadata",
        "repair",
        N_("Technical columns excluded"),
        N_(
            "The form software writes these columns, and the register does not need them. They "
            "were excluded: {columns}."
        ),
    ),
    Rule(
        "form_person",
        "repair",
        N_("Columns with user and device excluded"),
        N_(
            "These columns say who filled in the form, or on which device. They were excluded, and "
            "nothing in them is stored: {columns}."
        ),
    ),
    Rule(
        "form_point",
        "repair",
        N_("Coordinates excluded"),
        N_(
            "These columns contain coordinates, which may be those of a home. They were "
            "excluded: {columns}. The map needs only the oblast."
        ),
    ),
    Rule(
        "form_options",
        "repair",
        N_("Columns of answer options read as one"),
        N_(
            "Each option of this question has a column of its own. The columns were read as "
            "one, with all chosen options."
        ),
    ),
    Rule(
        "form_not_approved",
        "warning",
        N_("Record not approved"),
        N_(
            "The form software marks the record as not approved. The row is counted; delete it "
            "if it should not be counted."
        ),
    ),
    Rule(
        "form_parent",
        "note",
        N_("Answers from another sheet of the form"),
        N_(
            "Answers on sheet “{sheet}” were added to each activity of the same submission: "
            "{columns}."
        ),
    ),
    Rule(
        "form_parent_numbers",
        "note",
        N_("Numbers of a submission not added"),
        N_(
            "Numbers on sheet “{sheet}” refer to a whole submission, which may have several "
            "activities. They were not added to the activities: {columns}."
        ),
    ),
    Rule(
        "form_without_activity",
        "warning",
        N_("Submissions without an activity"),
        N_(
            "Submissions on sheet “{sheet}” that have no activity: {count}, the first one in row "
            "{first:raw}. They are not counted. Check in the form whether activities are missing."
        ),
    ),
    Rule(
        "form_without_submission",
        "warning",
        N_("Submission of the activity not found"),
        N_(
            "Sheet “{sheet}” has no submission for this row, or several with the same number in "
            "column _index. No answers were added to the row. Export the form again with all its "
            "submissions."
        ),
    ),
)
