"""How figures, dates and lists are written in each language, with Kyrgyz case endings.

Separators, the percent sign, Russian and English month names and list words come from CLDR
(through Babel). Kyrgyz months and every case ending are tables of our own: CLDR has bare
stand-alone months only, and no case forms.
"""

import math
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from numbers import Real

from babel import Locale
from babel.lists import format_list

NBSP = "\u00a0"
MINUS = "\u2212"

CASES = ("gen", "dat", "acc", "loc", "abl", "attr")
DATE_STYLES = ("short", "day", "num")
# "from" is the ablative by a plainer name.
CASE_ALIASES = {"from": "abl"}

# British English: day before month, and no comma before "and".
_LOCALES = {"ky": "ky", "ru": "ru", "en": "en_GB"}

# Natural figures (no digits asked for) show at most this many decimals, as CLDR's own pattern.
_NATURAL_DIGITS = 3


# Kyrgyz endings on figures ------------------------------------------------------------------

_FIGURE_CASES = ("gen", "dat", "acc", "loc", "abl")
_ENDINGS = {
    # An ending follows the last word as spoken: 10 000 is "он миң", so 10 000ден.
    0: "дүн гө дү дө дөн",  # нөл
    1: "дин ге ди де ден",  # бир
    2: "нин ге ни де ден",  # эки
    3: "түн кө тү тө төн",  # үч
    4: "түн кө тү тө төн",  # төрт
    5: "тин ке ти те тен",  # беш
    6: "нын га ны да дан",  # алты
    7: "нин ге ни де ден",  # жети
    8: "дин ге ди де ден",  # сегиз
    9: "дун га ду да дан",  # тогуз
    10: "дун го ду до дон",  # он
    20: "нын га ны да дан",  # жыйырма
    30: "дун га ду да дан",  # отуз
    40: "тын ка ты та тан",  # кырк
    50: "нүн гө нү дө дөн",  # элүү
    60: "тын ка ты та тан",  # алтымыш
    70: "тин ке ти те тен",  # жетимиш
    80: "дин ге ди де ден",  # сексен
    90: "дун го ду до дон",  # токсон
    100: "дүн гө дү дө дөн",  # жүз
    1_000: "дин ге ди де ден",  # миң
    1_000_000: "дун го ду до дон",  # миллион
    1_000_000_000: "дын га ды да дан",  # миллиард
}
_PERCENT_ENDINGS = "дын га ды да дан"  # пайыз


def _last_spoken(whole: int) -> int:
    """The value of the last word of a whole number as spoken in Kyrgyz: 4 120 → 20."""
    whole = abs(whole)
    if whole == 0:
        return 0
    if whole % 10:
        return whole % 10
    if whole % 100:
        return whole % 100
    for power in (100, 1_000, 1_000_000):
        group = 1_000 if power >= 1_000 else 10
        if whole % (power * group):
            return power
    return 1_000_000_000


def _pick(endings: str, case: str) -> str:
    return endings.split()[_FIGURE_CASES.index(case)] if case in _FIGURE_CASES else ""


def figure_ending(whole: int, case: str) -> str:
    """The Kyrgyz ending written straight onto a whole figure; "" for a case figures do not take."""
    return _pick(_ENDINGS[_last_spoken(whole)], case)


def percent_ending(case: str) -> str:
    """The Kyrgyz ending after the percent sign (read "пайыз"); "" as in `figure_ending`."""
    return _pick(_PERCENT_ENDINGS, case)


# Numbers ------------------------------------------------------------------------------------


@cache
def _locale(lang: str) -> Locale:
    return Locale.parse(_LOCALES[lang])


@cache
def _separators(lang: str) -> dict[int, str]:
    """What stands for Python's comma, point and hyphen in a figure, as `str.translate` wants."""
    symbols = _locale(lang).number_symbols["latn"]
    # Some CLDR releases group Russian with a narrow no-break space: one kind everywhere.
    group = symbols["group"].replace("\u202f", NBSP)
    return str.maketrans({",": group, ".": symbols["decimal"], "-": MINUS})


def _localised(figure: Decimal, lang: str) -> str:
    return f"{figure:,f}".translate(_separators(lang))


