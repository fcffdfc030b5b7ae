"""Words as HTML in which no line breaks within a date or before a dash."""

import re
from html import escape

from campaign.i18n.date_format import HYPHENATED_NUMBER
from campaign.i18n.number_format import NBSP

_BEFORE_DASH = re.compile(" (?=[–—] )")


def keep_together(words: str) -> str:
    """Return the words as HTML that holds «31-июль» and «8-е» together.

    No line begins with a dash.
    """
    together = _BEFORE_DASH.sub(NBSP, escape(words))
    return HYPHENATED_NUMBER.sub(r'<span class="keep">\g<0></span>', together)
