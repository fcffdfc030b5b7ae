"""Words as HTML in which no line breaks within a date, range or number, or before a dash or dot."""

import re
from html import escape

from campaign.i18n.date_format import HYPHENATED_NUMBER
from campaign.i18n.no_break import add_no_break_spaces
from campaign.i18n.number_format import NBSP

_BEFORE_SIGN = re.compile(" (?=[–—·] )")
_UNBROKEN = re.compile(rf"\d–\d+(?:-[а-яёңөү]+)?|{HYPHENATED_NUMBER.pattern}")


def keep_together(words: str) -> str:
    """Return the words as HTML that keeps «31-июль», «8-е», «6–25» and «80 000» on one line.

    No line begins with a dash or with the dot between two parts.
    """
    together = _BEFORE_SIGN.sub(NBSP, escape(add_no_break_spaces(words)))
    return _UNBROKEN.sub(r'<span class="keep">\g<0></span>', together)
