"""Recognizers of identifiers, home addresses and dates of birth of one person.

Identifiers are phones, e-mail, personal numbers and passports. These are not personal data:
short numbers (103, 112, 189), toll-free lines (0800, 8-800), any number after the words “hotline”,
«горячая линия», «телефон доверия», «ишеним телефону», and the e-mail addresses of organisations
(`info@…`, `…@osce.org`). The landline of an office after its name, as in «Центр «…» (0312)
66-12-34», is personal data, because it looks like a landline at home.
"""

from __future__ import annotations

import re
from datetime import date

from campaign.domain import clock
from campaign.i18n.translator import N_
from campaign.ingest.vocabulary import load_vocabulary

PHONE = N_("a phone number")
EMAIL = N_("an e-mail address")
PIN = N_("a personal identification number")
PASSPORT = N_("a passport number")
CONTACTS = N_("personal contact details")
HOME = N_("a home or shelter address")
BIRTHDAY = N_("a date of birth")

_WORDS = load_vocabulary("privacy", "identifiers")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_CHAT = re.compile(r"(?:wa\.me|whatsapp\.com|viber|t\.me)\S*?\+?\d{10,15}(?!\d)", re.IGNORECASE)
_USUAL_CHARACTERS = str.maketrans(
    dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("\u00a0\u202f\u2009\t\n", " ")
)

PREFILTERS = (
    re.compile(
        r"@|\d{6}|\d(?:[\s().\-/‐‑‒–—−]{0,3}\d){8}"
        r"|(?:тел|тлф|моб|сот|сап|звонить|whats|phone|mob|cell)[^\0\d]{0,30}\d[\s\-‐‑‒–—−]?\d"
    ),
    # Every alternative begins with a plain letter, which makes the search several times faster. An
    # O next to digits is a zero.
    re.compile(r"собака|\(at|\( at|\[at|\[ at|\{at|\.me/|instagr|о\d|о(?<=\dо)|o\d|o(?<=\do)"),
)
"""The prefilters match every lower-case cell of their kind, and few others: a fast first test."""
_DASHED_CODE = re.compile(
    r"(?:19|20)\d\d-(?:\d{1,6}|\d{1,2}-\d{1,4})"
    # The key (UUID) that the program of a form gives each answer.
    r"|(?:uuid:)?[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}"
)

_S = r"[ \-./()]{0,3}"
_S1 = r"[ \-./()]{1,3}"
_SIX = rf"(?:\d\d{_S}\d\d{_S}\d\d|\d{{3}}{_S}\d{{3}}|\d\d{_S}\d{{4}})"
_MOBILE = r"(?:2[02]\d|5\d\d|7\d\d|88\d|99\d)"
_UNITS = rf"(?!\s*(?:{_WORDS.pattern('counted')}))"
_PHONE_WORD = (
    rf"(?<!\w)(?:{_WORDS.pattern('phones')})(?!\w)"
    rf"(?:\.?\s*(?:{_WORDS.pattern('phone_numbers')})(?!\w))?[\s.:№#(\-]{{0,4}}"
)
_PHONE = re.compile(
    r"(?<![A-Za-z\d_])(?<!\d[.\-/])(?:"
    rf"\+996(?:{_S}\d){{9}}"
    # A sum with a plus sign is grouped by threes throughout; a phone number is not.
    rf"|(?:\+|00)(?!\d{{1,3}}(?: \d{{3}})+(?! ?\d))[1-9](?:{_S}\d){{9,14}}"
    rf"|(?:00)?996{_S}0?{_S}[2-9]\d\d{_S}{_SIX}"
    rf"|(?!\d{{4}}-(?:19|20)\d\d-)0[ \-]?\(?(?!800)[2-9]\d\d{_S}{_SIX}"
    rf"|0[2-9]\d{_S1}\d{{3}}{_S1}\d\d{_S1}\d\d"
    rf"|03\d{{3}}{_S1}(?:\d{_S}\d\d{_S}\d\d|\d\d{_S}\d{{3}})"
    rf"|[78][ \-]?\(?[79]\d\d{_S}\d{{3}}{_S}\d\d{_S}\d\d"
    # Without a leading zero, only groupings that sums of money do not have; «555 123 456» may be
    # one.
    rf"|{_MOBILE}{_S1}\d\d{_S1}\d\d{_S1}\d\d"
    rf"|{_MOBILE}(?:-|\) ?)\d{{3}}[ \-]?\d{{3}}"
    r")(?!\d|[.\-]\d)"
)
_PHONE_AFTER_WORD = re.compile(
    rf"{_PHONE_WORD}(?:\d{{5,9}}|\d{{1,3}}(?:[ \-]\d\d){{2,3}}"
    rf"|\d\d\d[ \-)]{{1,2}}\d{{3}}(?:[ \-]?\d{{3}})?)(?!\d|[.,\-]\d){_UNITS}",
    re.IGNORECASE,
)
_HOTLINE = re.compile(rf"(?:{_WORDS.pattern('hotlines')})[^;\n]{{0,25}}$", re.IGNORECASE)
_BARE_MOBILE = re.compile(rf"{_MOBILE}\d{{6}}(?:\.0)?")

