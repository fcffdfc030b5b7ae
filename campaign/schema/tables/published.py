"""Values that were published about an edition."""

from __future__ import annotations

from campaign.i18n.translator import N_
from campaign.schema.columns import Column
from campaign.schema.table import Table
from campaign.schema.tables.shared_columns import WEB_SOURCE

PUBLISHED = Table(
    "published",
    "data/published.csv",
    (
        Column(
            "campaign_id",
            help=N_("The campaign year of the published figure."),
            present=True,
            filled=True,
        ),
        Column(
            "indicator",
            help=N_("The code of what was counted, such as “activities” or “reached”."),
            example="reached",
            present=True,
            filled=True,
        ),
        Column(
            "value",
            "number",
            help=N_("The value as printed."),
            example="10000",
            present=True,
            filled=True,
        ),
        Column(
            "qualifier",
            help=N_("The qualifier printed with the value: none, “more than” or “about”."),
            example="more_than",
            present=True,
            filled=True,
            choices=("exact", "more_than", "about"),
        ),
        WEB_SOURCE,
        Column(
            "note",
            help=N_("What the published figure includes and excludes; empty means nothing to add."),
        ),
    ),
    may_be_empty=True,
)
