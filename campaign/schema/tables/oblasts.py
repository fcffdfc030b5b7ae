"""The regions: oblasts and cities of republican importance."""

from __future__ import annotations

from campaign.i18n.translator import N_
from campaign.schema.columns import Column
from campaign.schema.table import Table
from campaign.schema.tables.shared_columns import ALIASES

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