@cache
def _percent_sign(lang: str) -> str:
    pattern = _locale(lang).percent_formats[None].pattern
    return pattern.removeprefix("#,##0").replace("\u202f", NBSP)


def is_figure(value: object) -> bool:
    """True for a Python, numpy or decimal number; a truth value is none."""
    return isinstance(value, (Real, Decimal)) and not isinstance(value, bool)


def _rounded(value: Real | Decimal | float, digits: int, shift: int = 0) -> Decimal:
    """The value times 10^shift, halves away from zero, as spreadsheets and schools round."""
    exact = Decimal(str(value))
    if not exact.is_finite():
        raise ValueError("a missing value has no figure: say in words which state it is in")
    result = exact.scaleb(shift).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return result if result else abs(result)


def number_text(value: float, lang: str, digits: int | None = 0) -> str:
    """The figure with `digits` decimals, grouped from four digits, in the reader's format.

    `digits=None` shows whole numbers bare and others with up to three decimals. Raises ValueError
    for NaN and infinity: a missing value is said in words, never as a figure.
    """
    if digits is None:
        shown = _rounded(value, _NATURAL_DIGITS)
        digits = max(0, -_exponent(shown.normalize()))
    return _localised(_rounded(value, digits), lang)


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)  # finite by construction
    return exponent


def percent_text(share: float, lang: str, digits: int = 1) -> str:
    """A share (0 to 1) as a percentage: 72,5% in Kyrgyz, 72,5 % in Russian, 72.5% in English.

    Raises ValueError for NaN and infinity.
    """
    return _localised(_rounded(share, digits, shift=2), lang) + _percent_sign(lang)


def number_in_text(value: float, lang: str, spec: str = "") -> str:
    """The figure as a placeholder asks for it, e.g. `{n:abl}` or `{share:%0,abl}`.

    `spec` holds tokens parted by commas: a count of decimals ("1"), "raw" (no grouping, for
    years), "%" or "%0" (a share as a percentage, one decimal or so many), a Kyrgyz case. Tokens
    unknown to the language are passed over. A decimal takes no ending: there the unit word is
    written out and inflected instead.
    """
    digits: int | None = None
    percent: int | None = None
    case, raw = "", False
    for token in spec.split(","):
        if token.isdigit():
            digits = int(token)
        elif token == "%" or (token.startswith("%") and token[1:].isdigit()):
            percent = int(token[1:] or 1)
        elif token == "raw":
            raw = True
        else:
            case = CASE_ALIASES.get(token, token)
    if percent is not None:
        return percent_text(value, lang, percent) + (percent_ending(case) if lang == "ky" else "")
    shown = number_text(value, lang, digits)
    if raw:
        shown = shown.replace(_separators(lang)[ord(",")], "")
    whole = _rounded(value, _NATURAL_DIGITS if digits is None else digits)
    if lang == "ky" and not digits and whole == whole.to_integral_value():
        return shown + figure_ending(int(whole), case)
    return shown


# Dates --------------------------------------------------------------------------------------

_KY_MONTHS = (
    # name, stem without the soft sign, with the possessive ending ("of the year")
    ("январь", "январ", "январы"),
    ("февраль", "феврал", "февралы"),
    ("март", "март", "марты"),
    ("апрель", "апрел", "апрели"),
    ("май", "май", "майы"),
    ("июнь", "июн", "июну"),
    ("июль", "июл", "июлу"),
    ("август", "август", "августу"),
    ("сентябрь", "сентябр", "сентябры"),
    ("октябрь", "октябр", "октябры"),
    ("ноябрь", "ноябр", "ноябры"),
    ("декабрь", "декабр", "декабры"),
)


def _ky_month_of_year(month: int, case: str = "") -> str:
    """A month after "…-жылдын", e.g. июлу, июлунда; an unknown case gives the plain form."""
    form = _KY_MONTHS[month - 1][2]
    close = form[-1]
    open_ = "е" if close == "и" else "а"
    endings = {
        "gen": f"н{close}н",
        "dat": f"н{open_}",
        "acc": "н",
        "loc": f"нд{open_}",
        "abl": f"н{open_}н",
        "attr": f"нд{open_}г" + ("и" if close == "и" else "ы"),
    }
    return form + endings.get(case, "")


