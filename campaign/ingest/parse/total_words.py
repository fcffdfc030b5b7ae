"""Words for totals in the cells of a sheet, such as «Итого» or «жыйынтыгы»."""

from __future__ import annotations

from campaign.i18n.match_key import plain
from campaign.ingest.vocabulary import load_vocabulary

_WORDS = load_vocabulary("parse", "total_words")
TOTAL_WORDS = frozenset(map(plain, _WORDS.words("totals")))
LINK_WORDS = frozenset(map(plain, _WORDS.words("of_totals")))
"""Words between a label of totals and its region: «по» in «Итого по области»."""
_LAST_WORDS = frozenset(map(plain, _WORDS.words("totals_at_the_end")))
(_GENERAL,) = map(plain, _WORDS.words("general"))
_GENERAL_WITH = frozenset(map(plain, _WORDS.words("general_with")))
_LONGEST_LABEL = 40
# With the Latin look-alike of «в»; compared before anything slower.
_TOTAL_STARTS = frozenset("b" + "".join(word[0] for word in TOTAL_WORDS))


def has_total_word(cell: str) -> bool:
    """Return True for a cell with a word for totals, such as «Итого» or «жыйынтыгы»."""
    # A fast comparison of the cell as written excludes most cells, which are long.
    words = cell[:_LONGEST_LABEL].lstrip(' \t\u00a0*"«(').split(maxsplit=2)
    if not words:
        return False
    if len(words[0]) <= 16 and words[0][0].casefold() in _TOTAL_STARTS:
        first = plain(words[0]).split(" ")[0]
        if first == _GENERAL:
            after = plain(cell[:_LONGEST_LABEL]).split(" ")[1:2]
            return not after or after[0] in _GENERAL_WITH
        if first in TOTAL_WORDS:
            return True
    if len(words) == 1 or len(cell) > _LONGEST_LABEL:
        return False
    last = cell.rsplit(maxsplit=1)[-1]
    return last[0].casefold() in _TOTAL_STARTS and plain(last) in _LAST_WORDS


def is_total_label(cell: str) -> bool:
    """Return True for a cell with only words for totals: «Всего:», «Жалпы саны»."""
    words = [word for word in plain(cell[:_LONGEST_LABEL]).split() if word not in LINK_WORDS]
    return has_total_word(cell) and all(word in TOTAL_WORDS or word == _GENERAL for word in words)
