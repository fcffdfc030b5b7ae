"""Words as HTML in which no line breaks after a hyphen."""

from html import escape

from campaign.i18n.date_format import HYPHENATED_NUMBER


def keep_hyphens(words: str) -> str:
    """Return the words as HTML that holds «31-июль» and «8-е» together."""
    return HYPHENATED_NUMBER.sub(r'<span class="keep">\g<0></span>', escape(words))
