"""Columns that several tables have."""

from __future__ import annotations

from campaign.i18n.translator import N_
from campaign.schema.columns import Column

NAMES = (
    Column("name_en", help=N_("The name in English."), present=True, filled=True),
    Column("name_ru", help=N_("The name in Russian."), present=True, filled=True),
    Column("name_ky", help=N_("The name in Kyrgyz."), present=True, filled=True),
)

ALIASES = Column(
    "aliases",
    help=N_(
        "Other names, separated by semicolons; a name may occur in one row only; empty means "
        "that no other name is known."
    ),
)

WEB_SOURCE = Column(
    "source",
    help=N_("The web addresses of the sources, separated by semicolons."),
    present=True,
    filled=True,
)
