"""The figure component: a Plotly figure that is updated in place, animated and saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from campaign.ui.components.numbered_choices import new_choices
from campaign.web.assets import loader

_mount = st.components.v2.component(
    "campaign_figure",
    js=loader("chart.js"),
    isolate_styles=False,
)


@dataclass(frozen=True)
class FigureHandlers:
    """What is called when the browser reports something of a figure.

    `pick` gets "oblast=KG-N" for a point and "from=2017-08-01&to=2017-08-09" for a range of days
    (both inclusive), once for each choice, in the order they were made. `picture` and `file` are
    called when the browser needs the payload with a picture, or with one for a file; `drawing`
    once, when Plotly has first drawn; `table`, `csv` and `slide` by the chart's menu, `table` with
    "open" or "close" as the state `table` of the component.
    """

    pick: Callable[[str], None]
    picture: Callable[[], None]
    file: Callable[[], None]
    drawing: Callable[[], None]
    table: Callable[[], None]
    csv: Callable[[], None]
    slide: Callable[[], None]


def show_figure(payload: bytes, key: str, handlers: FigureHandlers) -> None:
    """Show one figure.

    `payload` is `to_json` of the Plotly figure as a plain dict, together with the words, sizes and
    animation.
    """

    def report_picks() -> None:
        for code in new_choices(key, "pick"):
            handlers.pick(code)

    _mount(
        key=key,
        data=payload,
        on_pick_change=report_picks,
        on_picture_change=handlers.picture,
        on_file_change=handlers.file,
        on_drawing_change=handlers.drawing,
        on_table_change=handlers.table,
        on_csv_change=handlers.csv,
        on_slide_change=handlers.slide,
    )
