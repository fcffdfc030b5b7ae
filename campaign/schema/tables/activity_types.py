"""The types of activities and the groups they belong to."""

from __future__ import annotations

from campaign.i18n.translator import N_
from campaign.schema.columns import Column
from campaign.schema.table import Table

ACTIVITY_TYPES = Table(
    "activity_types",
    "data/activity_types.csv",
    (
        Column(
            "code",
            help=N_("The key of the type, in small Latin letters and underscores."),
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
        Column(
            "name_en",
            help=N_("The name in English."),
            present=True,
            filled=True,
        ),
        Column(
            "name_ru",
            help=N_("The name in Russian."),
            present=True,
            filled=True,
        ),
        Column(
            "name_ky",
            help=N_("The name in Kyrgyz."),
            present=True,
            filled=True,
        ),
        Column(
            "aliases",
            help=N_(
                "Other words for it, separated by a semicolon, each leading here only; empty means "
                "no other word is known."
            ),
        ),
    ),
)