_EMAIL = re.compile(
    r"(?<![\w.+-])(?P<name>[\w.+-]{0,80}\w)"
    r"(?:\s?(?:@|[(\[{]\s?(?:at|собака)\s?[)\]}])\s?|\sсобака\s(?=[a-z\d]))"
    r"(?P<host>[^\W_](?:[\w-]*[^\W_])?(?:\.[\w-]+)*"
    r"(?:\.|\s?[(\[{]\s?(?:dot|точка)\s?[)\]}]\s?|\sточка\s)[^\W\d_]{2,})",
    re.IGNORECASE,
)
_OFFICE_NAME = re.compile(_WORDS.pattern("office_mailboxes"), re.IGNORECASE)
_OFFICE_HOST = re.compile(rf"(?:[\w-]+\.)*(?:{_WORDS.pattern('office_domains')})", re.IGNORECASE)
# Links to posts and pictures are sources; the name of a profile identifies its owner.
_PROFILE = re.compile(
    r"(?<![\w.-])(?:(?:www\.)?(?:instagram\.com|instagr\.am)/(?!(?:p|reels?|tv|explore|stories)/)"
    r"|(?:t|wa|telegram)\.me/(?!s/))(?!\w+/\d)[+@]?[A-Za-z_][\w.%-]{2,}",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w./@])@[A-Za-z_][A-Za-z\d_.]{2,29}(?![\w@])", re.ASCII)
_O_FOR_ZERO = re.compile(
    r"(?<![^\W_])[OoОо](?=\d{3})|(?<=\d)[OoОо](?=\d)|(?<=\d[ \-./()])[OoОо](?=\d)"
    r"|(?<=\d)[OoОо](?!\w)"
)

_PIN = re.compile(
    r"(?<!\d)(?<!\d[.,])[12][ -]?(\d\d)[ .-]?(\d\d)[ .-]?(\d{4})[ -]?\d{5}(?!\d|[.,]\d)"
)

# The letters may be Cyrillic lookalikes; in lower case it is the id of a record or a meeting.
_PASSPORT = re.compile(r"(?<![\w-])(?:ID|[AА][NCС]|[РP][ЕE])[ ]?(?:№|N|No\.?)?[ ]?\d{7}(?![\d-])")
_PASSPORT_AFTER_WORD = re.compile(
    rf"(?:{_WORDS.pattern('passports')})\w*(?:\s+\w{{1,12}})?[\s:.,№#(-]{{0,5}}"
    r"(?:[^\W\d_]{1,3})?[\s№-]{0,4}\d{6,9}(?!\d)",
    re.IGNORECASE,
)


