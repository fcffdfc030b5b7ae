"""Rules of files of targets."""

from __future__ import annotations

from campaign.i18n.translator import N_
from campaign.schema.rules.rule import Rule

TARGET_RULES = (
    Rule(
        "second_target",
        "error",
        N_("Duplicate target"),
        N_(
            "The same region, type and indicator already have a target in row {first:raw}. The "
            "target in that row is used; remove one of the two rows."
        ),
    ),
    Rule(
        "weights",
        "error",
        N_("Weights by week not recognized"),
        N_(
            "Weights by week are numbers of 0 or more, not all 0, separated by semicolons: one for "
            "each week from the first day of the campaign. Correct the cell, or leave it empty."
        ),
    ),
)
