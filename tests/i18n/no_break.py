"""Writes no-break spaces of expected texts visibly."""

from campaign.i18n.number_format import NBSP


def nb(text: str) -> str:
    """The text with a no-break space for each "~"."""
    return text.replace("~", NBSP)
