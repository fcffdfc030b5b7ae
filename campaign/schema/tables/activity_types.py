"""The types of activities and the groups they belong to."""

from __future__ import annotations

from campaign.i18n.translator import N_
from campaign.schema.columns import Column
from campaign.schema.table import Table
from campaign.schema.tables.shared_columns import ALIASES, NAMES

ACTIVITY_TYPES = Table(
    "activity_types",
    "data/activity_types.csv",
    (
        Column(
            "code",
            help=N_("The code of the type, in lowercase Latin letters and underscores."),
            example="round_table",
            present=True,
            filled=True,
            unique=True,
        ),
        Column(
            "group",
            help=N_("The group that the type belongs to."),
            example="conference",
            present=True,
            filled=True,
            choices=("awareness", "conference", "flash_mob", "media"),
        ),
        *NAMES,
        ALIASES,
    ),
)
