"""Kyrgyz case endings of numbers, percentages and months.

The tables are written by hand, because CLDR has only the nominative of months.
"""

CASES = ("gen", "dat", "acc", "loc", "abl", "attr")
# "from" is another name of the ablative.
CASE_ALIASES = {"from": "abl"}

_NUMBER_CASES = ("gen", "dat", "acc", "loc", "abl")
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


def _last_word(integer: int) -> int:
    """Return the value of the last word of a whole number as spoken in Kyrgyz: 4 120 → 20."""
    integer = abs(integer)
    if integer == 0:
        return 0
    if integer % 10:
        return integer % 10
    if integer % 100:
        return integer % 100
    for power in (100, 1_000, 1_000_000):
        group = 1_000 if power >= 1_000 else 10
        if integer % (power * group):
            return power
    return 1_000_000_000


def _pick_ending(endings: str, case: str) -> str:
    return endings.split()[_NUMBER_CASES.index(case)] if case in _NUMBER_CASES else ""


def number_ending(integer: int, case: str) -> str:
    """Return the Kyrgyz ending after a whole number; "" for a case that numbers do not take."""
    return _pick_ending(_ENDINGS[_last_word(integer)], case)


def percent_ending(case: str) -> str:
    """Return the Kyrgyz ending after the percent sign (read "пайыз"); "" as in `number_ending`."""
    return _pick_ending(_PERCENT_ENDINGS, case)


def decimal_ending(fraction: str, case: str) -> str:
    """Return the Kyrgyz ending after a decimal, by its digits after the comma: 72,5 → "тен"."""
    return number_ending(int(fraction), case)


_MONTHS = (
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


def month_of_year(month: int, case: str = "") -> str:
    """Return a month after "…-жылдын", e.g. июлу, июлунда; an unknown case gives the plain form."""
    form = _MONTHS[month - 1][2]
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


def month_alone(month: int, case: str = "") -> str:
    """Return a month with no year before it, e.g. июль, июлда, июлдун; "" gives the plain form."""
    name, stem, possessive = _MONTHS[month - 1]
    close = possessive[-1]
    front = close == "и"
    voiceless = stem.endswith("т")
    hard = "т" if voiceless else "д"
    open_ = "е" if front else "а"
    place = hard + open_
    endings = {
        "gen": hard + close + "н",
        "dat": ("к" if voiceless else "г") + open_,
        "acc": hard + close,
        "loc": place,
        "abl": place + "н",
        "attr": place + ("ги" if front else "гы"),
    }
    return stem + endings[case] if case in endings else name
