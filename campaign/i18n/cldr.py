"""The CLDR locale of each language, from Babel."""

from functools import cache

from babel import Locale

# British English: day before month, and no comma before "and".
_LOCALES = {"ky": "ky", "ru": "ru", "en": "en_GB"}


@cache
def cldr_locale(lang: str) -> Locale:
    """Return the locale of a language (separators, month names); KeyError for another language."""
    return Locale.parse(_LOCALES[lang])
