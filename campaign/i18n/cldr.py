"""The locale of each language, as Babel has it from CLDR."""

from functools import cache

from babel import Locale

# British English: day before month, and no comma before "and".
_LOCALES = {"ky": "ky", "ru": "ru", "en": "en_GB"}


@cache
def cldr_locale(lang: str) -> Locale:
    """Separators, month names and list words of a language; KeyError for another language."""
    return Locale.parse(_LOCALES[lang])
