"""Parts of HTML that pages share: lines, notices, columns, words on one line, copying, lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from campaign.analysis.kpi_words import Kpi
from campaign.i18n.date_format import HYPHENATED_NUMBER
from campaign.i18n.number_format import NBSP, add_no_break_spaces
from campaign.i18n.translator import Text


def columns(left: str, right: str, shares: str) -> str:
    """Return two columns; `shares` are their widths, as "7-3"."""
    return f'<div class="columns of-{shares}"><div>{left}</div><div>{right}</div></div>'


def boxes(*parts: str) -> str:
    """Return each part in a box; "" makes none."""
    return "".join(f'<section class="card">{part}</section>' for part in parts if part)


def paragraphs(lines: Iterable[str], kind: str = "summary") -> str:
    """Return lines of text as paragraphs of HTML; `kind` is their class."""
    return "".join(f'<p class="{kind}">{escape(line)}</p>' for line in lines)


def source_line(words: str) -> str:
    """Return a line of small text."""
    return paragraphs([words], "source")


def notice(*lines: str, kind: str = "", role: str = "status") -> str:
    """Return lines of text as a notice; `kind` is "error", "warning" or "" for neither colour."""
    classes = f"notice {kind}".strip()
    inside = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return f'<div class="{classes}" role="{role}">{inside}</div>'


_BEFORE_SIGN = re.compile(" (?=[–—·] )")
_UNBROKEN = re.compile(
    rf"\d–\d+(?:-[а-яёңөү]+)?|{HYPHENATED_NUMBER.pattern}|\b[А-Яа-яёңөү]{{1,3}}-[а-яёңөү]+"
)


def keep_together(words: str) -> str:
    """Return the words as HTML with «31-июль», «8-е», «иш-чара», «6–25» and «80 000» on one line.

    No line begins with a dash or with the dot between two parts.
    """
    together = _BEFORE_SIGN.sub(NBSP, escape(add_no_break_spaces(words)))
    return _UNBROKEN.sub(r'<span class="keep">\g<0></span>', together)


def copy_button(message: str, words: str, attributes: str = "") -> str:
    """Return a button with these words that copies the message; `attributes` are HTML."""
    return (
        f'<button type="button" class="button" {attributes} data-message="{escape(message)}">'
        f"{escape(words)}</button>"
    )


def copy_row(buttons: str, text: Text) -> str:
    """Return a row of buttons with an element that says whether the text was copied."""
    failed = text("The text was not copied. Select it and copy it.")
    return (
        f'<p class="copies" data-copied="{escape(text("Text copied"))}" '
        f'data-failed="{escape(failed)}">{buttons}<span class="copied" role="status"></span></p>'
    )


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


def tile_list(kpis: Iterable[Kpi], *, of_region: bool = False) -> str:
    """Return KPIs as a row of tiles; those of one region have other widths."""
    kind = "tiles of-region" if of_region else "tiles"
    return f'<dl class="{kind}">{"".join(map(_tile, kpis))}</dl>'


def _tile(kpi: Kpi) -> str:
    notes = "".join(
        f'<span class="tile-note">{escape(words)}</span>'
        for words in (kpi.reference, kpi.note)
        if words
    )
    # A state is text, which is too long for the font size of numbers.
    is_state = not any(letter.isdigit() for letter in kpi.value)
    kind = "tile of-state" if is_state else "tile"
    return (
        f'<div class="{kind}" data-number="{kpi.code}"><dt>{escape(kpi.label)}</dt>'
        f'<dd><span class="tile-value">{escape(kpi.value)}</span>{notes}</dd></div>'
    )
