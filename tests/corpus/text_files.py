"""Readable delimited text: encodings, delimiters, numbers, dates, headers, spellings."""

from __future__ import annotations

import unicodedata
from datetime import date

from catalogue import add_file
from delimited import text
from register import (
    FIELDS,
    HEADER_EN,
    HEADER_KY,
    HEADER_RU,
    TAGS,
    rows_coded,
    rows_en,
    rows_ky,
    rows_ru,
)

BOM = b"\xef\xbb\xbf"


def _iso(day: date) -> str:
    return day.isoformat()


def _utf8(*args: object, **kwargs: object) -> bytes:
    return text(*args, **kwargs).encode()  # type: ignore[arg-type]


RU = [HEADER_RU, *rows_ru()]
KY = [HEADER_KY, *rows_ky()]
EN = [HEADER_EN, *rows_en()]


def _ru(**changes: object) -> list[list[object]]:
    """The Russian rows with cells replaced: `r3c1` is the fourth row of the file, second cell."""
    rows: list[list[object]] = [list(row) for row in RU]
    for place, value in changes.items():
        row, cell = place[1:].split("c")
        rows[int(row)][int(cell)] = value
    return rows


def _with(rows: list[list[object]], row: int, cell: int, value: object) -> list[list[object]]:
    """The rows with one cell replaced."""
    rows[row][cell] = value
    return rows


# Encodings, delimiters, line ends ------------------------------------------------------------

add_file(
    "text/codes_utf8_comma.csv",
    "UTF-8 without a BOM, commas, LF, codes and ISO dates: nothing to correct",
    _utf8([FIELDS, *rows_coded()], ",", "\n", _iso),
)
add_file(
    "text/excel_utf8_bom.csv",
    "Excel in Russian Windows, “CSV UTF-8”: BOM, semicolons, CR LF, dotted dates",
    BOM + _utf8(RU),
)
add_file(
    "text/excel_unicode.txt",
    "Excel, “Unicode text”: UTF-16 LE with a BOM, tabs, CR LF",
    b"\xff\xfe" + text(RU, "\t").encode("utf-16-le"),
)
add_file(
    "text/utf16_be.txt",
    "UTF-16 BE with a BOM, tabs",
    b"\xfe\xff" + text(RU, "\t").encode("utf-16-be"),
)
add_file(
    "text/excel_1251.csv",
    "Excel in Russian Windows, “CSV”: Windows-1251, semicolons",
    text(RU).encode("cp1251"),
)
add_file(
    "text/kyrgyz_1251_without_letters.csv",
    "Kyrgyz in Windows-1251, which has no Ө Ү Ң: О У Н replace them, also in headers",
    text(KY).translate(str.maketrans("ӨҮҢөүң", "ОУНоун")).encode("cp1251"),
)
add_file("text/koi8_r.csv", "KOI8-R, commas, LF", text(RU, ",", "\n").encode("koi8-r"))
add_file(
    "text/excel_dos_866.csv",
    "Excel, “CSV (MS-DOS)”: CP866, which is rejected and not read as another encoding",
    text(RU).encode("cp866"),
)
add_file(
    "text/one_cyrillic_cell_1251.csv",
    "English text in Windows-1251 with one Cyrillic cell, the minimum for detecting the encoding",
    text([HEADER_EN, *rows_en()[:5]], ",", day=_iso)
    .replace("press centre", "пресс-центр")
    .encode("cp1251"),
)
add_file(
    "text/sep_line.csv",
    "First line `sep=;`, which Excel reads and does not show: the header row is still row 1",
    ("sep=;\r\n" + text(RU)).encode("cp1251"),
)
add_file(
    "text/capitals_1251.csv",
    "Windows-1251 in capitals, also in headers",
    text(RU).upper().encode("cp1251"),
)
add_file(
    "text/utf16_without_mark.txt",
    "UTF-16 LE without a BOM",
    text(RU, "\t").encode("utf-16-le"),
)
add_file(
    "text/mac_decomposed.csv",
    "UTF-8 from a Mac: й and ё as a letter and a combining accent, also in headers",
    unicodedata.normalize("NFD", text(RU)).encode(),
)
add_file("text/mac_cr.csv", "Line ends CR, as on old Macs", text(RU, ";", "\r").encode())
add_file(
    "text/damaged_byte.csv",
    "UTF-8 with one damaged byte in the title of row 5",
    text(RU)
    .replace("Условное мероприятие 4", "Условное меро\x01 4")
    .encode()
    .replace(b"\x01", b"\xd0"),
)
add_file(
    "text/csv_named.xlsx",
    "Delimited text renamed to .xlsx, which is read as text",
    BOM + _utf8(RU),
)

