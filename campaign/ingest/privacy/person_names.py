"""Recognizer of texts that may name a person, but not a place, prize or work named after one.

A name has at least two parts (first name, surname, patronymic, initials, «уулу» or «кызы»), or is
one part beside a word for a role or an age: «пострадавшая Айгуль», «Айгуль, 15 лет».
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import pymorphy3

from campaign.i18n.translator import N_
from campaign.ingest.vocabulary import load_vocabulary

PERSON = N_("the name of a person")

_WORDS = load_vocabulary("privacy", "person_names")
_UPPER = "A-ZÀ-ÖØ-ÞĞİŞЀ-ЯҒҚҢҮҰҲҶӢӨӮ"
_LETTERS = "A-Za-zÀ-žЀ-ӿ’'`"
_WORD = f"[{_LETTERS}]*"
_OV = "(?:ов|ев|ёв|ov|ev|ОВ|ЕВ|ЁВ|OV|EV)"
_ROLES_AS_WRITTEN = "|".join(
    f"[{word[0]}{word[0].upper()}]{word[1:]}" for word in _WORDS.words("roles")
)
PREFILTERS = (re.compile(_WORDS.pattern("first_look")),)
PREFILTERS_AS_WRITTEN = (
    re.compile(
        # Two capitalised words, an initial, a surname; a word with an age or in a call.
        rf"[{_UPPER}](?:{_WORD}(?: | ?[,/] ?)[{_UPPER}]| ?\. ?[{_UPPER}]"
        rf"|{_WORD}{_OV}|{_WORD} [куku]\. ?[{_UPPER}]"
        rf"|{_WORD} ?[,(–—-]{{0,2}} ?\d\d?[ -]?[лгжyЛГЖY]"
        rf"|{_WORD} ?[,(–—-]{{1,2}} ?\d\d?(?:[),.;]|(?![^\0]))"
        rf"|{_WORD} (?:эже|байке|агай|мырза|айым|деген|аттуу)"
        rf'|[{_UPPER}]*[ :,.(«"–—-]{{1,4}}[{_UPPER}]{{2}})'
    ),
    re.compile(rf"(?<!\w)(?:{_ROLES_AS_WRITTEN})[^\0]*?[{_UPPER}]"),
)
"""The texts that may name a person match one of these patterns, in small letters or as written."""
_LETTER = re.compile(r"[^\W\d_]")
_BARE = re.compile(rf"[{_UPPER}][{_LETTERS}]+(?:[ -][{_UPPER}][{_LETTERS}]+)?\.?")
_TOKEN = re.compile(r"[^\W\d_]+(?:[-’'`](?!(?i:уулу|кызы|uulu|kyzy)\b)[^\W\d_]+)*")
_URL = re.compile(r"(?:https?://|www\.|\b[\w-]+\.(?:com|kg|net|org|ru)/)\S+", re.IGNORECASE)
_BETWEEN_WORDS_OF_URL = re.compile(r"[^\w%]|_")
_POSSESSIVE = re.compile(r"[’'`]s$")


def _compile(words: str, before: str = "", after: str = "") -> re.Pattern[str]:
    return re.compile(f"{before}(?:{words}){after}", re.IGNORECASE)


_PATRONYMIC = _compile(_WORDS.pattern("patronymics"))
# Words that end like a patronymic: «Верховной», «Уголовной», «Деревне», «Часовне».
_NO_PATRONYMIC = _compile(_WORDS.pattern("not_patronymics"), after="(?:овн|евн).*")
_CHILD = frozenset(_WORDS.words("child_of"))
_CHILD_SUFFIX = _compile(_WORDS.pattern("child_of_joined"), r"(\w{3,}?)")
_GENITIVE = re.compile(r".*[ндт][ыиуү]н")
# «Эл уулу», «Кыргыз кызы», «Эки кызы» are not names.
_NOBODY = _compile(_WORDS.pattern("nobody"))
# Short forms of offices with dots: К.Р., О.Ф., А.Ө., Ж.К., С.Ш., О.О.
_OFFICE = _compile(_WORDS.pattern("offices"))
_SURNAME = _compile(_WORDS.pattern("surnames"), "[a-z]{2,}")
_VAGUE_SURNAME = _compile(_WORDS.pattern("vague_surnames"), "[a-z]{2,}")
_DERIVED_NAME = _compile(
    _WORDS.pattern("derived_first_names"),
    after="(?:a|u|om|e|i|[dtn][uio]n|[gk][aeo]|[dtn][uioae]|[dtn][aeo]n)?",
)
_INSTITUTION = _compile(_WORDS.pattern("institutions"), after=r"\w*")

_NAMED_AFTER = _compile(_WORDS.pattern("named_after"), r"(?<!\w)(?<!от )")
_TITLE = rf"(?:(?:{_WORDS.pattern('titles')})\w*\.?\s+)*"
_STREET = re.compile(
    rf"(?<!\w)(?:{_WORDS.pattern('streets_short')})\.\s*$"
    rf"|(?<!\w)(?:{_WORDS.pattern('streets')})\s+$",
    re.IGNORECASE,
)
_PLACE_BEFORE = re.compile(
    rf"(?<!\w)(?:{_WORDS.pattern('places_before')}"
    rf"|(?-i:{_WORDS.pattern('places_before_as_written')}))"
    r"\.?\s*(?:(?:№|N)\s?\d+[-\w]*\s*)?[«\"“„']?\s*"
    rf"{_TITLE}$",
    re.IGNORECASE,
)
_DEDICATION_AFTER = re.compile(r"[»\"”']?,?\s*(?:атынд|atynd)\w+", re.IGNORECASE)
_PLACE_AFTER = re.compile(
    rf"[»\"”']?\s*(?:(?:№|N)?\s?\d+[-\w]*\s+|(?:{_WORDS.pattern('place_adjectives_after')})\s+)*"
    rf"(?:{_WORDS.pattern('places_after')})(?!\w)",
    re.IGNORECASE,
)
_WORKS = _WORDS.pattern("works")
# A name within the quotation marks after «фильм»; after them it may be the author.
_WORK_BEFORE = re.compile(
    rf"(?<!\w)(?:(?:{_WORKS})\w*|{_WORDS.pattern('works_before')})"
    r"[\s:–-]{0,3}[«\"“„'][^«»\"“”„']*$",
    re.IGNORECASE,
)
_WORK_AFTER = re.compile(
    rf"[^«»\"“”„']{{0,40}}[»\"”']\s*(?:(?:{_WORDS.pattern('works_between')})\s+)*"
    rf"(?:(?:{_WORKS})\w*|{_WORDS.pattern('works_after')})",
    re.IGNORECASE,
)
# «директор школы Асанова А. Б.»: the person, not the school.
_ROLE = _compile(_WORDS.pattern("roles"), r"(?<!\w)")
_BETWEEN = rf"\w*[\s:,–—(«\"“.-]*(?:(?:{_WORDS.pattern('before_a_name')})[\s:,–—(«\"“-]*)*$"
_ROLE_BEFORE = _compile(_WORDS.pattern("roles"), r"(?<!\w)", _BETWEEN)
_VICTIM_BEFORE = _compile(_WORDS.pattern("victims"), r"(?<!\w)", _BETWEEN)
_AGE_BEFORE = _compile(_WORDS.pattern("ages"), r"(?<!\d)", "$")
_SIGN_AFTER = _compile(_WORDS.pattern("after_a_name"), r"\s?")
_WRITING = _compile(_WORDS.pattern("writings"), r"(?<!\w)")
_AUTHORS = tuple(tuple(author.split()) for author in _WORDS.words("authors"))
_SOUNDS = str.maketrans(
    dict(
        zip(
            "абвгдеёжзийклмнопрстуфхцчшщыэөүңқғҳӣўҷіәұöüşçğıé",
            "abvgdeejziiklmnoprstufhccxxieounkghiujiauouxcgie",
            strict=True,
        )
    )
    | {"ю": "iu", "я": "ia", "y": "i", "w": "v", "q": "k"}
    | dict.fromkeys("ъь’'`", "")
)
_DIGRAPHS = re.compile(r"dzh|dj|zh|sh|ch|kh|ts")
_SOUNDS_OF_DIGRAPHS = {"sh": "x", "ch": "c", "kh": "h", "ts": "c"}
_OVA = ("ова", "ева", "ёва", "ova", "eva")
_VOWELS = "aeiouаеиоуыэюяёөү"
_IN_DICTIONARY = {"u": "d", "S": "s", "v": "w", "b": "d", "m": "d"}
_TO_DICTIONARY = str.maketrans(_IN_DICTIONARY)
_NAME_TAGS = ("Name", "Surn", "Patr")
_PARTS, _CAPITALS, _NO_GAP = "FfSsvPCIi", "FfSsvwudPCIi", (" ", "-")
_PART = re.compile(r"[^-]+")
_BREAK = re.compile(r"\w{3,}\.\s|\s[-–—]\s|[,;:()\n]")
_LAST_CAPITAL = re.compile(r"(?<=\s)[A-ZА-ЯЁӨҮҢ][^\W\d_]+ $")
_DOUBLE = re.compile(r"(.)\1")
# Endings of Russian cases after a consonant, and in place of a last vowel; Kyrgyz endings.
_CASES = ("a", "u", "om", "em", "e", "i", "ia", "iu")
_VOWEL_CASES = ("i", "u", "e", "oi", "ei", "oiu", "iu", "om")
_KYRGYZ_CASES = re.compile(
    r"(?:[dtn][uio]n|[gk][aeo]|[dtn][uioae]|[dtn][aeo]n|[lt][ae]r)[a-z]{0,5}(?<!n[aeo]i)"
)

# A text is a string of one letter for each word: F first name, f first name that is also a word,
# S surname, v possible surname, P patronymic, C “son of” or “daughter of”, I initial with a full
# stop, i letter without one, u any other capitalised word; d, s and w are u, S and v that are other
# words of the dictionary of Russian; O is no part of a name. In small letters: a first name,
# b surname on «-ова», m another surname, p patronymic, l initial, a space any other word. Between
# two words, “,” is any short separation other than a space or hyphen, and “|” a long one.
_NAME = re.compile(
    "F,?I|F[FfSsvwud]|[fuv]F|[Ss]F|S[fSvu]|[fuv]S|fv|vf|F,S|S,F"
    "|(?<!I)(?:I[FfSsvw]|II[FfSsvwud])|[Sfsvw],?I|[ud],?I[Ii](?![FfSsvw])|iiS|Sii?(?=[ ,|])"
    "|[FfSsvwud]P|P[FfSsvwud]|[FfSsvwuda]C"
    "|S,?a|a,?S|F,?b|b,?F|[Ff]l[Ff]|ab|ba|^ma|ap|ll[bm]|[bm]ll|[bmdSs][ abmd]p|[ abmd]p[bmdSs]"
)


class Word(NamedTuple):
    """A word of a text, its place, and its letter in `_NAME`."""

    start: int
    end: int
    text: str
    kind: str


def key_of_sound(word: str) -> str:
    """Return a lower-case word in plain Latin letters, the same for all spellings of a name.

    «Айгүл», «Айгуль» and “Aygul” are `aigul`.
    """
    letters = word.translate(_SOUNDS)
    letters = _DIGRAPHS.sub(lambda match: _SOUNDS_OF_DIGRAPHS.get(match[0], "j"), letters)
    return _DOUBLE.sub(r"\1", letters)


def may_name_person(text: str) -> bool:
    """Return True if the text may name a person, not only a place, prize or work.

    The words of the texts stay in memory until `forget_words`.
    """
    return next(_find_names(text), None) is not None


def is_name(text: str) -> bool:
    """Return True for a text with only a name."""
    names = list(_find_names(text))
    forget_words()
    return any(not _LETTER.search(text[:start] + text[end:]) for start, end in names)


def is_bare_name(text: str) -> bool:
    """Return True for one or two capitalised words, of which one is a first name or a surname.

    In a cell they may be one part of a name that is in several columns.
    """
    if not _BARE.fullmatch(text):
        return False
    words = _split_words(text)
    return not _is_place_or_work(text, words) and any(
        word.kind == "F" or (word.kind == "S" and not _is_in_dictionary(word.text))
        for word in words
    )


def has_surname(text: str) -> bool:
    """Return True if a capitalised word has the ending of a surname, enough in a signature line."""
    kinds = {word.kind for word in _split_words(text)}
    forget_words()
    return "S" in kinds


def forget_words() -> None:
    """Drop the words of texts that are kept for speed, which may be names."""
    _classify.cache_clear()
    _is_in_dictionary.cache_clear()


def _find_names(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each possible name that is not that of a place or work."""
    text = _URL.sub(lambda match: _BETWEEN_WORDS_OF_URL.sub(" ", match[0]), text)
    words = _split_words(text)
    code, positions = _encode(text, words)
    has_role = _ROLE.search(text) is not None
    in_dictionary = code.translate(_TO_DICTIONARY)
    for at, word in enumerate(words):
        match = _NAME.match(in_dictionary, positions[at])
        if match is None and (match := _NAME.match(code, positions[at])):
            # The dictionary is slow, and most words need none.
            for place in range(positions[at], match.end()):
                letter = in_dictionary[place]
                if code[place] != letter and _is_in_dictionary(words[positions.index(place)].text):
                    code = f"{code[:place]}{letter}{code[place + 1 :]}"
            match = _NAME.match(code, positions[at])
        if match:
            first, last = at, positions.index(match.end() - 1)
            if _is_office(words[first : last + 1]):
                continue
        elif _stands_alone(text, word, has_role):
            first = last = at
        else:
            continue
        while first and code[positions[first] - 1] in _PARTS:
            first -= 1
        while last + 1 < len(words) and code[positions[last] + 1] in _CAPITALS:
            last += 1
        if not _is_place_or_work(text, words[first : last + 1]):
            yield words[first].start, words[last].end


