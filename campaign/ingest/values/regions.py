"""Spellings in the column `oblast` of a register: a region, several regions, or the country."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import product

import pandas as pd

from campaign.i18n.match_key import plain, tidy_text
from campaign.i18n.translator import Text
from campaign.ingest.values.codes import CodeList, CodeMatch, region_codes
from campaign.ingest.vocabulary import load_vocabulary
from campaign.schema.region_codes import (
    COUNTRY,
    NO_REGION,
    WIDE_NAMES,
    is_several,
    join_regions,
    join_shares,
)

_WORDS = load_vocabulary("values", "place_words")
COUNTRY_KEYS = frozenset(map(plain, _WORDS.words("country")))
"""The keys (`match_key.plain`) of spellings of the whole country."""
_MANY_WORDS = _WORDS.words("oblasts_words")
_BETWEEN = re.compile(rf"([;,/+&])|\s(?:{_WORDS.pattern('between_regions')})\s", re.IGNORECASE)
# A form with several answers separates its codes by spaces.
_CODES = re.compile(r"KG-[A-Z]{1,2}(?: KG-[A-Z]{1,2})+")
_MOST_PARTS = 20
_DISTRICT_WORDS = frozenset(_WORDS.words("district_words"))
DISTRICTS = {
    plain(name): code for code, names in _WORDS.section("districts").items() for name in names
}
"""{key of the name of a district: code of its oblast}."""
_LIKE_DISTRICT = 0.85
"""A name at least this similar to the adjective of a district is a misspelling of it."""


@dataclass(frozen=True)
class RegionList(CodeList):
    """The spellings of regions, of the country, and of several regions in one cell.

    Several regions have the code of `region_codes.join_regions`. `cities` are the codes of cities.
    """

    cities: frozenset[str] = frozenset()

    def match(self, spelling: str) -> CodeMatch:
        """Return the code of one spelling, or of regions between separators.

        A cell with an unknown region has no code. «Ошская область, г. Ош» may be an address: the
        oblast, the city and both are its candidates.
        """
        match = super().match(spelling)
        if match.code is not None or match.candidates:
            return match
        return self._match_several(tidy_text(spelling))

    def _match_several(self, cell: str) -> CodeMatch:
        parts, by_comma = _split(cell)
        if not 2 <= len(parts) <= _MOST_PARTS:
            return CodeMatch()
        options = [self._options(part) for part in _without_common_word(parts)]
        if not all(options) or any(NO_REGION.intersection(codes) for codes in options):
            return CodeMatch()
        # «Ош» may be either of two regions.
        different = dict.fromkeys(options)
        codes = tuple(dict.fromkeys(join_regions(choice) for choice in product(*different)))
        if len(codes) > 1:
            return CodeMatch(None, codes)
        regions = [code for (code,) in options]
        if by_comma and len(regions) == 2 and sum(map(self.cities.__contains__, regions)) == 1:
            # One oblast and one city.
            oblast, city = sorted(regions, key=self.cities.__contains__)
            return CodeMatch(None, (oblast, city, codes[0]))
        return CodeMatch(codes[0], exact=codes[0] == cell)

    def unclear_part(self, spelling: str) -> str:
        """Return the part of a cell that may mean several regions: «Ош» of «Ош, Баткен».

        The whole cell if each part is clear, as in an address, or if several are unclear.
        """
        parts, _ = _split(tidy_text(spelling))
        words = _without_common_word(parts) if parts else []
        unclear = [p for p, w in zip(parts, words, strict=False) if len(self._options(w)) > 1]
        return unclear[0] if len(set(unclear)) == 1 else spelling

    def combines_country(self, spelling: str) -> bool:
        """Return True if a cell names the whole country and a region: «KG; KG-B»."""
        parts, _ = _split(tidy_text(spelling))
        codes = [self._options((part,)) for part in parts]
        return len(codes) > 1 and all(codes) and (COUNTRY,) in codes

    def region_of_district(self, spelling: str) -> str | None:
        """Return the oblast of a district, of an address in it, and of its misspelled adjective.

        «Сокулук району», «Сокулугский р-н», «Чуйская обл., Сокулукский район»; None for all others,
        also for «Сокулук», which may be a village elsewhere.
        """
        codes = set[str | None]()
        districts = 0
        for part in re.split(r"[,;()]", spelling):
            key = plain(part)
            if not key:
                continue
            code = super().match(part).code
            if code is None:
                code = _oblast_of(key)
                districts += 1
            codes.add(code)
        return codes.pop() if len(codes) == 1 and districts == 1 else None

    def _options(self, words: Sequence[str]) -> tuple[str, ...]:
        """Return the codes of the first known one of these spellings; () if none is known."""
        for spelling in words:
            match = super().match(spelling)
            if match.code is not None:
                return (match.code,)
            if match.candidates:
                return match.candidates
        return ()


def district_name(key: str) -> str:
    """Return the key of a district without words such as «район»."""
    return " ".join(word for word in key.split() if word not in _DISTRICT_WORDS)


def _oblast_of(key: str) -> str | None:
    """Return the oblast of a district with the word for it or as an adjective; None if unknown."""
    name = district_name(key)
    if name == key and not name.endswith("ский"):
        return None
    if name in DISTRICTS:
        return DISTRICTS[name]
    similar = get_close_matches(name, DISTRICTS, n=3, cutoff=_LIKE_DISTRICT)
    codes = {DISTRICTS[other] for other in similar}
    return codes.pop() if len(codes) == 1 else None


def region_list(table: pd.DataFrame) -> RegionList:
    """Return the spellings of the units in `table` (`code_lists.region_codes`) and the country."""
    units = region_codes(table)
    wide_names = {
        lang: {code: Text.of(lang)(WIDE_NAMES[code]) for code in NO_REGION} for lang in units.names
    }
    codes = {
        **dict.fromkeys(COUNTRY_KEYS, COUNTRY),
        **{plain(code): code for code in NO_REGION},
        **{plain(name): code for names in wide_names.values() for code, name in names.items()},
        **units.codes,
    }
    cities = frozenset(str(code) for code in table.index[table["kind"] == "city"])
    names = {lang: {**names, **wide_names[lang]} for lang, names in units.names.items()}
    return RegionList(codes, units.ambiguous, names, cities)


def _split(cell: str) -> tuple[list[str], bool]:
    """Return the parts of a cell, and whether only commas separate them."""
    if _CODES.fullmatch(cell):
        return cell.split(), False
    parts = [part.strip() for part in _BETWEEN.split(cell)[::2]]
    by_comma = all(match[1] == "," for match in _BETWEEN.finditer(cell))
    return [part for part in parts if part], by_comma


def _without_common_word(parts: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the spellings to try for each part, best first.

    In «Ош, Баткен облустары» and «Ошская и Баткенская области» the last word also applies to every
    part without such a word.
    """
    *_, last_word = plain(parts[-1]).split() or [""]
    if last_word not in _MANY_WORDS:
        return [(part,) for part in parts]
    last = parts[-1].rsplit(maxsplit=1)[0]
    return [(f"{part} область", part) for part in (*parts[:-1], last)]


_PAIRS = re.compile(r"[;,]")
_PAIR = re.compile(r"(.*?[^\s=:–—-])\s*(?:[=:–—-]\s*|\s)(\d{1,9}|\d{1,3}(?: \d{3})+)(?: чел\.?)?")


def read_shares(cell: str, code_list: CodeList) -> str | None:
    """Return the people by region as `region_codes.join_shares` writes them.

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
