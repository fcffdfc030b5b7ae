"""Charts that answer where too few were reached, measured against the population."""

from __future__ import annotations

from campaign.analysis.coverage import coverage
from campaign.analysis.view import View
from campaign.charts import region_shares
from campaign.charts.chart import Chart, with_scope, with_wide_line


def shares(view: View) -> Chart:
    """Return the share of the people reached beside the share of the population, by region."""
    text, population = view.text, view.edition.population
    frame = coverage(view.totals(oblasts=False), view.campaign.places.codes, population)
    year = None if population is None else population.year
    chart = Chart(
        key="shares",
        title=text("Share of the people reached and share of the population, by region"),
        body=region_shares.build(frame, view, year),
        summary=region_shares.summary(frame, view),
        sources=(view.source, *population_source(view)),
        table=region_shares.to_table(frame, view),
        pick=True,
        finding=region_shares.finding(frame, view),
    )
    chart = with_wide_line(chart, view.wide_line)
    return with_scope(chart, view, highlights=("place",), mentions=("place",))


def population_source(view: View) -> tuple[str, ...]:
    """Return the year and source of the population; () where it is not known."""
    population = view.edition.population
    if population is None:
        return ()
    return (
        view.text(
            "population: estimates for {year:raw}, rounded (geo/population.csv)",
            year=population.year,
        ),
    )
