"""What stands in a message for a placeholder, by the kind of its value."""

from datetime import date

from campaign.i18n.date_format import date_text
from campaign.i18n.number_format import is_figure, number_in_text


def value_text(value: object, lang: str, spec: str = "") -> str:
    """A parameter of a message as it is inserted; a string goes in verbatim.

    Raises TypeError for what is neither text, nor figure, nor date (None among them), and
    ValueError for NaN and NaT: missing values are said in words.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return date_text(value, lang, spec)
    if is_figure(value):
        return number_in_text(value, lang, spec)  # type: ignore[arg-type]
    raise TypeError(f"a message takes text, figures and dates, not {type(value).__name__}")
