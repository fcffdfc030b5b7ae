"""Ten invented activities for most files of the corpus, in three languages and in codes.

1944 people reached, of them 872 women and 1072 men. One activity has no number of people reached
and one has zero. Two activities are in Osh oblast, one in each other unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

Row = list[object]

FIELDS = [
    *("date", "oblast", "place", "type", "title", "organiser", "reached", "women", "men", "note"),
]
HEADER_RU = [
    *("Дата", "Область", "Место проведения", "Вид мероприятия", "Название", "Организатор"),
    *("Охвачено", "Женщин", "Мужчин", "Примечание"),
]
HEADER_KY = [
    *("Күнү", "Облус", "Өткөн жери", "Иш-чаранын түрү", "Аталышы", "Уюштуруучу"),
    *("Катышкандардын саны", "Аялдар", "Эркектер", "Эскертүү"),
]
HEADER_EN = [
    *("Date", "Oblast", "Place", "Type of activity", "Title", "Organizer"),
    *("People reached", "Women", "Men", "Note"),
]
TAGS = [
    *("#date", "#adm1+name", "#loc+name", "#activity+type", "#activity+name", "#org+organiser"),
    *("#reached", "#reached+f", "#reached+m", "#description"),
]

DAYS = [
    *(date(2017, 7, 31), date(2017, 8, 4), date(2017, 8, 11), date(2017, 8, 15)),
    *(date(2017, 9, 5), date(2017, 9, 21), date(2017, 10, 13), date(2017, 10, 30)),
    *(date(2017, 11, 9), date(2017, 11, 20)),
]
FIGURES: list[tuple[int | None, int | None, int | None]] = [
    *((229, 120, 109), (23, 14, 9), (120, 70, 50), (0, 0, 0), (None, None, None)),
    *((85, 40, 45), (1250, 500, 750), (31, 16, 15), (142, 82, 60), (64, 30, 34)),
]

_CODES = [
    ("KG-C", "regional_launch"),
    ("KG-GB", "press_conference"),
    ("KG-O", "lecture"),
    ("KG-GO", "flash_mob"),
    ("KG-N", "round_table"),
    ("KG-Y", "forum_theatre"),
    ("KG-B", "bicycle_marathon"),
    ("KG-J", "training"),
    ("KG-O", "leaflets"),
    ("KG-T", "conference"),
]
_RU = [
    ("Чуйская область", "г. Токмок, дом культуры", "Открытие кампании в регионе"),
    ("г. Бишкек", "пресс-центр", "Пресс-конференция"),
    ("Ошская обл.", "г. Узген, школа", "Лекция"),
    ("г. Ош", "центральная площадь", "Флешмоб"),
    ("Нарынская область", "г. Нарын, актовый зал", "Круглый стол"),
    ("Иссык-Кульская область", "г. Каракол, театр", "Форум-театр"),
    ("Баткенская область", "г. Баткен, стадион", "Веломарафон"),
    ("Джалал-Абадская область", "университет", "Тренинг"),
    ("Ошская область", "с. Гульча, рынок", "Раздача листовок"),
    ("Таласская область", "г. Талас, дом культуры", "Конференция"),
]
_KY = [
    ("Чүй облусу", "Токмок ш., маданият үйү", "Кампаниянын аймактык ачылышы"),
    ("Бишкек шаары", "басма сөз борбору", "Маалымат жыйыны"),
    ("Ош облусу", "Өзгөн ш., мектеп", "Сабак"),
    ("Ош шаары", "борбордук аянт", "Флешмоб"),
    ("Нарын облусу", "Нарын ш., жыйындар залы", "Тегерек стол"),
    ("Ысык-Көл облусу", "Каракол ш., театр", "Форум-театр"),
    ("Баткен облусу", "Баткен ш., стадион", "Веломарафон"),
    ("Жалал-Абад облусу", "университет", "Окутуу"),
    ("Ош облусу", "Гүлчө айылы, базар", "Баракча таратуу"),
    ("Талас облусу", "Талас ш., маданият үйү", "Конференция"),
]
_EN = [
    ("Chui oblast", "Tokmok, house of culture", "Regional launch"),
    ("Bishkek", "press centre", "Press conference"),
    ("Osh oblast", "Uzgen, school", "Lecture"),
    ("Osh city", "central square", "Flash mob"),
    ("Naryn oblast", "Naryn, assembly hall", "Round table"),
    ("Issyk-Kul oblast", "Karakol, theatre", "Forum theatre"),
    ("Batken oblast", "Batken, stadium", "Bicycle marathon"),
    ("Jalal-Abad oblast", "university", "Training"),
    ("Osh oblast", "Gulcha, market", "Leaflet distribution"),
    ("Talas oblast", "Talas, house of culture", "Conference"),
]
_BODIES_RU = [
    *("Областная администрация", "Городская администрация", "Районный отдел образования"),
    *("Молодёжный центр", "Областная администрация", "Неправительственная организация"),
    *("Районная администрация", "Университет", "Районная администрация"),
    "Областная администрация",
]
_BODIES_KY = [
    *("Облустук администрация", "Шаардык администрация", "Райондук билим берүү бөлүмү"),
    *("Жаштар борбору", "Облустук администрация", "Өкмөттүк эмес уюм"),
    *("Райондук администрация", "Университет", "Райондук администрация"),
    "Облустук администрация",
]
_BODIES_EN = [
    *("Oblast administration", "City administration", "District department of education"),
    *("Youth centre", "Oblast administration", "Non-governmental organisation"),
    *("District administration", "University", "District administration"),
    "Oblast administration",
]


def _rows(
    words: Sequence[tuple[str, str, str]], bodies: Sequence[str], title: str, notes: dict[int, str]
) -> list[Row]:
    """Rows in the order of FIELDS: days as `date`, figures as int, None where none was given."""
    return [
        [
            DAYS[at],
            words[at][0],
            words[at][1],
            words[at][2],
            f"{title} {at + 1}",
            bodies[at],
            *FIGURES[at],
            notes.get(at, ""),
        ]
        for at in range(10)
    ]


def rows_ru() -> list[Row]:
    """The activities as a Russian-speaking office writes them."""
    notes = {0: "условные данные", 3: "отменено из-за дождя", 9: "подведение итогов"}
    return _rows(_RU, _BODIES_RU, "Условное мероприятие", notes)


def rows_ky() -> list[Row]:
    """The activities as a Kyrgyz-speaking office writes them."""
    return _rows(_KY, _BODIES_KY, "Шарттуу иш-чара", {0: "шарттуу маалымат"})


def rows_en() -> list[Row]:
    """The activities as an English-speaking office writes them."""
    return _rows(_EN, _BODIES_EN, "Illustrative activity", {0: "illustrative data"})


def rows_coded() -> list[Row]:
    """The activities with codes of oblasts and types."""
    words = [
        (oblast, place, kind) for (oblast, kind), (_, place, _) in zip(_CODES, _EN, strict=True)
    ]
    return _rows(words, _BODIES_EN, "Illustrative activity", {0: "illustrative data"})