def _split_words(text: str) -> list[Word]:
    """Return the words of a text; the parts of a double name are two words."""
    is_capital = text.isupper()
    words: list[Word] = []
    for match in _TOKEN.finditer(text):
        parts = [(match.start(), match[0])]
        if "-" in match[0]:
            parts = [(match.start() + part.start(), part[0]) for part in _PART.finditer(match[0])]
        split = [Word(at, at + len(w), w, _classify(w, is_capital)) for at, w in parts]
        if len(split) > 1 and not any(word.kind in "Sbm" for word in split):
            # Most places have such names: «Кара-Суу», «Базар-Коргон».
            split = [Word(*match.span(), match[0], "O")]
        words += split
        if words[-1].kind == "C" and len(words) > 1:
            before = words[-2].text.lower()
            if _NOBODY.fullmatch(before) or _GENITIVE.fullmatch(before):
                words[-2] = Word(*words[-2][:3], "O")
    return words


def _encode(text: str, words: list[Word]) -> tuple[str, list[int]]:
    """Return the text in the letters of `_NAME`, and the position of each word in it."""
    code, positions, end = "", [], 0
    for at, (start, stop, _, kind) in enumerate(words):
        gap = text[end:start]
        if stop - start == 1 and text[stop:].lstrip(" ").startswith("."):
            kind = "I" if kind == "i" else "l" if text[stop] == "." else kind
            # «I. Нарынская область» is the first part of a list.
            if text[start] in "IVX" and not text[stop:].isascii():
                kind = "O"
        if at and gap not in _NO_GAP and not (gap.replace(" ", "") == "." and code[-1] in "Il"):
            code += "," if len(gap) < 5 and "\n" not in gap else "|"
        positions.append(len(code))
        code += kind
        end = stop
    return f"{code}|", positions


