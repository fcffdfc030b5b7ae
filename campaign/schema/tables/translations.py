"""The free texts of a register in the three languages."""

from __future__ import annotations

from campaign.i18n.translator import N_
from campaign.schema.columns import Column
from campaign.schema.table import Table

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
