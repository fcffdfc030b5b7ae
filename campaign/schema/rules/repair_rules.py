"""Corrections that are made automatically while a table is read."""

from __future__ import annotations

from campaign.i18n.translator import N_
from campaign.schema.rules.rule import Rule

REPAIR_RULES = (
    Rule(
        "decoded",
        "repair",
        N_("Encoding recognised"),
        N_("Read as {encoding}."),
    ),
    Rule(
        "title_rows",
        "repair",
        N_("Title row passed over"),
        N_("Above the head there are rows that are no part of the table: passed over."),
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
        N_("Row of totals left out"),
        N_("A row of totals: left out, so that nothing is counted twice."),
    ),
    Rule(
        "repeated_head",
        "repair",
        N_("Repeated head left out"),
        N_("The head again: left out."),
    ),
    Rule(
        "note_row",
        "repair",
        N_("Row of notes left out"),
        N_("A row of notes below the table: left out."),
    ),
    Rule(
        "blank_column",
        "repair",
        N_("Blank column passed over"),
        N_("A column without any entry: passed over."),
    ),
    Rule(
        "unknown_column",
        "repair",
        N_("Column kept as it is"),
        N_("The column is not part of the register. It is kept as it is."),
    ),
    Rule(
        "merged_head",
        "repair",
        N_("Merged head"),
        N_("A merged head was read for every column below it."),
    ),
    Rule(
        "merged_cell",
        "repair",
        N_("Merged cell"),
        N_("A merged cell was read for every row it covers."),
    ),
    Rule(
        "spaces",
        "repair",
        N_("Stray spaces"),
        N_("Stray spaces were taken out."),
    ),
    Rule(
        "letters",
        "repair",
        N_("Latin among Cyrillic letters"),
        N_("Latin letters among Cyrillic ones were put right: {value}."),
    ),
    Rule(
        "date_rewritten",
        "repair",
        N_("Date rewritten"),
        N_("The date {value} was read as {read}."),
    ),
    Rule(
        "number_rewritten",
        "repair",
        N_("Number rewritten"),
        N_("The number {value} was read as {read}."),
    ),
    Rule(
        "not_reported_word",
        "repair",
        N_("Read as not reported"),
        N_("{value} was read as not reported."),
    ),
    Rule(
        "spelling",
        "repair",
        N_("Name recognised"),
        N_("{value} was read as {read}."),
    ),
    Rule(
        "answered",
        "repair",
        N_("Name assigned by hand"),
        N_("{value} was read as {read}, by your answer."),
    ),
    Rule(
        "row_left_out",
        "repair",
        N_("Row excluded by hand"),
        N_("The row was excluded by your answer: {value} fits no name on the list."),
    ),
    Rule(
        "estimate",
        "repair",
        N_("Estimate counted as a number"),
        N_("{value} was counted as {read}, by your answer. It is marked as an estimate."),
    ),
    Rule(
        "estimate_not_reported",
        "repair",
        N_("Estimate read as not reported"),
        N_("{value} was read as not reported, by your answer."),
    ),
    Rule(
        "cell_corrected",
        "repair",
        N_("Cell corrected by hand"),
        N_("The cell was corrected by hand: “{value}” became “{read}”."),
    ),
    Rule(
        "text_left_out",
        "repair",
        N_("Text left out"),
        N_("The text was left out, because it is personal data."),
    ),
    Rule(
        "date_order_guess",
        "repair",
        N_("Order of day and month assumed"),
        N_(
            "Every date could also be read with the month first. They were read with the day first."
        ),
    ),
    Rule(
        "date_order_mixed",
        "repair",
        N_("Dates in more than one order"),
        N_(
            "Some dates can be read in more than one order. They were read so: {read}. Check them, "
            "or choose the order by hand."
        ),
    ),
)
