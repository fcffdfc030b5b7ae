"""Pictures that answer what kind: types, types by unit, audience, media audience."""

from __future__ import annotations

from collections.abc import Mapping

from campaign.figures import audience as audience_figure
from campaign.figures import breakdown as breakdown_figure
from campaign.figures import heatmap as heatmap_figure
from campaign.figures import media as media_figure
from campaign.measures import MEASURES, Measure, by_type, by_unit_and_type
from campaign.pictures.picture import Picture
from campaign.pictures.when import full_names, short_names, type_names
from campaign.theme import GROUPS
from campaign.totals import overall
from campaign.view import View

LEADING = 8


def breakdown(view: View) -> Picture:
    """All types, sorted, by people or by activities."""
    return _bars(view, len(view.campaign.types), view.text("{measure} by type of activity"))


def leading_types(view: View) -> Picture:
    """The types with the highest values."""
    return _bars(view, LEADING, view.text("{measure} by leading types of activity"))


def heatmap(view: View) -> Picture:
    """Types by unit; a cell chooses both."""
    text, measure = view.text, _measure(view)
    frame = by_unit_and_type(view.totals(oblasts=False, types=False), measure)
    units, types = short_names(view), _by_group(view)
    return Picture(
        key="heatmap",
        title=text("{measure} by type and place", measure=text(measure.name)),
        figure=heatmap_figure.draw(
            frame,
            measure,
            units,
            types,
            text,
            view.style,
            chosen_units=view.selection.oblasts,
            chosen_types=view.selection.types,
        ),
        reading=heatmap_figure.read(frame, measure, full_names(view), types, text),
        sources=(view.source,),
        table=heatmap_figure.tabulate(frame, measure, full_names(view), types, text),
        height=heatmap_figure.height(frame, types),
        narrow=heatmap_figure.narrow(frame, types),
        pick=True,
    )


def audience(view: View) -> Picture:
    """Women, men and young people among the people reached, each on its own base."""
    text, sums = view.text, overall(view.totals())
    return Picture(
        key="audience",
        title=text("Who was reached: women, men, young people"),
        figure=audience_figure.draw(sums, text, view.style),
        reading=audience_figure.read(sums, text),
        sources=(view.source,),
        table=audience_figure.tabulate(sums, text),
        height=audience_figure.HEIGHT,
        narrow=audience_figure.NARROW,
    )


def media(view: View) -> Picture:
    """The media audience by type, alone: it is never added to the people reached."""
    text, types = view.text, view.campaign.types
    frame = media_figure.by_type(view.totals(types=False), types)
    return Picture(
        key="media",
        title=text("Media audience by type of activity"),
        figure=media_figure.draw(frame, types, text, view.style, chosen=view.selection.types),
        reading=media_figure.read(frame, types, text),
        sources=(
            view.source,
            text("direct reach and media audience are never added up"),
        ),
        table=media_figure.tabulate(frame, types, text),
        height=media_figure.height(frame),
        narrow=media_figure.narrow(frame, types, text),
        pick=True,
    )


def _bars(view: View, most: int, title: str) -> Picture:
    text, measure, names = view.text, _measure(view), type_names(view)
    every = by_type(view.totals(types=False), measure, view.campaign.types)
    frame = every.head(most)
    return Picture(
        key="breakdown",
        title=title.replace("{measure}", text(measure.name)),
        figure=breakdown_figure.draw(
            frame, measure, names, text, view.style, chosen=view.selection.types
        ),
        # The sentence speaks of all types, so that a share is one of the whole.
        reading=breakdown_figure.read(every, measure, names, text),
        sources=(view.source,),
        table=breakdown_figure.tabulate(frame, measure, names, text),
        height=breakdown_figure.height(len(frame)),
        narrow=breakdown_figure.narrow(frame, names),
        pick=True,
    )


def _by_group(view: View) -> Mapping[str, str]:
    """The types' names in the order of the groups in every legend."""
    groups, names = view.campaign.types["group"], type_names(view)
    ordered = sorted(names, key=lambda code: GROUPS.index(groups[code]))
    return {code: names[code] for code in ordered}


def _measure(view: View) -> Measure:
    """People or activities: a rate has no residents of a type to rest on."""
    return MEASURES["activities" if view.measure.code == "activities" else "reach"]
