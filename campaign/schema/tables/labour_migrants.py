"""Labour migrants abroad by region, as sources publish them: context, not an explanation."""

from __future__ import annotations

from campaign.i18n.translator import N_
from campaign.schema.columns import Column
from campaign.schema.table import Table

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
