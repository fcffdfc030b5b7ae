"""Numbers that are written as estimates, and texts that are not estimates."""

from __future__ import annotations

import pytest

from campaign.ingest.values.numbers import estimate_key, estimated_numbers


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