def find_identifiers(cell: str) -> tuple[str, ...]:
    """Return the kinds of identifiers in the cell, as message ids, each once; () for none."""
    if _DASHED_CODE.fullmatch(cell):
        return ()
    text = cell.translate(_USUAL_CHARACTERS)
    digits_text = _O_FOR_ZERO.sub("0", _URL.sub(" ", text))
    is_passport = _PASSPORT.search(digits_text) or _PASSPORT_AFTER_WORD.search(digits_text)
    tests = (
        (PHONE, bool(_CHAT.search(text)) or _has_phone(digits_text)),
        (
            EMAIL,
            not all(
                _OFFICE_NAME.fullmatch(email["name"]) or _OFFICE_HOST.fullmatch(email["host"])
                for email in _EMAIL.finditer(text)
            ),
        ),
        (PIN, any(_is_birthday(*match.groups()) for match in _PIN.finditer(digits_text))),
        (PASSPORT, bool(is_passport)),
        (CONTACTS, bool(_PROFILE.search(text) or _HANDLE.search(_EMAIL.sub(" ", digits_text)))),
    )
    return tuple(kind for kind, is_present in tests if is_present)


def is_bare_mobile(cell: str) -> bool:
    """Return True for nine digits that begin with a mobile code.

    It may be a phone number without its zero, or a count; only the whole column shows which.
    """
    return bool(_BARE_MOBILE.fullmatch(cell))


def _has_phone(text: str) -> bool:
    return any(
        not _HOTLINE.search(text[max(0, match.start() - 60) : match.start()])
        for pattern in (_PHONE, _PHONE_AFTER_WORD)
        for match in pattern.finditer(text)
    )


def _is_birthday(day: str, month: str, year: str) -> bool:
    try:
        birthday = date(int(year), int(month), int(day))
    except ValueError:
        return False
    return 1900 <= birthday.year <= clock.today().year


_ADDRESS_WORDS = load_vocabulary("privacy", "addresses")
ADDRESS_PREFILTERS = (re.compile(_ADDRESS_WORDS.pattern("first_look")),)

_HOUSE_NUMBER = r"\d{1,4}(?:\s?[/-]\s?\d{1,3})?\s?[а-гa-d]?(?!\w)"
# «500 кв. м» is an area, «2 кв. 2017» a quarter of the year: the flat has one to three digits.
_FLAT = re.compile(
    rf"(?<!\w)(?:{_ADDRESS_WORDS.pattern('flats')})(?![^\W\d])\.?\s*[№#]?\s*\d{{1,3}}(?!\d|\s?м)"
    rf"|(?<!\d)\d{{1,3}}\s?-?\s?(?:{_ADDRESS_WORDS.pattern('flats_after')})(?!\w)",
    re.IGNORECASE,
)
_HOUSE = re.compile(
    rf"(?<!\w)(?:{_ADDRESS_WORDS.pattern('houses')})(?![^\W\d])\.?\s*[№#]?\s*{_HOUSE_NUMBER}"
    rf"|(?<!\d)\d{{1,4}}\s?[а-г]?\s?-?\s?(?:{_ADDRESS_WORDS.pattern('houses_after')})(?!\w)",
    re.IGNORECASE,
)
_STREET = re.compile(
    rf"(?<!\w)(?:{_ADDRESS_WORDS.pattern('streets_short')})\."
    rf"|(?<!\w)(?:{_ADDRESS_WORDS.pattern('streets')})(?!\w)",
    re.IGNORECASE,
)
# A house after its street, with the name of the street between them, or before it as in English.
_STREET_NUMBER = re.compile(
    rf"(?:{_STREET.pattern})[^;\d\n]{{0,45}}(?<!№)(?<!№ ){_HOUSE_NUMBER}"
    rf"|(?<!\w){_HOUSE_NUMBER},?\s(?:[A-Z][\w-]+\s){{1,2}}(?:street|str|st|avenue|ave)(?!\w)",
    re.IGNORECASE,
)
# «Ленина 5, » before the flat.
_BARE_HOUSE = re.compile(rf"[^\W\d_]{{4,}}\.?,?\s+{_HOUSE_NUMBER}[\s,.]*$")
_NEAR_FLAT = 60  # characters before and after a flat
_SHELTER = re.compile(rf"(?<!\w)(?:{_ADDRESS_WORDS.pattern('shelters')})", re.IGNORECASE)
_OF_ANIMALS = re.compile(_ADDRESS_WORDS.pattern("animals"), re.IGNORECASE)
_LIVES = re.compile(rf"(?<!\w)(?:{_ADDRESS_WORDS.pattern('lives')})", re.IGNORECASE)


