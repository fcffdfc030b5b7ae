"""Text normalisation of cells: no stray characters, one script per word, keys for comparison."""

from __future__ import annotations

import operator
import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

# Code points, because most of these characters are invisible.
_CONTROLS = r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffe\uffff"
_INVISIBLE = rf"{_CONTROLS}\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_TO_DROP = re.compile(f"[{_INVISIBLE}]")
_NOT_VISIBLE = re.compile(rf"[{_INVISIBLE}\x0b\x0c\x1c-\x1f]")
_SPACES = re.compile(r"[\s\u0085\u2800]+")
_UNTIDY = re.compile(rf"^\s|\s$|\s\s|[^\S ]|[\u0300-\u036f\u2800{_INVISIBLE}]")

_LATIN = "AaBCcEeHKkMmOoPpTtXxYyƟɵ"
_CYRILLIC = "АаВСсЕеНКкМмОоРрТтХхУуӨө"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC[:-2], _LATIN[:-2])
_IS_LATIN = re.compile("[A-Za-zƟɵ]")
_IS_CYRILLIC = re.compile("[\u0400-\u04ff]")
_TOUCHING = re.compile("[A-Za-zƟɵ][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-zƟɵ]")
_WORD = re.compile(r"[^\W\d_]+")
# A code is not a word: in КG-О the letter after the dash has no Latin neighbour.
_CODE = re.compile(r"(?<!\w)[KКkк][Gg]-[A-Za-zАВСЕНКМОРТХУавсенкмортху]{1,2}(?!\w)")
# «SMSка» and «PRом» are Latin abbreviations with a Russian ending.
_ENDING_ON_LATIN = re.compile("[A-Z]{2,}[а-яё]+")
_OLD_LETTERS = str.maketrans("ѲѳӉӊ", "ӨөҢң")
_HAS_OLD_LETTERS = re.compile("[ѲѳӉӊ]")

_KYRGYZ = str.maketrans("өүңөѳɵӊҥ", "оунооонн")
_FONT_LETTERS = str.maketrans("єїўґѕ³¼¾", "оунонуон")
_FONT_LETTER = re.compile("[єїўґѕ³¼¾]")
_FONT_WORD = re.compile("[\u0430-\u04ff³¼¾]+")
_FONT_SIGN_INSIDE = re.compile("[³¼¾][\u0430-\u04ff³¼¾]")
_LATIN_ACCENTED = re.compile("[à-öø-ÿā-ſǎ-ǰș-ț]")
_NO_SPACE = re.compile("['’‘`ʼ´«»\"“”„‟‹›]")
_NO_LETTER = re.compile(r"[^\w#%№]|_")


def map_cells(cells: pd.Series, read: Callable[[str], Any], dtype: Any = "object") -> pd.Series:
    """Return `read(cell)` of every cell, called once per distinct cell; index and name are kept."""
    codes, different = pd.factorize(cells.to_numpy(dtype=object))
    values = np.empty(len(different), dtype=dtype)
    for position, cell in enumerate(different):
        values[position] = read(cell)
    per_cell = values[codes] if len(different) else np.empty(len(cells), dtype=dtype)
    # Without the dtype, None among strings would become NaN.
    return pd.Series(per_cell, index=cells.index, name=cells.name, dtype=per_cell.dtype)


