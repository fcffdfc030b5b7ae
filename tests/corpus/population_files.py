"""Population by unit, in round, invented numbers."""

from __future__ import annotations

from catalogue import add_file, corpus_file
from delimited import text
from workbooks import as_openpyxl

CODES = ["KG-B", "KG-C", "KG-J", "KG-N", "KG-O", "KG-T", "KG-Y", "KG-GB", "KG-GO"]
NAMES = [
    *("Баткенская область", "Чуйская область", "Джалал-Абадская область", "Нарынская область"),
    *("Ошская область", "Таласская область", "Иссык-Кульская область", "г. Бишкек", "г. Ош"),
]
ROUND = [500_000, 900_000, 1_100_000, 250_000, 1_300_000, 260_000, 480_000, 1_000_000, 300_000]

add_file(
    "population/nine_by_year.csv",
    "Nine units, the year without a date",
    text(
        [
            ["iso_code", "date", "population"],
            *([c, "2017", n] for c, n in zip(CODES, ROUND, strict=True)),
        ],
        ",",
        "\n",
    ).encode(),
)
add_file(
    "population/russian_1251.csv",
    "Russian names and headers in Windows-1251, dotted dates, spaces in thousands, a total below",
    text(
        [
            ["Регион", "На дату", "Численность населения"],
            *(
                [name, "01.01.2017", f"{number:,}".replace(",", " ")]
                for name, number in zip(NAMES, ROUND, strict=True)
            ),
            ["Итого", "", "6 090 000"],
        ]
    ).encode("cp1251"),
)
add_file(
    "population/seven_oblasts.csv",
    "The seven oblasts without the two cities",
    text(
        [
            ["Область", "Год", "Население"],
            *([n, "2017", f] for n, f in zip(NAMES[:7], ROUND[:7], strict=True)),
        ]
    ).encode("utf-8-sig"),
)
add_file(
    "population/doubled.csv",
    "Naryn twice for one year, and an implausible value for Talas",
    text(
        [
            ["iso_code", "date", "population"],
            *([c, "2017", 2_600 if c == "KG-T" else n] for c, n in zip(CODES, ROUND, strict=True)),
            ["KG-N", "2017", 251_000],
        ],
        ",",
        "\n",
    ).encode(),
)


@corpus_file("population/with_country.xlsx", "Nine units and the whole country, in number cells")
def with_country() -> bytes:
    rows: list[list[object]] = [
        ["Область", "Год", "Население"],
        ["Кыргызская Республика", 2017, sum(ROUND)],
        *([n, 2017, f] for n, f in zip(NAMES, ROUND, strict=True)),
    ]
    return as_openpyxl(rows, "Население")
