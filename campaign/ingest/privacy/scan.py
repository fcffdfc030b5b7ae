"""Personal data found in a sheet, so that the sheet is refused before anything of it is shown.

Identifiers, homes, birthdays and columns of names refuse. A name inside a text may be an author's
or a hero's: its owner is asked, and until then the text is left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from campaign.i18n.match_key import plain, tidy_text, unmix_text
from campaign.ingest.parse.column_names import FIELDS, field_of
from campaign.ingest.privacy import addresses, birth_dates, identifiers, person_names
from campaign.ingest.privacy.addresses import HOME
from campaign.ingest.privacy.birth_dates import BIRTHDAY
from campaign.ingest.privacy.identifiers import CONTACTS, EMAIL, PASSPORT, PHONE, PIN, bare_mobile
from campaign.ingest.privacy.person_names import PERSON, is_name, may_name_person
from campaign.ingest.readers.raw_table import letter_of
from campaign.ingest.vocabulary import load_vocabulary
from campaign.schema import tables, validate
from campaign.schema.issues import Issue

_WORDS = load_vocabulary("privacy", "header_words")
_ANYTHING = re.compile(r"[^\W_]")
_LETTER = re.compile(r"[^\W\d_]")
# Heads are compared as `plain` leaves them: small letters, ө ү ң as о у н, marks as spaces.
_HEADS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (what, re.compile(rf"(?<!\w)(?:{_WORDS.pattern(f'personal.{name}')})(?!\w)"))
    for what, name in (
        (PERSON, "person"),
        (PHONE, "phone"),
        (EMAIL, "email"),
        (PIN, "pin"),
        (PASSPORT, "passport"),
        (HOME, "home"),
        (BIRTHDAY, "birth_date"),
        (CONTACTS, "contacts"),
    )
)
# «Количество телефонов», «Звонков на телефон доверия», «Номер горячей линии» count or are public.
_NO_PERSONAL_HEAD = re.compile(
    rf"(?<!\w)(?:{_WORDS.pattern('counts_or_public')})(?!\w)"
    rf"|{_WORDS.pattern('counts_or_public_anywhere')}"
)

_BRACKETS = re.compile(r"[(\[{][^()\[\]{}]*[)\]}]")
# Heads that no declared column has, and that say nothing of anybody, as `plain` leaves them.
_KNOWN_HEADS = frozenset(_WORDS.words("harmless"))

# No cell holds it, and no pattern reaches across it.
_BETWEEN = "\0"
_TO_TIDY = re.compile(
    r"[^\S ]|\u00ad|[\u0300-\u036f\u180e\u200b-\u200f\u2028-\u202f\u2060-\u2066\ufeffѲѳӉӊɵƟ]"
    r"|[\uff01-\uff5e\u3000\U0001d400-\U0001d7ff]"
    r"|[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]|  "
)
# Full-width and mathematical signs; the rest of NFKC would take «№» and «м²» apart.
_STRANGE_SIGN = re.compile(r"[\uff01-\uff5e\u3000\U0001d400-\U0001d7ff]+")
_LOOKS: tuple[tuple[tuple[re.Pattern[str], ...], Callable[[str], tuple[str, ...]]], ...] = (
    (identifiers.SIGNS, identifiers.identifiers_in),
    (
        (person_names.SIGNS,),
        lambda text: (person_names.PERSON,) if person_names.person_in(text) else (),
    ),
    (birth_dates.SIGNS, lambda text: (birth_dates.BIRTHDAY,) if birth_dates.birth_in(text) else ()),
    ((addresses.SIGNS,), lambda text: (addresses.HOME,) if addresses.home_in(text) else ()),
)

_LARGE_SHARE = 0.4
# Schools are often written by the name they bear alone.
_LARGE_SHARE_OF_PLACES = 0.7
_FEWEST_CELLS = 3
_PLACES = ("place", "district")
# Where a name may be that of an author, a hero or a street: only cells of nothing else make a
# column of names.
_FREE_TEXT = ("title", "note", *_PLACES)
_CODES = ("activity_id",)
_HEAD_ROWS = 10
_LONGEST_HEAD = 60
_NO_HEAD = re.compile(rf"(?<!\w)(?:{_WORDS.pattern('not_a_header')})(?!\w)", re.IGNORECASE)
_KINDS = tables.ACTIVITIES.kinds

# What stands below the head of a personal column, if it is one.
_MAY_BE: dict[str, re.Pattern[str]] = {
    PERSON: re.compile(r"^(?:[^\W\d_]+(?:[-’'][^\W\d_]+)*(?:\.\s?|,\s|\s|$)){1,4}$"),
    PHONE: re.compile(r"\d(?:[\s().\-/]{0,3}\d){4}"),
    EMAIL: re.compile(r"@|[(\[](?:at|собака)[)\]]"),
    PIN: re.compile(r"\d{6}"),
    PASSPORT: re.compile(r"\d{5}"),
    HOME: re.compile(r"[^\W_].*\d|\d.*[^\W_]"),
    BIRTHDAY: re.compile(r"\d{4}|\d[./-]\d"),
    CONTACTS: re.compile(r"@|\d{5}|\d(?:[\s().\-/]{0,3}\d){4}|^[^\W\d_]+\s[^\W\d_]+$"),
}


@dataclass(frozen=True)
class PersonalData:
    """What in a sheet looks personal.

    `issues` refuse the file: columns first, then cells by row, never the value itself, at most
    `validate.MOST_PROBLEMS`. `names` are all cells that may name a person, as (row, position) in
    the order of the sheet: of these the owner is asked.
    """

    issues: tuple[Issue, ...] = ()
    names: tuple[tuple[int, int], ...] = ()


def scan(
    cells: pd.DataFrame, heads: Sequence[str], fields: Sequence[str | None], file: str
) -> PersonalData:
    """What in the sheet looks personal.

    `cells` are all rows as text, positions as columns, index = row in the source. A column is
    named by its head only where that is a known word; any other head may be a value itself, and
    the column is named by its letter. Cells of
    a column that is a problem as a whole are not listed one by one; a column without any entry is
    none.
    """
    columns: list[Issue] = []
    found: list[tuple[int, int, str]] = []
    named: list[tuple[int, int]] = []
    labels: dict[int, str] = {}
    rows = cells.index
    for at in range(cells.shape[1]):
        head = heads[at] if at < len(heads) else ""
        field = fields[at] if at < len(fields) else None
        labels[at] = _shown(head) or letter_of(at)
        codes, different = pd.factorize(cells.iloc[:, at].to_numpy(dtype=object))
        texts = [str(text) for text in different]
        counts = np.bincount(codes[codes >= 0], minlength=len(texts))
        what = _whole_column(texts, counts, head, field)
        if what is not None:
            columns.append(Issue(file, "personal_column", None, labels[at], params={"what": what}))
            continue
        kinds = _kinds(texts, counts, field)
        if not kinds:
            continue
        certain = {text: [w for w in of_text if w != PERSON] for text, of_text in kinds.items()}
        hits = _rows_of(codes, [text for text, of_text in certain.items() if of_text])
        found += [
            (hit, at, what)
            for hit in hits[: validate.MOST_ISSUES]
            for what in certain[int(codes[hit])]
        ]
        named += [
            (hit, at) for hit in _rows_of(codes, [text for text in kinds if PERSON in kinds[text]])
        ]
    singles = [
        Issue(file, "personal_data", int(rows[row]), labels[at], params={"what": what})
        for row, at, what in sorted(found)[: validate.MOST_ISSUES]
    ]
    return PersonalData(
        tuple((columns + singles)[: validate.MOST_ISSUES]),
        tuple((int(rows[row]), at) for row, at in sorted(named)),
    )


def _rows_of(codes: np.ndarray, texts: Sequence[int]) -> list[int]:
    """The positions of the rows that hold one of these texts, each text by its number."""
    return np.flatnonzero(np.isin(codes, texts)).tolist() if texts else []


def in_column(texts: Sequence[str], counts: np.ndarray, head: str, field: str | None) -> bool:
    """True where `scan` finds anything in a column of these different texts, each so many times."""
    if _whole_column(texts, counts, head, field) is not None:
        return True
    return bool(_kinds(texts, counts, field))


def personal_head(head: str) -> str | None:
    """What a column of this head holds, as a message id; None where it is nothing personal.

    «Адрес», «Дареги», «Аты», "Name" and «Ответственный» alone may be a venue's, a title's or an
    office's: only their cells tell.
    """
    key = plain(head)
    if not key or _NO_PERSONAL_HEAD.search(key):
        return None
    return next((what for what, pattern in _HEADS if pattern.search(key)), None)


def heads_in(cells: pd.DataFrame) -> list[str]:
    """The heads of personal columns in a sheet nobody understood, "" for every other column.

    They are sought in its first filled rows. Words that only look like a head, in instructions or
    in a list of columns, are none: what stands below must be of the kind.
    """
    heads = [""] * cells.shape[1]
    filled = cells[(cells != "").any(axis=1)].head(_HEAD_ROWS)
    for row, texts in zip(filled.index, filled.to_numpy(dtype=object), strict=True):
        for at, text in enumerate(texts):
            head = str(text)
            if heads[at] or not 0 < len(head.strip()) <= _LONGEST_HEAD or _NO_HEAD.search(head):
                continue
            what = personal_head(head)
            if what is None:
                continue
            below = cells.loc[row:, at].iloc[1:]
            different = [t for t in below.head(2_000).unique() if _ANYTHING.search(t)]
            if any(_MAY_BE[what].search(t.strip()) for t in different):
                heads[at] = head
    return heads


def _shown(head: str) -> str:
    """The head where every word of it is a known one, else ""; what stands in brackets is not."""
    bare = _BRACKETS.sub(" ", head).strip()
    if not bare:
        return ""
    if plain(head) in _KNOWN_HEADS:
        return head
    if bare.startswith("#") or not any(field_of(bare, table) for table in FIELDS):
        return bare if plain(bare) in _KNOWN_HEADS else ""
    return bare


def _is_words(texts: Sequence[str], field: str | None) -> bool:
    """True for a column of free text, in which nine digits alone are a phone and no sum."""
    if field is not None:
        return field not in _CODES and _KINDS.get(field, "text") == "text"
    filled = [text for text in texts[:2_000] if _ANYTHING.search(text)]
    return 2 * sum(bool(_LETTER.search(text)) for text in filled) >= len(filled)


def _whole_column(
    texts: Sequence[str], counts: np.ndarray, head: str, field: str | None
) -> str | None:
    """What the column as a whole looks like, by its head or by most of its cells."""
    what = personal_head(head)
    if what is not None:
        key = plain(head)
        below = (text for text in texts if _ANYTHING.search(text))
        return what if any(plain(text) not in key for text in below) else None
    if field is not None and _KINDS.get(field, "text") != "text":
        return None
    if _share(texts, counts, bare_mobile, _ANYTHING) >= _LARGE_SHARE:
        return PHONE
    sign = is_name if field in _FREE_TEXT else may_name_person
    return PERSON if _share(texts, counts, sign, _LETTER) >= _large(field) else None


def _large(field: str | None) -> float:
    return _LARGE_SHARE_OF_PLACES if field in _PLACES else _LARGE_SHARE


def _kinds(
    texts: Sequence[str], counts: np.ndarray, field: str | None
) -> dict[int, tuple[str, ...]]:
    """As `kinds_of`, and in a text column full of weak signs each of them counts as a name."""
    kinds = kinds_of(texts, _is_words(texts, field))
    if field not in _FREE_TEXT:
        return kinds
    if _share(texts, counts, may_name_person, _LETTER) < _large(field):
        return kinds
    for at, text in enumerate(texts):
        if PERSON not in kinds.get(at, ()) and may_name_person(text.strip()):
            kinds[at] = (*kinds.get(at, ()), PERSON)
    return kinds


def _share(
    texts: Sequence[str],
    counts: np.ndarray,
    sign: Callable[[str], bool],
    counted: re.Pattern[str],
) -> float:
    """The share of cells with the sign among those that count; 0 for fewer than three of them."""
    # A sample of a long column tells the share as well as all of it.
    step = max(1, len(texts) // 2_000)
    of = [(text, int(n)) for text, n in zip(texts[::step], counts[::step], strict=True)]
    of = [(text, n) for text, n in of if counted.search(text)]
    total = sum(n for _, n in of)
    signed = sum(n for text, n in of if sign(text.strip()))
    return signed / total if signed >= _FEWEST_CELLS else 0.0


def kinds_of(texts: Sequence[str], alone: bool = False) -> dict[int, tuple[str, ...]]:
    """{position: kinds of personal data, as message ids} of the texts that hold any.

    Nine digits that are a whole text are a phone where `alone` is True; in a column of cells only
    the others tell whether it may be a sum.
    """
    # One long string shows in a moment which texts, most often none, deserve a closer look.
    whole = _BETWEEN.join(texts)
    read = list(texts)
    if not whole.isascii() and _TO_TIDY.search(whole):
        read = [unmix_text(tidy_text(_STRANGE_SIGN.sub(_usual, text))) for text in texts]
    lower = [text.lower() for text in read]
    whole = _BETWEEN.join(lower)
    starts = np.cumsum([0, *(len(text) + 1 for text in lower[:-1])])
    found: dict[int, tuple[str, ...]] = {}
    for signs, kinds_of in _LOOKS:
        hits = [match.start() for sign in signs for match in sign.finditer(whole)]
        for at in np.unique(np.searchsorted(starts, hits, side="right") - 1).tolist():
            kinds = kinds_of(read[at])
            if kinds:
                found[at] = (*found.get(at, ()), *kinds)
    if alone:
        mobiles = (n for n, text in enumerate(read) if bare_mobile(text.strip()))
        found |= {n: (PHONE,) for n in mobiles if n not in found}
    return found


def _usual(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", found[0])
