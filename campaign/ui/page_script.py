"""The script of a page, which the frame runs."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import CodeType

from campaign.site.page_list import Page

_ROOT = Path(__file__).resolve().parent.parent.parent


def run_page(page: Page) -> None:
    """Run the script of a page.

    If Streamlit ran the page itself (`StreamlitPage.run`), the browser would remove it as soon as
    another page begins, and would show only the frame until that page has arrived.
    """
    exec(_code(page.file), {"__name__": "__main__", "__file__": page.file})


@cache
def _code(file: str) -> CodeType:
    path = _ROOT / file
    return compile(path.read_text(encoding="utf-8"), str(path), "exec")