# Numbers -------------------------------------------------------------------------------------

add_file(
    "text/decimal_comma.csv",
    "Every number with a decimal comma («229,0»)",
    text(RU, figure=lambda number: f"{number},0").encode("cp1251"),
)


def _few(reached: list[str], header: list[str] | None = None) -> list[list[object]]:
    """Rows with codes, each with another oblast, and with these cells of people reached."""
    codes = ["KG-C", "KG-O", "KG-N", "KG-Y", "KG-T", "KG-B", "KG-J"]
    header = header or ["Дата", "Область", "Вид мероприятия", "Название", "Охвачено"]
    return [
        list(header),
        *(
            [
                f"{at + 14:02d}.08.2017",
                codes[at],
                "lecture",
                f"Условное мероприятие {at + 1}",
                figure,
            ]
            for at, figure in enumerate(reached)
        ),
    ]


add_file(
    "text/thousands.csv",
    "Thousands separators: space, no-break space, narrow no-break space, two apostrophes",
    BOM + _utf8(_few(["1 250", "1\u00a0250", "1\u202f250", "1'250", "1’250", "12\u00a0500"])),
)
add_file(
    "text/thousands_and_decimals.csv",
    "«1 250,00» beside «1.250,00»",
    text(_few(["1 250,00", "1.250,00", "64,00", "0,00"])).encode("cp1251"),
)
add_file(
    "text/not_reported.csv",
    "People reached: dashes, «н/д», «нет данных» and an empty cell, all “not reported”; and 0",
    BOM + _utf8(_few(["-", "н/д", "", "0", "—", "нет данных", "12"])),
)

# Dates ---------------------------------------------------------------------------------------


def _with_dates(days: list[str], rows: list[list[object]]) -> list[list[object]]:
    return [rows[0], *([day, *row[1:]] for day, row in zip(days, rows[1:], strict=True))]