def has_home_address(cell: str) -> bool:
    """Return True for a house and flat, or an address where somebody lives or is sheltered.

    False for the street and house of a public venue, and for a shelter without its address.
    """
    if not any(character.isdigit() for character in cell):
        return False
    if _has_flat(cell):
        return True
    is_shelter = _SHELTER.search(cell) and not _OF_ANIMALS.search(cell)
    if not is_shelter and not _LIVES.search(cell):
        return False
    return bool(_STREET_NUMBER.search(cell) or (_HOUSE.search(cell) and _STREET.search(cell)))


def _has_flat(cell: str) -> bool:
    for flat in _FLAT.finditer(cell):
        before = cell[max(0, flat.start() - _NEAR_FLAT) : flat.start()]
        around = before + cell[flat.end() : flat.end() + _NEAR_FLAT]
        if _HOUSE.search(before) or _STREET_NUMBER.search(around) or _BARE_HOUSE.search(before):
            return True
    return False


_BIRTH_WORDS = load_vocabulary("privacy", "birth_dates")
BIRTH_PREFILTERS = (re.compile(_BIRTH_WORDS.pattern("first_look")),)

_YEAR = r"(?<!\d)(?:19[2-9]\d|20[0-2]\d)(?!\d)"
_DAY = rf"(?<!\d)\d{{1,2}}[./-]\d{{1,2}}[./-](?:{_YEAR}|\d\d(?!\d))|{_YEAR}-\d\d-\d\d"
_ORDINAL = r"\s?(?:-\s?)?(?:го|й|ого|ый)?\s*(?:г(?:\.|ода?|оду)?)?\s*"
_BIRTH = re.compile(
    rf"(?:{_DAY}|{_YEAR}){_ORDINAL}(?:рожд(?:ения|\.)|г\.?\s?/?р\.?(?!\w)|р\.(?!\w))"
    rf"|{_YEAR}\s?-?\s?(?:ж(?:ыл\w*|\.)?)?\s*(?:туулган|төрөлгөн|т\.(?!\w))"
    rf"|(?:{_BIRTH_WORDS.pattern('born_labels')})"
    rf"\s*[:–—-]?\s*(?:{_DAY}|{_YEAR})"
    rf"|(?<!\w)(?:{_BIRTH_WORDS.pattern('born')})\s(?:on |in |в )?(?:{_DAY}|{_YEAR})",
    re.IGNORECASE,
)
# «юноши 2000–2002 г.р.» and «дети 2005 года рождения» are groups.
_GROUP = re.compile(
    rf"(?<!\w)(?:{_BIRTH_WORDS.pattern('groups')})(?!\w)"
    r"|(?:19|20)\d\d\s?(?:[-–—,/]|и|по|до|жана|and|to)\s?$",
    re.IGNORECASE,
)
_GROUP_AFTER = re.compile(rf"\s*(?:{_BIRTH_WORDS.pattern('groups_after')})", re.IGNORECASE)


def has_birth_date(cell: str) -> bool:
    """Return True for the day or year of birth of one person, False for the years of a group."""
    return any(
        not _GROUP.search(cell[max(0, match.start() - 40) : match.start()])
        and not _GROUP_AFTER.match(cell, match.end())
        for match in _BIRTH.finditer(cell)
    )
