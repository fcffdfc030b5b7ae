"""Numbers and percentages in three languages, compared with CLDR."""

from decimal import Decimal

import numpy as np
import pytest
from babel.numbers import format_decimal, format_percent

from campaign.i18n.number_format import NBSP, number_in_text, number_text, percent_text
from campaign.i18n.translator import LANGUAGES, value_text
from tests.i18n.no_break import nb


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
        (-0.0004, 1, "0,0", "0.0"),
    ],
)
def test_a_number_has_the_separators_of_its_language(
    figure: float, digits: int, ky: str, en: str
) -> None:
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
    assert percent_text(share, lang) == format_percent(share, pattern, locale=lang)


def test_a_percentage_has_the_space_of_its_language() -> None:
    assert [percent_text(0.725, lang) for lang in LANGUAGES] == [
        "72,5%",
        nb("72,5~%"),
        "72.5%",
    ]
    assert percent_text(0.7, "ru", 0) == nb("70~%")
    assert percent_text(12.5, "en", 0) == "1,250%"


def test_a_small_share_is_not_rounded_to_zero() -> None:
    assert [number_text(x, "en", 1) for x in (0.049, 0.05, 0.002, 0.0)] == [
        "0.05",
        "0.1",
        "0.002",
        "0.0",
    ]
    assert [number_text(x, "en") for x in (0.4, -0.4)] == ["0", "0"]  # whole people
    assert [percent_text(x, "en", 0) for x in (0.004, 0.0, 0.0001)] == ["0.4%", "0%", "0.01%"]
    assert [percent_text(x, "ru") for x in (0.0004, 1e-12)] == [nb("0,04~%"), nb("0,0~%")]


def test_only_a_full_share_is_100_percent() -> None:
    assert [percent_text(x, "en", 0) for x in (0.996, 0.9997, 1.0, 1.004)] == [
        "99.6%",
        "99.97%",
        "100%",
        "100.4%",
    ]
    assert percent_text(1 - 1e-12, "en", 0) == "100%"


def test_halves_round_away_from_zero() -> None:
    assert [number_text(x, "en") for x in (0.5, 1.5, 2.5, -2.5)] == ["1", "2", "3", "−3"]
    assert number_text(2.675, "en", 2) == "2.68"
    assert percent_text(0.1225, "en") == "12.3%"


def test_a_number_without_a_spec_keeps_its_decimals() -> None:
    assert number_in_text(12.5, "ky") == "12,5"
    assert number_in_text(1234.0, "ky") == nb("1~234")
    assert number_in_text(1 / 3, "en") == "0.333"
    assert number_in_text(100.0, "en") == "100"


def test_a_spec_sets_the_format_of_a_number() -> None:
    assert number_in_text(2.249, "ru", "1") == "2,2"
    assert number_in_text(2017, "ky", "raw") == "2017"
    assert number_in_text(2017, "en", "raw") == "2017"
    assert number_in_text(2017, "ky", "raw,loc") == "2017де"
    assert number_in_text(1234, "ru", "nonsense") == nb("1~234")


@pytest.mark.parametrize("value", [np.int64(1234), np.float64(1234), Decimal(1234), 1234.0])
def test_numbers_of_other_libraries_are_formatted(value: float) -> None:
    assert number_text(value, "ky") == nb("1~234")
    assert value_text(value, "ky") == nb("1~234")


@pytest.mark.parametrize("missing", [float("nan"), float("inf"), np.nan])
def test_a_missing_number_raises_an_error(missing: float) -> None:
    for write in (number_text, percent_text, value_text):
        with pytest.raises(ValueError, match="missing value"):
            write(missing, "ky")