_DAYS = [row[0] for row in rows_ru()]
add_file(
    "text/dates_slashes.csv",
    "Dates as 31/07/17",
    _utf8(RU, day=lambda day: day.strftime("%d/%m/%y")),
)
add_file(
    "text/dates_russian_words.csv",
    "Dates as «31 июля 2017», with and without «г.», and with abbreviated months",
    _utf8(
        _with_dates(
            [
                *("31 июля 2017", "4 августа 2017 г.", "11 августа 2017 года", "15 авг. 2017"),
                *("05 сентября 2017", "21 сентября 2017", "13 октября 2017г.", "30 окт 2017"),
                *("9 Ноября 2017", "20 ноября 2017"),
            ],
            RU,  # type: ignore[arg-type]
        )
    ),
)
add_file(
    "text/dates_kyrgyz_words.csv",
    "Dates as «2017-ж. 31-июль», «2017-жылдын 4-августу»",
    _utf8(
        _with_dates(
            [
                *("2017-ж. 31-июль", "2017-жылдын 4-августу", "2017-жыл 11-август"),
                *("15-август 2017-ж.", "2017-ж. 5-сентябрь", "2017-жылдын 21-сентябры"),
                *("2017-ж. 13-октябрь", "2017-ж. 30-октябрь", "2017-ж. 9-ноябрь"),
                "2017-ж. 20-ноябрь",
            ],
            KY,  # type: ignore[arg-type]
        )
    ),
)
add_file(
    "text/dates_serials.csv",
    "Dates as serial numbers (42947), from a column that lost its format",
    _utf8(RU, day=lambda day: str((day - date(1899, 12, 30)).days)),
)
add_file(
    "text/dates_us.csv",
    "Excel in English Windows: commas, month first (7/31/2017)",
    _utf8(EN, ",", day=lambda day: f"{day.month}/{day.day}/{day.year}"),
)
add_file(
    "text/dates_unclear.csv",
    "No day after the 12th, so every date could also have the month first",
    _utf8(
        [
            ["Дата", "Область", "Вид мероприятия", "Название", "Охвачено"],
            ["04/08/2017", "KG-C", "lecture", "Условное мероприятие 1", "10"],
            ["11/08/2017", "KG-O", "lecture", "Условное мероприятие 2", "20"],
            ["05/09/2017", "KG-N", "lecture", "Условное мероприятие 3", "30"],
            ["09/11/2017", "KG-Y", "lecture", "Условное мероприятие 4", "40"],
            ["10/10/2017", "KG-T", "lecture", "Условное мероприятие 5", "50"],
        ]
    ),
)

# Rows that are not activities ------------------------------------------------------------------

add_file(
    "text/title_rows.csv",
    "Two title rows and a blank row above the header row",
    text(
        [
            ["Отчёт о мероприятиях кампании", *[""] * 9],
            ["за период с 31.07.2017 по 20.11.2017", *[""] * 9],
            [""] * 10,
            *RU,
        ]
    ).encode("cp1251"),
)
add_file(
    "text/merged_header.csv",
    "A header of two rows, «из них» over «женщин» and «мужчин»; row 7 has a word instead of women",
    text(
        [
            [*HEADER_RU[:7], "из них", "", "Примечание"],
            [*[""] * 7, "женщин", "мужчин", ""],
            *_ru(r5c6="90", r5c7="много", r5c8="30")[1:],
        ]
    ).encode("cp1251"),
)
add_file(
    "text/total_and_notes.csv",
    "«Итого» below the table, then a blank row, a signature and a note",
    text(
        [
            *RU,
            ["Итого", "", "", "", "", "", 1944, 872, 1072, ""],
            [""] * 10,
            ["Исполнитель: отдел по социальным вопросам", *[""] * 9],
            ["Примечание: пустая ячейка значит, что сведений нет", *[""] * 9],
        ]
    ).encode("cp1251"),
)
add_file(
    "text/total_kyrgyz.csv",
    "Kyrgyz with «Жалпы» below the table, in the second column",
    BOM + _utf8([*KY, ["", "Жалпы", "", "", "", "", 1944, 872, 1072, ""]]),
)
_spread = _ru(r9c6="около тридцати")
add_file(
    "text/blank_rows_and_columns.csv",
    "Blank rows within and below the table, a blank column; row 13 has text instead of a number",
    text(
        [
            [*row[:2], "", *row[2:]]
            for row in [*_spread[:4], [""] * 10, *_spread[4:7], [""] * 10, [""] * 10, *_spread[7:]]
            + [[""] * 10] * 3
        ]
    ).encode("cp1251"),
)
add_file(
    "text/repeated_header.csv",
    "«1; 2; 3 …» below the header row as in official forms, and the header row again in the middle",
    text([HEADER_RU, list(range(1, 11)), *RU[1:6], HEADER_RU, *RU[6:]]).encode("cp1251"),
)
add_file(
    "text/onec_grouped.txt",
    "1C: title block, «Период», «Отбор», the oblast only in group rows with a sum, «Итого»",
    BOM
    + _utf8(
        [
            ["Отчёт по мероприятиям кампании", "", "", "", ""],
            [""] * 5,
            ["Период: 31.07.2017 - 20.11.2017", "", "", "", ""],
            ["Отбор: Статус Равно Проведено", "", "", "", ""],
            [""] * 5,
            ["Область", "Дата", "Вид мероприятия", "Название", "Охвачено"],
            ["Ошская область", "", "", "", "262"],
            ["", "11.08.2017", "Лекция", "Условное мероприятие 3", "120"],
            ["", "09.11.2017", "Раздача листовок", "Условное мероприятие 9", "142"],
            ["Баткенская область", "", "", "", "1\u00a0250"],
            ["", "13.10.2017", "Веломарафон", "Условное мероприятие 7", "1\u00a0250"],
            ["Итого", "", "", "", "1\u00a0512"],
        ],
        "\t",
    ),
)

