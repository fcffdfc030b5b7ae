"""Pictures that answer what kind: types, types by unit, audience, media audience."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from campaign.analysis.indicators import INDICATORS, Indicator, by_type, by_unit_and_type
from campaign.analysis.view import View
from campaign.charts import audience as audience_figure
from campaign.charts import breakdown as breakdown_figure
from campaign.charts import heatmap as heatmap_figure
from campaign.charts import media as media_figure
from campaign.charts.chart import Chart, with_scope
from campaign.charts.over_time import full_names, short_names, type_names
from campaign.domain.totals import overall
from campaign.theme.style import GROUPS

LEADING = 8


def breakdown(view: View) -> Chart:
    """All types, sorted, by people or by activities."""
    return _bars(view, len(view.campaign.types), view.text("{indicator} by type of activity"))


def leading_types(view: View) -> Chart:
    """The types with the highest values."""
    return _bars(view, LEADING, view.text("{indicator} by leading types of activity"))


def heatmap(view: View) -> Chart:
    """Types by unit; a cell chooses both."""
    text, indicator, chosen = view.text, _indicator(view), view.selection
    frame = by_unit_and_type(view.totals(oblasts=False, types=False), indicator)
    units, types = short_names(view), _by_group(view)
    picture = Chart(
        key="heatmap",
        title=text("{indicator} by type and place", indicator=text(indicator.name)),
        figure=heatmap_figure.draw(
            frame,
            indicator,
            units,
            types,
            text,
            view.style,
            chosen_units=chosen.oblasts,
            chosen_types=chosen.types,
        ),
        reading=heatmap_figure.read(
            chosen.apply(frame, dates=False),
            indicator,
            _among(full_names(view), chosen.oblasts),
            _among(types, chosen.types),
            text,
        ),
        sources=(view.source,),
        table=heatmap_figure.tabulate(
            frame,
            indicator,
            full_names(view),
            types,
            text,
            chosen_units=chosen.oblasts,
            chosen_types=chosen.types,
        ),
        height=heatmap_figure.height(frame, types),
        narrow=heatmap_figure.narrow(frame, types),
        pick=True,
    )
    return with_scope(picture, view, shown=("place", "types"))


def audience(view: View) -> Chart:
    """Women, men and young people among the people reached, each on its own base."""
    text, sums = view.text, overall(view.totals())
    picture = Chart(
        key="audience",
        title=text("Who was reached: women, men, young people"),
        figure=audience_figure.draw(sums, text, view.style),
        reading=audience_figure.read(sums, text),
        sources=(view.source,),
        table=audience_figure.tabulate(sums, text),
        height=audience_figure.HEIGHT,
        narrow=audience_figure.NARROW,
    )
    return with_scope(picture, view)


def media(view: View) -> Chart:
    """The media audience by type, alone: it is never added to the people reached."""
    text, types, chosen = view.text, view.campaign.types, view.selection.types
    frame = media_figure.by_type(view.totals(types=False), types)
    picture = Chart(
        key="media",
        title=text("Media audience by type of activity"),
        figure=media_figure.draw(frame, types, text, view.style, chosen=chosen),
        reading=media_figure.read(frame, types, text, chosen=chosen),
        sources=(
            view.source,
            text("direct reach and media audience are never added up"),
        ),
        table=media_figure.tabulate(frame, types, text, chosen=chosen),
        height=media_figure.height(frame),
        narrow=media_figure.narrow(frame, types, text),
        pick=True,
    )
    return with_scope(picture, view, shown=("types",))


def _bars(view: View, most: int, title: str) -> Chart:
    text, indicator, names = view.text, _indicator(view), type_names(view)
    chosen = view.selection.types
    every = by_type(view.totals(types=False), indicator, view.campaign.types)
    # A chosen type stands among the leading ones, however low its value.
    leading = sorted(every.index, key=lambda code: code not in chosen)[:most]
    frame = every[every.index.isin(leading)]
    picture = Chart(
        key="breakdown",
        title=title.replace("{indicator}", text(indicator.name)),
        figure=breakdown_figure.draw(frame, indicator, names, text, view.style, chosen=chosen),
        # The sentence speaks of all types, so that a share is one of the whole.
        reading=breakdown_figure.read(every, indicator, names, text, chosen=chosen),
        sources=(view.source,),
        table=breakdown_figure.tabulate(frame, indicator, names, text, chosen=chosen),
        height=breakdown_figure.height(len(frame)),
        narrow=breakdown_figure.narrow(frame, names),
        pick=True,
    )
    return with_scope(picture, view, shown=("types",), named=("types",) if len(chosen) == 1 else ())


def _among(names: Mapping[str, str], chosen: Collection[str]) -> Mapping[str, str]:
    """The names of what is chosen; all of them where nothing is."""
    return {code: name for code, name in names.items() if not chosen or code in chosen}


def _by_group(view: View) -> Mapping[str, str]:
    """The types' names in the order of the groups in every legend."""
    groups, names = view.campaign.types["group"], type_names(view)
    ordered = sorted(names, key=lambda code: GROUPS.index(groups[code]))
    return {code: names[code] for code in ordered}


def _indicator(view: View) -> Indicator:
    """People or activities: a rate has no residents of a type to rest on."""
    return INDICATORS["activities" if view.indicator.code == "activities" else "reach"]
