"""Bits of hashes distinguish the cells of each column, and so do numbers of rows."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from campaign.dataset.engines.sql.cell_bits import choose_masks

HASHES = st.lists(st.integers(0, 2**64 - 1), max_size=60, unique=True)


@given(st.lists(HASHES, max_size=4), st.integers(0, 8))
def test_masks_are_disjoint_and_distinguish_all_hashes_of_a_column(
    columns: list[list[int]], first_bit: int
) -> None:
    hashes = [np.array(column, "uint64") for column in columns]
    masks = choose_masks(hashes, first_bit)
    if masks is None:
        return
    assert len(masks) == len(columns) and sum(masks) < 2**64
    for at, (mask, column) in enumerate(zip(masks, columns, strict=True)):
        assert len({number & mask for number in column}) == len(column)
        assert not mask & (sum(masks[:at]) | ((1 << first_bit) - 1))


def test_hashes_that_need_more_bits_have_no_masks() -> None:
    low, high = (np.array(hashes, "uint64") for hashes in ([1, 2], [0, 2**63]))
    assert choose_masks([low, high]) == [1, 2**64 - 2] and choose_masks([high, low]) is None
    assert choose_masks([np.array([5, 5], "uint64")]) is None