def tidy(cells: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return the cells with single plain spaces only, and the mask of those with stray characters.

    Stray characters are spaces at the ends, runs, no-break and thin spaces, tabs, line breaks,
    control and zero-width characters and soft hyphens. A letter and a combining accent become one
    letter; this change is not in the mask.
    """
    return _rewrite_cells(cells, tidy_text, lambda cell: unicodedata.normalize("NFC", cell))


def tidy_text(cell: str) -> str:
    """Return one cell as in `tidy`."""
    if not _UNTIDY.search(cell):
        return cell
    text = _TO_DROP.sub("", unicodedata.normalize("NFC", cell))
    return _SPACES.sub(" ", text).strip()


def drop_invisible(cells: pd.Series) -> pd.Series:
    """Return the cells without control and zero-width characters; their spaces stay."""
    return cells.str.replace(_NOT_VISIBLE, "", regex=True)


def _rewrite_cells(
    cells: pd.Series, write: Callable[[str], str], same: Callable[[str], str]
) -> tuple[pd.Series, pd.Series]:
    """Return the cells after `write`, and the mask of those where this differs from `same`."""
    codes, different = pd.factorize(cells.to_numpy(dtype=object))
    is_changed = np.zeros(len(different), dtype=bool)
    values = different.copy()
    for position, cell in enumerate(different):
        text = write(cell)
        # For an unchanged cell `write` returns the same object, not just an equal string.
        if text is not cell:
            values[position], is_changed[position] = text, text != same(cell)
    mask = is_changed[codes] if len(different) else np.zeros(len(cells), dtype=bool)
    changed_cells = pd.Series(mask, index=cells.index, name=cells.name)
    if all(map(operator.is_, values, different)):
        return cells, changed_cells
    return pd.Series(values[codes], cells.index, cells.dtype, cells.name), changed_cells


def unmix(cells: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return the cells with every word in one script, and the mask of those that changed.

    A word changes if all its letters of one script have a lookalike in the other: Oш → Ош, КG-О →
    KG-O. If no script or both are possible, the word is unchanged. Lookalikes of Kyrgyz letters (ɵ,
    ѳ, ӊ) become ө and ң.
    """
    return _rewrite_cells(cells, unmix_text, str)


def unmix_text(cell: str) -> str:
    """Return one cell as in `unmix`."""
    if cell.isascii():
        return cell
    if _HAS_OLD_LETTERS.search(cell):
        cell = cell.translate(_OLD_LETTERS)
    cell = _CODE.sub(lambda match: match[0].translate(_TO_LATIN), cell)
    if not _TOUCHING.search(cell):
        return cell
    excess = len(_IS_CYRILLIC.findall(cell)) - len(_IS_LATIN.findall(cell))
    return _WORD.sub(lambda match: _unmix_word(match[0], excess), cell)


def _unmix_word(word: str, excess: int) -> str:
    """Return the word in one script; if both are possible, in that of most letters of the cell.

    `excess` is the number of Cyrillic letters of the cell minus that of Latin ones.
    """
    latin, cyrillic = _IS_LATIN.findall(word), _IS_CYRILLIC.findall(word)
    if not latin or not cyrillic:
        return word
    may_be_cyrillic = all(letter in _LATIN for letter in latin)
    may_be_latin = all(letter in _CYRILLIC[:-2] for letter in cyrillic)
    if may_be_cyrillic and may_be_latin:
        lead = len(cyrillic) - len(latin) or excess
        may_be_cyrillic, may_be_latin = lead > 0, lead < 0
    if may_be_cyrillic and len(cyrillic) >= len(latin):
        return word.translate(_TO_CYRILLIC)
    if may_be_latin and len(latin) >= len(cyrillic) and not _ENDING_ON_LATIN.fullmatch(word):
        return word.translate(_TO_LATIN)
    return word


@dataclass(frozen=True)
class FileCache:
    """Results that are computed once for each distinct cell of one file.

    `keys` are keys by cell (`plain`); `headers` are, by header and table, the declared column
    (`column_names`). The cache is dropped after the file is read, so that no cell stays in memory.
    """

    keys: dict[str, str] = field(default_factory=dict)
    headers: dict[tuple[str, str], str | None] = field(default_factory=dict)


_MOST_KEYS = 16_384
_file_cache: ContextVar[FileCache | None] = ContextVar("file_cache", default=None)


@contextmanager
def file_cache() -> Iterator[None]:
    """Provide a cache while one file is read; an inner context uses the cache of the outer one."""
    if _file_cache.get() is not None:
        yield
        return
    token = _file_cache.set(FileCache())
    try:
        yield
    finally:
        _file_cache.reset(token)


def current_file_cache() -> FileCache:
    """Return the cache of the file that this thread reads; an empty one outside of any context."""
    return _file_cache.get() or FileCache()


def plain(s: str) -> str:
    """Return the same key for all spellings of a name; "" for a blank cell only.

    In addition to `fold`, ө ү ң and their substitutes (ѳ ɵ ӊ; є ї ў, ґ ѕ, ³ ¼ ¾ of old fonts)
    become о у н, accents on Latin letters and quotation marks are removed, and every other
    punctuation mark, also a hyphen, becomes a space. «г.Ош», "Г. ОШ" and «г Oш» have the same key.
    """
    cache = _file_cache.get()
    if cache is None:
        return _plain(s)
    key = cache.keys.get(s)
    if key is None:
        key = _plain(s)
        if len(cache.keys) < _MOST_KEYS:
            cache.keys[s] = key
    return key


def _plain(s: str) -> str:
    folded = fold(unmix_text(tidy_text(s)))
    letters = folded
    if not folded.isascii():
        if _FONT_LETTER.search(letters):
            letters = _FONT_WORD.sub(_replace_font_letters, letters)
        letters = letters.translate(_KYRGYZ)
        letters = _LATIN_ACCENTED.sub(lambda match: _base_letter(match[0]), letters)
    letters = _NO_LETTER.sub(" ", _NO_SPACE.sub("", letters))
    # A cell of punctuation only (“?”, “—”) has a key of its own.
    return _SPACES.sub(" ", letters).strip() or folded


def _replace_font_letters(match: re.Match[str]) -> str:
    word = match[0]
    # «м³» is a unit; inside a word, or doubled at its end, the sign is a letter.
    if re.search("[³¼¾]", word) and not _FONT_SIGN_INSIDE.search(word):
        return word
    return word.translate(_FONT_LETTERS) if _IS_CYRILLIC.search(word) else word


def _base_letter(letter: str) -> str:
    return {"ø": "o", "ı": "i", "ł": "l"}.get(letter, unicodedata.normalize("NFD", letter)[0])


_LOOKALIKES = str.maketrans(
    {
        "ё": "е",
        "ѳ": "ө",
        "ɵ": "ө",
        "ӊ": "ң",
        "\u00a0": " ",
        "\u202f": " ",
        "‑": "-",
        "–": "-",
        "—": "-",
    }
)


def fold(spelling: str) -> str:
    """Return a text without differences of case, spaces, dashes and look-alike letters."""
    return re.sub(r"\s+", " ", spelling.casefold().translate(_LOOKALIKES)).strip()
