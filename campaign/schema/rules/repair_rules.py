"""Corrections that are made automatically while a table is read."""

from __future__ import annotations

from campaign.i18n.translator import N_
from campaign.schema.rules.rule import Rule

REPAIR_RULES = (
    Rule(
        "decoded",
        "repair",
        N_("Encoding recognized"),
        N_("Read as {encoding}."),
    ),
    Rule(
        "title_rows",
        "repair",
        N_("Title row excluded"),
        N_("Rows above the header row are not part of the table and are excluded."),
    ),
    Rule(
        "tag_row",
        "repair",
        N_("Row of HXL tags"),
        N_("The row of HXL tags was read and is not counted."),
    ),
    Rule(
        "total_row",
        "repair",
        N_("Totals row excluded"),
        N_("A totals row is excluded, so that nothing is counted twice."),
    ),
    Rule(
        "repeated_header",
        "repair",
        N_("Repeated header row excluded"),
        N_("The header row is repeated; the repetition is excluded."),
    ),
    Rule(
        "group_row",
        "repair",
        N_("Region heading excluded"),
        N_(
            "“{value}” is the heading of the rows below it. It is read as the region of these "
            "rows and is not counted as an activity."
        ),
    ),
    Rule(
        "heading_row",
        "repair",
        N_("Heading between rows excluded"),
        N_("“{value}” is a heading between the rows and is not counted as an activity."),
    ),
    Rule(
        "note_row",
        "repair",
        N_("Note row excluded"),
        N_("A note row below the table is excluded."),
    ),
    Rule(
        "blank_column",
        "repair",
        N_("Blank column excluded"),
        N_("A column without any entry is excluded."),
    ),
    Rule(
        "total_column",
        "repair",
        N_("Total read as people reached"),
        N_(
            "“{header}” was read as people reached, because it is the sum of women and men in "
            "every row with these numbers."
        ),
    ),
    Rule(
        "merged_header",
        "repair",
        N_("Merged header cell"),
        N_("The text of a merged header cell was applied to every column below the cell."),
    ),
    Rule(
        "merged_cell",
        "repair",
        N_("Merged cell"),
        N_("The value of a merged cell was applied to every row that the cell covers."),
    ),
    Rule(
        "spaces",
        "repair",
        N_("Extra spaces"),
        N_("Extra spaces were removed."),
    ),
    Rule(
        "letters",
        "repair",
        N_("Latin letters among Cyrillic letters"),
        N_("Latin letters among Cyrillic ones were corrected: {value}."),
    ),
    Rule(
        "date_rewritten",
        "repair",
        N_("Date recognized"),
        N_("The date “{value}” was read as {read}."),
    ),
    Rule(
        "date_range",
        "repair",
        N_("Days of an activity recognized"),
        N_("The days “{value}” were read as {read}: the first and the last day."),
    ),
    Rule(
        "number_rewritten",
        "repair",
        N_("Number recognized"),
        N_("The number “{value}” was read as {read:raw}."),
    ),
    Rule(
        "not_reported_word",
        "repair",
        N_("Read as not reported"),
        N_("“{value}” was read as not reported."),
    ),
    Rule(
        "spelling",
        "repair",
        N_("Name recognized"),
        N_("“{value}” was read as “{read}”."),
    ),
    Rule(
        "answered",
        "repair",
        N_("Name assigned by hand"),
        N_("“{value}” was read as “{read}”, according to your answer."),
    ),
    Rule(
        "answered_by_place",
        "repair",
        N_("Region from the district or place"),
        N_(
            "According to your answer, “{value}” was read as “{read}” because of the district "
            "or place of the row."
        ),
    ),
    Rule(
        "without_region",
        "repair",
        N_("Counted without a region"),
        N_(
            "According to your answer, “{value}” is counted in the national total only, not in "
            "any region. The text of the cell is not changed."
        ),
    ),
    Rule(
        "row_excluded",
        "repair",
        N_("Row excluded by hand"),
        N_(
            "The row was excluded, according to your answer: “{value}” matches no name in the list."
        ),
    ),
    Rule(
        "campaign_excluded",
        "repair",
        N_("Row of another campaign"),
        N_("The row was excluded, according to your answer: it belongs to the {value} campaign."),
    ),
    Rule(
        "row_counted",
        "repair",
        N_("Note counted as a row"),
        N_("“{value}” was read as a row of the table, according to your answer."),
    ),
    Rule(
        "estimate",
        "repair",
        N_("Estimate counted as a number"),
        N_(
            "“{value}” was counted as {read:raw}, according to your answer. The number is marked "
            "as an estimate."
        ),
    ),
    Rule(
        "estimate_not_reported",
        "repair",
        N_("Estimate read as not reported"),
        N_("“{value}” was read as not reported, according to your answer."),
    ),
    Rule(
        "cell_corrected",
        "repair",
        N_("Cell corrected by hand"),
        N_("The cell was corrected by hand: “{value}” became “{read}”."),
    ),
    Rule(
        "text_excluded",
        "repair",
        N_("Text excluded"),
        N_("The text was excluded because it contains personal data."),
    ),
    Rule(
        "signature_excluded",
        "repair",
        N_("Signature excluded"),
        N_(
            "A signature, an approval or contact details {where} were excluded; they are "
            "neither shown nor stored."
        ),
    ),
    Rule(
        "date_order_guess",
        "repair",
        N_("Order of day and month assumed"),
        N_(
            "Every date could also be read with the month first. The order “day, month, "
            "year” was assumed."
        ),
    ),
    Rule(
        "date_order_mixed",
        "repair",
        N_("Dates in more than one order"),
        N_(
            "Some dates can be read in more than one order. They were read as: {read}. "
            "Check them, or choose the order by hand."
        ),
    ),
)