# Headers ---------------------------------------------------------------------------------------

add_file("text/heads_kyrgyz.csv", "Kyrgyz headers, names and text, UTF-8", BOM + _utf8(KY))
add_file("text/heads_english.csv", "English headers, names and text", _utf8(EN, ",", "\n", _iso))
add_file(
    "text/hxl_with_heads.csv",
    "A row of HXL tags below Russian headers",
    BOM + _utf8([RU[0], TAGS, *RU[1:]]),
)
add_file(
    "text/hxl_unknown_heads.csv",
    "Headers in an unknown language: the HXL tags below them name the columns",
    _utf8(
        [
            [
                *("Datum", "Gebiet", "Ort", "Art", "Titel", "Träger"),
                *("Erreicht", "Frauen", "Männer", "Bemerkung"),
            ],
            TAGS,
            *rows_coded(),
        ],
        ",",
        "\n",
        _iso,
    ),
)
add_file(
    "text/hxl_alone.csv",
    "HXL tags and no headers; row 4 has text instead of a number",
    _utf8(
        [TAGS, *_with(rows_coded(), 2, 6, "about 120")],
        ",",
        "\n",
        _iso,
    ),
)
add_file(
    "text/unknown_columns.csv",
    "Three columns that do not belong to a register",
    text(
        [
            ["№ п/п", *HEADER_RU, "Бюджет", "Погода"],
            *([at, *row, 1000 * at, "ясно"] for at, row in enumerate(RU[1:], 1)),
        ]
    ).encode("cp1251"),
)
add_file(
    "text/two_of_each.csv",
    "Two or three columns for region, type, people and title; one of each type has the known name",
    text(
        [
            ["Дата", "Область", "Область проведения", "Вид мероприятия", "Тип", "Охват"]
            + ["Охват всего", "Количество участников", "Мероприятие", "Тема"],
            ["01.08.2017", "Баткенская область", "Баткенская область", "Лекция", "Лекция", 120]
            + [125, 120, "Условное мероприятие 1", "Первая тема"],
            ["02.08.2017", "Чуйская область", "г. Бишкек", "Лекция", "Флешмоб", 100]
            + [105, 100, "Условное мероприятие 2", "Вторая тема"],
        ]
    ).encode(),
)
add_file(
    "text/headless_column.csv",
    "Running numbers in a first column without a header",
    text([["", *HEADER_RU], *([at, *row] for at, row in enumerate(RU[1:], 1))]).encode("cp1251"),
)
add_file(
    "text/plan_and_fact.csv",
    "«Охват (план)» beside «Охват (факт)»: planned values are never read as people reached",
    text(
        [
            ["Дата", "Область", "Вид мероприятия", "Название", "Охват (план)", "Охват (факт)"],
            ["15.08.2017", "KG-C", "lecture", "Условное мероприятие 1", 100, 10],
            ["16.08.2017", "KG-O", "lecture", "Условное мероприятие 2", 100, 20],
            ["17.08.2017", "KG-N", "lecture", "Условное мероприятие 3", 100, ""],
        ]
    ).encode("cp1251"),
)
add_file(
    "text/only_head.csv",
    "A header row without rows, as in an empty template",
    BOM + _utf8([HEADER_RU]),
)