@cache
def _classify(written: str, is_capital: bool) -> str:
    """Return the letter of a word in `_NAME`; a space is any other word in small letters.

    `is_capital` is True in a text of capital letters only.
    """
    word = _POSSESSIVE.sub("", written).lower()
    is_lower = not written[0].isupper()
    if len(word) == 1:
        return " " if is_lower else "i"
    if word in _CHILD:
        return "C"
    if _PATRONYMIC.fullmatch(word) and not _NO_PATRONYMIC.fullmatch(word):
        return "p" if is_lower else "P"
    key = key_of_sound(word)
    kind = _kind_of_first_name(key)
    if kind is None:
        if _INSTITUTION.fullmatch(word) or key in _ordinary_words():
            kind = "O"
        elif _DERIVED_NAME.fullmatch(key):
            kind = "F"
        elif _SURNAME.fullmatch(key):
            kind = "S"
        elif (joined := _CHILD_SUFFIX.fullmatch(word)) and not _NOBODY.fullmatch(joined[1]):
            kind = "u" if _GENITIVE.fullmatch(joined[1]) else "P"
        else:
            kind = "v" if _VAGUE_SURNAME.fullmatch(key) else "u"
    if is_lower:
        return "b" if kind == "S" and word.endswith(_OVA) else {"F": "a", "S": "m"}.get(kind, " ")
    # Capital letters in another text are a short form: МВД, ОБСЕ.
    is_short_form = written.isupper() and not is_capital and kind not in "FS" and len(word) < 6
    return "O" if is_short_form else kind


