"""The words of the dashboard in the reader's language, with numbers and dates in its format.

English is the message id. Kyrgyz and Russian are in `locale/<lang>/LC_MESSAGES/messages.po`,
read by Babel at start-up.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from gettext import c2py
from pathlib import Path
from string import Formatter

from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from campaign.i18n import collation, date_format, number_format
from campaign.i18n.date_format import date_text
from campaign.i18n.kyrgyz_cases import CASE_ALIASES
from campaign.i18n.number_format import (
    MINUS,
    NBSP,
    add_no_break_spaces,
    cldr_locale,
    is_number,
    number_in_text,
    written_ending,
)

LANGUAGES = ("ky", "ru", "en")
LANGUAGE_NAMES = {"ky": "Кыргызча", "ru": "Русский", "en": "English"}
DEFAULT_LANGUAGE = "ky"

LOCALE = Path(__file__).parent / "locale"

# A fraction has the second plural form in all three languages: «1,5 мероприятия», "1.5 activities".
_FORM_OF_FRACTIONS = 1


def N_(msgid: str) -> str:
    """Return the message id unchanged, marked for extraction; translated later by `text(msgid)`."""
    return msgid


def NC_(context: str, msgid: str) -> str:
    """Return the message id unchanged, marked for extraction with its context; see `Text.c`."""
    return msgid


# Catalogues ---------------------------------------------------------------------------------


@cache
def catalog(lang: str) -> Catalog:
    """Return the catalogue of a language; an empty one for English, the language of message ids.

    Raises ValueError for another language than `LANGUAGES`.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"unknown language: {lang}")
    if lang == "en":
        return Catalog(locale="en")
    with (LOCALE / lang / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=lang, abort_invalid=True)


@cache
def _translations(lang: str) -> dict[tuple[str | None, str], tuple[str, ...]]:
    """Return the complete translations by context and (singular) message id, without fuzzy ones."""
    translations = {}
    for message in catalog(lang):
        if not message.id or message.fuzzy:
            continue
        msgid = message.id if isinstance(message.id, str) else message.id[0]
        string = message.string or ""
        forms = (string,) if isinstance(string, str) else tuple(string)
        if all(forms):
            translations[message.context, msgid] = forms
    return translations


@cache
def _plural_form(lang: str) -> Callable[[int], int]:
    return c2py(catalog(lang).plural_expr)


# Messages with their values -----------------------------------------------------------------

_FORMATTED_NUMBER = re.compile(rf"[{MINUS}+-]?\d[\d.,{NBSP}]*(?:{NBSP}?%)?")


@lru_cache(maxsize=4096)
def _parse_template(template: str) -> tuple[tuple[str, str | None, str], ...]:
    """Return the parts of a message: a text, the placeholder after it or None, and its spec."""
    parsed = Formatter().parse(add_no_break_spaces(template))
    return tuple((words, name, spec or "") for words, name, spec, _ in parsed)


def _fill(template: str, params: dict[str, object], lang: str) -> str:
    """Return the message with its values; no second full stop after a value that ends with one.

    Raises KeyError for a placeholder without a value.
    """
    parts: list[str] = []
    is_after_number = False
    for words, name, spec in _parse_template(template):
        value = value_text(params[name], lang, spec) if name is not None else ""
        if is_after_number and words.startswith(" "):
            following = (words[1:] or value)[:1]
            if following.isalpha() or following == "%":
                words = NBSP + words[1:]
        # A date ends with a full stop in Russian: «весь период: 31 июля – 20 ноября 2017 г.»
        is_stop = words.startswith(". ") or (words == "." and name is None)
        if is_stop and parts and parts[-1].endswith("."):
            words = words[1:]
        parts += (words, value)
        if name is not None:
            is_after_number = number_format.is_number(params[name]) or bool(
                _FORMATTED_NUMBER.fullmatch(value)
            )
    return "".join(parts)


