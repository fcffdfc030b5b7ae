"""Expected words in which a no-break space can be seen."""

from campaign.i18n.number_format import NBSP


def nb(text: str) -> str:
    """The text with a no-break space for each "~"."""
    return text.replace("~", NBSP)
