"""The words of a cleaning log, its headers and answers, and their search in all languages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from campaign.i18n.match_key import plain
from campaign.i18n.translator import LANGUAGES, N_, Text

COLUMNS: Mapping[str, str] = {
    "row": N_("Row"),
    "column": N_("Column"),
    "written": N_("As written"),
    "read_as": N_("As read"),
    "reason": N_("Why"),
    "origin": N_("By rule or by hand"),
    "key": N_("Row key"),
}
"""The columns of a log and their headers."""
BY_RULE = N_("by rule")
EVERY_CELL = N_("by hand, all cells with this value")
ONE_CELL = N_("by hand, this cell only")
BY_PLACE_WORDS = N_("by hand, from the district or place of the row")
WHOLE_TABLE = N_("by hand, whole table")
WHOLE_ROW = N_("by hand, whole row")
EXCLUDED_WORDS = N_("row excluded")
COUNTED_WORDS = N_("counted as a row")
NOT_REPORTED_WORDS = N_("not reported")
PLACE_WORDS = N_("by district or place")
UNCHANGED_WORDS = N_("left unchanged")
NO_COLUMN_WORDS = N_("The file has no column of this name.")
WIDE_LABELS: Mapping[str, str] = {
    "measure": N_("What the numbers count"),
    "oblast": N_("Oblast or city"),
    "type": N_("Type of activity"),
    "year": N_("Year"),
    "period": N_("Period"),
    "note": N_("Note"),
    "signatures": N_("Signature lines"),
}
"""The answers of the owner about all numbers of a table (`WideRequest`) or its signature lines."""
FORMER_WORDS: Mapping[str, tuple[str, ...]] = {
    COLUMNS["written"]: ("Как написано",),
    COLUMNS["read_as"]: ("Как прочитано", "As understood"),
    COLUMNS["key"]: ("Саптын ачкычы",),
    EVERY_CELL: ("by hand, every cell written so",),
    BY_PLACE_WORDS: (
        "кол менен, саптагы район же орун боюнча",
        "by hand, as the district or place of the row says",
    ),
    PLACE_WORDS: ("районго же орунга карап",),
    WIDE_LABELS["measure"]: ("Что считают числа", "The numbers are"),
    WIDE_LABELS["signatures"]: ("Кол тамга жазылган саптар",),
}
"""The words that earlier versions wrote, by the message id that replaced them."""


def known_word(words: str, labels: Mapping[str, str]) -> str | None:
    """Return the key of the label that has these words in any language; None without one."""
    key = plain(words)
    return next((name for name, label in labels.items() if key in _keys(label)), None)


@cache
def _keys(label: str) -> frozenset[str]:
    """Return the match keys of a message id in all languages, and those of its former words."""
    words = [Text.of(lang)(label) for lang in LANGUAGES]
    return frozenset(map(plain, (*words, *FORMER_WORDS.get(label, ()))))
