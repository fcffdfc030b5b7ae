"""The source of the population, as charts and exports name it."""

from __future__ import annotations

from campaign.domain.places import Population
from campaign.domain.source_sites import publishers
from campaign.i18n.translator import N_, Text


def source_of_population(
    population: Population | None, text: Text, group: str = ""
) -> tuple[str, ...]:
    """Return year and publishers of the population, or of its `group`; () where it is not known.

    A source that is no address stands as it is written.
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