# Cells -----------------------------------------------------------------------------------------

add_file(
    "text/quoted_cells.csv",
    "Semicolons, doubled quotes and line breaks in cells; row 6 has text instead of a number",
    text(
        _ru(
            r1c4='Условное мероприятие "Первое"; открытие',
            r2c2="пресс-центр\nвторой этаж",
            r3c9="строка 1\r\nстрока 2\r\nстрока 3",
            r5c6="не считали",
        )
    ).encode("cp1251"),
)
add_file(
    "text/spaces.csv",
    "Seven cells with stray, doubled, no-break and zero-width spaces",
    BOM
    + _utf8(
        _ru(
            r1c1="  Чуйская область",
            r2c1="г.\u00a0Бишкек",
            r3c4="Условное  мероприятие 3 ",
            r4c2="центральная\u00a0площадь",
            r5c0=" 05.09.2017 ",
            r6c6=" 85 ",
            r7c3="Вело\u200bмарафон",
        )
    ),
)
add_file(
    "text/latin_lookalikes.csv",
    "Latin letters in seven Cyrillic names and in a header, Cyrillic letters in a code",
    BOM
    + _utf8(
        _ru(
            r0c1="\u004fбласть",
            r2c1="г. Бишк\u0065к",
            r3c1="\u004fшская \u006fбл.",
            r4c1="г. \u004fш",
            r9c1="\u004fшская \u006fбласть",
            r10c1="\u041aG-\u0422",
            r5c3="\u004bруглый стол",
            r8c3="Т\u0070енинг",
        )
    ),
)
_SPELLINGS = [
    *("KG-N", "Нарын", "нарынская обл.", "НАРЫНСКАЯ ОБЛАСТЬ", "Naryn"),
    *("г. Ош", "город Ош", "Ош шаары", "Osh city", "Ошская обл.", "Ош облусу"),
    *("Бишкек", "г.Бишкек", "Issyk-Kul", "Ысык-Кол", "Ысык-Көл"),
    *("Жалалабад", "Джалал-Абад", "Chüy", "Чуй"),
]
add_file(
    "text/oblast_spellings.csv",
    "Oblasts by code, alias, «обл.», «г.», in capitals and in three languages, one per row",
    BOM
    + _utf8(
        [
            ["Дата", "Область", "Вид мероприятия", "Название", "Охвачено"],
            *(
                [f"{at + 1:02d}.09.2017", name, "lecture", f"Условное мероприятие {at + 1}", 10]
                for at, name in enumerate(_SPELLINGS)
            ),
        ]
    ),
)
_TYPES = [
    *("Брифинг", "ТВ-эфир", "Веломарш", "Флэш-моб", "Тегерек устол", "классный час"),
    *("Театр-форум", "roundtable", "Инфостенд", "Уйдон уйго кыдыруу", "press_conference"),
]
add_file(
    "text/type_aliases.csv",
    "Types by aliases in three languages, one by its code",
    BOM
    + _utf8(
        [
            ["Дата", "Область", "Вид мероприятия", "Название", "Охвачено"],
            *(
                [f"{at + 1:02d}.09.2017", "KG-N", name, f"Условное мероприятие {at + 1}", 10]
                for at, name in enumerate(_TYPES)
            ),
        ]
    ),
)
add_file(
    "text/not_private.csv",
    "A school named after a person, a street, a public hotline: no personal data",
    BOM
    + _utf8(
        _ru(
            r3c2="школа им. А. Б. Условного",
            r5c2="ул. Условная, 5, актовый зал",
            r6c9="объявлена горячая линия 189",
            r9c9="роздано 5550 листовок",
        )
    ),
)
