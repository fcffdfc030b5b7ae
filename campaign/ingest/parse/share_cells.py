"""Cells with the people reached in each of several regions: «Баткен – 40, Ош обл. – 60»."""

from __future__ import annotations

import re

from campaign.ingest.parse.code_lists import CodeList
from campaign.schema.reached_shares import join_shares
from campaign.schema.region_codes import NO_REGION, is_several

_PAIRS = re.compile(r"[;,]")
_PAIR = re.compile(r"(.*?[^\s=:–—-])\s*(?:[=:–—-]\s*|\s)(\d{1,9}|\d{1,3}(?: \d{3})+)(?: чел\.?)?")


def read_shares(cell: str, code_list: CodeList) -> str | None:
    """Return the people by region as `reached_shares.join_shares` writes them.

    None if a part is not a region with a number, or a region occurs twice.
    """
    shares: dict[str, int] = {}
    for part in filter(None, map(str.strip, _PAIRS.split(cell))):
        pair = _PAIR.fullmatch(part)
        code = None if pair is None else code_list.match(pair[1]).code
        if pair is None or code is None or code in NO_REGION or is_several(code) or code in shares:
            return None
        shares[code] = int(pair[2].replace(" ", ""))
    return join_shares(shares) or None
