"""Lists of links, of which a reader chooses one or several, as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape


def choice(label: str, links: Iterable[str]) -> str:
    """Return the links in a row, named by the label for screen readers alone."""
    return f'<nav class="choice" aria-label="{escape(label)}">{"".join(links)}</nav>'


def leads_on(links: Iterable[str]) -> bool:
    """Return whether one of the links leads to another page: a public page lacks some choices."""
    return any(item.startswith("<a ") and "aria-current" not in item for item in links)


def has_links(links: Iterable[str]) -> bool:
    """Return whether any of these choices is a link; several of them can be chosen."""
    return any(item.startswith("<a ") for item in links)


def labelled_choice(label: str, links: Sequence[str]) -> str:
    """Return the links in a row under their label; "" if none leads to another page."""
    if not leads_on(links):
        return ""
    words = escape(label)
    return f'<div class="labelled"><p class="label">{words}</p>{choice(label, links)}</div>'


def select(label: str, value: str, links: Sequence[str], *, has_label: bool = True) -> str:
    """Return a drop-down list with its value, without a script; "" if there is no choice."""
    return drop_down(label, value, links, has_label=has_label) if leads_on(links) else ""


def drop_down(label: str, value: str, choices: Iterable[str], *, has_label: bool = True) -> str:
    """Return a drop-down list of these links or buttons, with its value."""
    items = "".join(f"<li>{item}</li>" for item in choices)
    above = f'<p class="label">{escape(label)}</p>' if has_label else ""
    inside = "" if has_label else f'<span class="sr-only">{escape(label)}: </span>'
    return (
        f'<div class="labelled">{above}'
        f'<details class="dropdown select" data-label="{escape(label)}">'
        f"<summary>{inside}{escape(value)}</summary><div><ul>{items}</ul></div></details></div>"
    )


def dropdown(name: str, label: str, count: int, links: Iterable[str], form: str = "") -> str:
    """Return a drop-down list with its label; `count` is the number of chosen links.

    `name` distinguishes it from the other lists of the page. `form` is HTML above the links.
    """
    number = f" ({count})" if count else ""
    items = "".join(f"<li>{item}</li>" for item in links)
    return (
        f'<details class="dropdown" id="list-{name}" data-list="{name}">'
        f"<summary>{escape(label)}{number}</summary>"
        f"<div>{form}<ul>{items}</ul></div></details>"
    )
