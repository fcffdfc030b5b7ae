"""Codes that a spelling may mean, offered to the owner of a file; only an answer applies them."""

from __future__ import annotations

from difflib import SequenceMatcher

from campaign.i18n.match_key import plain
from campaign.ingest.parse.code_lists import CodeList, stem_of, without_misspelled_word
from campaign.schema.region_codes import NO_REGION

# A spelling at least this similar is a misspelling; any other is another word.
_LEAST_RATIO = 0.8
_SHORTEST, _LONGEST = 3, 60
_MOST = 3
"""The most codes that are offered."""


def possible_codes(spelling: str, code_list: CodeList) -> tuple[str, ...]:
    """Return the codes that a spelling may mean, best first, to offer to the owner of the file."""
    return code_list.match(spelling).candidates or suggest_codes(spelling, code_list)


def suggest_codes(spelling: str, code_list: CodeList) -> tuple[str, ...]:
    """Return at most three codes with a similar spelling, best first, as offers to the owner.

    For an ambiguous spelling, these are its candidates. Words such as «область» are not compared,
    because they would make all oblasts similar. In a name of two or three letters, one letter after
    the first may differ; such letters may also be the first ones of the words of a name («ИК»). A
    district has the offer of its oblast. For a word in the names of several codes, such as «эфир»,
    all these codes are offered. A cell that combines known names which exclude each other has no
    offers. A call takes about a millisecond.
    """
    key = plain(spelling)
    if key in code_list.ambiguous:
        return code_list.ambiguous[key][:_MOST]
    parts = spelling.split(";")
    if len(parts) > 1 and all(code_list.match(part).code for part in parts):
        return ()  # known names that exclude each other
    if region := code_list.region_of_district(spelling):
        return (region,)
    stem = stem_of(without_misspelled_word(key))
    if len(stem) < 2 or len(stem) > _LONGEST:
        return ()
    if len(stem) <= _SHORTEST:
        short = _short_names(key, code_list) or _names_by_initials(key.replace(" ", ""), code_list)
        if short:
            return short[:_MOST]
    if len(stem) < _SHORTEST:
        return ()
    # `difflib.get_close_matches` has another order for equally similar spellings.
    best: dict[str, float] = {}
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(stem)
    for other, codes in code_list.by_stem.items():
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() < _LEAST_RATIO or matcher.quick_ratio() < _LEAST_RATIO:
            continue
        ratio = matcher.ratio()
        if ratio >= _LEAST_RATIO:
            for code in codes:
                best[code] = max(best.get(code, 0.0), ratio)
    if best:
        for other, codes in code_list.by_stem.items():
            if f" {stem} " in f" {other} ":
                for code in codes:
                    best.setdefault(code, 0.0)
    return tuple(sorted(best, key=lambda code: -best[code])[:_MOST])


def _names_by_initials(letters: str, code_list: CodeList) -> tuple[str, ...]:
    """Return the codes of names of several words that begin with these letters."""
    return tuple(
        dict.fromkeys(
            code
            for other, code in code_list.codes.items()
            if code not in NO_REGION and letters == "".join(word[0] for word in other.split())
        )
    )


def _short_names(key: str, code_list: CodeList) -> tuple[str, ...]:
    """Return the codes whose short name differs from the one in this key in one letter.

    Words such as «область» must be equal: «Ощ обл.» is the oblast, «г. Ощ» the city.
    """
    stem = stem_of(key)
    codes: dict[str, None] = {}
    for spellings in (code_list.ambiguous, {k: (c,) for k, c in code_list.codes.items()}):
        for other, its_codes in spellings.items():
            if len(other) != len(key) or sum(map(str.__ne__, other, key)) != 1:
                continue
            name = stem_of(other)
            if len(name) == len(stem) and name[0] == stem[0] and name != stem:
                codes.update(dict.fromkeys(its_codes))
    return tuple(codes)
