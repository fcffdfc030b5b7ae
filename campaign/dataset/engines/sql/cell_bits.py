"""Numbers of 64 bits for rows, equal where some of their cells are, made of the hashes of cells.

Files have the cells of a column in dictionaries, and DuckDB hashes a cell once for each of these,
not for each row: such numbers take a fraction of the time of others. They are exact: a column has
bits of its own, in which the hashes of all its cells differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

_BITS = 64


def choose_masks(columns: Sequence[np.ndarray], first_bit: int = 0) -> list[int] | None:
    """A mask for each column of different hashes (uint64), in which these hashes differ.

    No bit is in two masks or below `first_bit`. None if there are too few bits.
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
    """The bits of the hash of a cell as SQL."""
    return f"(hash({cell}) & {_number(mask)})"


def join_bits(parts: Iterable[str]) -> str:
    """One number of expressions that have no bit in common."""
    number = _number(0)
    for part in parts:
        number = f"xor({number}, {part})"
    return number


def _number(bits: int) -> str:
    return f"CAST({bits} AS UBIGINT)"
