"""The year and the source of the population, as pages, charts and exports name them."""

from __future__ import annotations

from collections.abc import Mapping

from campaign.analysis.view import View
from campaign.domain.campaign import Edition
from campaign.domain.places import Population
from campaign.domain.source_sites import publishers
from campaign.i18n.letter_case import uncapitalize
from campaign.i18n.translator import N_, Text

POPULATION_GROUPS: Mapping[str, str] = {
    "": N_("Whole population"),
    "women": N_("Women"),
    "men": N_("Men"),
    "youth": N_("Young people"),
}
"""Translated names of groups; any other group has its name from the population file."""


MOST_YEARS = 3
"""The most years between the population and the campaign without a warning."""


def population_of_year(population: Population, text: Text, group: str = "") -> str:
    """Return the population, or its `group`, with its year: “population of 2015”."""
    words = N_("population of {year:raw}")
    if population.is_rounded:
        words = N_("population of {year:raw}, rounded estimates")
    if group:
        words = N_("population of {year:raw} ({group})")
    return text(words, group=group, year=population.year)


def population_warning(population: Population | None, edition: Edition, text: Text) -> str:
    """Return that the population is of a year far from the campaign; "" within `MOST_YEARS`.

    Also "" without a population, and for a campaign without a year.
    """
    if population is None or not edition.year:
        return ""
    years = edition.year - population.year
    if years > MOST_YEARS:
        return text.n(
            "The rate uses the population of {year:raw}, {n} year before the campaign.",
            "The rate uses the population of {year:raw}, {n} years before the campaign.",
            years,
            year=population.year,
        )
    if years < -MOST_YEARS:
        return text.n(
            "The rate uses the population of {year:raw}, {n} year after the campaign.",
            "The rate uses the population of {year:raw}, {n} years after the campaign.",
            -years,
            year=population.year,
        )
    return ""


def source_of_population(
    population: Population | None, edition: Edition, text: Text, group: str = ""
) -> tuple[str, ...]:
    """Return year and publishers of the population, or of its `group`, and `population_warning`.

    A source that is not an address is shown as written. () if the population is not known.
    """
    if population is None:
        return ()
    source = ", ".join(publishers(population.sources))
    line = "; ".join(filter(None, (population_of_year(population, text, group), source)))
    warning = uncapitalize(population_warning(population, edition, text)).rstrip(".")
    return tuple(filter(None, (line, warning)))


def group_name(group: str, text: Text) -> str:
    """Return the name of a group of the population, "" for everybody."""
    return text(POPULATION_GROUPS[group]) if group in POPULATION_GROUPS else group


def population_source(view: View) -> tuple[str, ...]:
    """Return year and source of the selected population; () if it is not known."""
    basis, text = view.basis, view.text
    group = group_name(basis.group, text) if basis.group else ""
    return source_of_population(basis.population, view.edition, text, group)
