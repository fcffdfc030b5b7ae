"""The figure component: a Plotly figure that is updated in place, animated and saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st

from campaign.web.assets import loader

_mount = st.components.v2.component(
    "campaign_figure",
    js=loader("chart.js"),
    isolate_styles=False,
)


@dataclass(frozen=True)
class Handlers:
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


def show_figure(payload: bytes, key: str, handlers: Handlers) -> None:
    """Show one figure.

    `payload` is `to_json` of the Plotly figure as a plain dict with the words, sizes and animation
    beside it.
    """

    def report_picks() -> None:
        for code in _new_picks(key):
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


def _new_picks(key: str) -> list[str]:
    """Return the codes chosen since the last call, oldest first, without malformed ones.

    The browser sends numbered choices, the last few seconds of them each time, because Streamlit
    may join two messages and then shows only the last one.
    """
    state = st.session_state.get(key)
    value = state.get("pick") if isinstance(state, Mapping) else None
    if isinstance(value, str):
        return [value]
    number_key = f"{key}:picks_seen"
    last_number = st.session_state.get(number_key, 0)
    codes: list[str] = []
    for item in value if isinstance(value, list) else []:
        match item:
            case [int() | float() as number, str() as code] if number > last_number:
                last_number = number
                codes.append(code)
    st.session_state[number_key] = last_number
    return codes
