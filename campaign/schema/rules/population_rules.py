"""Rules of population files and of plans."""

from __future__ import annotations

from campaign.i18n.translator import N_
from campaign.schema.rules.rule import Rule

POPULATION_RULES = (
    Rule(
        "second_value",
        "error",
        N_("Second value for a date"),
        N_(
            "The region already has a value for this date, in row {first:raw}. The value in "
            "that row is used; remove one of the two rows."
        ),
    ),
    Rule(
        "implausible_population",
        "warning",
        N_("Implausible population"),
        N_("The population of the region, {value}, is implausible. The value is used; check it."),
    ),
    Rule(
        "missing_population",
        "warning",
        N_("Regions without population data"),
        N_(
            "The population of these regions is not given for any year: {units}. The indicator "
            "“People reached per 10,000 population” needs the population of every region in "
            "the same year. Add the missing values."
        ),
    ),
    Rule(
        "sources_differ",
        "warning",
        N_("Sources differ"),
        N_(
            "Another source gives a population of {value} for the same region and date, in row "
            "{first:raw}. The row that comes later in the file is used; remove one of the two "
            "rows."
        ),
    ),
    Rule(
        "cities_within",
        "note",
        N_("Cities counted with their oblasts"),
        N_(
            "The file has no population data for the cities. The population of each oblast is "
            "taken to include its city, as in the uploaded boundaries."
        ),
    ),
)


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
