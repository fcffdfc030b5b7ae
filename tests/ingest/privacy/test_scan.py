"""Personal data are issues of a column or cell, without the value; shipped data have none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from campaign.i18n.translator import Text
from campaign.ingest.privacy.identifiers import (
    BIRTHDAY,
    CONTACTS,
    EMAIL,
    HOME,
    PASSPORT,
    PHONE,
    PIN,
    is_bare_mobile,
)
from campaign.ingest.privacy.person_names import PERSON
from campaign.ingest.privacy.personal_headers import classify_header, find_personal_headers
from campaign.ingest.privacy.scan import PersonalData, has_personal_data, scan
from campaign.schema import tables, validate
from campaign.schema.issues import Issue
from tests.ingest.privacy.test_homes_and_births import BIRTHS, GROUPS, HOMES, VENUES
from tests.ingest.privacy.test_identifiers import NOTHING, OTHERS, PHONES
from tests.ingest.privacy.test_person_names import NOBODY, PERSONS

ROOT = Path(__file__).resolve().parents[3]
FIELDS = [column.name for column in tables.ACTIVITIES.columns]


def scan_columns(
    columns: dict[str, Sequence[str]], fields: Sequence[str | None] | None = None
) -> PersonalData:
    """Return the personal data of a sheet whose first row is the header row."""
    headers = list(columns)
    rows = [headers, *zip(*columns.values(), strict=True)]
    cells = pd.DataFrame([list(row) for row in rows], dtype="str")
    cells.index = pd.RangeIndex(1, len(cells) + 1)
    return scan(cells, headers, fields or [None] * len(headers), "f.csv")


def scan_issues(
    columns: dict[str, Sequence[str]], fields: Sequence[str | None] | None = None
) -> tuple[Issue, ...]:
    """Return the issues that reject the sheet."""
    return scan_columns(columns, fields).issues


PERSONAL_HEADERS = (
    ("ФИО", PERSON),
    ("Ф.И.О.", PERSON),
    ("Ф. И. О. участника", PERSON),
    ("Фамилия", PERSON),
    ("Имя", PERSON),
    ("Аты-жөнү", PERSON),
    ("аты жону", PERSON),
    ("Катышуучунун аты-жөнү", PERSON),
    ("Ответственный (ФИО)", PERSON),
    ("Full name", PERSON),
    ("Participant name", PERSON),
    ("Телефон", PHONE),
    ("тел.", PHONE),
    ("Моб.", PHONE),
    ("№ телефона", PHONE),
    ("Номер телефона", PHONE),
    ("Телефон номери", PHONE),
    ("Phone number", PHONE),
    ("E-mail", EMAIL),
    ("Эл. почта", EMAIL),
    ("Почта", EMAIL),
    ("ИНН", PIN),
    ("ПИН", PIN),
    ("Жеке номери", PIN),
    ("Паспорт", PASSPORT),
    ("Паспортные данные", PASSPORT),
    ("Passport No", PASSPORT),
    ("Адрес проживания", HOME),
    ("Домашний адрес", HOME),
    ("Жашаган жери", HOME),
    ("Место жительства", HOME),
    ("Home address", HOME),
    ("Дата рождения", BIRTHDAY),
    ("Туулган күнү", BIRTHDAY),
    ("Date of birth", BIRTHDAY),
    ("Контактное лицо", CONTACTS),
)
OTHER_HEADERS = (
    "",
    "№",
    "Дата",
    "Область",
    "Адрес",
    "Адрес проведения",
    "Дареги",
    "Иш-чаранын аты",
    "Название",
    "Name",
    "Организатор",
    "Ответственный",
    "Место проведения",
    "Количество телефонов",
    "Звонков на телефон доверия",
    "Номер горячей линии",
    "Number of phone calls",
    "Hotline",
    "Чалуулар саны (телефон)",
    "Тема",
    "Имя файла",
    "Охват СМИ",
    "Телеэфир",
    "Мобильная группа",
    "Спинка",
    "Inner circle",
    "Охвачено, чел.",
    "Аялдар",
    "Иш-чаранын түрү",
    "Өткөрүлгөн жери",
)


@pytest.mark.parametrize("header, what", PERSONAL_HEADERS)
def test_headers_of_personal_columns_are_classified(header: str, what: str) -> None:
    assert classify_header(header) == what


@pytest.mark.parametrize("header", OTHER_HEADERS)
def test_headers_of_other_columns_are_not_personal(header: str) -> None:
    assert classify_header(header) is None


@pytest.mark.parametrize("field", FIELDS)
def test_declared_headers_are_not_personal(field: str) -> None:
    assert classify_header(field) is None


def test_an_issue_names_row_and_header_and_never_the_value() -> None:
    issues = scan_issues({"note": ["", "звонить 0555 12 34 56"], "title": ["Урок", "Урок"]})
    assert issues == (Issue("f.csv", "personal_data", 3, "note", params={"what": PHONE}),)
    assert "0555" not in issues[0].message(Text.of("en"))


@pytest.mark.parametrize(
    "cell, what",
    [
        *((cell, PHONE) for cell in PHONES),
        *OTHERS,
        *((cell, HOME) for cell in HOMES),
        *((cell, BIRTHDAY) for cell in BIRTHS),
        ("０５５５ １２ ３４ ５６", PHONE),
        ("sample＠example.org", EMAIL),
        ("𝟎𝟓𝟓𝟓 12 34 56", PHONE),
        ("555123456", PHONE),
        ("(0312) 66-12-34", PHONE),
    ],
)
def test_the_prefilters_miss_no_cell(cell: str, what: str) -> None:
    issues = scan_issues({"note": ["Урок", "229", cell, "Урок"]})
    assert [(p.row, p.params["what"]) for p in issues] == [(4, what)]


@pytest.mark.parametrize("cell", PERSONS)
def test_the_prefilters_miss_no_name(cell: str) -> None:
    assert scan_columns({"note": ["Урок", "229", cell, "Урок"]}) == PersonalData(names=((4, 0),))


WORKS = ("Сказки А.С. Примеровой в библиотеке", "Пьеса М. Ю. Образцовой")


@pytest.mark.parametrize("field", ["title", "note", "place", "district"])
def test_names_inside_texts_are_possible_names_in_any_number(field: str) -> None:
    texts = [f"{work}, {n}" for n in range(5) for work in WORKS]
    data = scan_columns({field: texts}, [field])
    assert data == PersonalData(names=tuple((row, 0) for row in range(2, 12)))
    counts = np.ones(len(texts), dtype=int)
    assert has_personal_data(texts, counts, field, field)


@pytest.mark.parametrize("field", ["title", "note", "organiser", "audience", None])
@pytest.mark.parametrize("rows", [3, 77, 2_500])
def test_one_name_in_any_number_of_rows_is_a_question(field: str | None, rows: int) -> None:
    texts = [f"Урок в школе № {n}" for n in range(rows)]
    texts[1] = "Пострадавшая Айгуль Асанова, 17 лет, из с. Ак-Таш"
    assert scan_columns({"Кто": texts}, [field]) == PersonalData(names=((3, 0),))
    assert has_personal_data(texts, np.ones(rows, dtype=int), "Кто", field)


@pytest.mark.parametrize("field", ["title", "note", "organiser", None])
def test_a_column_of_names_is_rejected(field: str | None) -> None:
    names = ["Примеров Асан", "Образцова П. П.", "Примерова Проба Примеровна", "учитель"]
    issues = scan_issues({"Кто": names}, [field])
    assert [(p.rule, p.row, p.column) for p in issues] == [("personal_column", None, "A")]


@pytest.mark.parametrize("field", ["organiser", "place", "title", "audience", "note"])
def test_no_harmless_cell_is_personal(field: str) -> None:
    # Nine digits alone in a cell of free text are a phone number.
    harmless = [cell for cell in NOTHING if not is_bare_mobile(cell)]
    assert scan_columns({field: [*harmless, *VENUES, *NOBODY, *GROUPS]}, [field]) == PersonalData()


def test_a_column_without_header_is_named_by_its_letter() -> None:
    sheet = {"date": ["2017-07-31"], "title": ["Урок"], "": ["a@example.org"]}
    assert [(p.row, p.column) for p in scan_issues(sheet)] == [(2, "C")]


def test_columns_beyond_z_have_two_letters() -> None:
    cells = pd.DataFrame([[""] * 27 + ["a@example.org"]], index=[4], dtype="str")
    assert [(p.row, p.column) for p in scan(cells, (), (), "f.csv").issues] == [(4, "AB")]


def test_a_column_with_a_value_as_header_is_named_by_its_letter() -> None:
    issues = scan_issues({"0555 12 34 56": ["Урок"]})
    assert [(p.row, p.column, p.params["what"]) for p in issues] == [(1, "A", PHONE)]


def test_title_rows_and_every_kind_in_a_cell_are_issues() -> None:
    cells = pd.DataFrame(
        [["Составил: Примеров А. Б., 0555 12 34 56"], ["title"], ["Урок"]], index=[1, 2, 3]
    )
    data = scan(cells.astype("str"), ["title"], ["title"], "f.csv")
    assert [(p.row, p.column, p.params["what"]) for p in data.issues] == [(1, "title", PHONE)]
    assert data.names == ((1, 0),)


def test_a_personal_header_makes_one_issue_of_the_whole_column() -> None:
    issues = scan_issues({"ФИО": ["Примеров А. Б."] * 3, "title": ["Урок"] * 3})
    assert issues == (Issue("f.csv", "personal_column", None, "ФИО", params={"what": PERSON}),)


def test_a_personal_header_over_an_empty_column_is_not_an_issue() -> None:
    assert scan_issues({"Телефон": ["", " ", "-"], "title": ["Урок"] * 3}) == ()


def test_a_column_with_few_names_has_questions_only() -> None:
    names = ["Примеров Асан", "Асель Образцова", "А. Примеров", "учитель"]
    issues = scan_issues({"Кто вёл": names})
    assert [(p.rule, p.column) for p in issues] == [("personal_column", "A")]
    data = scan_columns({"Кто вёл": [*names, *["Школа"] * 16]})
    assert data == PersonalData(names=((2, 0), (3, 0), (4, 0)))


def test_mobile_numbers_without_the_zero_are_recognised_by_column() -> None:
    figures = ["555123456", "700123456", "777123456"]
    issues = scan_issues({"Связь": figures})
    assert [(p.rule, p.params["what"]) for p in issues] == [("personal_column", PHONE)]
    assert scan_issues({"Охват": figures}, ["reached"]) == ()


def test_nine_digits_are_a_phone_in_text_columns_only() -> None:
    assert [p.row for p in scan_issues({"note": ["Урок", "555123456"]}, ["note"])] == [3]
    assert [p.row for p in scan_issues({"X": ["Урок", "555123456", "Урок"]})] == [3]
    assert scan_issues({"Смета": ["10", "555123456", "20"]}) == ()
    assert scan_issues({"activity_id": ["A-1", "555123456"]}, ["activity_id"]) == ()
    assert scan_issues({"note": ["Урок", "смета 555123456"]}, ["note"]) == ()


@pytest.mark.parametrize(
    "header",
    [
        "Примерова Проба",
        "ФИО Примерова",
        "Телефон Примеровой",
        "Место (Примерова Проба)",
        "Кто вёл: Проба",
        "#contact+primerova",
    ],
)
def test_a_header_that_may_be_a_value_is_never_shown(header: str) -> None:
    phones = ["0555123456", "0700123456", "0777123456"]
    for field in (None, "note", "place"):
        issues = scan_issues({header: phones}, [field])
        assert issues
        assert not any("Пример" in repr(p) or "Проба" in repr(p) for p in issues)
        assert not any("primer" in repr(p) for p in issues)


@pytest.mark.parametrize("header", ["Примечание", "3. Примечание:*", "ФИО", "Ф.И.О.", "Телефон"])
def test_a_known_header_is_shown(header: str) -> None:
    issues = scan_issues({header: ["Примеров А. Б., 0555123456"]})
    assert {p.column for p in issues} == {header}


def sheet(*rows: Sequence[str]) -> pd.DataFrame:
    cells = pd.DataFrame([list(row) for row in rows], dtype="str")
    cells.index = pd.RangeIndex(1, len(cells) + 1)
    return cells


def test_headers_of_personal_columns_are_recognised_below_titles() -> None:
    cells = sheet(
        ["", "", "", ""],
        ["Список", "", "", ""],
        ["№", "ФИО", "Телефон", "Дата рождения"],
        ["1", "проба", "5-12-34", "2001-02-03"],
    )
    assert find_personal_headers(cells) == ["", "ФИО", "Телефон", "Дата рождения"]


def test_instructions_and_lists_of_columns_are_not_headers() -> None:
    cells = sheet(
        ["Столбец", "Что писать"],
        ["Телефон", "не указывать"],
        ["Дата рождения", "не указывать, Телефон: нет"],
        ["Не пишите ФИО и телефон участников", "ни в одной ячейке"],
        ["Охвачено", "число"],
    )
    assert find_personal_headers(cells) == ["", ""]


def test_a_full_phone_in_a_number_column_is_a_phone() -> None:
    issues = scan_issues({"reached": ["10", "0555123456", "996555123456"]}, ["reached"])
    assert [p.row for p in issues] == [3, 4]


def test_numbers_with_unusual_spaces_are_recognised() -> None:
    data = scan_columns({"note": ["0555\u200b12\u00a034\u202f56", "При\u00adмеров А.\u00a0Б."]})
    assert [(p.row, p.params["what"]) for p in data.issues] == [(2, PHONE)]
    assert data.names == ((3, 0),)


def test_the_list_of_issues_stops_at_the_limit_in_the_order_of_rows() -> None:
    phones = ["0555123456"] * 1_500
    issues = scan_issues({"note": phones, "ФИО": ["Проба"] * 1_500, "title": phones})
    assert len(issues) == validate.MOST_ISSUES
    assert [(p.row, p.column) for p in issues[:4]] == [
        (None, "ФИО"),
        (2, "note"),
        (2, "title"),
        (3, "note"),
    ]


@pytest.mark.parametrize("lang", ["en", "ru", "ky"])
def test_every_kind_has_a_translation(lang: str) -> None:
    for what in (PERSON, PHONE, EMAIL, PIN, PASSPORT, HOME, BIRTHDAY, CONTACTS):
        issue = Issue("f.csv", "personal_column", None, "X", params={"what": what})
        assert issue.message(Text.of(lang))


@pytest.mark.parametrize(
    "path",
    [
        "data/2017/activities.csv",
        "data/2017/translations.csv",
        "data/2017/targets.csv",
        "data/reported_events.csv",
        "data/labour_migrants.csv",
        "data/activity_types.csv",
        "data/campaigns.csv",
        "data/milestones.csv",
        "data/published.csv",
        "geo/oblasts.csv",
        "geo/population.csv",
    ],
)
def test_the_shipped_files_have_no_personal_data(path: str) -> None:
    table = pd.read_csv(ROOT / path, dtype="str", keep_default_na=False, header=None)
    table.index = table.index + 1
    headers = [str(header) for header in table.iloc[0]]
    fields = [header if header in FIELDS else None for header in headers]
    assert scan(table, headers, fields, path) == PersonalData()
    assert scan(table, headers, [None] * len(headers), path) == PersonalData()


@pytest.mark.parametrize("path", ["geo/oblasts.csv", "data/activity_types.csv"])
def test_no_shipped_name_is_personal(path: str) -> None:
    table = pd.read_csv(ROOT / path, dtype="str", keep_default_na=False)
    names = [name for cell in table.to_numpy().ravel() for name in str(cell).split(";")]
    assert scan_columns({"place": names, "title": names}) == PersonalData()


@pytest.mark.long
def test_a_large_register_is_scanned() -> None:
    table = pd.read_csv(ROOT / "data/2017/activities.csv", dtype="str", keep_default_na=False)
    large = pd.concat([table] * (100_000 // len(table) + 1), ignore_index=True)
    large["activity_id"] = [f"2017-{n:06d}" for n in range(len(large))]
    large["note"] = [f"занятие {n} в школе № {n % 90}, повторено" for n in range(len(large))]
    large.columns = range(large.shape[1])
    assert scan(large, FIELDS, FIELDS, "f.csv") == PersonalData()
