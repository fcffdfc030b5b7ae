"""The layout of the parts of a page as HTML: side by side, or in boxes."""

from __future__ import annotations


def columns(left: str, right: str, shares: str) -> str:
    """Return two columns; `shares` are their widths, as "7-3"."""
    return f'<div class="columns of-{shares}"><div>{left}</div><div>{right}</div></div>'


def boxes(*parts: str) -> str:
    """Return each part in a box; "" makes none."""
    return "".join(f'<section class="card">{part}</section>' for part in parts if part)
