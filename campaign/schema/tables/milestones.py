"""Milestones: the days that are marked on a timeline."""

from __future__ import annotations

from campaign.i18n.translator import N_
from campaign.schema.columns import Column
from campaign.schema.table import Table

MILESTONES = Table(
    "milestones",
    "data/milestones.csv",
    (
        Column(
            "date",
            "date",
            help=N_("The day of the milestone."),
            example="2017-07-31",
            present=True,
            filled=True,
        ),
        Column(
            "campaign_id",
            help=N_(
                "The campaign year of the milestone; the day may lie before or after the campaign."
            ),
            present=True,
            filled=True,
        ),
        Column(
            "name_en",
            help=N_("What happened, in English."),
            present=True,
            filled=True,
        ),
        Column(
            "name_ru",
            help=N_("What happened, in Russian."),
            present=True,
            filled=True,
        ),
        Column(
            "name_ky",
            help=N_("What happened, in Kyrgyz."),
            present=True,
            filled=True,
        ),
        Column(
            "source",
            help=N_(
                "The web addresses of the sources, separated by semicolons, or “computed” for "
                "a computed day."
            ),
            present=True,
            filled=True,
        ),
    ),
    may_be_empty=True,
)
