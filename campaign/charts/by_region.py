"""Pictures that answer where: the map and the ranked list beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from html import unescape
from typing import Any

import pandas as pd

from campaign.analysis.indicators import unfolding, unfolding_country
from campaign.analysis.view import View
from campaign.charts import animation, ranking
from campaign.charts import choropleth as map_figure
from campaign.charts.body import Bars
from campaign.charts.chart import Chart, with_scope


def hover(view: View) -> Mapping[str, str]:
    """The tooltip of each unit on the map."""
    return map_figure.tooltip(
        view.units, view.indicator, view.campaign.places, view.edition.residents, view.text
    )


def choropleth(view: View) -> Chart:
    """The map of the chosen indicator, with its unfolding day by day where it has one."""
    return mark_selection(base_map(view), view)


def overview_map(view: View) -> Chart:
    """The same map at rest, for a page that gives the answer at a glance."""
    return mark_selection(base_overview_map(view), view)


def region_ranking(view: View) -> Chart:
    """The units from high to low with the national figure."""
    return mark_selection(base_ranking(view), view)


def mark_selection(picture: Chart, view: View) -> Chart:
    """A map with the chosen units outlined, or a ranking with the others stepping back.

    Its words then speak of them; they stand also where the map cannot be drawn.
    """
    chosen = view.selection.oblasts
    if chosen:
        picture = _read_of_chosen(picture, view)
    picture = with_scope(picture, view, shown=("place",), named=("place",))
    if not picture.has_drawing or not chosen:
        return picture
    names = {code: view.campaign.places.name(code, view.text) for code in chosen}
    if isinstance(picture.body, Bars):
        return replace(picture, body=ranking.select_regions(picture.body, chosen, names))
    picture = replace(picture, play=picture.play and {**picture.play, "chosen": names})
    picture = replace(picture, selected=tuple(f"oblast={code}" for code in chosen))
    geojson = view.geometry("oblasts.geojson")
    over = map_figure.outlines(view.campaign.places, chosen, view.style, geojson)
    return replace(picture, over=over)


def _read_of_chosen(picture: Chart, view: View) -> Chart:
    """The picture with reading and table of the chosen units."""
    text, indicator, places, chosen = (
        view.text,
        view.indicator,
        view.campaign.places,
        view.selection,
    )
    name, standing = view.scope.place, view.region_rank(indicator)
    if picture.key == "ranking":
        reading = ranking.summary(view)
    else:
        reading = map_figure.read(
            view.units,
            indicator,
            places,
            text,
            chosen=chosen.oblasts,
            name=name,
            standing=standing,
        )
    table = map_figure.tabulate(view.units, indicator, places, text, chosen=chosen.oblasts)
    return replace(picture, reading=reading, table=table)


def base_map(view: View) -> Chart:
    """The map whatever unit is chosen: they all stay in sight."""
    played = _play(view)
    figure = None
    if view.campaign.places.boundaries is not None:
        figure = map_figure.draw(
            view.units,
            view.indicator,
            view.classes,
            view.campaign.places,
            view.text,
            view.style,
            hover=hover(view),
            average=view.average,
            geojson=view.geometry("oblasts.geojson"),
            slots_met=animation.class_indices(played) if played else frozenset(),
        )
    return Chart(
        key="map",
        title=view.text("{indicator} by region", indicator=view.text(view.indicator.name)),
        figure=figure,
        reading=" ".join(
            words
            for words in (
                map_figure.read(view.units, view.indicator, view.campaign.places, view.text),
                caution(view),
            )
            if words
        ),
        sources=(view.source, *residents_source(view), boundaries_source(view)),
        table=map_figure.tabulate(view.units, view.indicator, view.campaign.places, view.text),
        height=map_figure.HEIGHT,
        narrow={} if figure is None else map_figure.narrow(figure),
        pick=True,
        zoom=True,
        play=played,
    )


def _play(view: View) -> Mapping[str, Any] | None:
    """How the map unfolds day by day; None where its indicator does not, or there is one day."""
    words = _day_words(view)
    if words is None:
        return None
    totals, residents = view.totals(oblasts=False), view.edition.residents
    places, days = view.campaign.places, pd.date_range(*view.days, freq="D")
    changes = unfolding(totals, view.indicator, places.codes, residents, days)
    country = unfolding_country(totals, view.indicator, residents, days)
    return words | animation.unfold(
        changes, country, view.indicator, view.classes, places, view.text
    )


def _day_words(view: View) -> dict[str, Any] | None:
    """What the browser says of a day, and in which colours; None where nothing unfolds."""
    if not view.indicator.unfolds or view.days[0] >= view.days[1]:
        return None
    fills = map_figure.palette(view.indicator, view.classes, view.style)
    return {
        **animation.day_words(
            view.indicator,
            view.classes,
            view.average,
            pd.date_range(*view.days, freq="D"),
            view.edition.start or view.days[0],
            view.text,
        ),
        "caution": caution(view),
        "fills": fills,
        "ink": [view.style.on(fill) for fill in fills],
    }


def base_overview_map(view: View) -> Chart:
    """The same without its unfolding."""
    return replace(base_map(view), play=None, zoom=False)


def base_ranking(view: View) -> Chart:
    """The units from high to low whatever unit is chosen."""
    # The map's tooltips as plain lines.
    tooltips = {
        code: [unescape(re.sub("</?b>", "", line)) for line in tip.split("<br>")]
        for code, tip in hover(view).items()
    }
    return Chart(
        key="ranking",
        title=view.text("From highest to lowest"),
        reading=ranking.summary(view),
        sources=(view.source, *residents_source(view)),
        table=map_figure.tabulate(view.units, view.indicator, view.campaign.places, view.text),
        body=ranking.build(view, tooltips, _follow_words(view)),
        pick=True,
    )


def _follow_words(view: View) -> Mapping[str, Any]:
    """What the list says of a day, in words alone."""
    return {k: v for k, v in (_day_words(view) or {}).items() if k not in ("fills", "ink")}


BASES: Mapping[Callable[[View], Chart], Callable[[View], Chart]] = {
    choropleth: base_map,
    overview_map: base_overview_map,
    region_ranking: base_ranking,
}
"""By picture the one that it is before `marked`, the same for every choice of units."""


def caution(view: View) -> str:
    """What a reader of shaded counts should know; "" where the map shows none."""
    if not view.indicator.adds_up:
        return ""
    said = view.text(
        "The shade shows a number: regions with a large population lead by themselves."
    )
    if view.edition.residents is None:
        return said
    return f"{said} {view.text('To compare regions, see people reached per 10,000 population.')}"


def residents_source(view: View) -> tuple[str, ...]:
    """The year of the residents, where the indicator rests on them."""
    residents = view.edition.residents
    if view.indicator.code != "rate" or residents is None:
        return ()
    return (
        view.text(
            "population: estimates for {year:raw}, rounded (geo/population.csv)",
            year=residents.year,
        ),
    )


def boundaries_source(view: View) -> str:
    """Where the drawn boundaries come from, for the line under a map."""
    own = view.campaign.boundaries_file
    return (
        view.text("boundaries: your own file, {file}", file=own)
        if own
        else view.text("boundaries: Natural Earth")
    )
