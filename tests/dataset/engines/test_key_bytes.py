"""Keys that pass the check of their bytes are plain and in ascending order."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.dataset.engines.checks.key_facts import PLAIN_KEY, _reduce, are_plain_and_ascending

FORMS = (
    "2017-{:09d}",
    "KG-GB-2017-{:03d}",
    "{:08d}",
    "KG-A{:08d}",
    "0a1b2c3d-0000-0000-0000-{:012d}",
)
STRAY = " \tоoO-/:xZ09\u0661\u200b\xff"


def batches(keys: list[str | None], size: int = 3) -> list[pa.Array]:
    column = pa.array(keys, pa.string())
    return [column.slice(start, size) for start in range(0, len(keys), size)]


@pytest.mark.parametrize("form", FORMS)
def test_usual_keys_are_plain_and_ascend(form: str) -> None:
    keys: list[str | None] = [form.format(n) for n in (0, 1, 9, 10, 99, 100, 101)]
    assert are_plain_and_ascending(batches(keys), PLAIN_KEY)
    assert are_plain_and_ascending([], PLAIN_KEY)


@given(
    st.sampled_from(FORMS),
    st.lists(st.integers(0, 999), min_size=2, max_size=9),
    st.booleans(),
    st.integers(0, 8),
    st.integers(0, 40),
    st.sampled_from(["", *STRAY]),
)
def test_no_other_key_is_recognized_as_plain(
    form: str, numbers: list[int], is_sorted: bool, row: int, place: int, stray: str
) -> None:
    keys = [form.format(n) for n in (sorted(set(numbers)) if is_sorted else numbers)]
    if stray:
        key = keys[row % len(keys)]
        at = place % len(key)
        keys[row % len(keys)] = key[:at] + stray + key[at + 1 :]
    are_plain = all(re.fullmatch(PLAIN_KEY, key, re.ASCII) for key in keys)
    ascend = all(one.encode() < other.encode() for one, other in zip(keys, keys[1:], strict=False))
    passes = are_plain_and_ascending(batches(list(keys)), PLAIN_KEY)
    assert not passes or (are_plain and ascend)
    # Keys that differ only in digits need no second pass.
    assert passes or stray or not (are_plain and ascend)


@pytest.mark.parametrize(
    "keys",
    [
        ["2017-00001", None, "2017-00002"],
        ["2017-00001", "2017-00001"],
        # Across two batches.
        ["2017-00001", "2017-00002", "2017-00003", "2017-00003"],
        ["2017-00001", "2017-00002", "2017-00003", "2017-000004"],
        ["2017-00001", "2017-00002", "2017-00003", "2018-0000x"],
        # The second word of eight bytes is ascending, the first is not.
        ["2017-200000001", "2017-100000002"],
        # Between the digits and the letters of hexadecimal numbers are other characters.
        [f"0a1b2c3d-0000-0000-0000-00000000000{end}" for end in "0:f"],
        # The two digits of a century are literal.
        ["1917-00001", "2017-00002"],
    ],
)
def test_a_missing_equal_or_other_key_is_detected(keys: list[str | None]) -> None:
    assert not are_plain_and_ascending(batches(keys), PLAIN_KEY)


@pytest.mark.parametrize("count", [1, 63, 64, 65, 200])
def test_minimum_and_maximum_of_each_byte_are_those_of_all_rows(count: int) -> None:
    rows = np.random.default_rng(count).integers(0, 256, (count, 9)).astype("uint8")
    assert _reduce(rows, np.minimum).tolist() == rows.min(axis=0).tolist()
    assert _reduce(rows, np.maximum).tolist() == rows.max(axis=0).tolist()
