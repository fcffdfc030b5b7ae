"""Names of persons in a cell, told from places, prizes and works named after one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from campaign.i18n.translator import N_

PERSON = N_("the name of a person")

SIGNS = re.compile(
    r"уулу|кызы|uulu|kyzy|ович|евич|овн|евн|ovich|evich|ovna|evna"
    r"|(?:ильи|кузьми|луки|фоми|никити|савви)(?:ни)?ч|(?<!\w)[^\W\d_]\. ?[^\W\d_](?!\w)"
)
"""What every cell has in small letters that `person_in` finds, and few others: a first look."""

_U = "A-ZА-ЯЁӨҮҢ"
_WORD = re.compile(r"[^\W\d_]+(?:[-’'](?!(?i:уулу|кызы|uulu|kyzy)\b)[^\W\d_]+)*")

_PATRONYMIC = re.compile(
    r"\w{2,}(?:ович|евич)(?:а|у|ем|е)?|\w{2,}(?:овн|евн)(?:а|ы|е|у|ой)"
    r"|(?:ильи|кузьми|луки|фоми|никити|савви)ч(?:а|у|ем|е)?"
    r"|(?:ильини|кузьмини|лукини|фомини|никити|савви)чн(?:а|ы|е|у|ой)"
    r"|\w{2,}(?:ovich|evich|ovna|evna)"
)
# Words that end like a patronymic: «Верховной», «Уголовной», «Деревне», «Часовне».
_COMMON = re.compile(
    r"(?:верх|дух|без?осн|осн|угол|гол|церк|кров|люб|полюб|грех|усл|безусл|сл|досл|сосл|родосл"
    r"|вин|невин|чин|час|жерн|ур|бр|п[оа]др|плач|дер|цар|корол|харч|хор|зерн|вер|полгол"
    r"|коч|кол|быт|сын|рев|д|душ|задуш|нерв|гн|дн|древ|ежедн|повседн|полн|готов)(?:овн|евн).*"
)
# In small letters only the three together are certain: surname, first name and patronymic.
_LOWER_NAME = re.compile(
    r"(?<![\w-])(?P<first>[^\W\d_]{3,}) (?P<second>[^\W\d_]{3,})"
    r" (?P<third>[^\W\d_]{3,})(?![\w-])"
)
_LOWER_PATRONYMIC = re.compile(r"[^\W\d_]{2,}(?:ович|евич|овна|евна|ovich|evich|ovna|evna)")
_CHILD = frozenset(("уулу", "кызы", "uulu", "kyzy", "kyzu", "kizi"))
_JOINED_CHILD = re.compile(r"(\w{3,}?)(?:уулу|кызы|uulu|kyzy)")
_GENITIVE = re.compile(r".*[ндт][ыиуү]н")
# «Эл уулу», «Кыргыз кызы», «Эки кызы» are nobody by name.
_NOBODY = re.compile(
    "кыргыз|эл|калк|ата|эне|ата-эне|айыл|тоо|ала-тоо|мекен|жер|ак|бир|эки|үч|төрт|беш|хан|бий"
    "|падыша|өз|ким|жаш|кыз|бала|анын|менин|алардын|ошол|бул|манас"
)
_INITIALS = re.compile(
    rf"(?<![\w.])(?P<first>[{_U}]\. ?[{_U}]\.) ?(?P<after>[{_U}][^\W\d_]{{2,}}(?:-[^\W\d_]+)?)"
    rf"|(?<![\w.])(?P<before>[{_U}][^\W\d_]{{2,}}(?:-[^\W\d_]+)?),? (?P<last>[{_U}]\. ?[{_U}]\.?)"
    r"(?![\w]|\.?[\w])"
)
# Short forms of offices with dots: К.Р., О.Ф., А.Ө., Ж.К., С.Ш., О.О.
_OFFICE = re.compile(
    "кр|оф|оо|ао|аө|жк|мк|дк|сш|ош|ип|чп|ко|ро|го|до|тв|рк|рф|ам|юж|хк|uk|un|us|eu"
)
_SURNAME = re.compile(
    r".{2,}(?:[оёе]в|[оёе]ва|[оёе]вой|[оёе]ву|[оёе]вым|ин|ина|ск[иа][йя]|ov|ova|ev|eva)"
)

# Surnames that are certain beside one capitalised word, and those that need a first name.
_CLEAR = re.compile(r"[^\W\d_]{2,}(?:[оёе]ва?|[оe]vа?|ova?|eva?)")
_VAGUE = re.compile(r"[^\W\d_]{2,}(?:ина?|ский|ская|ич|вна|бек|енко|sky|skaya|bek|gul|гүл|гуль)")
_FIRST_NAME = re.compile(
    "азамат|айбек|айгуль|айгүл|айгерим|айжан|айзада|айнура|айпери|алина|алмаз|анара|анна|андрей"
    "|асель|асан|бакыт|бегимай|бектур|болот|гульнара|гүлнара|дастан|динара|елена|жаныл|жылдыз"
    "|замира|ирина|иван|канат|каныкей|кубат|кубаныч|кыял|мария|марат|махабат|медер|мээрим|мирлан"
    "|назгуль|назгүл|наргиза|наталья|николай|нурбек|нургуль|нургүл|нурлан|ольга|роза|рустам"
    "|салтанат|сергей|светлана|сыймык|таалай|талант|татьяна|темир|улан|урмат|чолпон|чынара|шайыр"
    "|эльмира|эмиль|эрмек|эрлан|юлия|александр|aigul|aibek|azamat|asel|bakyt|elena|ermek|nurlan"
    "|nargiza"
)
_ONE_INITIAL = re.compile(
    rf"(?<![\w.])(?<!\. )[{_U}]\. ?(?P<after>[{_U}][^\W\d_]{{3,}})"
    rf"|(?<![\w.])(?P<before>[{_U}][^\W\d_]{{3,}}) [{_U}]\."
)
_INSTITUTION = re.compile(
    r"(?:дом|двор|союз|фонд|центр|совет|комитет|клуб|ассоциаци|университет|институт|академи|колледж"
    r"|школ|гимнази|лице|театр|парк|рынок|базар|площад|район|област|город|сел|отдел|управлени"
    r"|агентств|администраци|министерств|библиотек|музе|больниц|магазин|радио|газет|канал|студи"
    r"|движени|общ|организаци|форум|конкурс|турнир|кубок|день|айыл|аймак|шаар|облус|мектеп|борбор"
    r"|уюм|кеңеш|school|cent|fund|park|council|club|union|district|city|village|street|house)\w*"
)

_TITLE = (
    r"(?:(?:академик|геро|генерал|народн|артист|писател|поэт|композитор|акын|маршал|профессор"
    r"|полковник|св)\w*\.?\s+)*"
)
_NO_BREAK = r"(?:(?!\w{3,}\.\s|\s[-–—]\s)[^,;:()\n])"
_NAMED_AFTER = re.compile(
    rf"(?<!\w)(?<!от )(?:им\.|им\s|имени\s|named (?:after|for)\s|named in hono\w+ of\s|памяти\s|"
    rf"эскерүү\w*\s|in memory of\s){_NO_BREAK}{{0,50}}$",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"(?<!\w)(?:ул|пр|пер|просп|бул|пл|с|п|пос)\.\s*$"
    r"|(?<!\w)(?:ул|пр-т|улиц[аеыу]|проспект\w*|переул\w+|бульвар\w*|площад\w+)\s+$",
    re.IGNORECASE,
)
_PLACE_BEFORE = re.compile(
    r"(?<!\w)(?:парк[еауи]?|сквере?|театре?|стадионе?|колледже?|университете?|институте?|музе[йе]"
    r"|библиотек[аеиу]|школ[аеуы]|школ[ае]-\w+|гимнази[яию]|лице[йе]|больниц[аеу]|сел[оеа]|айылы?"
    r"|дом[еау]? культуры|фонде?|куб(?:ок|ка|ке)|турнире?|преми[яию]|стипенди[яию]|памятник[еау]?"
    r"|village|school|theat(?:re|er)|park|foundation|cup|library|museum"
    # Spelt with small letters these are a city, a first name and nothing at all.
    r"|(?-i:СШ|ОШ|СОШ|ССШ|УВК|ДК|ОФ|по (?:роману|повести|пьесе|рассказу|мотивам|произведениям)"
    r"|творчеств[оеау]|стих[иа]м?|произведени[ея]))"
    r"\.?\s*(?:(?:№|N)\s?\d+[-\w]*\s*)?[«\"“„']?\s*"
    rf"{_TITLE}$",
    re.IGNORECASE,
)
_AFTER_NAMED = re.compile(r"[»\"”']?,?\s*(?:атынд|atynd)\w+", re.IGNORECASE)
_PLACE_AFTER = re.compile(
    r"[»\"”']?\s*(?:(?:№|N)?\s?\d+[-\w]*\s+|(?:орто|башталгыч|жалпы|билим|берүүчү|secondary|village"
    r"|айылдык|шаардык|маданий)\s+)*(?:мектеб\w+|мектеп-\w+|көчөсү\w*|кочосу\w*|айыл\w*|аймаг\w+"
    r"|театры\w*|паркы\w*|гимназиясы\w*|лицейи\w*|китепканасы\w*|музейи\w*|стадиону\w*|аянты\w*"
    r"|проспект\w*|бульвары\w*|сыйлыгы\w*|турнири\w*|кубогу\w*|фонду\w*|району\w*|ордосу\w*"
    r"|үйү\w*|village|street|str|st|ave|avenue|school|gymnasium|lyceum|park|theat(?:re|er)"
    r"|library|museum|square|foundation|cup)(?!\w)",
    re.IGNORECASE,
)
# «директор школы Асанова А. Б.»: the person, not the school.
_ROLE = re.compile(
    r"(?<!\w)(?:директор|завуч|учител|преподават|глав[аыеу](?!\w)|начальник|председател|координатор"
    r"|руководител|психолог|соцпедагог|специалист|ответственн|депутат|аким(?!\w)|инспектор|врач"
    r"|башчы|төрага|адис|катчы|мугалим|жооптуу|principal|teacher|head of|director|coordinator)",
    re.IGNORECASE,
)


def person_in(cell: str) -> bool:
    """True where the cell names a person beyond doubt and no place, prize or work bears the name.

    Beyond doubt are a patronymic beside another name, «уулу», «кызы» after a name, and two
    initials with a surname. «Токтогул уулу» is a person, «школа им. А. Б. Асанова» is none.
    """
    return any(not _names_a_place(cell, starts, ends) for starts, ends in _strong_names(cell))


def may_name_person(cell: str) -> bool:
    """True for signs that are right in most cells and wrong in some: good for whole columns only.

    One initial with a surname, two capitalised words of which one ends as surnames do.
    """
    if person_in(cell):
        return True
    return any(not _names_a_place(cell, starts, ends) for starts, ends in _weak_names(cell))


def is_name(cell: str) -> bool:
    """True where the cell holds a name, be the sign strong or weak, and no other word."""
    if not may_name_person(cell):
        return False
    spans = [*_strong_names(cell), *_weak_names(cell)]
    return any(not _LETTER.search(cell[: min(s)] + cell[max(e) :]) for s, e in spans)


_LETTER = re.compile(r"[^\W\d_]")
_WORKS = (
    "фильм|кинофильм|мультфильм|телефильм|кинотасма|тасма|спектакл|пьес|песн|опер|балет|роман"
    "|повест"
)
# Within the quotation marks that open after «фильм», not after them: that may be who made it.
_WORK_BEFORE = re.compile(
    rf"(?<!\w)(?:(?:{_WORKS})\w*|кино|ыр(?:ы|ын|дар)?|films?|movies?|plays?|songs?)"
    r"[\s:–-]{0,3}[«\"“„'][^«»\"“”„']*$",
    re.IGNORECASE,
)
_WORK_AFTER = re.compile(
    rf"[^«»\"“”„']{{0,40}}[»\"”']\s*(?:(?:аттуу|деген|көркөм|даректүү|кыска|толук|метраждуу)\s+)*"
    rf"(?:(?:{_WORKS})\w*|кино\w*|ыр(?:ы|ын)?(?!\w)|film|movie|play|song)",
    re.IGNORECASE,
)

Span = tuple[list[int], list[int]]
"""Where a name may start and where it may end: the words round it may belong to it or not."""


def _strong_names(cell: str) -> Iterator[Span]:
    runs = list(_runs(cell))
    for run in runs:
        if len(run) > 1 and any(_is_strong(run, at) for at in range(len(run))):
            yield [word.start() for word in run], [word.end() for word in run]
    yield from _full_names(cell)
    for match in _INITIALS.finditer(cell):
        letters = re.sub(r"[^\w]", "", (match["first"] or match["last"]).lower())
        surname = (match["after"] or match["before"]).lower()
        if _INSTITUTION.fullmatch(surname) or _ROLE.match(surname):
            continue
        if not _OFFICE.fullmatch(letters) or _SURNAME.fullmatch(surname):
            yield [match.start()], [match.end()]


def _full_names(cell: str) -> Iterator[Span]:
    """Three words of which one is a patronymic and one a surname, in capitals or not."""
    at = 0
    while match := _LOWER_NAME.search(cell, at):
        words = [match[name].lower() for name in ("first", "second", "third")]
        at = match.start("second")
        # «асанова айгуль бековна» or «айгуль бековна асанова».
        for surname, patronymic in ((words[0], words[2]), (words[2], words[1])):
            if (
                _LOWER_PATRONYMIC.fullmatch(patronymic)
                and not _COMMON.fullmatch(patronymic)
                and _SURNAME.fullmatch(surname)
            ):
                yield [match.start()], [match.end()]


def _runs(cell: str) -> Iterator[list[re.Match[str]]]:
    """Capitalised words, «уулу» among them, with only a space or a hyphen between them."""
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(cell):
        taken = word[0][0].isupper() or word[0].lower() in _CHILD
        if run and not (taken and cell[run[-1].end() : word.start()].strip(" ") in ("", "-")):
            yield run
            run = []
        if taken:
            run.append(word)
    if run:
        yield run


def _is_strong(run: list[re.Match[str]], at: int) -> bool:
    word = run[at][0].lower()
    if word in _CHILD:
        before = run[at - 1][0].lower() if at else ""
        return len(before) > 1 and not _NOBODY.fullmatch(before) and not _GENITIVE.fullmatch(before)
    joined = _JOINED_CHILD.fullmatch(word)
    if joined and len(run) > 1:
        return not _NOBODY.fullmatch(joined[1]) and not _GENITIVE.fullmatch(joined[1])
    if _PATRONYMIC.fullmatch(word) is None or _COMMON.fullmatch(word):
        return False
    # The name stands before the patronymic, or a surname behind it.
    beside = run[at - 1] if at else run[at + 1]
    return len(beside[0]) > 2 and not _INSTITUTION.fullmatch(beside[0].lower())


def _weak_names(cell: str) -> Iterator[Span]:
    for run in _runs(cell):
        words = [word[0].lower() for word in run]
        if not 2 <= len(words) <= 3 or any(_INSTITUTION.fullmatch(word) for word in words):
            continue
        known = any(_FIRST_NAME.fullmatch(word) for word in words)
        clear = any(_CLEAR.fullmatch(word) for word in words)
        vague = any(_VAGUE.fullmatch(w) and not _FIRST_NAME.fullmatch(w) for w in words)
        if clear or (known and vague):
            yield [word.start() for word in run], [word.end() for word in run]
    for match in _ONE_INITIAL.finditer(cell):
        if _SURNAME.fullmatch((match["after"] or match["before"]).lower()):
            yield [match.start()], [match.end()]


def _names_a_place(cell: str, starts: list[int], ends: list[int]) -> bool:
    for start in starts:
        before = cell[max(0, start - 70) : start]
        if _NAMED_AFTER.search(before) or _STREET.search(before):
            return True
        if _PLACE_BEFORE.search(before) and not _ROLE.search(before):
            return True
        if _WORK_BEFORE.search(before):
            return True
    for end in ends:
        behind = cell[end : end + 70]
        if _AFTER_NAMED.match(behind) or _WORK_AFTER.match(behind):
            return True
        if _PLACE_AFTER.match(behind) and not _ROLE.search(behind):
            return True
    return False
