"""Figures as JSON: the one encoder for pages, slides and files."""

from __future__ import annotations

import json
from typing import Any

from plotly.utils import PlotlyJSONEncoder


def to_json(value: Any) -> bytes:
    """Return compact UTF-8 JSON; NaN, infinities, NaT and NA become null, arrays become lists."""
    text = json.dumps(value, cls=PlotlyJSONEncoder, ensure_ascii=False, separators=(",", ":"))
    return text.encode()
