"""How numbers and percentages are written in each language.

Separators and the percent sign come from CLDR; Kyrgyz numbers take case endings.
"""

from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from numbers import Real

from campaign.i18n.cldr import cldr_locale
from campaign.i18n.kyrgyz_cases import CASE_ALIASES, figure_ending, percent_ending

NBSP = "\u00a0"
MINUS = "\u2212"

# Natural figures (no digits asked for) show at most this many decimals, as CLDR's own pattern.
_NATURAL_DIGITS = 3


@cache
def _separators(lang: str) -> dict[int, str]:
    """What stands for Python's comma, point and hyphen in a figure, as `str.translate` wants."""
    symbols = cldr_locale(lang).number_symbols["latn"]
    # Some CLDR releases group Russian with a narrow no-break space: one kind everywhere.
    group = symbols["group"].replace("\u202f", NBSP)
    return str.maketrans({",": group, ".": symbols["decimal"], "-": MINUS})


def _localised(figure: Decimal, lang: str) -> str:
    return f"{figure:,f}".translate(_separators(lang))


@cache
def _percent_sign(lang: str) -> str:
    pattern = cldr_locale(lang).percent_formats[None].pattern
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
