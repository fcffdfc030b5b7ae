"""Values of an address: a value must exist in the campaign, or be possible on a map."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from campaign.analysis.class_breaks import FEWEST, MOST
from campaign.domain.campaign import Campaign, Edition

LEAST_BENCHMARK, MOST_BENCHMARK = 0.1, 9_999.0
"""The lowest and the highest rate per 10,000 that regions can be compared with."""


def parse_codes(value: str, codes: Sequence[str]) -> tuple[str, ...]:
    """Return the `codes` in the value, a list with commas, in the order of `codes`."""
    requested_codes = set(value.split(","))
    return tuple(code for code in codes if code in requested_codes)


def parse_organisers(value: str, edition: Edition) -> tuple[str, ...]:
    """Return the codes of organizers of the edition that the value lists, sorted."""
    # Finding the organizers of a large register takes time and is not needed without the parameter.
    return parse_codes(value, sorted(edition.organiser_codes)) if value else ()


def parse_other(value: str, edition_id: str, campaign: Campaign) -> str:
    """Return the value if it is the id of another edition with a register, else ""."""
    is_comparable = value in campaign.editions and campaign.editions[value].totals is not None
    return value if is_comparable and value != edition_id else ""


def parse_classes(value: str) -> int | None:
    """Return a number of classes that a map can have; None for anything else."""
    if not (value.isascii() and value.isdigit() and len(value) < 4):
        return None
    return int(value) if FEWEST <= int(value) <= MOST else None


def parse_benchmark(value: str) -> float | None:
    """Return a rate per 10,000 within the limits with at most one decimal; None for the rest."""
    if not re.fullmatch(r"\d{1,4}(\.\d)?", value, re.ASCII):
        return None
    rate = float(value)
    return rate if LEAST_BENCHMARK <= rate <= MOST_BENCHMARK else None


def parse_date(value: str) -> date | None:
    """Return an ISO date; None for anything else."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def parse_day(value: str, edition: Edition) -> date | None:
    """Return an ISO date that is a day of the edition; None for anything else."""
    day, first, last = parse_date(value), edition.first_day, edition.last_day
    if day is None or first is None or last is None:
        return None
    return day if first <= day <= last else None
