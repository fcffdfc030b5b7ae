"""The plan of an edition: how many people or activities, where, of which type, by when."""

from __future__ import annotations

import re

import pandas as pd

from campaign.i18n.translator import N_
from campaign.schema.columns import Column
from campaign.schema.table import RowRule, Table

_NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,6})?")
_MOST = 106  # two years of weeks


def is_weights(cell: str) -> bool:
    """Return True for numbers of 0 or more, not all 0, separated by semicolons."""
    parts = [part.strip() for part in cell.split(";")]
    if len(parts) > _MOST or not all(_NUMBER.fullmatch(part) for part in parts):
        return False
    return sum(split_weights(cell)) > 0


def split_weights(cell: str) -> tuple[float, ...]:
    """Return the numbers of a cell for which `is_weights` is true; () for an empty one."""
    return tuple(float(part.replace(",", ".")) for part in cell.split(";") if part.strip())


INDICATORS = ("reach", "activities")
"""The indicators that a target can have: people reached, or activities."""


def _has_wrong_weights(frame: pd.DataFrame) -> pd.Series:
    cells = frame["weights"].fillna("").astype(str).str.strip()
    return (cells != "") & ~cells.map(is_weights).astype(bool)


TARGETS = Table(
    "targets",
    "data/<campaign_id>/targets.csv",
    (
        Column(
            "oblast",
            "code",
            label=N_("Oblast or city"),
            help=N_("The oblast or city that the target is for; empty means the whole country."),
            example="KG-N",
            code_list="oblast",
        ),
        Column(
            "type",
            "code",
            label=N_("Type of activity"),
            help=N_("The type of activity that the target is for; empty means all types."),
            example="lecture",
            code_list="type",
        ),
        Column(
            "indicator",
            label=N_("Indicator"),
            help=N_(
                "What is counted: “reach” for people reached, or “activities”; empty means "
                "people reached."
            ),
            example="reach",
            choices=INDICATORS,
        ),
        Column(
            "value",
            "whole",
            label=N_("Target"),
            help=N_("How many people or activities are planned by the due date."),
            example="1200",
            present=True,
            filled=True,
        ),
        Column(
            "due_date",
            "date",
            label=N_("Due date"),
            help=N_(
                "The day by which the target is to be reached; empty means the last day of the "
                "campaign."
            ),
            example="2017-11-20",
            present=True,
        ),
        Column(
            "weights",
            label=N_("Weights by week"),
            help=N_(
                "The planned share of each week from the first day of the campaign, as numbers "
                "separated by semicolons (2; 1; 0: two thirds in the first week, one third in "
                "the second); weeks without a number have no share; empty means the same "
                "number every day."
            ),
            example="3; 2; 1; 1; 1",
        ),
        Column(
            "source",
            label=N_("Source"),
            help=N_("The document that sets the target; empty means not stated."),
        ),
        Column("note", label=N_("Note"), help=N_("Cautions; empty means nothing to add.")),
    ),
    (RowRule("weights", "weights", _has_wrong_weights),),
    may_be_empty=True,
    free_form=True,
)
