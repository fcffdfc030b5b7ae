"""The tables of regions, their population and their labour migrants."""

from __future__ import annotations

from campaign.i18n.translator import N_
from campaign.schema.columns import ALIASES, Column
from campaign.schema.table import Table

OBLASTS = Table(
    "oblasts",
    "geo/oblasts.csv",
    (
        Column(
            "iso_code",
            help=N_("The ISO 3166-2 code of the oblast or city."),
            example="KG-N",
            present=True,
            filled=True,
            unique=True,
        ),
        Column(
            "kind",
            help=N_("Whether it is an oblast or a city."),
            example="oblast",
            present=True,
            filled=True,
            choices=("oblast", "city"),
        ),
        Column(
            "name_en",
            help=N_("The full name in English."),
            present=True,
            filled=True,
        ),
        Column(
            "name_ru",
            help=N_("The full name in Russian."),
            present=True,
            filled=True,
        ),
        Column(
            "name_ky",
            help=N_("The full name in Kyrgyz."),
            present=True,
            filled=True,
        ),
        Column(
            "short_en",
            help=N_("The name on maps and charts, in English."),
            present=True,
            filled=True,
        ),
        Column(
            "short_ru",
            help=N_("The name on maps and charts, in Russian."),
            present=True,
            filled=True,
        ),
        Column(
            "short_ky",
            help=N_("The name on maps and charts, in Kyrgyz."),
            present=True,
            filled=True,
        ),
        Column(
            "centre",
            help=N_("The administrative centre; empty means none is given."),
        ),
        Column(
            "area_km2",
            "number",
            help=N_(
                "The official area in square kilometres, not to be summed; empty means not known."
            ),
            example="10000",
        ),
        ALIASES,
    ),
)


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


LABOUR_MIGRANTS = Table(
    "labour_migrants",
    "data/labour_migrants.csv",
    (
        Column(
            "oblast",
            "code",
            help=N_(
                "The oblast or city that the labour migrants come from, or KG for the "
                "whole country."
            ),
            example="KG-N",
            present=True,
            filled=True,
            code_list="unit",
        ),
        Column(
            "date",
            "period",
            help=N_("The day to which the number refers, or the year alone."),
            example="2018-11-01",
            present=True,
            filled=True,
        ),
        Column(
            "migrants",
            "whole",
            help=N_("How many people worked abroad."),
            example="10000",
            present=True,
            filled=True,
        ),
        Column(
            "source",
            help=N_("The web address of the source."),
            present=True,
            filled=True,
        ),
        Column("note", help=N_("Cautions; empty means nothing to add.")),
    ),
)
