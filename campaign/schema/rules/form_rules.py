"""Rules of exports from KoboToolbox and ODK: columns other than answers, and repeat groups."""

from __future__ import annotations

from campaign.i18n.translator import N_
from campaign.schema.rules.rule import Rule

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
