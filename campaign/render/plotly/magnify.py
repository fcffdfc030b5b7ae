"""A figure with larger type and lines, for a place that is seen from afar."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_LENGTHS = frozenset(
    ("xshift", "yshift", "ticklabelstandoff", "ticklen", "borderpad", "borderwidth", "standoff")
)
_MARGINS = frozenset("tblr")


def magnify(figure: Mapping[str, Any], scale: float) -> dict[str, Any]:
    """The same figure with every length in px, and every type size, so many times as large."""
    large: dict[str, Any] = _enlarge(figure, "", scale)
    return large


def _enlarge(value: Any, inside: str, scale: float) -> Any:
    if isinstance(value, Mapping):
        return {
            name: _multiply(inner, scale)
            if _is_length(str(name), inside)
            else _enlarge(inner, str(name), scale)
            for name, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [_enlarge(item, inside, scale) for item in value]
    return value


def _is_length(name: str, inside: str) -> bool:
    if name == "size":
        return inside.endswith("font") or inside in ("marker", "pattern")
    if name in ("width", "dash"):
        return inside == "line"
    return name in _LENGTHS or (inside == "margin" and name in _MARGINS)


def _multiply(value: Any, scale: float) -> Any:
    if isinstance(value, str):
        lengths = (float(length.removesuffix("px")) * scale for length in value.split(","))
        return ",".join(f"{length:g}px" for length in lengths)
    if isinstance(value, list | tuple):
        return [_multiply(item, scale) for item in value]
    return value * scale if isinstance(value, int | float) else value