@dataclass(frozen=True)
class Text:
    """The words, numbers and dates of one language; `Text.of(lang)` gives the shared value.

    In a message, numbers and dates may have a spec; a language ignores tokens it does not know.
    Numbers: `{n}`, `{x:1}` decimals, `{year:raw}` no grouping, `{share:%}` or `{share:%0}`
    a share as a percentage, and in Kyrgyz a case: `{n:abl}` → 10 000ден (gen, dat, acc, loc,
    abl). Dates: `{d}`, `{d:short}`, `{d:day}`, `{d:num}`, and in Kyrgyz a case, attr among them.
    Tokens combine with a comma: `{share:%,abl}`, `{d:day,loc}`. Strings stay as they are. A space
    between a number and the word after it becomes a no-break space.
    """

    # The only field, so that hashes, pickles and caches depend on the language only.
    lang: str

    @staticmethod
    @cache
    def of(lang: str) -> "Text":
        """Return the words of a language. Raises ValueError for another one than `LANGUAGES`."""
        catalog(lang)
        return Text(lang)

    def __call__(self, msgid: str, /, **params: object) -> str:
        """Return the message in this language; in English if it has no translation.

        Without parameters, placeholders are unchanged, for templates that are filled later. Raises
        KeyError if a placeholder has no value, TypeError and ValueError for missing values (None,
        NaN, NaT), which are written in words.
        """
        return self._message(None, msgid, params)

    def c(self, context: str, msgid: str, /, **params: object) -> str:
        """Return the message in this `context`, for words with several meanings.

        Without a translation for the context, the result is that without a context.
        """
        return self._message(context, msgid, params)

    def n(self, one: str, many: str, n: float, /, **params: object) -> str:
        """Return the message in the plural form for `n`, which also fills `{n}`.

        A fraction has the form of 2, in Russian the genitive singular.
        """
        is_integer = int(n) == n
        forms = _translations(self.lang).get((None, one), ())
        if len(forms) > 1:
            form = _plural_form(self.lang)(abs(int(n))) if is_integer else _FORM_OF_FRACTIONS
            template = forms[form]
        else:
            template = one if n == 1 else many
        return _fill(template, {"n": n, **params}, self.lang)

    def _message(self, context: str | None, msgid: str, params: dict[str, object]) -> str:
        translations = _translations(self.lang)
        forms = translations.get((context, msgid)) or translations.get((None, msgid), (msgid,))
        return _fill(forms[0], params, self.lang) if params else add_no_break_spaces(forms[0])

    def number(self, x: float, digits: int = 0) -> str:
        """Return the number with `digits` decimals, grouped from four digits.

        Raises ValueError for NaN.
        """
        return number_format.number_text(x, self.lang, digits)

    def percent(self, share: float, digits: int = 1) -> str:
        """Return a share (0 to 1) as a percentage; ValueError for NaN."""
        return number_format.percent_text(share, self.lang, digits)

    def date(self, d: dt.date, spec: str = "") -> str:
        """Return the date in full, or by spec as in a placeholder; ValueError for NaT."""
        return date_format.date_text(d, self.lang, spec)

    def date_short(self, d: dt.date) -> str:
        """Return day and month without the year, for axes: 31-июль, 31 июля, 31 July."""
        return date_format.date_text(d, self.lang, "day")

    def date_range(self, first: dt.date, last: dt.date) -> str:
        """Return the range of days for a sentence, both included; a single day is a date."""
        return date_format.date_range_text(first, last, self.lang)

    def date_range_short(self, first: dt.date, last: dt.date) -> str:
        """Return the range of days for titles and tables, both included."""
        return date_format.date_range_short(first, last, self.lang)

    def day_template(self, first: dt.date, last: dt.date) -> dict[str, str]:
        """Return {"2017-07": date with "{d}" for the day} for every month of the range."""
        return date_format.day_templates(first, last, self.lang)

    def weekday(self, number: int) -> str:
        """Return the name of a day of the week, 0 for Monday."""
        return date_format.weekday_name(number, self.lang)

    def list(self, items: Iterable[str]) -> str:
        """Return the items as a list in a sentence, with “and”; "" for none."""
        return format_list(list(items), locale=cldr_locale(self.lang))

    def quote(self, s: str) -> str:
        """Return the string in the language's quotation marks; marks inside become inner ones."""
        outer, inner = ("“”", "‘’") if self.lang == "en" else ("«»", "„“")
        return outer[0] + s.translate(str.maketrans(outer, inner)) + outer[1]

    def sort_key(self, s: str) -> str:
        """Return a string that sorts as `s` does in the alphabet (see `collation.sort_key`)."""
        return collation.sort_key(s, self.lang)


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


def preferred_language(accept_language: str | None) -> str:
    """Return the dashboard's language with the highest weight in the header.

    Kyrgyz if the header is absent, unreadable or has none of the dashboard's languages.
    """
    best, best_weight = DEFAULT_LANGUAGE, 0.0
    for entry in (accept_language or "").split(","):
        tag, _, parameter = entry.partition(";")
        lang = re.split("[-_]", tag.strip().lower())[0]
        weight = _parse_weight(parameter)
        if lang in LANGUAGES and weight > best_weight:
            best, best_weight = lang, weight
    return best


def _parse_weight(parameter: str) -> float:
    """Return the weight in "q=0.8": 1 when none is given, 0 when it cannot be read."""
    name, _, value = parameter.strip().partition("=")
    if not name:
        return 1.0
    if name.strip().lower() != "q" or not re.fullmatch(r"[01](\.\d*)?", value.strip()):
        return 0.0
    return min(float(value), 1.0)
