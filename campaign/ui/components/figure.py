"""The figure component: a Plotly figure that updates in place, is played, walked and saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from campaign.web.assets import loader

_mount = st.components.v2.component(
    "campaign_figure",
    js=loader("chart.js"),
    isolate_styles=False,
)


def figure(
    payload: bytes,
    *,
    key: str,
    on_pick: Callable[[str], None] | None = None,
    on_picture_request: Callable[[], None] = lambda: None,
    on_file_request: Callable[[], None] = lambda: None,
    on_drawing: Callable[[], None] = lambda: None,
    on_table: Callable[[], None] = lambda: None,
    on_csv_request: Callable[[], None] = lambda: None,
    on_slide: Callable[[], None] = lambda: None,
) -> None:
    """Show one figure; a point that is chosen comes back through ``on_pick`` as its query code.

    ``payload`` is `to_json` of the Plotly figure as a plain dict with the words, sizes and play
    data beside it. ``on_pick`` gets ``"oblast=KG-N"`` for a point and
    ``"from=2017-08-01&to=2017-08-09"`` for a range of days (both inclusive), once for each
    choice, in the order they were made. ``on_picture_request`` and ``on_file_request`` are called
    where the browser needs the payload with a picture, or with one for a file; ``on_drawing``
    once, when Plotly has first drawn; the last three by the chart's menu, ``on_table`` with "open"
    or "close" as the component's ``table``.
    """

    def report_picks() -> None:
        if on_pick is not None:
            for code in _new_picks(key):
                on_pick(code)

    _mount(
        key=key,
        data=payload,
        on_pick_change=report_picks,
        on_picture_change=on_picture_request,
        on_file_change=on_file_request,
        on_drawing_change=on_drawing,
        on_table_change=on_table,
        on_csv_change=on_csv_request,
        on_slide_change=on_slide,
    )


def _new_picks(key: str) -> list[str]:
    """The codes chosen since the last call, oldest first; anything malformed is passed over.

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
