"""The text of a placeholder in a message, by the type of its value."""

from datetime import date

from campaign.i18n.date_format import date_text
from campaign.i18n.kyrgyz_cases import CASE_ALIASES
from campaign.i18n.number_format import is_number, number_in_text, written_ending


def value_text(value: object, lang: str, spec: str = "") -> str:
    """Return a parameter of a message as text.

    A string is unchanged, but in Kyrgyz a string that ends in a number or a percentage takes the
    ending of a case in `spec`, like a number.

    Raises TypeError for a value that is neither text, number nor date (also for None), and
    ValueError for NaN and NaT, because missing values are written in words.
    """
    if isinstance(value, str):
        cases = [token for token in spec.split(",") if token] if lang == "ky" else []
        return value + "".join(written_ending(value, CASE_ALIASES.get(c, c)) for c in cases)
    if isinstance(value, date):
        return date_text(value, lang, spec)
    if is_number(value):
        return number_in_text(value, lang, spec)  # type: ignore[arg-type]
    raise TypeError(f"a message takes text, figures and dates, not {type(value).__name__}")
