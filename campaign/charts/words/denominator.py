"""The texts about the population, or its group, that regions are compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from campaign.analysis.population_source import group_name, population_warning
from campaign.analysis.view import View
from campaign.domain.places import Population
from campaign.domain.source_sites import sites
from campaign.i18n.translator import N_, Text

_PEOPLE = {
    "women": N_("Women reached"),
    "men": N_("Men reached"),
    "youth": N_("Young people reached"),
}


@dataclass(frozen=True)
class Words:
    """The names of the people counted (`people`) and of their denominator (`population`).

    `unit` is the unit of a rate, `group` the name of a group of the population, "" for everybody;
    `base` is the population, None if it is not known, `warning` that its year is far from the
    campaign.
    """

    people: str
    population: str
    unit: str
    group: str
    base: Population | None
    text: Text
    warning: str = ""

    @classmethod
    def of(cls, view: View) -> Words:
        """Return the texts for the denominator that is selected in a view."""
        basis, text = view.basis, view.text
        base = basis.population
        people = text(_PEOPLE.get(basis.numerator, N_("People reached")))
        warning = population_warning(base, view.edition, text)
        if not basis.group:
            unit = text("per 10,000 population")
            return cls(people, text("Population"), unit, "", base, text, warning)
        name = group_name(basis.group, text)
        population = text("Population: {group}", group=name)
        unit = text("per 10,000 ({group})", group=name)
        return cls(people, population, unit, name, base, text, warning)

    def rate(self, value: float) -> str:
        """Return a rate with its unit."""
        text, number = self.text, self.text.number(value, 1)
        if self.group:
            return text("{value} per 10,000 ({group})", value=number, group=self.group)
        return text("{value} per 10,000 population", value=number)

    def population_line(self) -> str:
        """Return the population of the country with its year, the sites of its sources, warnings.

        For a group it warns that the register may define the group differently.
        """
        text, base = self.text, self.base
        if base is None:
            return ""
        total = base.by_unit.sum(skipna=False)
        number = text.number(total) if total == total else text("incomplete")
        number = text("{value} ({year:raw})", value=number, year=base.year)
        origin = ", ".join(sites(base.sources))
        line = f"{self.population}: {'; '.join(filter(None, (number, origin)))}."
        caution = ""
        if self.group:
            caution = text("The register may define the group differently, for example by age.")
        return " ".join(filter(None, (line, self.warning, caution)))

    def reached_line(self, row: Mapping[Any, Any]) -> str:
        """Return the people reached in a region; "" if they are not known."""
        known = pd.notna(row["reached"])
        return f"{self.people}: {self.text.number(float(row['reached']))}" if known else ""
