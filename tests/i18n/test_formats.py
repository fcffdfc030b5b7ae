"""Figures, dates and lists in three languages, held against the glossary's tables and CLDR."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest
from babel.numbers import format_decimal, format_percent

from campaign.i18n import formats
from campaign.i18n.formats import NBSP, figure_ending, number_in_text, number_text, value_text

START, END, CONFERENCE = date(2017, 7, 31), date(2017, 11, 20), date(2018, 1, 12)
LANGUAGES = ("ky", "ru", "en")


def nb(text: str) -> str:
    """Expected text with "~" for the no-break space."""
    return text.replace("~", NBSP)


# Kyrgyz endings on figures

SPOKEN = {
    0: ("нөл", "дүн гө дү дө дөн"),
    1: ("бир", "дин ге ди де ден"),
    2: ("эки", "нин ге ни де ден"),
    3: ("үч", "түн кө тү тө төн"),
    4: ("төрт", "түн кө тү тө төн"),
    5: ("беш", "тин ке ти те тен"),
    6: ("алты", "нын га ны да дан"),
    7: ("жети", "нин ге ни де ден"),
    8: ("сегиз", "дин ге ди де ден"),
    9: ("тогуз", "дун га ду да дан"),
    10: ("он", "дун го ду до дон"),
    20: ("жыйырма", "нын га ны да дан"),
    30: ("отуз", "дун га ду да дан"),
    40: ("кырк", "тын ка ты та тан"),
    50: ("элүү", "нүн гө нү дө дөн"),
    60: ("алтымыш", "тын ка ты та тан"),
    70: ("жетимиш", "тин ке ти те тен"),
    80: ("сексен", "дин ге ди де ден"),
    90: ("токсон", "дун го ду до дон"),
    100: ("жүз", "дүн гө дү дө дөн"),
    900: ("жүз", "дүн гө дү дө дөн"),
    1_000: ("миң", "дин ге ди де ден"),
    900_000: ("миң", "дин ге ди де ден"),
    1_000_000: ("миллион", "дун го ду до дон"),
    900_000_000: ("миллион", "дун го ду до дон"),
    1_000_000_000: ("миллиард", "дын га ды да дан"),
}
FIGURE_CASES = ("gen", "dat", "acc", "loc", "abl")


@pytest.mark.parametrize("figure", SPOKEN)
def test_every_row_of_the_table_of_endings(figure: int) -> None:
    assert " ".join(figure_ending(figure, case) for case in FIGURE_CASES) == SPOKEN[figure][1]


def by_rule(word: str) -> str:
    """The five endings of a word by vowel harmony and assimilation, without any table."""
    vowel = [letter for letter in word if letter in "аоуыеэиөүя"][-1]
    close = {"а": "ы", "ы": "ы", "о": "у", "у": "у"} | {"е": "и", "и": "и", "ө": "ү", "ү": "ү"}
    # After у the open vowel is а, not о: тогуздан, but ондон.
    wide = {"а": "а", "ы": "а", "у": "а", "о": "о"} | {"е": "е", "и": "е", "ө": "ө", "ү": "ө"}
    last = word[-1]
    hard = "т" if last in "пткшсчцхф" else "д"
    nasal = "н" if last in "аоуыеэиөү" else hard
    c, w = close[vowel], wide[vowel]
    dative = ("к" if hard == "т" else "г") + w
    return f"{nasal}{c}н {dative} {nasal}{c} {hard}{w} {hard}{w}н"


@pytest.mark.parametrize(("word", "endings"), SPOKEN.values())
def test_endings_agree_with_the_rule_of_harmony(word: str, endings: str) -> None:
    assert by_rule(word) == endings


@pytest.mark.parametrize(
    ("figure", "case", "expected"),
    [
        (77, "abl", "77ден"),
        (113, "abl", "113төн"),
        (10_000, "abl", "10~000ден"),
        (4_120, "abl", "4~120дан"),
        (1500, "abl", "1~500дөн"),
        (160, "abl", "160тан"),
        (120, "dat", "120га"),
        (2000, "dat", "2~000ге"),
        (800, "dat", "800гө"),
        (11, "gen", "11дин"),
        (110, "loc", "110до"),
        (1_010, "loc", "1~010до"),
        (1_001_000, "abl", "1~001~000ден"),
        (12_000_000, "dat", "12~000~000го"),
        (-20, "dat", "−20га"),
        (20.0, "dat", "20га"),
        (np.int64(77), "abl", "77ден"),
        (77, "from", "77ден"),
        (77, "attr", "77"),
    ],
)
def test_ending_follows_the_last_spoken_word(figure: float, case: str, expected: str) -> None:
    assert number_in_text(figure, "ky", case) == nb(expected)


def test_a_decimal_takes_no_ending() -> None:
    assert number_in_text(72.5, "ky", "1,abl") == "72,5"
    assert number_in_text(72.5, "ky", "abl") == "72,5"
    assert number_in_text(72.0, "ky", "1,abl") == "72,0"


def test_an_ending_follows_the_figure_as_rounded() -> None:
    assert number_in_text(9.7, "ky", "0,abl") == "10дон"


def test_percent_takes_the_ending_of_its_word() -> None:
    endings = {"gen": "дын", "dat": "га", "acc": "ды", "loc": "да", "abl": "дан"}
    assert by_rule("пайыз").split() == list(endings.values())
    for case, ending in endings.items():
        assert number_in_text(0.283, "ky", f"%,{case}") == f"28,3%{ending}"
    assert number_in_text(0.35, "ky", "%0,dat") == "35%га"
    assert number_in_text(0.283, "ru", "%,abl") == nb("28,3~%")


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("case", formats.CASES)
def test_other_languages_pass_over_cases_on_figures(lang: str, case: str) -> None:
    assert number_in_text(10_000, lang, case) == number_text(10_000, lang)


# Numbers


@pytest.mark.parametrize(
    ("figure", "digits", "ky", "en"),
    [
        (0, 0, "0", "0"),
        (999, 0, "999", "999"),
        (1234, 0, "1~234", "1,234"),
        (10_000, 0, "10~000", "10,000"),
        (1_234_567, 0, "1~234~567", "1,234,567"),
        (72.5, 1, "72,5", "72.5"),
        (1234.5, 2, "1~234,50", "1,234.50"),
        (2, 1, "2,0", "2.0"),
        (-3, 0, "−3", "−3"),
        (-1234.5, 1, "−1~234,5", "−1,234.5"),
        (-0.04, 1, "0,0", "0.0"),
    ],
)
def test_numbers(figure: float, digits: int, ky: str, en: str) -> None:
    assert number_text(figure, "ky", digits) == nb(ky)
    assert number_text(figure, "ru", digits) == nb(ky)
    assert number_text(figure, "en", digits) == en


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("figure", [0, 7, 1234, 98_765, 1_234_567])
def test_numbers_are_cldr_numbers(lang: str, figure: int) -> None:
    assert number_text(figure, lang) == format_decimal(figure, locale=lang).replace("\u202f", NBSP)
    decimal = format_decimal(figure + 0.5, "#,##0.0", locale=lang).replace("\u202f", NBSP)
    assert number_text(figure + 0.5, lang, 1) == decimal


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("share", [0, 0.07, 0.725, 1])
def test_percentages_are_cldr_percentages(lang: str, share: float) -> None:
    pattern = "#,##0.0" + (nb("~%") if lang == "ru" else "%")
    assert formats.percent_text(share, lang) == format_percent(share, pattern, locale=lang)


def test_percentages() -> None:
    assert [formats.percent_text(0.725, lang) for lang in LANGUAGES] == [
        "72,5%",
        nb("72,5~%"),
        "72.5%",
    ]
    assert formats.percent_text(0.7, "ru", 0) == nb("70~%")
    assert formats.percent_text(12.5, "en", 0) == "1,250%"


def test_halves_round_away_from_zero() -> None:
    assert [number_text(x, "en") for x in (0.5, 1.5, 2.5, -2.5)] == ["1", "2", "3", "−3"]
    assert number_text(2.675, "en", 2) == "2.68"
    assert formats.percent_text(0.1225, "en") == "12.3%"


def test_a_figure_without_a_spec_keeps_its_decimals() -> None:
    assert number_in_text(12.5, "ky") == "12,5"
    assert number_in_text(1234.0, "ky") == nb("1~234")
    assert number_in_text(1 / 3, "en") == "0.333"
    assert number_in_text(100.0, "en") == "100"


def test_specs_of_figures() -> None:
    assert number_in_text(2.249, "ru", "1") == "2,2"
    assert number_in_text(2017, "ky", "raw") == "2017"
    assert number_in_text(2017, "en", "raw") == "2017"
    assert number_in_text(2017, "ky", "raw,loc") == "2017де"
    assert number_in_text(1234, "ru", "nonsense") == nb("1~234")


@pytest.mark.parametrize("value", [np.int64(1234), np.float64(1234), Decimal(1234), 1234.0])
def test_any_kind_of_number(value: float) -> None:
    assert number_text(value, "ky") == nb("1~234")
    assert value_text(value, "ky") == nb("1~234")


@pytest.mark.parametrize("missing", [float("nan"), float("inf"), np.nan])
def test_a_missing_figure_is_never_written(missing: float) -> None:
    for write in (number_text, formats.percent_text, value_text):
        with pytest.raises(ValueError, match="missing value"):
            write(missing, "ky")


@pytest.mark.parametrize("value", [None, pd.NA, True, ["a"]])
def test_only_text_figures_and_dates_are_values(value: object) -> None:
    with pytest.raises(TypeError):
        value_text(value, "ky")


# Dates

KY_MONTHS = [
    # month, of the year, on (with year), from, to, on (no year)
    "январь январы январында январынан январына январда",
    "февраль февралы февралында февралынан февралына февралда",
    "март марты мартында мартынан мартына мартта",
    "апрель апрели апрелинде апрелинен апрелине апрелде",
    "май майы майында майынан майына майда",
    "июнь июну июнунда июнунан июнуна июнда",
    "июль июлу июлунда июлунан июлуна июлда",
    "август августу августунда августунан августуна августта",
    "сентябрь сентябры сентябрында сентябрынан сентябрына сентябрда",
    "октябрь октябры октябрында октябрынан октябрына октябрда",
    "ноябрь ноябры ноябрында ноябрынан ноябрына ноябрда",
    "декабрь декабры декабрында декабрынан декабрына декабрда",
]


@pytest.mark.parametrize("month", range(1, 13))
def test_every_row_of_the_table_of_months(month: int) -> None:
    name, of, on, since, until, alone = KY_MONTHS[month - 1].split()
    day = date(2017, month, 5)

    def ky(spec: str = "") -> str:
        return formats.date_text(day, "ky", spec)

    assert ky() == f"2017-жылдын 5-{of}"
    assert ky("loc") == f"2017-жылдын 5-{on}"
    assert ky("abl") == ky("from") == f"2017-жылдын 5-{since}"
    assert ky("dat") == f"2017-жылдын 5-{until}"
    assert ky("day") == f"5-{name}"
    assert ky("day,loc") == f"5-{alone}"
    assert ky("short") == f"2017-ж. 5-{name}"
    assert formats.month_year_text(2017, month, "ky") == f"2017-жылдын {of}"


@pytest.mark.parametrize(
    ("month", "attr"),
    [
        (2, "февралындагы"),
        (4, "апрелиндеги"),
        (7, "июлундагы"),
        (9, "сентябрындагы"),
        (11, "ноябрындагы"),
    ],
)
def test_attributive_as_read_in_acts(month: int, attr: str) -> None:
    assert formats.date_text(date(2017, month, 1), "ky", "attr") == f"2017-жылдын 1-{attr}"


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("gen", "2017-жылдын 31-июлунун"),
        ("acc", "2017-жылдын 31-июлун"),
        ("day,abl", "31-июлдан"),
        ("day,dat", "31-июлга"),
        ("day,attr", "31-июлдагы"),
        ("day,gen", "31-июль"),
        ("short,loc", "2017-ж. 31-июль"),
        ("num,loc", "31.07.2017"),
    ],
)
def test_other_kyrgyz_forms(spec: str, expected: str) -> None:
    assert formats.date_text(START, "ky", spec) == expected


def test_months_alone_assimilate() -> None:
    forms = [
        formats.date_text(date(2017, month, 1), "ky", f"day,{case}")
        for month in (3, 4, 8)
        for case in ("dat", "abl", "attr")
    ]
    assert forms == [
        *("1-мартка", "1-марттан", "1-марттагы"),
        *("1-апрелге", "1-апрелден", "1-апрелдеги"),
        *("1-августка", "1-августтан", "1-августтагы"),
    ]


@pytest.mark.parametrize(
    ("spec", "ky", "ru", "en"),
    [
        ("", "2017-жылдын 31-июлу", "31~июля 2017~года", "31~July 2017"),
        ("short", "2017-ж. 31-июль", "31~июля 2017~г.", "31~Jul 2017"),
        ("day", "31-июль", "31~июля", "31~July"),
        ("num", "31.07.2017", "31.07.2017", "31~Jul 2017"),
        ("loc", "2017-жылдын 31-июлунда", "31~июля 2017~года", "31~July 2017"),
        ("nonsense", "2017-жылдын 31-июлу", "31~июля 2017~года", "31~July 2017"),
    ],
)
def test_dates(spec: str, ky: str, ru: str, en: str) -> None:
    for day in (START, datetime(2017, 7, 31, 15, 0), pd.Timestamp("2017-07-31")):
        written = [formats.date_text(day, lang, spec) for lang in LANGUAGES]
        assert written == [nb(ky), nb(ru), nb(en)]


RU_MONTHS = [
    ("январь", "января"),
    ("февраль", "февраля"),
    ("март", "марта"),
    ("апрель", "апреля"),
    ("май", "мая"),
    ("июнь", "июня"),
    ("июль", "июля"),
    ("август", "августа"),
    ("сентябрь", "сентября"),
    ("октябрь", "октября"),
    ("ноябрь", "ноября"),
    ("декабрь", "декабря"),
]


@pytest.mark.parametrize("month", range(1, 13))
def test_russian_months(month: int) -> None:
    name, of = RU_MONTHS[month - 1]
    assert formats.date_text(date(2017, month, 1), "ru") == nb(f"1~{of} 2017~года")
    assert formats.month_year_text(2017, month, "ru") == nb(f"{name} 2017~года")


def test_a_missing_date_is_never_written() -> None:
    missing: Any = pd.NaT
    for write in (formats.date_text, value_text):
        with pytest.raises(ValueError, match="missing date"):
            write(missing, "ky")


RANGES = [
    (
        (START, END),
        "2017-жылдын 31-июлунан 20-ноябрына чейин",
        "с 31~июля по 20~ноября 2017~года",
        "31~July to 20~November 2017",
    ),
    (
        (date(2017, 8, 1), date(2017, 8, 9)),
        "2017-жылдын 1-августунан 9-августуна чейин",
        "с 1 по 9~августа 2017~года",
        "1 to 9~August 2017",
    ),
    (
        (START, CONFERENCE),
        "2017-жылдын 31-июлунан 2018-жылдын 12-январына чейин",
        "с 31~июля 2017~года по 12~января 2018~года",
        "31~July 2017 to 12~January 2018",
    ),
    ((START, START), "2017-жылдын 31-июлу", "31~июля 2017~года", "31~July 2017"),
]
SHORT_RANGES = [
    (
        (START, END),
        "31-июль – 20-ноябрь 2017-ж.",
        "31~июля – 20~ноября 2017~г.",
        "31~Jul – 20~Nov 2017",
    ),
    (
        (date(2017, 8, 1), date(2017, 8, 9)),
        "1–9-август 2017-ж.",
        "1–9~августа 2017~г.",
        "1–9~Aug 2017",
    ),
    (
        (START, CONFERENCE),
        "2017-ж. 31-июль – 2018-ж. 12-январь",
        "31~июля 2017~г. – 12~января 2018~г.",
        "31~Jul 2017 – 12~Jan 2018",
    ),
    ((START, START), "2017-ж. 31-июль", "31~июля 2017~г.", "31~Jul 2017"),
]


@pytest.mark.parametrize(("days", "ky", "ru", "en"), RANGES)
def test_ranges(days: tuple[date, date], ky: str, ru: str, en: str) -> None:
    written = [formats.date_range_text(*days, lang) for lang in LANGUAGES]
    assert written == [nb(ky), nb(ru), nb(en)]


@pytest.mark.parametrize(("days", "ky", "ru", "en"), SHORT_RANGES)
def test_short_ranges(days: tuple[date, date], ky: str, ru: str, en: str) -> None:
    written = [formats.date_range_short(*days, lang) for lang in LANGUAGES]
    assert written == [nb(ky), nb(ru), nb(en)]


def test_russian_since_the_second_takes_so() -> None:
    second, later = date(2017, 8, 2), date(2017, 9, 22)
    assert formats.date_range_text(second, later, "ru") == nb(
        "со 2~августа по 22~сентября 2017~года"
    )
    assert formats.date_range_text(later, END, "ru").startswith("с 22")


def test_a_day_with_two_times_is_one_day() -> None:
    morning, evening = datetime(2017, 7, 31, 9), datetime(2017, 7, 31, 18)
    assert formats.date_range_text(morning, evening, "en") == nb("31~July 2017")


def test_month_headers() -> None:
    written = [formats.month_year_text(2017, 7, lang, short=True) for lang in LANGUAGES]
    assert written == ["2017-ж., июль", nb("июль 2017~г."), "July 2017"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_day_templates_cover_every_month_and_fill_to_a_date(lang: str) -> None:
    templates = formats.day_templates(START, CONFERENCE, lang)
    assert list(templates) == [
        *("2017-07", "2017-08", "2017-09", "2017-10", "2017-11", "2017-12", "2018-01")
    ]
    style = "short" if lang == "ru" else ""
    for day in (START, END, CONFERENCE):
        filled = templates[f"{day:%Y-%m}"].replace("{d}", str(day.day))
        assert filled == formats.date_text(day, lang, style)


def test_day_templates_as_written() -> None:
    written = [formats.day_templates(START, START, lang)["2017-07"] for lang in LANGUAGES]
    assert written == ["2017-жылдын {d}-июлу", nb("{d}~июля 2017~г."), nb("{d}~July 2017")]


# Lists and specs


def test_lists() -> None:
    assert formats.list_text(["А", "Б", "В"], "ky") == "А, Б жана В"
    assert formats.list_text(["А", "Б", "В"], "ru") == "А, Б и В"
    assert formats.list_text(["A", "B", "C"], "en") == "A, B and C"
    assert formats.list_text(["А", "Б"], "ky") == "А жана Б"
    assert formats.list_text(["А"], "ru") == "А"
    assert formats.list_text([], "ru") == ""
    assert formats.list_text((name for name in ["{0}", "{x}"]), "en") == "{0} and {x}"


def test_known_specs() -> None:
    for spec in ("", "1", "raw", "%", "%0", "abl", "from", "day,loc", "%,abl", "short", "num"):
        assert formats.known_spec(spec), spec
    for spec in ("ablative", ".1f", "%x", "1.0", "day,locative"):
        assert not formats.known_spec(spec), spec
