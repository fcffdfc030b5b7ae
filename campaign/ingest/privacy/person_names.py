"""Recognizer of names of persons, but not of places, prizes and works named after a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from campaign.i18n.translator import N_
from campaign.ingest.vocabulary import load_vocabulary

PERSON = N_("the name of a person")

_WORDS = load_vocabulary("privacy", "person_names")
PREFILTER = re.compile(_WORDS.pattern("first_look"))
"""Matches every lower-case cell that names a person, and few others: a fast first test."""

_U = "A-ZА-ЯЁӨҮҢ"
_WORD = re.compile(r"[^\W\d_]+(?:[-’'](?!(?i:уулу|кызы|uulu|kyzy)\b)[^\W\d_]+)*")

_PATRONYMIC = re.compile(_WORDS.pattern("patronymics"))
# Words that end like a patronymic: «Верховной», «Уголовной», «Деревне», «Часовне».
_NO_PATRONYMIC = re.compile(rf"(?:{_WORDS.pattern('not_patronymics')})(?:овн|евн).*")
# In lower case only surname, first name and patronymic together are certain.
_LOWER_NAME = re.compile(
    r"(?<![\w-])(?P<first>[^\W\d_]{3,}) (?P<second>[^\W\d_]{3,})"
    r" (?P<third>[^\W\d_]{3,})(?![\w-])"
)
_LOWER_PATRONYMIC = re.compile(rf"[^\W\d_]{{2,}}(?:{_WORDS.pattern('patronymic_endings')})")
_CHILD = frozenset(_WORDS.words("child_of"))
_CHILD_SUFFIX = re.compile(rf"(\w{{3,}}?)(?:{_WORDS.pattern('child_of_joined')})")
_GENITIVE = re.compile(r".*[ндт][ыиуү]н")
# «Эл уулу», «Кыргыз кызы», «Эки кызы» are not names.
_NOBODY = re.compile(_WORDS.pattern("nobody"))
_INITIALS = re.compile(
    rf"(?<![\w.])(?P<first>[{_U}]\. ?[{_U}]\.) ?(?P<after>[{_U}][^\W\d_]{{2,}}(?:-[^\W\d_]+)?)"
    rf"|(?<![\w.])(?P<before>[{_U}][^\W\d_]{{2,}}(?:-[^\W\d_]+)?),? (?P<last>[{_U}]\. ?[{_U}]\.?)"
    r"(?![\w]|\.?[\w])"
)
# Short forms of offices with dots: К.Р., О.Ф., А.Ө., Ж.К., С.Ш., О.О.
_OFFICE = re.compile(_WORDS.pattern("offices"))
_SURNAME = re.compile(rf".{{2,}}(?:{_WORDS.pattern('surnames')})")

# Surnames that are certain next to any capitalised word, and surnames that need a first name.
_CLEAR_SURNAME = re.compile(rf"[^\W\d_]{{2,}}(?:{_WORDS.pattern('clear_surnames')})")
_VAGUE_SURNAME = re.compile(rf"[^\W\d_]{{2,}}(?:{_WORDS.pattern('vague_surnames')})")
_FIRST_NAME = re.compile(_WORDS.pattern("first_names"))
_ONE_INITIAL = re.compile(
    rf"(?<![\w.])(?<!\. )[{_U}]\. ?(?P<after>[{_U}][^\W\d_]{{3,}})"
    rf"|(?<![\w.])(?P<before>[{_U}][^\W\d_]{{3,}}) [{_U}]\."
)
_INSTITUTION = re.compile(rf"(?:{_WORDS.pattern('institutions')})\w*")

_TITLE = rf"(?:(?:{_WORDS.pattern('titles')})\w*\.?\s+)*"
_NO_BREAK = r"(?:(?!\w{3,}\.\s|\s[-–—]\s)[^,;:()\n])"
_DEDICATION_BEFORE = re.compile(
    rf"(?<!\w)(?<!от )(?:{_WORDS.pattern('named_after')}){_NO_BREAK}{{0,50}}$", re.IGNORECASE
)
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
# «директор школы Асанова А. Б.»: the person, not the school.
_ROLE = re.compile(rf"(?<!\w)(?:{_WORDS.pattern('roles')})", re.IGNORECASE)


def names_person(cell: str) -> bool:
    """Return True if the cell certainly names a person, not a place, prize or work.

    Certain signs are a patronymic next to another name, «уулу» or «кызы» after a name, and two
    initials with a surname. «Токтогул уулу» is a person, «школа им. А. Б. Асанова» is not.
    """
    return any(
        not _is_place_or_work(cell, starts, ends) for starts, ends in _find_strong_names(cell)
    )


def may_name_person(cell: str) -> bool:
    """Return True for uncertain signs of a name, which are useful for whole columns only.

    These are one initial with a surname, and two capitalised words, one with the ending of a
    surname.
    """
    if names_person(cell):
        return True
    spans = _find_weak_names(cell)
    return any(not _is_place_or_work(cell, starts, ends) for starts, ends in spans)


def is_name(cell: str) -> bool:
    """Return True for a cell with only a name, by certain or uncertain signs."""
    if not may_name_person(cell):
        return False
    spans = [*_find_strong_names(cell), *_find_weak_names(cell)]
    return any(not _LETTER.search(cell[: min(s)] + cell[max(e) :]) for s, e in spans)


def has_surname(text: str) -> bool:
    """Return True if a capitalised word has the ending of a surname, enough in a signature line."""
    return any(
        word[0][0].isupper()
        and _CLEAR_SURNAME.fullmatch(word[0].lower()) is not None
        and not _INSTITUTION.fullmatch(word[0].lower())
        for word in _WORD.finditer(text)
    )


_LETTER = re.compile(r"[^\W\d_]")
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

Span = tuple[list[int], list[int]]
"""Possible starts and possible ends of a name, with or without the words around it."""


def _find_strong_names(cell: str) -> Iterator[Span]:
    runs = list(_find_runs(cell))
    for run in runs:
        if len(run) > 1 and any(_is_strong_sign(run, at) for at in range(len(run))):
            yield [word.start() for word in run], [word.end() for word in run]
    yield from _find_full_names(cell)
    for match in _INITIALS.finditer(cell):
        letters = re.sub(r"[^\w]", "", (match["first"] or match["last"]).lower())
        surname = (match["after"] or match["before"]).lower()
        if _INSTITUTION.fullmatch(surname) or _ROLE.match(surname):
            continue
        if not _OFFICE.fullmatch(letters) or _SURNAME.fullmatch(surname):
            yield [match.start()], [match.end()]


def _find_full_names(cell: str) -> Iterator[Span]:
    """Yield three words, one a patronymic and one a surname, in upper or lower case."""
    at = 0
    while match := _LOWER_NAME.search(cell, at):
        words = [match[name].lower() for name in ("first", "second", "third")]
        at = match.start("second")
        # «асанова айгуль бековна» or «айгуль бековна асанова».
        for surname, patronymic in ((words[0], words[2]), (words[2], words[1])):
            if (
                _LOWER_PATRONYMIC.fullmatch(patronymic)
                and not _NO_PATRONYMIC.fullmatch(patronymic)
                and _SURNAME.fullmatch(surname)
            ):
                yield [match.start()], [match.end()]


def _find_runs(cell: str) -> Iterator[list[re.Match[str]]]:
    """Yield runs of capitalised words and «уулу», separated only by a space or a hyphen."""
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(cell):
        is_name_part = word[0][0].isupper() or word[0].lower() in _CHILD
        if run and not (
            is_name_part and cell[run[-1].end() : word.start()].strip(" ") in ("", "-")
        ):
            yield run
            run = []
        if is_name_part:
            run.append(word)
    if run:
        yield run


def _is_strong_sign(run: list[re.Match[str]], at: int) -> bool:
    word = run[at][0].lower()
    if word in _CHILD:
        before = run[at - 1][0].lower() if at else ""
        return len(before) > 1 and not _NOBODY.fullmatch(before) and not _GENITIVE.fullmatch(before)
    suffix = _CHILD_SUFFIX.fullmatch(word)
    if suffix and len(run) > 1:
        return not _NOBODY.fullmatch(suffix[1]) and not _GENITIVE.fullmatch(suffix[1])
    if _PATRONYMIC.fullmatch(word) is None or _NO_PATRONYMIC.fullmatch(word):
        return False
    # The first name is before the patronymic, or the surname after it.
    neighbour = run[at - 1] if at else run[at + 1]
    return len(neighbour[0]) > 2 and not _INSTITUTION.fullmatch(neighbour[0].lower())


def _find_weak_names(cell: str) -> Iterator[Span]:
    for run in _find_runs(cell):
        words = [word[0].lower() for word in run]
        if not 2 <= len(words) <= 3 or any(_INSTITUTION.fullmatch(word) for word in words):
            continue
        has_first_name = any(_FIRST_NAME.fullmatch(word) for word in words)
        has_clear_surname = any(_CLEAR_SURNAME.fullmatch(word) for word in words)
        has_vague_surname = any(
            _VAGUE_SURNAME.fullmatch(w) and not _FIRST_NAME.fullmatch(w) for w in words
        )
        if has_clear_surname or (has_first_name and has_vague_surname):
            yield [word.start() for word in run], [word.end() for word in run]
    for match in _ONE_INITIAL.finditer(cell):
        if _SURNAME.fullmatch((match["after"] or match["before"]).lower()):
            yield [match.start()], [match.end()]


def _is_place_or_work(cell: str, starts: list[int], ends: list[int]) -> bool:
    """Return True if the words around the name belong to a place or work that is named after it."""
    for start in starts:
        before = cell[max(0, start - 70) : start]
        if _DEDICATION_BEFORE.search(before) or _STREET.search(before):
            return True
        if _PLACE_BEFORE.search(before) and not _ROLE.search(before):
            return True
        if _WORK_BEFORE.search(before):
            return True
    for end in ends:
        behind = cell[end : end + 70]
        if _DEDICATION_AFTER.match(behind) or _WORK_AFTER.match(behind):
            return True
        if _PLACE_AFTER.match(behind) and not _ROLE.search(behind):
            return True
    return False
