"""Numbers are parsed in the formats of offices; not reported, zero and unparsed differ."""

from __future__ import annotations

import pandas as pd
import pytest

from campaign.ingest.values.numbers import (
    NOT_REPORTED,
    estimate_key,
    estimated_numbers,
    guess_decimal,
    parse_columns,
    parse_numbers,
)


def parse_cell(cell: str, decimal: str = ",", is_stored: bool = False) -> float | None:
    number = parse_numbers(pd.Series([cell], dtype="str"), decimal, is_stored)[0].iloc[0]
    return None if pd.isna(number) else float(number)


@pytest.mark.parametrize("decimal", [".", ","])
@pytest.mark.parametrize(
    ("cell", "number"),
    [
        *(("229", 229), ("0", 0), ("1 234", 1234), ("1\u00a0234", 1234), ("1\u202f234", 1234)),
        *(("1'234", 1234), ("1’234", 1234), ("1 234 567", 1234567), ("1 234,0", 1234)),
        *(("12,0", 12), ("12.0", 12), ("12,5", 12.5), ("1,234,567", 1234567)),
        *(("1.234.567", 1234567), ("1.234,5", 1234.5), ("1,234.5", 1234.5), ("0,125", 0.125)),
        *(("229 чел.", 229), ("229чел", 229), ("1 234 человек", 1234), ("229 адам", 229)),
        *(("229 people", 229), ("-5", -5), ("−5", -5), ("\uff12\uff12\uff19", 229), (" 229 ", 229)),
    ],
)
def test_an_unambiguous_number_is_parsed(cell: str, number: float, decimal: str) -> None:
    assert parse_cell(cell, decimal) == number


def test_one_group_of_three_digits_needs_the_decimal_sign() -> None:
    assert parse_cell("1,234", ".") == 1234 and parse_cell("1.234", ",") == 1234
    assert parse_cell("1,234", ",") is None and parse_cell("1.234", ".") is None
    assert (
        parse_cell("1.234", ",", is_stored=True)
        == parse_cell("1.234", ".", is_stored=True)
        == 1.234
    )
    assert parse_cell("1,234", ".", is_stored=True) == 1234


@pytest.mark.parametrize(
    "cell",
    [
        *("", "более 100", "~50", "50-60", "50–60", "около 30", "TRUE", "истина", "12 34", "1e5"),
        *("15%", "12 тыс. чел.", "нет", "жок", "no", "=A1", "inf", "1 2345", "1,23,456", "м²"),
        *("9" * 61, "2017-07-31", "31.07.2017"),
    ],
)
def test_other_cells_are_not_numbers(cell: str) -> None:
    values, rewritten = parse_numbers(pd.Series([cell], dtype="str"), ",", False)
    assert values.isna().all() and not rewritten.any()


@pytest.mark.parametrize("cell", [*NOT_REPORTED, "Н/Д", "Нет данных", "———", "Не указано."])
def test_not_reported_is_neither_zero_nor_an_error(cell: str) -> None:
    values, rewritten = parse_numbers(pd.Series([cell], dtype="str"), ",", False)
    assert values.isna().all() and rewritten.all()


def test_rewritten_cells_are_masked() -> None:
    cells = pd.Series(["229", "0.5", "1 234", "", "-", "много"], index=[2, 3, 4, 5, 6, 7])
    values, rewritten = parse_numbers(cells, ".", False)
    assert values.dtype == "float64" and list(values.index) == [2, 3, 4, 5, 6, 7]
    assert rewritten.tolist() == [False, False, True, False, True, False]


@pytest.mark.parametrize(
    ("cells", "sign"),
    [
        (["12,5", "1,234"], ","),
        (["12.5", "1,234"], "."),
        (["1,234,567"], "."),
        (["1 234,0", "12"], ","),
        (["1,234"], ","),
        (["1.234"], "."),
        (["229", ""], "."),
        (["12.5", "12,5"], ","),
        (["12.5", "1.234,5"], ","),
        (["1.234,5", "1,234"], ","),
        (["1,234.5", "1,234"], "."),
    ],
)
def test_the_sign_is_guessed_from_the_columns(cells: list[str], sign: str) -> None:
    assert guess_decimal([pd.Series(cells), pd.Series(["н/д"])]) == sign


def test_an_ambiguous_number_is_never_a_thousand() -> None:
    for cell in ("1,234", "1.234"):
        assert parse_cell(cell, guess_decimal([pd.Series([cell, "12"])])) is None


def test_only_stored_numbers_always_have_a_decimal_point() -> None:
    cells = pd.Series(["12.345", "12.345", "1.234.567"], dtype="str")
    values, rewritten = parse_numbers(cells, ".", pd.Series([True, False, False]))
    assert values.fillna(-1).tolist() == [12.345, -1, 1234567]
    assert rewritten.tolist() == [False, False, True]


def test_columns_are_read_with_one_decimal_sign_and_may_have_no_rows() -> None:
    cells = pd.DataFrame({0: ["1,5", "нет"], 3: ["2,25", "4"]}, dtype="str")
    counts = parse_columns(cells)
    assert counts[3].tolist() == [2.25, 4] and counts[0].isna().tolist() == [False, True]
    for empty in (cells.iloc[:0], cells[[]]):
        assert parse_columns(empty).median().isna().all()


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("около 50", (50,)),
        ("~30", (30,)),
        ("\u200b~3\u200b0", (30,)),
        ("≈ 1 200 человек", (1200,)),
        ("50 чел. (примерно)", (50,)),
        ("более 100", (100,)),
        (">100", (100,)),
        ("100+", (100,)),
        ("не менее 40", (40,)),
        ("до 100 чел.", (100,)),
        ("около 50 учеников", (50,)),
        ("50 и более", (50,)),
        ("болжол менен 50", (50,)),
        ("50 адамга жакын", (50,)),
        ("100дөн ашык", (100,)),
        ("200 дан ашык", (200,)),
        ("50дөй киши", (50,)),
        ("about 50", (50,)),
        ("more than 1,200", ()),
        ("up to 100 people", (100,)),
        ("50-60", (50, 60)),
        ("50 – 60 чел.", (50, 60)),
        ("от 50 до 60", (50, 60)),
        ("50 to 60", (50, 60)),
        ("10 000 - 12 000", (10_000, 12_000)),
        ("60-50", ()),
    ],
)
def test_an_estimate_gives_its_numbers(cell: str, numbers: tuple[int, ...]) -> None:
    assert estimated_numbers(cell) == numbers


@pytest.mark.parametrize(
    "cell",
    ["", "50", "-5", "12,5", "50%", "1/2", "много", "5 мая", "01.08.2017", "0555 123 456"]
    + ["15 мальчиков и 20 девочек", "50-55-60", "около 2 тыс.", "нет", "№ 5", "школа 5-9 классы"]
    + ["2х30", "10х15", "5го6"],
)
def test_other_texts_are_not_estimates(cell: str) -> None:
    assert estimated_numbers(cell) == ()


def test_equal_estimates_have_one_key() -> None:
    assert estimate_key("Около  50 ") == estimate_key("около 50")
    assert len({estimate_key(cell) for cell in ("~50", ">50", "<50", "50+", "50")}) == 5
