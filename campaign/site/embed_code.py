"""The code that shows a chart in a page of another site."""

from __future__ import annotations

from html import escape


def embed_code(address: str, title: str, height: int) -> str:
    """Return the HTML that shows a chart in a page of another site, `height` px high."""
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="100%" '
        f'height="{height}" style="border:0" loading="lazy"></iframe>'
    )
