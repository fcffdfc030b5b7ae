"""The ticks of an axis: round values from 0 to at least the highest value."""

from __future__ import annotations

import pytest

from campaign.charts.ticks import Tick, share_ticks, thin_out, value_ticks
from campaign.i18n.translator import Text

NAN = float("nan")


@pytest.mark.parametrize(
    ("most", "count", "values"),
    [
        (0, 4, [0, 1]),
        (4, 4, [0, 1, 2, 3, 4]),
        (7, 4, [0, 2, 4, 6, 8]),
        (10, 4, [0, 5, 10]),
        (100, 4, [0, 50, 100]),
        (1_130, 5, [0, 500, 1_000, 1_500]),
        (3, 0, [0, 5]),
    ],
)
def test_steps_are_round_and_whole(most: float, count: int, values: list[float]) -> None:
    assert value_ticks(most, count) == values


def test_ticks_of_shares_are_percentages_also_without_a_known_share() -> None:
    words = [[tick.words for tick in share_ticks(most, 4, Text.of("en"))] for most in (0.4, NAN)]
    assert words == [["0%", "10%", "20%", "30%", "40%"], ["0%", "1%"]]


def test_thinned_ticks_have_equal_distances() -> None:
    ticks = [Tick(at, "") for at in range(10)]
    assert [[tick.at for tick in thin_out(ticks, most)] for most in (4, 5, 10, 99)] == [
        [0, 3, 6, 9],
        [0, 2, 4, 6, 8],
        [*range(10)],
        [*range(10)],
    ]
