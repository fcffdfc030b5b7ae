"""Elements of Streamlit: HTML, texts of files, buttons, and lists in pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import Any, Literal

import streamlit as st

from campaign.i18n.translator import Text
from campaign.site.register import count_pages

ButtonKind = Literal["primary", "secondary", "tertiary"]


class _Markup(str):
    """HTML that Streamlit shows unchanged: in a plain string it would remove an indent."""

    def _repr_html_(self) -> str:
        return str(self)


def show_html(html: str) -> None:
    """Show HTML, which begins with a tag."""
    st.html(_Markup(html))


MARKDOWN_SIGNS = frozenset(r"\`*_{}[]()<>#+-.!|$~")
# An invisible joiner keeps bare addresses from becoming links, and `:material/…:` an icon.
JOINER = "\u2060"
_LINK_START = re.compile(r":(?=\w|/)|@|(?<=www)(?=\.)", re.IGNORECASE)


def escape_markdown(words: str) -> str:
    """Return the words with every Markdown sign escaped, so that they show literally."""
    text = _LINK_START.sub(lambda match: match.group() + JOINER, words)
    return "".join(f"\\{sign}" if sign in MARKDOWN_SIGNS else sign for sign in text)


def show_button(
    label: str,
    key: str,
    action: Callable[..., Any],
    *args: object,
    kind: ButtonKind = "secondary",
    icon: str | None = None,
    disabled: bool = False,
) -> None:
    """Show a button that calls `action` with `args` before the next run; `label` is Markdown."""
    st.button(label, key=key, type=kind, icon=icon, disabled=disabled, on_click=action, args=args)


def show_pages(key: str, count: int, rows: int, text: Text, html: Callable[[slice], str]) -> None:
    """Show the current page of `count` items, `rows` a page, and the buttons to the others.

    `html` returns the items of a slice as HTML; the session has the number of the page at `key`.
    """
    pages = count_pages(count, rows)
    page = min(int(st.session_state.get(key, 1)), pages)
    st.html(html(slice((page - 1) * rows, page * rows)))
    if pages == 1:
        return

    def turn(to: int) -> None:
        st.session_state[key] = to

    words = escape(text("Page {n} of {total}", n=page, total=pages))
    with st.container(horizontal=True, vertical_alignment="center", key=f"turn:{key}"):
        former = f"previous:{key}:{text.lang}"
        show_button(text("Previous"), former, turn, page - 1, disabled=page == 1)
        st.html(f'<p class="source">{words}</p>')
        following = f"next:{key}:{text.lang}"
        show_button(text("Next"), following, turn, page + 1, disabled=page == pages)
