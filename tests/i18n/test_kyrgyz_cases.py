"""Kyrgyz case endings agree with the tables of the glossary and the rule of vowel harmony."""

from datetime import date

import numpy as np
import pytest

from campaign.i18n.date_format import date_text
from campaign.i18n.kyrgyz_cases import CASES, number_ending
from campaign.i18n.number_format import number_in_text, number_text
from campaign.i18n.translator import value_text
from tests.i18n.no_break import nb

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


@pytest.mark.parametrize("number", SPOKEN)
def test_number_endings_match_the_table(number: int) -> None:
    assert " ".join(number_ending(number, case) for case in FIGURE_CASES) == SPOKEN[number][1]


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
    ("number", "case", "expected"),
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
def test_ending_follows_the_last_spoken_word(number: float, case: str, expected: str) -> None:
    assert number_in_text(number, "ky", case) == nb(expected)


@pytest.mark.parametrize(
    ("number", "spec", "expected"),
    [
        (72.5, "1,abl", "72,5тен"),
        (72.5, "abl", "72,5тен"),
        (72.0, "1,abl", "72,0дөн"),
        (2.25, "dat", "2,25ке"),
        (0.1, "gen", "0,1дин"),
        (72.5, "", "72,5"),
    ],
)
def test_the_ending_of_a_decimal_follows_its_last_digits(
    number: float, spec: str, expected: str
) -> None:
    assert number_in_text(number, "ky", spec) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (number_text(10_000, "ky"), "10~000ден"),
        ("1–5", "1–5тен"),
        ("28,3%", "28,3%дан"),
        ("72,5", "72,5тен"),
    ],
)
def test_a_formatted_number_takes_the_ending_too(written: str, expected: str) -> None:
    assert value_text(written, "ky", "abl") == nb(expected)
    assert value_text(written, "ky") == written
    assert value_text(written, "ru", "abl") == written


@pytest.mark.parametrize("written", ["12 адам", "12 миң", ""])
def test_a_case_is_never_lost(written: str) -> None:
    with pytest.raises(ValueError, match="takes no ending of a case"):
        value_text(written, "ky", "abl")
    assert value_text(written, "ru", "abl") == written


def test_an_ending_follows_the_rounded_number() -> None:
    assert number_in_text(9.7, "ky", "0,abl") == "10дон"


def test_percent_takes_the_ending_of_its_word() -> None:
    endings = {"gen": "дын", "dat": "га", "acc": "ды", "loc": "да", "abl": "дан"}
    assert by_rule("пайыз").split() == list(endings.values())
    for case, ending in endings.items():
        assert number_in_text(0.283, "ky", f"%,{case}") == f"28,3%{ending}"
    assert number_in_text(0.35, "ky", "%0,dat") == "35%га"
    assert number_in_text(0.283, "ru", "%,abl") == nb("28,3~%")


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("case", CASES)
def test_other_languages_ignore_cases_of_numbers(lang: str, case: str) -> None:
    assert number_in_text(10_000, lang, case) == number_text(10_000, lang)


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
def test_months_match_the_table(month: int) -> None:
    name, of, on, since, until, alone = KY_MONTHS[month - 1].split()
    day = date(2017, month, 5)

    def ky(spec: str = "") -> str:
        return date_text(day, "ky", spec)

    assert ky() == nb(f"2017-жылдын~5-{of}")
    assert ky("loc") == nb(f"2017-жылдын~5-{on}")
    assert ky("abl") == ky("from") == nb(f"2017-жылдын~5-{since}")
    assert ky("dat") == nb(f"2017-жылдын~5-{until}")
    assert ky("day") == f"5-{name}"
    assert ky("day,loc") == f"5-{alone}"
    assert ky("short") == nb(f"2017-ж.~5-{name}")


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
def test_the_attributive_form_is_that_of_legal_acts(month: int, attr: str) -> None:
    assert date_text(date(2017, month, 1), "ky", "attr") == nb(f"2017-жылдын~1-{attr}")


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("gen", "2017-жылдын~31-июлунун"),
        ("acc", "2017-жылдын~31-июлун"),
        ("day,abl", "31-июлдан"),
        ("day,dat", "31-июлга"),
        ("day,attr", "31-июлдагы"),
        ("day,gen", "31-июлдун"),
        ("day,acc", "31-июлду"),
        ("short,loc", "2017-ж.~31-июлунда"),
        ("full,loc", "2017-ж.~31-июлунда"),
    ],
)
def test_other_case_forms_of_a_date(spec: str, expected: str) -> None:
    assert date_text(date(2017, 7, 31), "ky", spec) == nb(expected)


@pytest.mark.parametrize("style", ["num", "tick"])
def test_a_date_in_digits_takes_no_case(style: str) -> None:
    with pytest.raises(ValueError, match="takes no ending of a case"):
        date_text(date(2017, 7, 31), "ky", f"{style},loc")
    assert date_text(date(2017, 7, 31), "ru", f"{style},loc").startswith("31.07")


def test_months_without_a_year_assimilate() -> None:
    forms = [
        date_text(date(2017, month, 1), "ky", f"day,{case}")
        for month in (3, 4, 8)
        for case in ("gen", "dat", "acc", "abl", "attr")
    ]
    assert forms == [
        *("1-марттын", "1-мартка", "1-мартты", "1-марттан", "1-марттагы"),
        *("1-апрелдин", "1-апрелге", "1-апрелди", "1-апрелден", "1-апрелдеги"),
        *("1-августтун", "1-августка", "1-августту", "1-августтан", "1-августтагы"),
    ]
