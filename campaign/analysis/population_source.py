"""The source of the population, as charts and exports name it."""

from __future__ import annotations

from campaign.domain.places import Population
from campaign.domain.source_sites import sites
from campaign.i18n.translator import N_, Text

_FILE = "geo/population.csv"


def source_of_population(
    population: Population | None, text: Text, group: str = ""
) -> tuple[str, ...]:
    """Return year and sites of the population, or of its `group`; () where it is not known.

    The file stands in place of the sites where it names none.
    """
    if population is None:
        return ()
    words = N_("population: estimates for {year:raw}, rounded; {source}")
    if group:
        words = N_("population ({group}): {year:raw}; {source}")
    source = ", ".join(sites(population.sources)) or _FILE
    return (text(words, group=group, year=population.year, source=source),)
