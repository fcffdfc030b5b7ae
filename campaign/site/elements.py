"""Parts of HTML that pages share: columns and boxes, words that stay on one line, copying."""

from __future__ import annotations

import re
from html import escape

from campaign.i18n.date_format import HYPHENATED_NUMBER
from campaign.i18n.number_format import NBSP, add_no_break_spaces
from campaign.i18n.translator import Text


def columns(left: str, right: str, shares: str) -> str:
    """Return two columns; `shares` are their widths, as "7-3"."""
    return f'<div class="columns of-{shares}"><div>{left}</div><div>{right}</div></div>'


def boxes(*parts: str) -> str:
    """Return each part in a box; "" makes none."""
    return "".join(f'<section class="card">{part}</section>' for part in parts if part)


_BEFORE_SIGN = re.compile(" (?=[–—·] )")
_UNBROKEN = re.compile(rf"\d–\d+(?:-[а-яёңөү]+)?|{HYPHENATED_NUMBER.pattern}")


def keep_together(words: str) -> str:
    """Return the words as HTML that keeps «31-июль», «8-е», «6–25» and «80 000» on one line.

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
