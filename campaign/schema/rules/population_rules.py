"""Rules of files of populations."""

from __future__ import annotations

from campaign.i18n.translator import N_
from campaign.schema.rules.rule import Rule

POPULATION_RULES = (
    Rule(
        "second_figure",
        "error",
        N_("Second figure for a date"),
        N_(
            "The region has a figure for this date already, in row {first:raw}. That one is used; "
            "take out one of the two."
        ),
    ),
    Rule(
        "unlikely_residents",
        "warning",
        N_("Implausible population"),
        N_("A region with a population of {value} is implausible. The value is used; check it."),
    ),
    Rule(
        "no_residents",
        "warning",
        N_("Regions without a population"),
        N_(
            "These regions have no figure in any year: {units}. People reached per 10,000 "
            "population need a figure for every region in the same year; add them."
        ),
    ),
    Rule(
        "sources_differ",
        "warning",
        N_("Sources differ"),
        N_(
            "Another source gives a population of {value} for the same region and date, in row "
            "{first:raw}. The later row is used; take out one of the two."
        ),
    ),
    Rule(
        "cities_within",
        "note",
        N_("Cities counted with their oblasts"),
        N_(
            "The file has no figures for the cities. Those of their oblasts are taken to include "
            "them, as the uploaded boundaries do."
        ),
    ),
)
