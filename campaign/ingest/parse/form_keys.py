"""The keys of filled-in forms, which become codes of activities."""

from __future__ import annotations

from campaign.ingest.parse.form_columns import FormColumns
from campaign.ingest.vocabulary import load_vocabulary

_WORDS = load_vocabulary("parse", "form_headers")
_KEYS = _WORDS.words("keys")
_GROUP_KEYS = _WORDS.words("group_keys")


def find_key(form: FormColumns) -> int | None:
    """Return the column with a unique key for each filled-in form; None without one.

    In a repeat group, it is the column with the key of the form to which a row belongs. A column
    whose meaning the owner chose, also as undeclared, is not a key.
    """
    for name in (*_KEYS, *_GROUP_KEYS):
        for at in form.positions((name,)):
            is_key = name in _GROUP_KEYS or form.entries(at).is_unique
            if at not in form.requested.columns and is_key:
                return at
    return None


def number_group_rows(form: FormColumns, key: int, sheet: int) -> None:
    """Add to each key in a repeat group the numbers of its sheet and of its row in the form.

    Two equal rows are therefore two activities. A row without any answer has no key. Keys of forms
    themselves are unchanged.
    """
    if form.headers[key].lower() not in _GROUP_KEYS:
        return
    keys = form.entries(key)
    others = form.cells.loc[keys.index].drop(columns=key)
    keys = keys.where((others != "").any(axis=1), "")
    numbers = (keys.groupby(keys).cumcount() + 1).astype("str")
    form.cells.loc[keys.index, key] = (keys + f"/{sheet}/" + numbers).where(keys != "", "")
