"""The source of the population, as charts and exports name it."""

from __future__ import annotations

from collections.abc import Mapping

from campaign.analysis.view import View
from campaign.domain.places import Population
from campaign.domain.source_sites import publishers
from campaign.i18n.translator import N_, Text

POPULATION_GROUPS: Mapping[str, str] = {
    "": N_("Whole population"),
    "women": N_("Women"),
    "men": N_("Men"),
    "youth": N_("Young people"),
}
"""Translated names of groups; any other group has its name from the population file."""


def source_of_population(
    population: Population | None, text: Text, group: str = ""
) -> tuple[str, ...]:
    """Return year and publishers of the population, or of its `group`; () if it is not known.

    A source that is not an address is shown as written.
    """
    if population is None:
        return ()
    words = N_("population: {year:raw}")
    if population.is_rounded:
        words = N_("population: estimates for {year:raw}, rounded")
    if group:
        words = N_("population ({group}): {year:raw}")
    source = ", ".join(publishers(population.sources))
    what = text(words, group=group, year=population.year)
    return ("; ".join(filter(None, (what, source))),)


def group_name(group: str, text: Text) -> str:
    """Return the name of a group of the population, "" for everybody."""
    return text(POPULATION_GROUPS[group]) if group in POPULATION_GROUPS else group


def population_source(view: View) -> tuple[str, ...]:
    """Return year and source of the selected population; () if it is not known."""
    basis, text = view.basis, view.text
    group = group_name(basis.group, text) if basis.group else ""
    return source_of_population(basis.population, text, group)
