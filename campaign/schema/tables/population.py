"""The population of each region on a day."""

from __future__ import annotations

from campaign.i18n.translator import N_
from campaign.schema.columns import Column
from campaign.schema.table import Table

POPULATION = Table(
    "population",
    "geo/population.csv",
    (
        Column(
            "iso_code",
            "code",
            label=N_("Oblast or city"),
            help=N_("The oblast or city, or the whole country."),
            example="KG-N",
            present=True,
            filled=True,
            code_list="unit",
        ),
        Column(
            "date",
            "period",
            label=N_("Date"),
            help=N_("The day to which the number refers, or the year alone."),
            example="2017-01-01",
            present=True,
            filled=True,
        ),
        Column(
            "population",
            "whole",
            label=N_("Population"),
            help=N_("The population of the oblast or city, or of the whole country."),
            example="100000",
            present=True,
            filled=True,
        ),
        Column(
            "group",
            label=N_("Group of the population"),
            help=N_(
                "The part of the population that the number counts, such as youth, women or men; "
                "empty means the whole population."
            ),
            example="youth",
        ),
        Column(
            "kind",
            label=N_("Kind of value"),
            help=N_(
                "How the number was obtained, such as estimate or census; empty means not stated."
            ),
        ),
        Column(
            "source",
            label=N_("Source"),
            help=N_("The web address of the source; empty means not stated."),
        ),
        Column(
            "note",
            label=N_("Note"),
            help=N_("Cautions; empty means nothing to add."),
        ),
    ),
    free_form=True,
)
