"""What is known before a file is read: codes, dates and population."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from campaign.ingest.parse.code_lists import CodeList
from campaign.schema import validate

Period = tuple[date | None, date | None]
COUNTRY = "KG"
PEOPLE = ("reached", "women", "men", "youth")
"""Columns that count people of one place, each of them once."""


@dataclass(frozen=True)
class ReferenceData:
    """What the cells of a file are compared with.

    `known` are the spellings of each list of codes; `periods` first and last day by edition;
    `edition` the edition the file belongs to, None to take the one most of its dates lie in.
    `nominal_days` are the days an edition is said to last, by edition: they bound a period whose
    end nobody published. `today` is the day beyond which a date is implausible, None for Bishkek's.
    `public_texts` are the keys of texts that may name a person and are known to be no personal
    data (`possible_names.text_key`). `population` is the most that a unit ever had, by code, and
    the country under `COUNTRY`, as far as they are known: persons.
    """

    known: Mapping[str, CodeList]
    periods: Mapping[str, Period]
    edition: str | None = None
    nominal_days: Mapping[str, int] = field(default_factory=dict)
    today: date | None = None
    public_texts: frozenset[str] = frozenset()
    population: Mapping[str, int] = field(default_factory=dict)

    def most(self, column: str) -> int:
        """The largest figure that a row may have in a column of whole figures.

        No activity can reach more people than live in the country.
        """
        people = self.population.get(COUNTRY, validate.MOST_WHOLE)
        return min(people, validate.MOST_WHOLE) if column in PEOPLE else validate.MOST_WHOLE