def _kind_of_first_name(key: str) -> str | None:
    """Return F for a first name in any case, f for one that is also a word, None for others."""
    names = _first_names()
    if key in names:
        return names[key]
    for length in range(1, min(9, len(key) - 2)):
        stem, ending = key[:-length], key[-length:]
        if f"{stem}+" in names and ending in (_CASES if stem in names else _VOWEL_CASES):
            return names[f"{stem}+"]
        if stem in names and _KYRGYZ_CASES.fullmatch(ending):
            return names[stem]
    return None


@cache
def _first_names() -> dict[str, str]:
    """Return {first name by sound: F or f}; a name without its last vowel ends with “+”."""
    names: dict[str, str] = {}
    lists = {"f": _WORDS.words("first_names_and_words"), "F": _WORDS.words("first_names")}
    for kind, words in lists.items():
        for word in words:
            name = key_of_sound(word)
            names.setdefault(name, kind)
            names.setdefault(f"{name[:-1] if word[-1] in _VOWELS else name}+", kind)
    return names


@cache
def _ordinary_words() -> frozenset[str]:
    return frozenset(map(key_of_sound, _WORDS.words("ordinary_words")))


@cache
def _dictionary() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer(lang="ru")


@cache
def _is_in_dictionary(word: str) -> bool:
    """Return True for a word of the dictionary of Russian that is never a name."""
    text = _POSSESSIVE.sub("", word).lower()
    if not _dictionary().word_is_known(text):
        return False
    return not any(name in tag for tag in _dictionary().tag(text) for name in _NAME_TAGS)


