"""Make `activities.csv`: 77 invented activities that add up to the published figures of 2017.

Run from anywhere: `python data/2017/make_register.py`. The seed is fixed, so a second run writes
the same bytes. Nothing in the result is an actual campaign result; `README.md` beside this file
says what is published, what is assumed and what is drawn at random.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

TARGET = Path(__file__).resolve().parent / "activities.csv"
SEED = 20170731
FIRST, LAST = date(2017, 7, 31), date(2017, 11, 20)
SCHOOL = date(2017, 9, 1)
"""Schools are closed before this day, so lessons begin here."""

# fmt: off
COLUMNS = (
    "activity_id", "date", "end_date", "oblast", "district", "place", "type", "title",
    "organiser", "partners", "audience", "reached", "women", "men", "youth", "materials",
    "media_audience", "source", "note",
)
# fmt: on

MEDIA = {"press_conference", "live_tv", "radio_phone_in"}
ILLUSTRATIVE = "демонстрационные (вымышленные) данные"


@dataclass(frozen=True)
class Kind:
    """The assumptions on one type of activity: size, shares of youth and women, length, texts."""

    size: int
    youth: float
    women: float
    days: tuple[int, ...]
    materials: float | None
    """Materials handed out per person reached; None where none are handed out."""
    venues: tuple[str, ...]
    organisers: tuple[str, ...]
    audience: str
    russian: tuple[str, ...]
    kyrgyz: tuple[str, ...]
    workday: bool = False
    opens: date = FIRST
    closes: date = LAST


# fmt: off
KINDS = {
    "press_conference": Kind(
        25, 0.24, 0.55, (1,), None, ("пресс-центр",), ("Областная администрация",), "Журналисты",
        ("Пресс-конференция о кампании",), ("Кампания боюнча маалымат жыйыны",),
        workday=True,
    ),
    "live_tv": Kind(
        30, 0.8, 0.55, (1,), None, ("телестудия",), ("Местный телеканал",), "Телезрители",
        ("Прямой телеэфир: как безопасно искать работу за рубежом",),
        ("Түз эфир: чет өлкөдөн кантип коопсуз жумуш издөө керек",),
    ),
    "radio_phone_in": Kind(
        10, 0.4, 0.55, (1,), None, ("радиостудия",), ("Местное радио",), "Радиослушатели",
        ("Радиоэфир со звонками: вопросы о выезде на работу",),
        ("Радиодогу түз байланыш: чет өлкөдө иштөө боюнча суроолор",),
    ),
    "regional_launch": Kind(
        230, 0.62, 0.53, (1,), 0.9, ("площадь", "дом культуры"), ("Областная администрация",),
        "Жители", ("Открытие кампании в регионе",), ("Кампаниянын аймактык ачылышы",),
        closes=date(2017, 8, 6),
    ),
    "forum_theatre": Kind(
        160, 0.86, 0.56, (1,), None, ("дом культуры", "школа", "колледж"),
        ("Молодёжная организация", "Неправительственная организация", "Школа"),
        "Школьники и студенты",
        ("Форум-театр «Обещанная работа»", "Форум-театр школьников о торговле людьми"),
        ("«Убада кылынган жумуш» форум-театры",),
        opens=date(2017, 9, 12),
    ),
    "bicycle_marathon": Kind(
        190, 0.83, 0.4, (1,), 0.5, ("парк", "стадион"),
        ("Молодёжная организация", "Областная администрация"), "Молодёжь и жители",
        ("Веломарафон против торговли людьми",), ("Адам сатууга каршы веломарафон",),
        closes=date(2017, 10, 15),
    ),
    "dance_song_contest": Kind(
        260, 0.87, 0.58, (1, 2), None, ("дом культуры", "университет"),
        ("Молодёжная организация", "Дом культуры"), "Молодёжь",
        ("Конкурс песни и танца «Молодёжь против торговли людьми»",),
        ("Жаштар арасындагы ыр жана бий сынагы",),
    ),
    "lecture": Kind(
        90, 0.94, 0.52, (1,), 0.8, ("школа", "лицей", "университет"), ("Школа", "Университет"),
        "Учащиеся",
        (
            "Урок «Как распознать обман при поиске работы»",
            "Лекция о безопасной миграции для студентов и школьников",
        ),
        ("Окуучулар үчүн адам сатуунун алдын алуу боюнча сабак",),
        workday=True, opens=SCHOOL,
    ),
    "training": Kind(
        30, 0.72, 0.6, (2, 3), 1.0, ("библиотека", "учебный центр"),
        ("Неправительственная организация", "Молодёжная организация"), "Молодые лидеры",
        ("Тренинг для молодых лидеров", "Семинар для волонтёров кампании"),
        ("Жаш лидерлер үчүн тренинг",),
        workday=True,
    ),
    "information_stand": Kind(
        150, 0.58, 0.55, (3, 4, 5), 1.4, ("рынок", "автовокзал"),
        ("Неправительственная организация", "Айыл өкмөтү"), "Жители и выезжающие на работу за рубеж",
        ("Информационный стенд для выезжающих на работу за рубеж",), ("Жарандар үчүн маалымат стенди",),
    ),
    "door_to_door": Kind(
        110, 0.4, 0.62, (3, 5), 1.2, ("жилые кварталы",),
        ("Айыл өкмөтү", "Неправительственная организация"), "Семьи мигрантов",
        ("Подворный обход с беседами о безопасном выезде",),
        ("Коопсуз миграция тууралуу үймө-үй кыдыруу",),
    ),
    "leaflets": Kind(
        180, 0.56, 0.53, (1, 2), 1.5, ("рынок", "автовокзал"),
        ("Молодёжная организация", "Айыл өкмөтү"), "Жители",
        ("Раздача листовок о безопасной миграции",), ("Коопсуз миграция боюнча баракча таратуу",),
    ),
    "film_screening": Kind(
        100, 0.85, 0.54, (1,), None, ("кинотеатр", "библиотека"),
        ("Библиотека", "Молодёжная организация"), "Школьники и студенты",
        ("Показ фильма о торговле людьми с обсуждением",),
        ("Адам сатуу жөнүндө тасма көрсөтүү жана талкуу",),
    ),
    "sports_event": Kind(
        200, 0.84, 0.38, (1, 2), 0.4, ("стадион",),
        ("Районная администрация", "Молодёжная организация"), "Молодёжь",
        ("Спортивный праздник «Молодёжь против торговли людьми»",),
        ("Адам сатууга каршы спорттук иш-чара",),
    ),
    "online_event": Kind(
        80, 0.9, 0.57, (5,), None, ("онлайн",), ("Молодёжная организация",), "Молодёжь",
        ("Онлайн-викторина о безопасной миграции",), ("Коопсуз миграция боюнча онлайн иш-чара",),
    ),
    "public_action": Kind(
        240, 0.68, 0.52, (1,), 1.0, ("площадь", "парк"),
        ("Районная администрация", "Молодёжная организация"), "Жители",
        ("Акция «Остановим торговлю людьми»",), ("«Адам сатууну токтотолу» акциясы",),
    ),
    "conference": Kind(
        120, 0.5, 0.55, (1,), 0.9, ("университет", "областная администрация"),
        ("Областная администрация", "Университет"), "Государственные органы, НПО, молодёжь",
        ("Конференция о роли молодёжи в противодействии торговле людьми",),
        ("«Жаштар адам сатууга каршы» конференциясы",),
        workday=True, opens=date(2017, 10, 16),
    ),
    "round_table": Kind(
        40, 0.32, 0.52, (1,), None, ("областная администрация", "библиотека"),
        ("Областная администрация", "Неправительственная организация"),
        "Государственные органы, НПО",
        ("Круглый стол о противодействии торговле людьми",),
        ("Адам сатууга каршы күрөшүү боюнча тегерек стол",),
        workday=True,
    ),
    "flash_mob": Kind(
        220, 0.89, 0.56, (1,), None, ("площадь", "парк", "университет"),
        ("Молодёжная организация", "Университет"), "Школьники и студенты",
        ("Флешмоб студентов против торговли людьми",),
        ("Жаштардын адам сатууга каршы флешмобу",),
    ),
}
# fmt: on


@dataclass(frozen=True)
class Unit:
    """One of the nine units: its target of direct reach, its places and the types of activities."""

    reach: int
    places: tuple[tuple[str, str], ...]
    """District (empty for a town of oblast significance) and settlement."""
    types: str


# Reach per 10,000 population is set by hand so that ranks by count and by rate differ, and so
# that the coverage page has a gap to show: one oblast (Talas) is far behind the others.
# fmt: off
UNITS = {
    "KG-B": Unit(
        1298,
        (("", "г. Баткен"), ("", "г. Кызыл-Кия"), ("Кадамжайский", "г. Кадамжай"),
         ("Лейлекский", "г. Исфана")),
        "regional_launch forum_theatre lecture door_to_door radio_phone_in flash_mob round_table "
        "film_screening information_stand",
    ),
    "KG-C": Unit(
        1218,
        (("", "г. Токмок"), ("Жайыльский", "г. Кара-Балта"), ("Сокулукский", "с. Сокулук"),
         ("Московский", "с. Беловодское"), ("Ысык-Атинский", "г. Кант"), ("Кеминский", "г. Кемин")),
        "regional_launch bicycle_marathon lecture information_stand flash_mob forum_theatre "
        "training film_screening radio_phone_in",
    ),
    "KG-GB": Unit(
        1594,
        (("Первомайский", ""), ("Ленинский", ""), ("Октябрьский", ""), ("Свердловский", "")),
        "press_conference regional_launch live_tv round_table conference flash_mob flash_mob "
        "lecture training forum_theatre dance_song_contest online_event information_stand",
    ),
    "KG-GO": Unit(
        1135,
        (("", ""),),
        "regional_launch press_conference flash_mob forum_theatre bicycle_marathon lecture "
        "live_tv dance_song_contest round_table",
    ),
    "KG-J": Unit(
        1459,
        (("", "г. Джалал-Абад"), ("Сузакский", "с. Сузак"), ("Ноокенский", "с. Масы"),
         ("Базар-Коргонский", "с. Базар-Коргон"), ("Аксыйский", "г. Кербен")),
        "regional_launch press_conference live_tv lecture forum_theatre round_table sports_event "
        "dance_song_contest leaflets",
    ),
    "KG-N": Unit(
        1007,
        (("", "г. Нарын"), ("Ат-Башинский", "с. Ат-Баши"), ("Кочкорский", "с. Кочкор"),
         ("Ак-Талинский", "с. Баетово"), ("Жумгальский", "с. Чаек")),
        "regional_launch forum_theatre lecture radio_phone_in sports_event round_table flash_mob "
        "public_action",
    ),
    "KG-O": Unit(
        1290,
        (("Кара-Сууский", "г. Кара-Суу"), ("Узгенский", "г. Узген"), ("Ноокатский", "г. Ноокат"),
         ("Араванский", "с. Араван"), ("Кара-Кульджинский", "с. Кара-Кульджа"), ("Алайский", "с. Гульча")),
        "regional_launch radio_phone_in lecture lecture forum_theatre door_to_door leaflets "
        "training conference",
    ),
    "KG-T": Unit(
        104,
        (("", "г. Талас"), ("Бакай-Атинский", "с. Бакай-Ата"), ("Кара-Бууринский", "с. Кызыл-Адыр")),
        "regional_launch lecture leaflets",
    ),
    "KG-Y": Unit(
        1067,
        (("", "г. Каракол"), ("", "г. Балыкчы"), ("Тюпский", "с. Тюп"), ("Тонский", "с. Боконбаево"),
         ("Иссык-Кульский", "г. Чолпон-Ата")),
        "regional_launch bicycle_marathon flash_mob lecture film_screening dance_song_contest "
        "public_action conference",
    ),
}
# fmt: on

NOT_REPORTED = {
    ("KG-B", "radio_phone_in"),
    ("KG-O", "radio_phone_in"),
    ("KG-C", "information_stand"),
    ("KG-J", "leaflets"),
    ("KG-T", "leaflets"),
}
ZERO = {("KG-GB", "live_tv")}
"""A studio without spectators: nobody reached in person, a large media audience."""

# Two days are fixed, the others are random: the campaign opens and closes in Bishkek.
FIXED_DAYS = {
    ("KG-GB", "regional_launch"): FIRST,
    ("KG-GB", "press_conference"): FIRST,
    ("KG-GB", "conference"): LAST,
}

PARTNERS = (
    "",
    "",
    "Молодёжная организация",
    "Неправительственная организация",
    "Школы района",
    "Неправительственная организация; Университет",
    "Библиотека; Школы района",
    "Городская администрация",
    "Учреждение культуры; Молодёжная организация",
)

# Names of public bodies in 2017.
IN_OBLAST = {
    "KG-B": "Баткенской",
    "KG-C": "Чуйской",
    "KG-J": "Джалал-Абадской",
    "KG-N": "Нарынской",
    "KG-O": "Ошской",
    "KG-T": "Таласской",
    "KG-Y": "Иссык-Кульской",
}
CITIES = {"KG-GB": "Бишкек", "KG-GO": "Ош"}
VENUES = {
    "областная администрация": "полномочное представительство Правительства",
    "городская администрация": "мэрия",
    "районная администрация": "районная государственная администрация",
}

Row = dict[str, str | int]


def weight_of(day: date) -> float:
    """The relative frequency of activities on a day: high at the start and at the end."""
    if day <= date(2017, 8, 12):
        return 1.6
    if day <= date(2017, 8, 22):
        return 0.7
    if day <= date(2017, 9, 14):
        return 0.12
    if day <= date(2017, 10, 14):
        return 1.3
    if day <= date(2017, 11, 3):
        return 1.0
    return 1.9


def day_of(unit: str, code: str, chance: random.Random, counts: dict[date, int]) -> date:
    """A possible day for the type; a day with several activities is less likely."""
    if (unit, code) in FIXED_DAYS:
        return FIXED_DAYS[unit, code]
    kind = KINDS[code]
    latest = min(kind.closes, LAST - timedelta(days=max(kind.days) - 1))
    span = (latest - kind.opens).days + 1
    days = [kind.opens + timedelta(days=n) for n in range(span)]
    days = [day for day in days if not (kind.workday and day.weekday() > 4)]
    return chance.choices(days, [weight_of(day) * 0.4 ** counts.get(day, 0) for day in days])[0]


def plan(chance: random.Random) -> Iterator[tuple[str, str, date, date]]:
    """Unit, type, first and last day of each of the 77 activities."""
    counts: dict[date, int] = {}
    for unit, details in UNITS.items():
        for code in details.types.split():
            start = day_of(unit, code, chance, counts)
            counts[start] = counts.get(start, 0) + 1
            yield unit, code, start, start + timedelta(days=chance.choice(KINDS[code].days) - 1)


def reach_of(planned: list[tuple[str, str, date, date]], chance: random.Random) -> list[int | None]:
    """People reached by each activity; None is not reported.

    Sizes vary at random round the usual size of the type. Those of mass events are then scaled, so
    that each unit meets its target of reach; press conferences and phone-ins keep their size.
    """
    sizes: list[int | None] = []
    for unit, code, _, _ in planned:
        if (unit, code) in NOT_REPORTED:
            sizes.append(None)
        elif (unit, code) in ZERO:
            sizes.append(0)
        else:
            sizes.append(round(KINDS[code].size * chance.uniform(0.7, 1.35)))
    for unit, details in UNITS.items():
        own = [n for n, activity in enumerate(planned) if activity[0] == unit]
        mass = [n for n in own if planned[n][1] not in MEDIA]
        small = sum(sizes[n] or 0 for n in own if n not in mass)
        scale = (details.reach - small) / sum(sizes[n] or 0 for n in mass)
        for n in mass:
            size = sizes[n]
            sizes[n] = None if size is None else round(size * scale)
    return sizes


def count_cells(code: str, reached: int | None, chance: random.Random) -> Row:
    """Women, men, youth, materials and media audience; a missing key is not reported."""
    kind, row = KINDS[code], Row()
    if code in MEDIA and (code != "press_conference" or chance.random() < 0.7):
        low, high = {"live_tv": (60, 160), "radio_phone_in": (12, 45)}.get(code, (5, 20))
        row["media_audience"] = 1000 * chance.randint(low, high)
    if kind.materials is not None and chance.random() < 0.8:
        basis = kind.size if reached is None else reached
        row["materials"] = 10 * round(basis * kind.materials * chance.uniform(0.8, 1.2) / 10)
    if reached is None:
        return row
    row["reached"] = reached
    if chance.random() < 0.8:
        counted = reached if chance.random() < 0.8 else round(reached * 0.93)
        women = round(counted * min(0.9, kind.women * chance.uniform(0.9, 1.1)))
        row |= {"women": women, "men": counted - women}
    if reached > 60 or chance.random() < 0.7:
        row["youth"] = min(reached, round(reached * kind.youth * chance.uniform(0.9, 1.02)))
    return row


def text_cells(unit: str, code: str, chance: random.Random) -> Row:
    """Place, title, organiser, partners and audience; about one title in five is Kyrgyz."""
    kind = KINDS[code]
    district, settlement = chance.choice(UNITS[unit].places)
    city = unit in ("KG-GB", "KG-GO")
    if code in ("regional_launch", *MEDIA):
        district, settlement = UNITS[unit].places[0] if not city else ("", "")
    venue = chance.choice(kind.venues)
    organiser = chance.choice(kind.organisers)
    partners = chance.choice(PARTNERS)
    if district and not city and venue == "университет":
        venue = "школа"
    if code == "lecture":
        organiser = "Университет" if venue == "университет" else "Школа"
    level = "районная" if district and not city else "городская"
    if venue == "областная администрация" and (city or district):
        venue = f"{level} администрация"
    if city or organiser == "Районная администрация":
        organiser = organiser.replace("Областная", "Городская")
        organiser = organiser.replace("Районная", level.capitalize())
    if level == "городская":
        organiser = organiser.replace("Айыл өкмөтү", "Городская администрация")
    partners = partners.replace("Городская", level.capitalize())
    if organiser in partners.split("; "):
        partners = ""
    town = CITIES.get(unit, settlement.removeprefix("г. "))
    if code == "online_event":
        district, settlement = "", ""
    venue = VENUES.get(venue, venue)
    titles = kind.kyrgyz if chance.random() < 0.22 else kind.russian
    return {
        "district": f"{district} район" if district else "",
        "place": f"{settlement}, {venue}" if settlement else venue,
        "title": chance.choice(titles),
        "organiser": body_name(organiser, unit, town),
        "partners": body_name(partners, unit, town),
        "audience": kind.audience,
    }


def body_name(body: str, unit: str, town: str) -> str:
    """The official name of an administration in 2017; any other body as it is."""
    names = {
        "Областная администрация": (
            f"Полномочное представительство Правительства КР в {IN_OBLAST.get(unit)} области"
        ),
        "Городская администрация": f"Мэрия города {town}",
        "Районная администрация": "Районная государственная администрация",
    }
    return names.get(body, body)


def note_of(unit: str, code: str) -> str:
    """The note that the row is invented, with the meaning of its number if that is not obvious."""
    if (unit, code) in NOT_REPORTED:
        return f"{ILLUSTRATIVE}; число участников не указано"
    if (unit, code) in ZERO:
        return f"{ILLUSTRATIVE}; студия без зрителей"
    if code == "radio_phone_in":
        return f"{ILLUSTRATIVE}; указано число позвонивших в эфир"
    return ILLUSTRATIVE


def register() -> list[Row]:
    """The rows of the register by date; a missing key is an empty cell."""
    chance = random.Random(SEED)
    planned = list(plan(chance))
    rows: list[Row] = []
    for (unit, code, start, end), reached in zip(planned, reach_of(planned, chance), strict=True):
        row: Row = {"date": start.isoformat(), "oblast": unit, "type": code}
        if end > start:
            row["end_date"] = end.isoformat()
        row |= text_cells(unit, code, chance) | count_cells(code, reached, chance)
        row |= {"source": "illustrative", "note": note_of(unit, code)}
        rows.append(row)
    rows.sort(key=lambda row: (str(row["date"]), str(row["oblast"]), str(row["type"])))
    for number, row in enumerate(rows, start=1):
        row["activity_id"] = f"2017-{number:03d}"
    return rows


def register_text() -> str:
    """The register as CSV text with LF line ends."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(register())
    return text.getvalue()


if __name__ == "__main__":
    TARGET.write_text(register_text(), encoding="utf-8", newline="\n")
    print(f"{TARGET.name}: {len(register())} activities")
