"""Codes in the column `oblast`: one region, several, the whole country, or none of these.

Also shares of the people reached by an activity of several regions, as “KG-B=40; KG-O=60”.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from campaign.i18n.translator import N_

COUNTRY = "KG"
"""The code of an activity of the whole country."""
OTHER_REGION = "other"
"""The code of an activity outside the regions of the list; its words stay as written."""
NO_REGION = frozenset((COUNTRY, OTHER_REGION))
"""The codes of activities that name no region."""
SEVERAL = "several"
"""The code for all activities of several regions together."""
WIDE_NAMES: Mapping[str, str] = {
    COUNTRY: N_("Nationwide"),
    SEVERAL: N_("Several regions"),
    OTHER_REGION: N_("Region not identified"),
}
"""The names of codes that are not regions, as message ids."""
SHARES = "reached_by_oblast"
"""The column of a register with shares."""
_SEPARATOR = ";"
_SHARES = re.compile(r"KG-[A-Z]{1,2}=\d{1,9}(?:; KG-[A-Z]{1,2}=\d{1,9})*")


def join_regions(codes: Iterable[str]) -> str:
    """Return the code of several regions: each once, by alphabet, as “KG-B;KG-O”."""
    return _SEPARATOR.join(sorted(set(codes)))


def split_regions(code: str) -> tuple[str, ...]:
    """Return the regions of a code; codes of `NO_REGION` are not handled."""
    return tuple(code.split(_SEPARATOR))


def is_several(code: str) -> bool:
    """Return True for a code of several regions."""
    return _SEPARATOR in code


def replace_regions(codes: pd.Series, replacements: Mapping[str, str]) -> pd.Series:
    """Return the codes with these regions replaced, also within codes of several regions."""
    different = {
        code: join_regions(replacements.get(part, part) for part in split_regions(str(code)))
        for code in codes.dropna().unique()
    }
    return codes.map(different).astype(codes.dtype)


def group_several(codes: pd.Series) -> pd.Series:
    """Return the codes with `SEVERAL` in place of every code of several regions."""
    several = [code for code in codes.dropna().unique() if is_several(str(code))]
    return codes.where(~codes.isin(several), SEVERAL) if several else codes


def is_shares(cell: str) -> bool:
    """Return True if a cell has the form that `join_shares` writes."""
    return _SHARES.fullmatch(cell) is not None and join_shares(split_shares(cell)) == cell


def join_shares(shares: Mapping[str, int]) -> str:
    """Return {region: people} as a cell, by alphabet."""
    return "; ".join(f"{code}={people}" for code, people in sorted(shares.items()))


def split_shares(cell: str) -> dict[str, int]:
    """Return {region: people} of a cell that `join_shares` wrote; {} for an empty cell."""
    pairs = (pair.split("=") for pair in cell.split("; ") if pair)
    return {code: int(people) for code, people in pairs}


def replace_share_regions(cells: pd.Series, replacements: Mapping[str, str]) -> pd.Series:
    """Return the cells with these regions replaced; people of equal new codes are added."""

    def replace(cell: str) -> str:
        people: Counter[str] = Counter()
        for code, count in split_shares(cell).items():
            people[replacements.get(code, code)] += count
        return join_shares(people)

    return cells.astype("object").map(lambda cell: replace(cell) if cell else cell)


def with_shares(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with valid shares."""
    if SHARES not in frame:
        return frame.iloc[:0].assign(**{SHARES: ""})
    cells = [cell for cell in frame[SHARES].unique() if isinstance(cell, str) and is_shares(cell)]
    return frame[frame[SHARES].isin(cells)] if cells else frame.iloc[:0]


def shares_exceed_reached(frame: pd.DataFrame) -> pd.Series:
    """Return True for rows whose shares exceed the people reached, or that do not report these."""
    rows = with_shares(frame)
    sums = rows[SHARES].astype("object").map(lambda cell: sum(split_shares(cell).values()))
    return _mask(frame, rows.index[~(sums.astype("float64") <= rows["reached"])])


def shares_elsewhere(frame: pd.DataFrame) -> pd.Series:
    """Return True for rows with a share of a region in which the activity did not take place.

    Also for an activity of one region, which cannot have shares.
    """
    rows = with_shares(frame)
    pairs = zip(rows["oblast"], rows[SHARES], strict=True)
    is_elsewhere = [not _has_shares_of(str(code), split_shares(cell)) for code, cell in pairs]
    return _mask(frame, rows.index[np.array(is_elsewhere, dtype=bool)])


def _has_shares_of(code: str, shares: Mapping[str, int]) -> bool:
    if code == COUNTRY:
        return True
    return is_several(code) and set(shares) <= set(split_regions(code))


def _mask(frame: pd.DataFrame, rows: pd.Index) -> pd.Series:
    return pd.Series(frame.index.isin(rows), index=frame.index)