def _stands_alone(text: str, word: Word, has_role: bool) -> bool:
    """Return True for one name beside a word for a role or an age."""
    if word.kind not in "FfSua" or len(word.text) < 3:
        return False
    before = text[max(0, word.start - 60) : word.start]
    if word.kind in "FfSa" and (_SIGN_AFTER.match(text, word.end) or _AGE_BEFORE.search(before)):
        return word.kind != "S" or not _is_in_dictionary(word.text)
    if word.kind == "F":
        # «врач Пак Дмитрий»: the surname may be any word.
        before = _LAST_CAPITAL.sub("", before)
    pattern = _VICTIM_BEFORE if word.kind in "ua" else _ROLE_BEFORE
    if not has_role or pattern.search(before) is None:
        return False
    return word.kind in "Ffa" or not _is_in_dictionary(word.text)


def _is_office(name: list[Word]) -> bool:
    """Return True for two initials that are a short form of an office or a role: «К.Р. Спорт»."""
    letters = "".join(word.text.lower() for word in name if len(word.text) == 1)
    others = [word for word in name if len(word.text) > 1]
    if len(letters) < 2 or any(word.kind in "FSv" for word in others):
        return False
    return bool(_OFFICE.fullmatch(letters)) or any(_ROLE.match(word.text) for word in others)


def _is_place_or_work(text: str, name: list[Word]) -> bool:
    """Return True if the words around the name belong to a place or work that is named after it."""
    # «школа Ивана Примерова», but «в школе Айгуль Асанова рассказала».
    is_subject = any(
        word.kind == "F" and key_of_sound(word.text.lower()) in _first_names() for word in name
    )
    starts = [
        w.start
        for w, before in zip(name, [None, *name], strict=False)
        if not before or len(before.text) > 1
    ]
    for start in starts:
        before = text[max(0, start - 70) : start]
        if _is_dedicated(before) or _STREET.search(before) or _WORK_BEFORE.search(before):
            return True
        if _PLACE_BEFORE.search(before) and not _ROLE.search(before) and not is_subject:
            return True
    for word in name:
        behind = text[word.end : word.end + 70]
        if _DEDICATION_AFTER.match(behind) or _WORK_AFTER.match(behind):
            return True
        if _PLACE_AFTER.match(behind) and not _ROLE.search(behind):
            return True
    return _is_author(text, name)


def _is_dedicated(before: str) -> bool:
    """Return True if «имени» and the like stand before a name, with no other name between."""
    matches = list(_NAMED_AFTER.finditer(before))
    if not matches:
        return False
    between = before[matches[-1].end() :]
    return (
        not _BREAK.search(between)
        and not _ROLE.search(between)
        and not any(word.kind in "FSv" for word in _split_words(between))
    )


def _is_author(text: str, name: list[Word]) -> bool:
    """Return True for a known author in a text about writings, without any role of a person."""
    if _ROLE.search(text) or not _WRITING.search(text):
        return False
    words = [word.text.lower() for word in name]
    return any(
        any(word.startswith(surname) for word in words)
        and any(word.startswith(letter) for word in words)
        for letter, surname in _AUTHORS
    )