def _ky_month_alone(month: int, case: str = "") -> str:
    """A month with no year before it, e.g. июль, июлда; genitive and accusative stay plain."""
    name, stem, _ = _KY_MONTHS[month - 1]
    front = month == 4
    voiceless = stem.endswith("т")
    open_ = "е" if front else "а"
    place = ("т" if voiceless else "д") + open_
    endings = {
        "dat": ("к" if voiceless else "г") + open_,
        "loc": place,
        "abl": place + "н",
        "attr": place + ("ги" if front else "гы"),
    }
    return stem + endings[case] if case in endings else name


@cache
def _month_words(lang: str, month: int) -> dict[str, str]:
    """The forms of a month that the patterns below name: as a header, in a date, short."""
    if lang == "ky":
        name = _ky_month_alone(month)
        return {
            "name": name,
            "of": _ky_month_of_year(month),
            "abbr": name,
            "abl": _ky_month_of_year(month, "abl"),
            "dat": _ky_month_of_year(month, "dat"),
        }
    months = _locale(lang).months
    of = months["format"]["wide"][month]
    return {
        "name": months["stand-alone"]["wide"][month],
        "of": of,
        # Russian dates keep the month whole: «31 июл.» is no shorter by much and reads worse.
        "abbr": of if lang == "ru" else months["format"]["abbreviated"][month],
    }


# "~" stands for a no-break space, so that the patterns can be read.
_DATES = {
    "ky": {
        "long": "{y}-жылдын {d}-{of}",
        "short": "{y}-ж. {d}-{name}",
        "day": "{d}-{name}",
        "num": "{dd}.{mm}.{y}",
    },
    "ru": {
        "long": "{d}~{of} {y}~года",
        "short": "{d}~{of} {y}~г.",
        "day": "{d}~{of}",
        "num": "{dd}.{mm}.{y}",
    },
    "en": {
        "long": "{d}~{of} {y}",
        "short": "{d}~{abbr} {y}",
        "day": "{d}~{of}",
        # All in figures, 07/08 would be read both ways.
        "num": "{d}~{abbr} {y}",
    },
}
_MONTHS = {
    "ky": {"long": "{y}-жылдын {of}", "short": "{y}-ж., {name}"},
    "ru": {"long": "{name} {y}~года", "short": "{name} {y}~г."},
    "en": {"long": "{name} {y}", "short": "{name} {y}"},
}
_TEMPLATES = {
    "ky": "{y}-жылдын {{d}}-{of}",
    "ru": "{{d}}~{of} {y}~г.",
    "en": "{{d}}~{of} {y}",
}
# By what the two dates share. Fields without a figure belong to the first date, with 2 to the last.
_RANGES = {
    "ky": {
        "month": "{y}-жылдын {d}-{abl} {d2}-{dat2} чейин",
        "year": "{y}-жылдын {d}-{abl} {d2}-{dat2} чейин",
        "none": "{y}-жылдын {d}-{abl} {y2}-жылдын {d2}-{dat2} чейин",
    },
    "ru": {
        "month": "{since} {d} по {d2}~{of2} {y2}~года",
        "year": "{since} {d}~{of} по {d2}~{of2} {y2}~года",
        "none": "{since} {d}~{of} {y}~года по {d2}~{of2} {y2}~года",
    },
    "en": {
        "month": "{d} to {d2}~{of2} {y2}",
        "year": "{d}~{of} to {d2}~{of2} {y2}",
        "none": "{d}~{of} {y} to {d2}~{of2} {y2}",
    },
}
_SHORT_RANGES = {
    "ky": {
        "month": "{d}–{d2}-{name2} {y2}-ж.",
        "year": "{d}-{name} – {d2}-{name2} {y2}-ж.",
        "none": "{y}-ж. {d}-{name} – {y2}-ж. {d2}-{name2}",
    },
    "ru": {
        "month": "{d}–{d2}~{of2} {y2}~г.",
        "year": "{d}~{of} – {d2}~{of2} {y2}~г.",
        "none": "{d}~{of} {y}~г. – {d2}~{of2} {y2}~г.",
    },
    "en": {
        "month": "{d}–{d2}~{abbr2} {y2}",
        "year": "{d}~{abbr} – {d2}~{abbr2} {y2}",
        "none": "{d}~{abbr} {y} – {d2}~{abbr2} {y2}",
    },
}


