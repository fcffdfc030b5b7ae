"""Codes in the column `oblast`: one region, several, the whole country, or none of these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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
_SEPARATOR = ";"


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
