"""Files with invented personal data, which ingest rejects or asks about."""

from __future__ import annotations

from catalogue import add_file
from delimited import text
from register import HEADER_KY, HEADER_RU, rows_ky, rows_ru


def _ru(changes: dict[tuple[int, int], object]) -> list[list[object]]:
    rows: list[list[object]] = [list(row) for row in [HEADER_RU, *rows_ru()]]
    for (row, cell), value in changes.items():
        rows[row - 1][cell] = value
    return rows


add_file(
    "private/phones.csv",
    "A mobile number after an organiser, another in a note",
    text(
        _ru(
            {
                (5, 5): "Молодёжный центр, тел. 0555 00-00-00",
                (8, 9): "справки: +996 (700) 00 00 00",
            }
        )
    ).encode("cp1251"),
)
add_file(
    "private/pin.csv",
    "A personal number in a note",
    text(_ru({(4, 9): "ПИН 20101199000000"})).encode("cp1251"),
)
add_file(
    "private/email.csv",
    "An e-mail address in a place cell",
    text(_ru({(9, 2): "университет (primer@example.org)"})).encode("utf-8-sig"),
)
add_file(
    "private/signature.csv",
    "A surname with initials and a phone number in the signature below the table",
    text(
        [
            *_ru({}),
            [""] * 10,
            ["Исполнитель: Условная П. П., тел. 0312 00-00-00", *[""] * 9],
        ]
    ).encode("cp1251"),
)
add_file(
    "private/patronymics.csv",
    "Columns «Фамилия», «Имя», «Отчество» in a register",
    text(
        [
            [*HEADER_RU, "Фамилия", "Имя", "Отчество"],
            *([*row, "Образцова", "Пример", "Примеровна"] for row in rows_ru()),
        ]
    ).encode("cp1251"),
)
add_file(
    "private/responsible.csv",
    "A column «Ответственный» that only its cells identify as names",
    text(
        [
            [*HEADER_RU, "Ответственный"],
            *([*row, "Образцов Пример Примерович"] for row in rows_ru()),
        ]
    ).encode("cp1251"),
)
_ky = [list(row) for row in [HEADER_KY, *rows_ky()]]
_ky[6][2] = "Мисал Үлгү уулу, мугалим"
add_file(
    "private/kyrgyz_name.csv",
    "A Kyrgyz name with «уулу» in a place cell",
    text(_ky).encode("utf-8-sig"),
)
add_file(
    "private/authors.csv",
    "Titles that name the author of a book and of a play, one of them twice",
    text(
        _ru(
            {
                (4, 4): "Сказки А.С. Примеровой в библиотеке",
                (6, 4): "Пьеса М. Ю. Образцовой",
                (9, 4): "Сказки  А.С. Примеровой в библиотеке",
            }
        )
    ).encode("cp1251"),
)
