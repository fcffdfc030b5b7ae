"""A 64-bit number for each row from the hashes of some cells, equal for equal cells.

Files store the cells of a column in dictionaries, and DuckDB hashes each entry once and not each
row, so that these numbers are much faster than others. They are exact, because each column has its
own bits, in which the hashes of all its cells differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

_BITS = 64


def choose_masks(columns: Sequence[np.ndarray], first_bit: int = 0) -> list[int] | None:
    """Return a mask for each column of distinct hashes (uint64); its bits distinguish the hashes.

    No bit is in two masks or below `first_bit`. None if 64 bits are not enough.
    """
    masks = []
    for hashes in columns:
        for width in range((len(hashes) - 1).bit_length(), _BITS - first_bit + 1):
            mask = ((1 << width) - 1) << first_bit
            if len(np.unique(hashes & np.uint64(mask))) == len(hashes):
                break
        else:
            return None
        masks.append(mask)
        first_bit += width
    return masks


def masked_hash(cell: str, mask: int) -> str:
    """Return the SQL of the bits of the hash of a cell."""
    return f"(hash({cell}) & {_number(mask)})"


def join_bits(parts: Iterable[str]) -> str:
    """Return the SQL of one number from expressions without common bits."""
    number = _number(0)
    for part in parts:
        number = f"xor({number}, {part})"
    return number


def _number(bits: int) -> str:
    return f"CAST({bits} AS UBIGINT)"
