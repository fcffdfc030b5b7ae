"""Registers with activities in the whole country and in several regions."""

from __future__ import annotations

from catalogue import add_file, corpus_file
from delimited import text
from workbooks import as_openpyxl

_HEADER = ["Дата", "Область", "Вид мероприятия", "Название", "Охвачено", "Аудитория СМИ"]
_TITLE = "Условное мероприятие"

add_file(
    "text/nationwide.csv",
    "Usual Russian and Kyrgyz terms for the whole country, and a single region",
    text(
        [
            _HEADER,
            ["31.07.2017", "Кыргызстан", "Телеэфир", f"{_TITLE} 1", "", 250_000],
            ["01.08.2017", "вся республика", "Радиоэфир", f"{_TITLE} 2", "", 140_000],
            ["02.08.2017", "По республике", "Лекция", f"{_TITLE} 3", 120, ""],
            ["03.08.2017", "бүткүл өлкө", "Лекция", f"{_TITLE} 4", 80, ""],
            ["04.08.2017", "Республика боюнча", "Лекция", f"{_TITLE} 5", "", ""],
            ["05.08.2017", "Нарынская область", "Лекция", f"{_TITLE} 6", 30, ""],
        ]
    ).encode("utf-8-sig"),
)
add_file(
    "text/several_regions.csv",
    "Several oblasts in one cell: «Ошская, Баткенская области», with «жана», / and +; one twice",
    text(
        [
            _HEADER[:-1],
            ["31.07.2017", "Ошская, Баткенская области", "Лекция", f"{_TITLE} 1", 150],
            ["01.08.2017", "Ысык-Көл жана Нарын облустары", "Лекция", f"{_TITLE} 2", 90],
            ["02.08.2017", "Чуйская обл./г. Бишкек", "Лекция", f"{_TITLE} 3", 70],
            ["03.08.2017", "Талас + Чуй", "Лекция", f"{_TITLE} 4", ""],
            ["04.08.2017", "Ош, Баткен, Жалал-Абад облустары", "Лекция", f"{_TITLE} 5", 40],
            ["05.08.2017", "Баткенская обл.; Баткен", "Лекция", f"{_TITLE} 6", 10],
        ]
    ).encode(),
)
add_file(
    "text/region_codes.csv",
    "Codes: KG, two codes with a semicolon, the same two in reverse order",
    text(
        [
            ["date", "oblast", "type", "title", "reached", "media_audience"],
            ["2017-07-31", "KG", "live_tv", "Illustrative activity 1", "", 390000],
            ["2017-08-01", "KG-B;KG-O", "lecture", "Illustrative activity 2", 100, ""],
            ["2017-08-02", "KG-O;KG-B", "lecture", "Illustrative activity 3", 50, ""],
            ["2017-08-03", "KG-B", "lecture", "Illustrative activity 4", 0, ""],
        ],
        delimiter=",",
        end="\n",
    ).encode(),
)
add_file(
    "text/form_regions.csv",
    "A form question with several answers: codes with spaces between them",
    text(
        [
            ["date", "oblast", "type", "title", "reached"],
            ["2017-07-31", "KG-N KG-Y", "lecture", "Illustrative activity 1", 25],
            ["2017-08-01", "KG-GB", "lecture", "Illustrative activity 2", 35],
            ["2017-08-02", "KG-J KG-B KG-O", "lecture", "Illustrative activity 3", ""],
        ],
        delimiter=",",
        end="\n",
    ).encode(),
)


@corpus_file(
    "sheets/nationwide_totals.xlsx",
    "Totals «Всего по республике» and «Итого по Нарынской области», and a nationwide activity",
)
def nationwide_totals() -> bytes:
    return as_openpyxl(
        [
            _HEADER[:-1],
            ["31.07.2017", "вся республика", "Лекция", f"{_TITLE} 1", 100],
            ["01.08.2017", "Нарынская область", "Лекция", f"{_TITLE} 2", 20],
            ["02.08.2017", "Нарынская и Таласская области", "Лекция", f"{_TITLE} 3", 40],
            ["", "Итого по Нарынской области", "", "", 20],
            ["", "Всего по республике", "", "", 160],
        ]
    )


add_file(
    "wrong/several_regions.csv",
    "Lists with «Ош», with an oblast and its town, with an unknown place, and with the country",
    text(
        [
            _HEADER[:-1],
            ["31.07.2017", "Ош, Баткен", "Лекция", f"{_TITLE} 1", 50],
            ["01.08.2017", "Ошская область, г. Ош", "Лекция", f"{_TITLE} 2", 20],
            ["02.08.2017", "Баткен, Алматы", "Лекция", f"{_TITLE} 3", 30],
            ["03.08.2017", "KG; KG-B", "Лекция", f"{_TITLE} 4", 40],
            ["04.08.2017", "Талас, Нарын", "Лекция", f"{_TITLE} 5", 600_000],
        ]
    ).encode("cp1251"),
)
add_file(
    "text/shares_of_oblasts.csv",
    "People reached by oblast in one column, «Баткен – 40, Ошская обл. – 60»: some or all people",
    text(
        [
            [*_HEADER[:-1], "в том числе по областям"],
            ["31.07.2017", "Ошская, Баткенская области", "Лекция", f"{_TITLE} 1", 150, ""],
            [
                *("01.08.2017", "Ошская, Баткенская области", "Лекция", f"{_TITLE} 2", 120),
                "Баткен – 40, Ошская обл. – 60",
            ],
            ["02.08.2017", "вся республика", "Лекция", f"{_TITLE} 3", 80, "Нарынская область: 80"],
            ["03.08.2017", "Нарынская область", "Лекция", f"{_TITLE} 4", 30, ""],
        ]
    ).encode("cp1251"),
)


@corpus_file(
    "sheets/shares_in_columns.xlsx",
    "A column for each oblast, «Баткен: охвачено», “reached_KG-O”; one cell is not a number",
)
def shares_in_columns() -> bytes:
    return as_openpyxl(
        [
            [*_HEADER[:-1], "Баткен: охвачено", "reached_KG-O", "Примечание"],
            ["31.07.2017", "Ошская, Баткенская области", "Лекция", f"{_TITLE} 1", 150, 40, 60, ""],
            ["01.08.2017", "вся республика", "Лекция", f"{_TITLE} 2", 100, "н/д", 20, "акт"],
            ["02.08.2017", "Баткенская область", "Лекция", f"{_TITLE} 3", 30, "", "", ""],
        ]
    )


add_file(
    "wrong/shares_of_oblasts.csv",
    "People by oblast: more than the people reached, another oblast, one oblast only, text",
    text(
        [
            [*_HEADER[:-1], "Охвачено по областям"],
            ["31.07.2017", "KG-B;KG-O", "Лекция", f"{_TITLE} 1", 99, "KG-B=40; KG-O=60"],
            ["01.08.2017", "KG-B;KG-O", "Лекция", f"{_TITLE} 2", "", "KG-B=40"],
            ["02.08.2017", "KG-B;KG-O", "Лекция", f"{_TITLE} 3", 99, "Нарын 10"],
            ["03.08.2017", "KG-N", "Лекция", f"{_TITLE} 4", 99, "Нарын 10"],
            ["04.08.2017", "KG-B;KG-O", "Лекция", f"{_TITLE} 5", 99, "поровну"],
            ["05.08.2017", "KG-B;KG-O", "Лекция", f"{_TITLE} 6", 99, "Баткен 99"],
        ]
    ).encode("cp1251"),
)
