"""Texts that look like names of persons and are not personal data."""

from __future__ import annotations

from campaign.i18n.translator import N_
from campaign.schema.columns import Column
from campaign.schema.table import Table

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
