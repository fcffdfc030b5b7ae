"""Figures with larger text and lines, for a projector."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_LENGTHS = frozenset(
    (
        *("xshift", "yshift", "ax", "ay", "arrowwidth"),
        *("ticklabelstandoff", "ticklen", "borderpad", "borderwidth", "standoff"),
    )
)
_NUMBER = re.compile(r"-?[\d.]+")
_MARGINS = frozenset("tblr")


def magnify(figure: Mapping[str, Any], scale: float) -> dict[str, Any]:
    """Return the figure with all lengths in px and all font sizes multiplied by `scale`."""
    large_figure: dict[str, Any] = _enlarge(figure, "", scale)
    return large_figure


def _enlarge(value: Any, parent: str, scale: float) -> Any:
    if isinstance(value, Mapping):
        value = {**value, **_pixels(value, scale)}
        return {
            name: _multiply(item, scale)
            if _is_length(str(name), parent)
            else _enlarge(item, str(name), scale)
            for name, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [_enlarge(item, parent, scale) for item in value]
    return value


def _pixels(shape: Mapping[str, Any], scale: float) -> dict[str, Any]:
    """Return those coordinates of a shape that are in px from its anchor, multiplied by `scale`."""
    names = [
        f"{axis}{end}"
        for axis in ("x", "y")
        if shape.get(f"{axis}sizemode") == "pixel"
        for end in (0, 1)
    ]
    lengths = {name: shape[name] * scale for name in names if name in shape}
    if len(names) == 4 and "path" in shape:
        lengths["path"] = _NUMBER.sub(lambda n: f"{float(n[0]) * scale:g}", shape["path"])
    return lengths


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
