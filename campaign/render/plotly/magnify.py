"""Figures with larger type and lines, for a projector."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_LENGTHS = frozenset(
    ("xshift", "yshift", "ticklabelstandoff", "ticklen", "borderpad", "borderwidth", "standoff")
)
_MARGINS = frozenset("tblr")


def magnify(figure: Mapping[str, Any], scale: float) -> dict[str, Any]:
    """Return the figure with every length in px, and every type size, times `scale`."""
    large_figure: dict[str, Any] = _enlarge(figure, "", scale)
    return large_figure


def _enlarge(value: Any, parent: str, scale: float) -> Any:
    if isinstance(value, Mapping):
        return {
            name: _multiply(item, scale)
            if _is_length(str(name), parent)
            else _enlarge(item, str(name), scale)
            for name, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [_enlarge(item, parent, scale) for item in value]
    return value


def _is_length(name: str, parent: str) -> bool:
    if name == "size":
        return parent.endswith("font") or parent in ("marker", "pattern")
    if name in ("width", "dash"):
        return parent == "line"
    return name in _LENGTHS or (parent == "margin" and name in _MARGINS)


def _multiply(value: Any, scale: float) -> Any:
    if isinstance(value, str):
        lengths = (float(length.removesuffix("px")) * scale for length in value.split(","))
        return ",".join(f"{length:g}px" for length in lengths)
    if isinstance(value, list | tuple):
        return [_multiply(item, scale) for item in value]
    return value * scale if isinstance(value, int | float) else value
