"""Registers with values that only their owner can decide: misspellings, new names, estimates."""

from __future__ import annotations

from catalogue import add_file
from delimited import text

HEADER = ["Дата", "Область", "Место проведения", "Вид мероприятия", "Название", "Охвачено"]
NARYN, TALAS, BISHKEK = "Нарынская область", "Таласская область", "г. Бишкек"

# (day, oblast, type, people reached), and in the wider tables women and materials.
Row = tuple[object, ...]


def _bytes(rows: list[Row], more: tuple[str, ...] = (), above: str = "", total: str = "") -> bytes:
    table: list[list[object]] = [[above], []] if above else []
    table.append([*HEADER, *more])
    for number, (day, oblast, kind, *figures) in enumerate(rows, start=1):
        place, title = f"школа {number}", f"Условное мероприятие {number}"
        table.append([day, oblast, place, kind, title, *figures])
    if total:
        table.append(["Итого", "", "", "", "", total])
    return text(table).encode("utf-8-sig")


add_file(
    "values/type_slips.csv",
    "Four misspelled types, each similar to one type only; one occurs twice",
    _bytes(
        [
            ("31.07.2017", NARYN, "Лекцыя", 50),
            ("01.08.2017", NARYN, "лекцыя", 40),
            ("02.08.2017", TALAS, "Круглый стл", 30),
            ("03.08.2017", TALAS, "Тренниг", 20),
            ("04.08.2017", BISHKEK, "Флешмобб", 10),
        ]
    ),
)
add_file(
    "values/oblast_slips.csv",
    "Four oblasts and a city, misspelled, each similar to one unit only",
    _bytes(
        [
            ("31.07.2017", "Нарынскя область", "Лекция", 50),
            ("01.08.2017", "Баткенкая обл.", "Лекция", 40),
            ("02.08.2017", "Джалал-Абатская область", "Лекция", 30),
            ("03.08.2017", "Исык-Куль", "Лекция", 20),
            ("04.08.2017", "Бешкек", "Лекция", 10),
        ]
    ),
)
add_file(
    "values/other_types.csv",
    "Types outside the list, one of them in two rows, and «Прочее»",
    _bytes(
        [
            ("31.07.2017", NARYN, "Субботник", 50),
            ("01.08.2017", NARYN, "субботник ", 40),
            ("02.08.2017", TALAS, "День открытых дверей", 30),
            ("03.08.2017", TALAS, "Прочее", 20),
            ("04.08.2017", BISHKEK, "Лекция", 10),
        ]
    ),
)
add_file(
    "values/other_places.csv",
    "Two activities in another country and one with only its town, above a total of all rows",
    _bytes(
        [
            ("31.07.2017", "Алматы", "Лекция", 50),
            ("01.08.2017", "г. Алматы", "Лекция", 40),
            ("02.08.2017", "Токмок", "Лекция", 30),
            ("03.08.2017", TALAS, "Лекция", 20),
        ],
        total="140",
    ),
)
VILLAGES = (
    *("село Кара-Суу", "Ак-Терек айылы", "с. Кызыл-Туу", "Жаңы-Жер", "Орто-Сай", "Төө-Ашуу"),
    *("с. Арал", "Көк-Жар айылы", "Сары-Булак", "Беш-Терек"),
)
add_file(
    "values/villages.csv",
    "Ten villages instead of oblasts; a misspelling, «Ош» alone, two other types, two estimates",
    _bytes(
        [
            *((f"{day:02}.08.2017", name, "Лекция", 20) for day, name in enumerate(VILLAGES, 1)),
            ("12.08.2017", "Нарынскя область", "Лекция", "около 50"),
            ("13.08.2017", TALAS, "Субботник", 40),
            ("14.08.2017", TALAS, "День открытых дверей", "более 100"),
            ("15.08.2017", "Ош", "Лекция", 30),
            ("16.08.2017", "Чуйская область", "Лекция", 30),
        ]
    ),
)
add_file(
    "values/about.csv",
    "People reached as «около 50» (twice), «более 100», «~30», «до 200 чел.», and text only",
    _bytes(
        [
            ("31.07.2017", NARYN, "Лекция", "около 50"),
            ("01.08.2017", NARYN, "Лекция", "Около 50"),
            ("02.08.2017", TALAS, "Лекция", "более 100"),
            ("03.08.2017", TALAS, "Лекция", "~30"),
            ("04.08.2017", BISHKEK, "Лекция", "до 200 чел."),
            ("05.08.2017", BISHKEK, "Лекция", "много"),
            ("06.08.2017", BISHKEK, "Лекция", "н/д"),
            ("07.08.2017", BISHKEK, "Лекция", "20 чел."),
        ]
    ),
)
add_file(
    "values/about_kyrgyz.csv",
    "Estimates in Kyrgyz: «50 адамга жакын», «100дөн ашык», «болжол менен 30», «40тай киши»",
    _bytes(
        [
            ("31.07.2017", "Нарын облусу", "Сабак", "50 адамга жакын"),
            ("01.08.2017", "Нарын облусу", "Сабак", "100дөн ашык"),
            ("02.08.2017", "Талас облусу", "Сабак", "болжол менен 30"),
            ("03.08.2017", "Талас облусу", "Сабак", "40тай киши"),
            ("04.08.2017", "Бишкек шаары", "Сабак", 20),
        ]
    ),
)
add_file(
    "values/ranges.csv",
    "Ranges: «50-60 чел.», «от 20 до 30», «100–120»; one descends, one was converted to a date",
    _bytes(
        [
            ("31.07.2017", NARYN, "Лекция", "50-60 чел."),
            ("01.08.2017", NARYN, "Лекция", "от 20 до 30"),
            ("02.08.2017", TALAS, "Лекция", "100–120"),
            ("03.08.2017", TALAS, "Лекция", "60-50"),
            ("04.08.2017", BISHKEK, "Лекция", "05.октябрь"),
            ("05.08.2017", BISHKEK, "Лекция", 10),
        ]
    ),
)
add_file(
    "values/about_columns.csv",
    "The same estimate in three columns, with a separate question about each",
    _bytes(
        [
            ("31.07.2017", NARYN, "Лекция", "около 50", "около 50", "около 50"),
            ("01.08.2017", NARYN, "Лекция", "около 60", 30, ""),
            ("02.08.2017", TALAS, "Лекция", 20, "", "около 50"),
        ],
        ("Женщин", "Роздано материалов"),
    ),
)
add_file(
    "values/monthly_report.csv",
    "All cases together below a title, with a total: misspellings, «Ош», «Субботник», estimates",
    _bytes(
        [
            ("31.07.2017", "Нарынскя область", "Лекцыя", "около 50"),
            ("01.08.2017", "Ош", "Субботник", "50-60"),
            ("02.08.2017", "Ош", "Лекция", 40),
            ("32.08.2017", TALAS, "Лекция", 30),
            ("04.08.2017", "Алматы", "Лекция", 20),
            ("05.08.2017", BISHKEK, "Лекция", "много"),
            ("06.08.2017", BISHKEK, "Лекция", 10),
        ],
        above="Отчёт о проведённых мероприятиях за август",
        total="200",
    ),
)
add_file(
    "values/corrected_register.csv",
    "A corrected register as downloaded, with columns for estimates and types as written",
    (
        "activity_id,date,oblast,type,title,reached,women,type_as_written,estimated\n"
        ",2017-07-31,KG-N,lecture,Условное мероприятие 1,50,20,,reached\n"
        ",2017-08-15,KG-GB,other,Условное мероприятие 2,,,Субботник,\n"
        ",2017-08-16,KG-GO,lecture,Условное мероприятие 3,40,30,,reached; women\n"
    ).encode(),
)
add_file(
    "values/osh_by_place.csv",
    "«Ош» alone in five rows: by place or district twice the city, twice the oblast, once unclear",
    text(
        [
            ["Дата", "Область", "Район", "Место", "Вид мероприятия", "Название", "Охвачено"],
            ["31.07.2017", "Ош", "", "г. Ош, площадь", "Лекция", "Условное мероприятие 1", 50],
            ["01.08.2017", "Ош", "Ош шаары", "школа", "Лекция", "Условное мероприятие 2", 40],
            ["02.08.2017", "Ош", "Өзгөн району", "", "Лекция", "Условное мероприятие 3", 30],
            ["03.08.2017", "ОШ", "Кара-Сууский район", "", "Лекция", "Условное мероприятие 4", 20],
            ["04.08.2017", "Ош", "", "школа", "Лекция", "Условное мероприятие 5", 10],
            ["05.08.2017", "Талас", "", "школа", "Лекция", "Условное мероприятие 6", 5],
        ]
    ).encode("utf-8-sig"),
)