def _fields(day: date, lang: str) -> dict[str, str]:
    # pandas' NaT passes for a date, but its parts are NaN.
    if math.isnan(day.year):
        raise ValueError("a missing date has no text: say in words that it is missing")
    return {
        "d": str(day.day),
        "dd": f"{day.day:02}",
        "mm": f"{day.month:02}",
        "y": str(day.year),
        # Russian «со второго», but «с двадцать второго».
        "since": "со" if day.day == 2 else "с",
        **_month_words(lang, day.month),
    }


def _written(pattern: str, fields: dict[str, str]) -> str:
    return pattern.format(**fields).replace("~", NBSP)


def date_text(day: date, lang: str, spec: str = "") -> str:
    """The date in full, or as `spec` asks.

    `spec` holds tokens parted by commas: a style ("short", "day" without the year, "num") and a
    Kyrgyz case, which the long and the "day" style take. Tokens unknown to the language are passed
    over. Raises ValueError for NaT.
    """
    tokens = [CASE_ALIASES.get(token, token) for token in spec.split(",")]
    style = next((token for token in tokens if token in DATE_STYLES), "long")
    case = next((token for token in tokens if token in CASES), "")
    fields = _fields(day, lang)
    if lang == "ky" and case:
        fields["of"] = _ky_month_of_year(day.month, case)
        if style == "day":
            fields["name"] = _ky_month_alone(day.month, case)
    return _written(_DATES[lang][style], fields)


def _shared(first: date, last: date) -> str:
    if first.year != last.year:
        return "none"
    return "month" if first.month == last.month else "year"


def _pair(first: date, last: date, lang: str) -> dict[str, str]:
    ends = {f"{name}2": value for name, value in _fields(last, lang).items()}
    return _fields(first, lang) | ends


def _same_day(first: date, last: date) -> bool:
    return (first.year, first.month, first.day) == (last.year, last.month, last.day)


def date_range_text(first: date, last: date, lang: str) -> str:
    """Both days included, for a sentence: «с 31 июля по 20 ноября 2017 года». One day: its date."""
    if _same_day(first, last):
        return date_text(first, lang)
    return _written(_RANGES[lang][_shared(first, last)], _pair(first, last, lang))


def date_range_short(first: date, last: date, lang: str) -> str:
    """Both days included, for titles and tables: «31 июля – 20 ноября 2017 г.»."""
    if _same_day(first, last):
        return date_text(first, lang, "short")
    return _written(_SHORT_RANGES[lang][_shared(first, last)], _pair(first, last, lang))


def month_year_text(year: int, month: int, lang: str, short: bool = False) -> str:
    """A month of a year in a sentence; `short` gives the form for headers and axes."""
    fields = {"y": str(year), **_month_words(lang, month)}
    return _written(_MONTHS[lang]["short" if short else "long"], fields)


def day_templates(first: date, last: date, lang: str) -> dict[str, str]:
    """By month ("2017-07"), the date with "{d}" in place of the day, from `first` to `last`."""
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    found = {}
    for index in months:
        year, month = index // 12, index % 12 + 1
        fields = {"y": str(year), **_month_words(lang, month)}
        found[f"{year}-{month:02}"] = _written(_TEMPLATES[lang], fields)
    return found


# Placeholders and lists ---------------------------------------------------------------------


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


def known_spec(spec: str) -> bool:
    """True when every token of a placeholder's spec means something in some language."""
    words = {"", "raw", "%", *CASES, *CASE_ALIASES, *DATE_STYLES}
    return all(token in words or token.removeprefix("%").isdigit() for token in spec.split(","))


def list_text(items: Iterable[str], lang: str) -> str:
    """«А, Б жана В», «А, Б и В», "A, B and C"; "" for no items."""
    return format_list(list(items), locale=_locale(lang))
