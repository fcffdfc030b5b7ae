"""Names of columns: what offices write over them, and which declared column is meant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from campaign.i18n.match_key import current_reading, plain, tidy_text
from campaign.i18n.translator import LANGUAGES, Text
from campaign.schema import tables

_SOURCE = (
    *("source", "sources", "источник", "источники", "источник данных", "источник информации"),
    *("основание", "ссылка", "ссылки", "булак", "булагы", "булактар", "маалымат булагы"),
    *("шилтеме", "url", "link", "reference", "#meta+source", "#meta+url"),
)
_NOTE = (
    *("note", "notes", "remark", "remarks", "comment", "comments", "примечание", "примечания"),
    *("прим.", "комментарий", "комментарии", "замечания", "эскертүү", "эскертүүлөр", "эскертме"),
    *("кошумча маалымат", "дополнительно", "дополнительная информация", "комментарийлер"),
    *("#description", "#meta+note", "#meta+comments"),
)
_DATE = (
    *("date", "activity date", "date of activity", "date of the activity", "event date"),
    *("date of event", "date held", "date start", "start date", "date of start", "first day"),
    *("start", "from", "when"),
    *("дата", "даты", "дата проведения", "дата проведения мероприятия", "дата мероприятия"),
    *("дата начала", "дата начала мероприятия", "начало", "день проведения"),
    *("первый день", "дата начала проведения", "срок", "сроки"),
    *("срок проведения", "сроки проведения", "дата события", "когда"),
    *("күнү", "дата күнү", "өткөрүлгөн күнү", "өткөн күнү", "өткөрүү күнү"),
    *("өткөрүлгөн датасы", "өткөрүү датасы", "иш-чаранын күнү", "иш-чара өткөн күн"),
    *("иш-чара өткөрүлгөн күн", "иш-чаранын датасы", "башталган күнү", "башталышы"),
    *("башталуу күнү", "биринчи күнү", "датасы", "мөөнөтү", "өткөрүү мөөнөтү", "качан"),
    *("#date+start", "#date"),
)
_END_DATE = (
    *("end date", "date end", "end", "last day", "date of end", "finish", "finish date", "until"),
    *("дата окончания", "дата завершения", "дата конца", "конец", "окончание", "завершение"),
    *("последний день", "дата окончания мероприятия", "дата окончания проведения", "дата конец"),
    *("аяктаган күнү", "аякталган күнү", "аяктоо күнү", "бүткөн күнү", "аягы", "акыркы күнү"),
    *("аякташы", "бүтүшү", "#date+end"),
)
_OBLAST = (
    *("oblast", "oblast or city", "oblast/city", "oblast code", "region", "region or city"),
    *("region code", "province", "adm1", "admin1", "adm1 code", "adm1 name", "admin 1"),
    *("iso code", "iso", "iso 3166-2"),
    *("область", "область или город", "область, город", "область/город", "области", "обл."),
    *("область (город)", "область/регион", "регион", "регионы", "регион/область", "код области"),
    *("наименование области", "название области", "наименование региона", "название региона"),
    *("код региона", "территория", "область проведения", "регион проведения"),
    *("область или город республиканского значения", "область, город республиканского значения"),
    *("облус", "облусу", "облустар", "облус же шаар", "облус, шаар", "облус/шаар", "аймак"),
    *("аймагы", "аймактар", "облустун аталышы", "облустун аты", "аймактын аталышы", "регион аты"),
    *("облустун коду", "аймактын коду", "#adm1+code", "#adm1+name", "#adm1"),
)

FIELDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "activities": {
        "activity_id": (
            # Not a bare «код»: that may be the region's, and repeats.
            *("activity id", "id", "activity code", "event id", "event code", "код мероприятия"),
            *("ид", "ид мероприятия", "id мероприятия", "идентификатор", "код события"),
            *("идентификатор мероприятия", "иш-чаранын коду", "иш-чаранын id"),
            *("иш-чаранын идентификатору", "#activity+id", "#activity+code"),
        ),
        "date": _DATE,
        "end_date": _END_DATE,
        "oblast": _OBLAST,
        "district": (
            *("district", "district name", "rayon", "raion", "adm2", "admin2", "adm2 name"),
            *("район", "районы", "район/город", "район, город", "наименование района"),
            *("название района", "район (город)", "район проведения", "райондун аталышы"),
            *("району", "район/шаар", "район, шаар", "#adm2+name", "#adm2+code", "#adm2"),
        ),
        "place": (
            *("place", "venue", "location", "place of activity", "settlement", "site", "where"),
            *("место", "место проведения", "место проведения мероприятия", "населённый пункт"),
            *("населенный пункт/место", "площадка", "локация", "адрес проведения", "село", "место"),
            *("село/город", "айыл", "город, село", "где", "өткөн жери", "жери", "өткөрүлгөн жер"),
            *("өткөрүлгөн жери", "өткөрүү жери", "иш-чаранын өткөн жери", "орду", "калктуу конуш"),
            *("өткөн жер", "кайда", "#loc+name", "#loc"),
        ),
        "type": (
            *("type", "activity type", "type of activity", "type of event", "event type", "kind"),
            # Not «формат», «форма проведения»: they say whether it was held online.
            *("kind of activity", "тип", "вид", "вид мероприятия", "вид/тип", "вид события"),
            *("тип мероприятия", "форма мероприятия", "вид активности", "тип активности"),
            *("виды мероприятий", "вид деятельности", "категория мероприятия", "тип события"),
            *("түрү", "иш-чаранын түрү", "иш-чара түрү", "иш-чаранын формасы", "тиби"),
            *("иш-чаралардын түрү", "иш-чаранын тиби", "иш-чаранын категориясы"),
            *("#activity+type", "#activity+kind"),
        ),
        "title": (
            *("title", "name", "activity", "event", "activity name", "activity title", "topic"),
            *("name of activity", "title of activity", "event name", "название", "наименование"),
            *("название мероприятия", "наименование мероприятия", "мероприятие", "мероприятия"),
            *("тема", "тема мероприятия", "содержание мероприятия", "проведённые мероприятия"),
            *("проведенное мероприятие", "аталышы", "иш-чаранын аталышы", "иш-чара"),
            *("иш-чаралар", "иш-чаранын аты", "темасы", "иш-чаранын темасы", "өткөрүлгөн иш-чара"),
            *("#activity+name", "#activity+title", "#activity"),
        ),
        "organiser": (
            *("organiser", "organizer", "organisers", "organizers", "organised by", "held by"),
            *("organisation", "organization", "lead organisation", "implementer", "agency"),
            *("implementing partner", "организатор", "организаторы", "организатор мероприятия"),
            *("кто проводил", "исполнитель", "исполнители", "ответственный исполнитель"),
            *("организация", "ответственный орган", "ответственная организация", "орган"),
            *("проводящая организация", "уюштуруучу", "уюштуруучулар", "уюштурган", "аткаруучу"),
            *("уюштуруучусу", "уюм", "мекеме", "иш-чараны уюштуруучу", "аткаруучулар"),
            *("#org+organiser", "#org+organizer", "#org+lead", "#org+impl", "#org+name", "#org"),
        ),
        "partners": (
            *("partners", "partner", "partner organisations", "partner organizations"),
            *("in partnership with", "co-organisers", "партнёры", "партнёр", "соорганизаторы"),
            *("партнеры мероприятия", "партнёрские организации", "организации-партнёры"),
            *("соорганизатор", "участвующие организации", "совместно с", "өнөктөштөр", "өнөктөш"),
            *("өнөктөш уюмдар", "өнөктөшү", "өнөктөштөрү", "#org+partner", "#org+partners"),
        ),
        "audience": (
            *("audience", "participants (who)", "target group", "target audience", "who"),
            *("participants who", "beneficiaries", "beneficiary", "аудитория", "целевая аудитория"),
            *("целевая группа", "целевые группы", "категория участников", "участники (кто)"),
            *("состав участников", "контингент", "для кого", "категория", "участники"),
            *("катышуучулар", "аудиториясы", "максаттуу топ", "максаттуу аудитория", "кимдер үчүн"),
            *("катышуучулардын курамы", "катышуучулардын категориясы", "максаттуу топтор"),
            *("катышуучулар (ким)", "#beneficiary+type", "#beneficiary"),
        ),
        "reached": (
            *("reached", "people reached", "number reached", "total reached", "persons reached"),
            *("number of people reached", "reach", "direct reach", "attendance", "attended"),
            *(
                "participants",
                "number of participants",
                "no. of participants",
                "total participants",
            ),
            *("participants total", "attendees", "number of attendees", "number of people"),
            *("охвачено", "охват", "охвачено человек", "охвачено людей", "охвачено всего"),
            *("всего охвачено", "общий охват", "прямой охват", "охват человек", "охват всего"),
            *("охват населения", "охвачено населения", "количество охваченных", "число охваченных"),
            *("количество охваченных людей", "кол-во охваченных", "кол-во охваченных человек"),
            *("количество охваченных человек", "количество участников", "кол-во участников"),
            *("кол. участников", "число участников", "количество участников всего", "участников"),
            *("число участников всего", "всего участников", "участников всего", "кол-во человек"),
            *("количество человек", "число человек", "количество людей", "кол-во людей", "человек"),
            *("охват участников", "охват целевой группы", "количество присутствующих", "явка"),
            *("число присутствующих", "присутствовало", "приняли участие", "охват аудитории"),
            *("катышкандардын саны", "камтылган адамдар", "камтылган адамдардын саны", "камтуу"),
            *("камтылгандар", "камтылгандардын саны", "катышкандар", "катышуучулардын саны"),
            *("катышкан адамдардын саны", "камтылгандар бардыгы", "бардыгы камтылды", "камтылды"),
            *("адамдардын саны", "адам саны", "катышкандар саны", "катышуучулар саны"),
            *("түз камтуу", "калкты камтуу", "камтылган калк", "жалпы камтуу", "#reached"),
        ),
        "women": (
            *("women", "female", "females", "women reached", "of them women", "of whom women"),
            *("number of women", "f", "girls and women", "женщин", "женщины", "жен.", "жен", "ж"),
            *("из них женщин", "из них женщины", "в том числе женщин", "в т.ч. женщин", "женск."),
            *("в том числе женщины", "в т.ч. женщины", "количество женщин", "число женщин"),
            *("кол-во женщин", "охвачено женщин", "участников женщин", "женского пола"),
            *("женщин всего", "девушек и женщин", "аялдар", "аял", "аялдардын саны"),
            *("алардын ичинен аялдар", "анын ичинде аялдар", "анын ичинен аялдар"),
            *("кыз-келиндер", "аялдар саны", "камтылган аялдар", "#reached+f"),
        ),
        "men": (
            *("men", "male", "males", "men reached", "of them men", "of whom men"),
            *("number of men", "m", "мужчин", "мужчины", "муж.", "муж", "м", "из них мужчин"),
            *("из них мужчины", "в том числе мужчин", "в т.ч. мужчин", "количество мужчин"),
            *("в том числе мужчины", "в т.ч. мужчины", "число мужчин", "кол-во мужчин"),
            *("охвачено мужчин", "мужского пола", "мужчин всего", "эркектер", "эркек"),
            *("эркектердин саны", "алардын ичинен эркектер", "анын ичинде эркектер"),
            *("анын ичинен эркектер", "эркектер саны", "камтылган эркектер", "#reached+m"),
        ),
        "youth": (
            *("youth", "young people", "youth reached", "young persons", "of them youth"),
            *("number of young people", "of whom young people", "молодёжь", "молодёжи"),
            *("из них молодёжь", "из них молодёжи", "в том числе молодёжь", "молодых людей"),
            *("в том числе молодёжи", "в т.ч. молодёжь", "в т.ч. молодёжи", "охвачено молодёжи"),
            *("количество молодёжи", "кол-во молодёжи", "число молодых людей", "жаштар"),
            *("жаштардын саны", "алардын ичинен жаштар", "анын ичинде жаштар"),
            *("анын ичинен жаштар", "жаштар саны", "камтылган жаштар", "#reached+youth"),
        ),
        "materials": (
            *("materials", "materials distributed", "leaflets", "leaflets distributed", "iec"),
            *("iec materials", "materials handed out", "number of materials", "материалы"),
            *("роздано материалов", "материалов роздано", "раздаточные материалы", "материалов"),
            *("распространено материалов", "распространено", "количество материалов", "роздано"),
            *("кол-во материалов", "количество розданных материалов", "розданные материалы"),
            *("листовок", "роздано листовок", "роздано буклетов", "буклетов", "листовки"),
            *("количество листовок", "информационные материалы", "раздаточный материал", "ИОМ"),
            *("распространено ИОМ", "количество ИОМ", "кол-во ИОМ", "таратылган материалдар"),
            *("материалдар", "таратылган материалдардын саны", "материалдардын саны", "буклеттер"),
            *("таратылды", "баракчалардын саны", "таратылган баракчалар", "баракчалар"),
            *("#output+materials", "#item+distributed"),
        ),
        "media_audience": (
            *("media audience", "audience of media", "viewers", "listeners", "readers", "views"),
            *("viewers and listeners", "media reach", "estimated audience", "аудитория СМИ"),
            *(
                "охват СМИ",
                "охват аудитории СМИ",
                "медиааудитория",
                "медиа-аудитория",
                "медиаохват",
            ),
            *("телезрителей", "зрителей", "слушателей", "зрители", "слушатели", "просмотры"),
            *("количество зрителей", "количество просмотров", "аудитория (СМИ)", "охват через СМИ"),
            *("ЖМКнын аудиториясы", "ЖМК аудиториясы", "медиа аудитория", "ЖМКнын камтуусу"),
            *("көрүүчүлөр", "угуучулар", "көрүүчүлөрдүн саны", "угармандар", "көрүүлөрдүн саны"),
            *("ММКнын аудиториясы", "#reached+media", "#reached+audience"),
        ),
        "source": _SOURCE,
        "note": _NOTE,
    },
    "population": {
        "iso_code": _OBLAST,
        "date": (
            *(
                "date",
                "year",
                "as of",
                "дата",
                "год",
                "на дату",
                "по состоянию на",
                "на начало года",
            ),
            *(
                "на 1 января",
                "отчётный год",
                "жыл",
                "жылы",
                "күнү",
                "датасы",
                "дата күнү",
                "карата",
            ),
            *("жылдын башына карата", "#date+year", "#date"),
        ),
        "population": (
            *("population", "residents", "resident population", "inhabitants", "number", "value"),
            *("total population", "population total", "persons", "население", "жители", "жителей"),
            *("численность", "численность населения", "численность постоянного населения"),
            *("постоянное население", "количество жителей", "число жителей", "кол-во жителей"),
            *("всего населения", "население всего", "человек", "количество населения", "калк"),
            *("калкы", "калктын саны", "калк саны", "туруктуу калк", "туруктуу калктын саны"),
            *("тургундар", "тургундардын саны", "жашоочулар", "жалпы калк", "#population"),
        ),
        "kind": (
            *("kind", "kind of figure", "type", "basis", "вид", "тип", "вид показателя"),
            *("вид данных", "вид оценки", "түрү", "көрсөткүчтүн түрү", "маалыматтын түрү"),
            *("#population+type", "#meta+type"),
        ),
        "source": _SOURCE,
        "note": _NOTE,
    },
}
"""By table and declared column: the spellings of heads in three languages, and HXL tags."""

_TABLES = {table.name: table for table in (tables.ACTIVITIES, tables.POPULATION)}

FIGURES = frozenset(
    name for table in _TABLES.values() for name, kind in table.kinds.items() if kind == "whole"
)
"""Declared columns that hold counts."""

_TAG = re.compile(r"#[A-Za-z]\w*(?:\s*\+\s*[A-Za-z]\w*)*", re.ASCII)
_BRACKETS = re.compile(r"[(\[{][^()\[\]{}]*[)\]}]")
_MARKS = re.compile(r"^[\s*•]+|[\s*:;†]+$")
_NUMBERING = re.compile(r"^(?:\d{1,2}\s*[.)]|[IVX]{1,4}\.)\s*")
_HYPHENATED = re.compile(r"(?<=[^\W\d_])-\s*[\r\n]+\s*(?=[^\W\d_])")
_UNIT_WORDS = frozenset(
    [
        "чел",
        "человек",
        "человека",
        "людей",
        "адам",
        "киши",
        "people",
        "persons",
        "person",
        "ед",
        "единиц",
        "шт",
        "штук",
        "экз",
        "экземпляров",
        "даана",
        "нуска",
        "pcs",
        "pieces",
        "кол",
        "во",
        "саны",
        "количество",
        "всего",
    ]
)
# What may stand in brackets over a figure without making it another figure.
_UNIT_BRACKET = re.compile(
    r"(?:чел\w*|адам|киши|people|persons?|ед|шт\w*|экз\w*|даана|нуска|pcs|pieces|саны|всего|бардыгы"
    r"|total|факт\w*|actual|обязательно|при наличии|если (?:есть|известно)|милдеттуу|required"
    r"|optional|if known|в возрасте|aged?|от|до|\d+)"
    r"(?: (?:лет|года?|жаш\w*|years?|old|до|to|от|\d+))*"
)
_FORMAT_BRACKET = re.compile(r"(?:[дмгdmyжк]{1,4}[ ]?){1,3}")
# A bracket that turns a date, a name or a place into another one.
_OTHER_SENSE = re.compile(
    r"\b(?:план\w*|прогноз\w*|цел\w*|plan\w*|target\w*|forecast|максат\w*|пландал\w*|оконч\w*"
    r"|конец|заверш\w*|end|аяк\w*)"
)
_PLANNED = re.compile(r"\b(?:план\w*|прогноз\w*|цел[ьи]\w*|plan\w*|target\w*|максатт\w*)")


def is_tag(cell: str) -> bool:
    """True for an HXL tag with its attributes, as `#reached+f`."""
    return _TAG.fullmatch(cell.strip()) is not None


def is_plan(head: str) -> bool:
    """True where a head speaks of what is planned: a planned figure is never a reported one."""
    return _PLANNED.search(plain(head)) is not None


def field_of(head: str, table: str) -> str | None:
    """The declared column of `table` that a head or an HXL tag names, None where none is meant.

    Line breaks, numbering, stars, colons and units do not matter: «3. Охвачено,\\nчел.*» is
    `reached`. A running number (№, № п/п) is no declared column, since lists start anew in every
    sheet.
    """
    return _found(head, table)[0]


def is_exact(head: str, table: str) -> bool:
    """True where the head is one of the known names just as it stands, units and all."""
    return _found(head, table)[1]


def _found(head: str, table: str) -> tuple[str | None, bool]:
    kept = current_reading().heads
    if (head, table) not in kept:
        kept[head, table] = _sought(head, table)
    return kept[head, table]


def _sought(head: str, table: str) -> tuple[str | None, bool]:
    if len(head) > 200:
        return None, False
    if is_tag(head):
        return _field_of_tag(head, table), True
    known = _known(table)
    for rank, key in enumerate(_readings(head)):
        if key in known:
            return known[key], rank == 0
    # «Место (город, село)» is a place all the same; «Охват (СМИ)» is not the people reached.
    brackets = _BRACKETS.findall(head)
    field = known.get(plain(_BRACKETS.sub(" ", head))) if brackets else None
    if field in FIGURES or any(_OTHER_SENSE.search(plain(bracket)) for bracket in brackets):
        field = None
    return field, False


def _readings(head: str) -> list[str]:
    """The head as it stands, then with ever more taken away that does not name anything."""
    bare = _MARKS.sub("", tidy_text(_HYPHENATED.sub("", head)))
    readings = [plain(head), plain(bare), plain(_NUMBERING.sub("", bare))]
    short = _NUMBERING.sub("", bare)
    for bracket in _BRACKETS.findall(short):
        inside = plain(bracket)
        if _UNIT_BRACKET.fullmatch(inside) or _FORMAT_BRACKET.fullmatch(inside):
            short = short.replace(bracket, " ")
    readings.append(plain(_MARKS.sub("", short)))
    words = readings[-1].split()
    while len(words) > 1 and words[-1] in _UNIT_WORDS:
        words = words[:-1]
        readings.append(" ".join(words))
    return list(dict.fromkeys(reading for reading in readings if reading))


@cache
def _known(table: str) -> dict[str, str]:
    """{plain spelling: declared column}: column names, FIELDS, and the labels of templates.

    Raises KeyError for a table whose heads are not known.
    """
    known: dict[str, str] = {}
    for column, spellings in FIELDS[table].items():
        for spelling in (column, *spellings):
            if not is_tag(spelling):
                known.setdefault(plain(spelling), column)
    for declared in _TABLES[table].columns:
        for lang in LANGUAGES:
            # Templates carry these words; what they say is never left to chance.
            known[plain(Text.of(lang)(declared.label))] = declared.name
    return known


# HXL ------------------------------------------------------------------------------------------

_NO_EVENT_DATE = frozenset(
    ("reported", "published", "updated", "update", "report", "approved", "planned", "birth")
)
_ENDS = frozenset(("end", "finish", "to", "last"))
_PEOPLE = frozenset(
    ("i", "ind", "individuals", "people", "persons", "total", "num", "count", "direct", "all")
)
_SEX_AND_AGE: Mapping[frozenset[str], str] = {
    frozenset(): "reached",
    frozenset(("f",)): "women",
    frozenset(("m",)): "men",
    frozenset(("youth",)): "youth",
    frozenset(("materials",)): "materials",
    frozenset(("media_audience",)): "media_audience",
}
_SAME_ATTRIBUTE: Mapping[str, str] = {
    "female": "f",
    "women": "f",
    "male": "m",
    "men": "m",
    "young": "youth",
    "material": "materials",
    "media": "media_audience",
    "audience": "media_audience",
    "viewers": "media_audience",
}


def _field_of_tag(tag: str, table: str) -> str | None:
    name, *attributes = (part.strip().lower() for part in tag.strip()[1:].split("+"))
    found = _column_of_tag(name, frozenset(attributes), table)
    return found if found in FIELDS[table] else None


def _column_of_tag(name: str, has: frozenset[str], table: str) -> str | None:
    """The column of a tag; attributes that say nothing here are passed over, others are not."""
    if name == "adm1":
        return None if "type" in has else ("iso_code" if table == "population" else "oblast")
    if name == "adm2":
        return None if "type" in has else "district"
    if name == "loc":
        return None if "type" in has else "place"
    if name == "date":
        if has & _NO_EVENT_DATE:
            return None
        return "end_date" if has & _ENDS else "date"
    if name == "org":
        if has & {"partner", "partners"}:
            return "partners"
        return None if has & {"funder", "donor", "type"} else "organiser"
    if name == "activity":
        return _column_of_activity(has)
    if name == "reached":
        kept = frozenset(_SAME_ATTRIBUTE.get(attribute, attribute) for attribute in has)
        return _SEX_AND_AGE.get(kept - _PEOPLE)
    if name in ("output", "item", "service"):
        return "materials" if has & {"materials", "material", "distributed"} else None
    if name == "population":
        return "kind" if "type" in has else ("population" if not has - _PEOPLE else None)
    if name == "beneficiary":
        return "audience"
    if name == "description":
        return "note"
    if name in ("meta", "source"):
        if "type" in has:
            return "kind"
        if has & {"note", "notes", "comments", "comment"}:
            return "note"
        return "source" if name == "source" or has & {"source", "url"} else None
    return None


def _column_of_activity(has: frozenset[str]) -> str | None:
    if has & {"type", "kind"}:
        return "type"
    if has & {"id", "code"}:
        return "activity_id"
    if has & {"group", "status", "planned"}:
        return None
    return "title"
