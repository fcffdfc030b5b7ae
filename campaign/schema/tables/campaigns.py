"""The tables of campaigns, activity types, milestones, translations and public texts."""

from __future__ import annotations

import pandas as pd

from campaign.i18n.translator import N_
from campaign.schema.column_values import MOST_CAMPAIGN_DAYS
from campaign.schema.columns import ALIASES, NAMES, WEB_SOURCE, Column
from campaign.schema.table import RowRule, Table, ends_before_start


def _lasts_too_long(frame: pd.DataFrame) -> pd.Series:
    return frame["end_date"] - frame["start_date"] >= pd.Timedelta(days=MOST_CAMPAIGN_DAYS)


def _has_too_many_days(frame: pd.DataFrame) -> pd.Series:
    return frame["nominal_days"] > MOST_CAMPAIGN_DAYS


_LIMIT = {"most": MOST_CAMPAIGN_DAYS}

CAMPAIGNS = Table(
    "campaigns",
    "data/campaigns.csv",
    (
        Column(
            "campaign_id",
            help=N_("The campaign year, which is also the name of its folder."),
            example="2017",
            present=True,
            filled=True,
            unique=True,
        ),
        *NAMES,
        Column(
            "start_date",
            "date",
            help=N_("The first day of the campaign; empty means not known."),
            example="2017-07-31",
            present=True,
        ),
        Column(
            "end_date",
            "date",
            help=N_("The last day of the campaign, which is included; empty means not known."),
            example="2017-11-20",
            present=True,
        ),
        Column(
            "nominal_days",
            "whole",
            help=N_(
                "The number of days in the name of the campaign, which may differ from its "
                "length; empty where the name has no number."
            ),
            example="100",
        ),
        Column(
            "status",
            help=N_(
                "What the data of the campaign year are: an invented register, a real one, or "
                "published figures without a register."
            ),
            present=True,
            filled=True,
            choices=("illustrative", "register", "published_only"),
        ),
        WEB_SOURCE,
        Column(
            "note",
            help=N_("Conflicts between sources, and other cautions; empty means nothing to add."),
        ),
        Column(
            "kind",
            help=N_(
                "The campaign itself, or related work that is never compared with it; empty "
                "means the campaign."
            ),
            choices=("campaign", "related"),
        ),
        Column(
            "note_en",
            help=N_("A note to readers on that year, in English; may be empty."),
        ),
        Column(
            "note_ru",
            help=N_("A note to readers on that year, in Russian; may be empty."),
        ),
        Column(
            "note_ky",
            help=N_("A note to readers on that year, in Kyrgyz; may be empty."),
        ),
    ),
    (
        RowRule("end_before_start", "end_date", ends_before_start("start_date", "end_date")),
        RowRule("campaign_too_long", "end_date", _lasts_too_long, _LIMIT),
        RowRule("campaign_too_long", "nominal_days", _has_too_many_days, _LIMIT),
    ),
)


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


TRANSLATIONS = Table(
    "translations",
    "data/<campaign_id>/translations.csv",
    (
        Column(
            "text",
            help=N_(
                "The whole text of a cell of the register, such as a title, or one entry of a list "
                "that is separated by semicolons."
            ),
            present=True,
            filled=True,
            unique=True,
        ),
        Column(
            "text_en",
            help=N_("The text in English; empty means that the original is shown."),
        ),
        Column(
            "text_ru",
            help=N_("The text in Russian; empty means that the original is shown."),
        ),
        Column(
            "text_ky",
            help=N_("The text in Kyrgyz; empty means that the original is shown."),
        ),
    ),
    may_be_empty=True,
)


PUBLIC_TEXTS = Table(
    "public_texts",
    "data/public_texts.csv",
    (
        Column(
            "text",
            help=N_(
                "The whole text of a cell that looks like the name of a person but is not "
                "personal data, such as a title with the author of a book."
            ),
            present=True,
            filled=True,
        ),
    ),
    may_be_empty=True,
)
