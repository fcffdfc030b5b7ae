"""The figure component: a Plotly figure that updates in place, is played, walked and saved."""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import streamlit as st

from campaign.web.assets import loader

_mount = st.components.v2.component(
    "campaign_figure",
    js=loader("chart.js"),
    isolate_styles=False,
)


def figure(payload: bytes, *, key: str, on_pick: Callable[[str], None] | None = None) -> None:
    """Show one figure; a point that is chosen comes back through ``on_pick`` as its query code.

    ``payload`` is `to_json` of the Plotly figure as a plain dict with the words, sizes and play
    data beside it. ``on_pick`` gets ``"oblast=KG-N"`` for a point and
    ``"from=2017-08-01&to=2017-08-09"`` for a range of days (both inclusive), once for each
    choice, in the order they were made.
    """

    def report_picks() -> None:
        if on_pick is not None:
            for code in _new_picks(key):
                on_pick(code)

    _mount(key=key, data=payload, on_pick_change=report_picks)


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


def to_json(payload: Mapping[str, Any]) -> bytes:
    """Compact UTF-8 JSON; NaN, infinities, NaT and NA become null, arrays become lists."""
    return json.dumps(
        _plain(payload), ensure_ascii=False, allow_nan=False, separators=(",", ":")
    ).encode()


class Plain(dict[str, Any]):
    """A mapping known to be in JSON's own types."""


def plain(value: Mapping[str, Any]) -> Plain:
    """The mapping in JSON's own types, as `to_json` writes it."""
    return Plain(_plain(value))


def _plain(value: Any) -> Any:
    """The value in JSON's own types."""
    match value:
        case Plain():
            return value
        case None | bool() | str():
            # str() also catches numpy's and enum's kin, which JSON must see as plain text.
            return value if type(value) in (bool, str, type(None)) else str(value)
        case int():
            return int(value)
        case float():
            return float(value) if math.isfinite(value) else None
        case {"dtype": str(), "bdata": str()}:
            return _plain(_unpacked(value))
        case Mapping():
            return {str(name): _plain(item) for name, item in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_plain(item) for item in value]
        case np.ndarray() | np.generic():
            if value.dtype.kind == "M":
                # In nanoseconds they would come out as integers, in microseconds as dates.
                return _plain(value.astype("datetime64[us]").tolist())
            return _plain(value.tolist())
    if type(value).__name__ in ("NAType", "NaTType"):
        return None
    for convert in ("isoformat", "to_plotly_json", "tolist", "item"):
        if hasattr(value, convert):
            return _plain(getattr(value, convert)())
    try:
        return _plain(float(value))  # Decimal, Fraction
    except (TypeError, ValueError):
        return str(value)


def _unpacked(array: Mapping[str, Any]) -> np.ndarray:
    """Plotly's base64 array as an array: as a list it compares and plays like any other."""
    values = np.frombuffer(base64.b64decode(array["bdata"]), dtype=np.dtype(array["dtype"]))
    shape = array.get("shape")
    if shape is None:
        return values
    sizes = shape.split(",") if isinstance(shape, str) else shape
    return values.reshape([int(size) for size in sizes])
