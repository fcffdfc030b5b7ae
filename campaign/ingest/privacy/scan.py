"""Scan of a sheet for personal data, before any of it is shown.

Identifiers, home addresses, dates of birth and columns of names reject the file. A name inside a
text may be that of an author or a hero; the text is excluded until the owner answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass

import numpy as np
import pandas as pd

from campaign.i18n.match_key import plain, tidy_text
from campaign.ingest.privacy.identifiers import PHONE, is_bare_mobile
from campaign.ingest.privacy.person_names import PERSON, is_name
from campaign.ingest.privacy.personal_headers import ENTRY, classify_header, showable_header
from campaign.ingest.privacy.recognizers import find_kinds
from campaign.ingest.readers.raw_table import letter_of
from campaign.schema import tables, validate
from campaign.schema.issues import Issue

_LETTER = re.compile(r"[^\W\d_]")
_LARGE_SHARE = 0.4
# Schools are often written as the name of a person only.
_LARGE_SHARE_OF_PLACES = 0.7
_FEWEST_CELLS = 3
_PLACES = ("place", "district")
# A name in these columns may be that of an author, a hero or a street; they are columns of names
# only if their cells have no other words.
_FREE_TEXT = ("title", "note", *_PLACES)
_CODES = ("activity_id",)
_KINDS = tables.ACTIVITIES.kinds


@dataclass(frozen=True)
class PersonalData:
    """The personal data of a sheet.

    `issues` reject the file: columns first, then cells by row, never with the value, at most
    `validate.MOST_ISSUES`. `names` are all cells that may name a person, as (row, position) in the
    order of the sheet: the owner is asked about them.
    """

    issues: tuple[Issue, ...] = ()
    names: tuple[tuple[int, int], ...] = ()


def scan(
    cells: pd.DataFrame, headers: Sequence[str], fields: Sequence[str | None], file: str
) -> PersonalData:
    """Return the personal data of the sheet.

    `cells` are all rows as text, positions as columns, index = row in the source. An issue names a
    column by its header only if that is a known word; another header may be a value itself, and the
    column is named by its letter. Cells of a column that is an issue as a whole are not listed; a
    column without any entry is not an issue.
    """
    column_issues: list[Issue] = []
    certain_cells: list[tuple[int, int, str]] = []
    name_cells: list[tuple[int, int]] = []
    labels: dict[int, str] = {}
    rows = cells.index
    for at in range(cells.shape[1]):
        header = headers[at] if at < len(headers) else ""
        field = fields[at] if at < len(fields) else None
        labels[at] = showable_header(header) or letter_of(at)
        codes, different = pd.factorize(cells.iloc[:, at].to_numpy(dtype=object))
        texts = [str(text) for text in different]
        counts = np.bincount(codes[codes >= 0], minlength=len(texts))
        kind = classify_column(texts, counts, header, field)
        if kind is not None:
            params = {"what": kind}
            column_issues.append(Issue(file, "personal_column", None, labels[at], params=params))
            continue
        kinds_by_text = _find_kinds(texts, field)
        if not kinds_by_text:
            continue
        certain_kinds = {
            text: [kind for kind in kinds if kind != PERSON]
            for text, kinds in kinds_by_text.items()
        }
        positions = _find_rows(codes, [text for text, kinds in certain_kinds.items() if kinds])
        certain_cells += [
            (position, at, kind)
            for position in positions[: validate.MOST_ISSUES]
            for kind in certain_kinds[int(codes[position])]
        ]
        names = [text for text, kinds in kinds_by_text.items() if PERSON in kinds]
        name_cells += [(position, at) for position in _find_rows(codes, names)]
    cell_issues = [
        Issue(file, "personal_data", int(rows[position]), labels[at], params={"what": kind})
        for position, at, kind in sorted(certain_cells)[: validate.MOST_ISSUES]
    ]
    return PersonalData(
        tuple((column_issues + cell_issues)[: validate.MOST_ISSUES]),
        tuple((int(rows[position]), at) for position, at in sorted(name_cells)),
    )


def _find_rows(codes: np.ndarray, texts: Sequence[int]) -> list[int]:
    """Return the positions of rows with one of these texts; `texts` are values of `codes`."""
    return np.flatnonzero(np.isin(codes, texts)).tolist() if texts else []


def has_personal_data(
    texts: Sequence[str], counts: np.ndarray, header: str, field: str | None
) -> bool:
    """Return True if `scan` finds personal data in a column of these distinct texts.

    `counts` is the number of cells with each text.
    """
    if classify_column(texts, counts, header, field) is not None:
        return True
    return bool(_find_kinds(texts, field))


def may_have_bare_names(field: str | None) -> bool:
    """Return True for a column where a first name or a surname alone names a person.

    Places, districts and regions are often named after one.
    """
    return field not in ("oblast", *_PLACES)


def _find_kinds(texts: Sequence[str], field: str | None) -> dict[int, tuple[str, ...]]:
    return find_kinds(texts, _is_text_column(texts, field), may_have_bare_names(field))


def _is_text_column(texts: Sequence[str], field: str | None) -> bool:
    """Return True for a column of free text, where nine digits are a phone number, not a sum."""
    if field is not None:
        return field not in _CODES and _KINDS.get(field, "text") == "text"
    entries = [text for text in texts[:2_000] if ENTRY.search(text)]
    return 2 * sum(bool(_LETTER.search(text)) for text in entries) >= len(entries)


def classify_column(
    texts: Sequence[str], counts: np.ndarray, header: str, field: str | None
) -> str | None:
    """Return the kind of personal data of the whole column, None for none.

    It follows from the header, or from the share of such cells. `counts` is the number of cells
    with each text.
    """
    kind = classify_header(header)
    if kind is not None:
        key = plain(header)
        entries = (text for text in texts if ENTRY.search(text))
        return kind if any(plain(text) not in key for text in entries) else None
    if field is not None and _KINDS.get(field, "text") != "text":
        return None
    if _share(texts, counts, _find_mobiles, ENTRY) >= _LARGE_SHARE:
        return PHONE
    find = _find_names_only if field in _FREE_TEXT else _find_possible_names
    limit = _LARGE_SHARE_OF_PLACES if field in _PLACES else _LARGE_SHARE
    return PERSON if _share(texts, counts, find, _LETTER) >= limit else None


def _find_mobiles(texts: Sequence[str]) -> Set[int]:
    return {at for at, text in enumerate(texts) if is_bare_mobile(text)}


def _find_possible_names(texts: Sequence[str]) -> Set[int]:
    return {at for at, kinds in find_kinds(texts).items() if PERSON in kinds}


def _find_names_only(texts: Sequence[str]) -> Set[int]:
    return {at for at in _find_possible_names(texts) if is_name(tidy_text(texts[at]))}


def _share(
    texts: Sequence[str],
    counts: np.ndarray,
    find: Callable[[Sequence[str]], Set[int]],
    pattern: re.Pattern[str],
) -> float:
    """Return the share of cells whose positions `find` returns among those with the pattern.

    0 if there are fewer than `_FEWEST_CELLS`.
    """
    # A sample of a long column has nearly the same share as the whole column.
    step = max(1, len(texts) // 2_000)
    sample = [(text, int(n)) for text, n in zip(texts[::step], counts[::step], strict=True)]
    sample = [(text.strip(), n) for text, n in sample if pattern.search(text)]
    total = sum(n for _, n in sample)
    passes = sum(sample[at][1] for at in find([text for text, _ in sample]))
    return passes / total if passes >= _FEWEST_CELLS else 0.0
