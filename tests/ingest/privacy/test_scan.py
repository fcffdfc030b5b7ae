"""A sheet with personal data is told by column or cell, never by value; the shipped data pass."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from campaign.i18n.translator import Text
from campaign.ingest.privacy.addresses import HOME
from campaign.ingest.privacy.identifiers import EMAIL, PASSPORT, PHONE, PIN, bare_mobile
from campaign.ingest.privacy.person_names import PERSON
from campaign.ingest.privacy.scan import (
    BIRTHDAY,
    CONTACTS,
    PersonalData,
    heads_in,
    in_column,
    personal_head,
    scan,
)
from campaign.schema import tables, validate
from campaign.schema.issues import Issue
from tests.ingest.privacy.test_addresses import HOMES, VENUES
from tests.ingest.privacy.test_birth_dates import BIRTHS, GROUPS
from tests.ingest.privacy.test_identifiers import NOTHING, OTHERS, PHONES
from tests.ingest.privacy.test_person_names import NOBODY, PERSONS, WEAK

ROOT = Path(__file__).resolve().parents[3]
FIELDS = [column.name for column in tables.ACTIVITIES.columns]


def personal(
    columns: dict[str, Sequence[str]], fields: Sequence[str | None] | None = None
) -> PersonalData:
    """What looks personal in a sheet whose first row is the head."""
    heads = list(columns)
    rows = [heads, *zip(*columns.values(), strict=True)]
    cells = pd.DataFrame([list(row) for row in rows], dtype="str")
    cells.index = pd.RangeIndex(1, len(cells) + 1)
    return scan(cells, heads, fields or [None] * len(heads), "f.csv")


def scanned(
    columns: dict[str, Sequence[str]], fields: Sequence[str | None] | None = None
) -> tuple[Issue, ...]:
    """What of it refuses the sheet."""
    return personal(columns, fields).issues


PERSONAL_HEADS = (
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
OTHER_HEADS = (
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


@pytest.mark.parametrize("head, what", PERSONAL_HEADS)
def test_heads_of_personal_columns(head: str, what: str) -> None:
    assert personal_head(head) == what


@pytest.mark.parametrize("head", OTHER_HEADS)
def test_heads_of_other_columns(head: str) -> None:
    assert personal_head(head) is None


@pytest.mark.parametrize("field", FIELDS)
def test_declared_heads_are_not_personal(field: str) -> None:
    assert personal_head(field) is None


def test_a_cell_is_told_by_row_and_head_and_never_by_value() -> None:
    found = scanned({"note": ["", "звонить 0555 12 34 56"], "title": ["Урок", "Урок"]})
    assert found == (Issue("f.csv", "personal_data", 3, "note", params={"what": PHONE}),)
    assert "0555" not in found[0].message(Text.of("en"))


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
def test_the_first_look_misses_no_cell(cell: str, what: str) -> None:
    found = scanned({"note": ["Урок", "229", cell, "Урок"]})
    assert [(p.row, p.params["what"]) for p in found] == [(4, what)]


@pytest.mark.parametrize("cell", PERSONS)
def test_the_first_look_misses_no_name(cell: str) -> None:
    assert personal({"note": ["Урок", "229", cell, "Урок"]}) == PersonalData(names=((4, 0),))


WORKS = ("Сказки А.С. Пушкина в библиотеке", "Пьеса М. Ю. Лермонтова")


@pytest.mark.parametrize("field", ["title", "note", "place", "district"])
def test_names_inside_texts_are_asked_about_however_many(field: str) -> None:
    texts = [f"{work}, {n}" for n in range(5) for work in WORKS]
    asked = personal({field: texts}, [field])
    assert asked == PersonalData(names=tuple((row, 0) for row in range(2, 12)))
    counts = np.ones(len(texts), dtype=int)
    assert in_column(texts, counts, field, field)


@pytest.mark.parametrize("field", ["title", "note"])
def test_a_text_column_full_of_weak_signs_is_asked_about(field: str) -> None:
    # Each alone is nothing (`test_one_weak_sign_is_nothing`); so many may be the people who came.
    texts = ["Провела Проба Образцова", "Урок дал А. Примеров", "Был Проба Примеров", "Урок"]
    assert personal({field: texts}, [field]) == PersonalData(names=((2, 0), (3, 0), (4, 0)))
    assert in_column(texts, np.ones(4, dtype=int), field, field)
    assert personal({field: [*texts, *["Урок"] * 16]}, [field]) == PersonalData()


@pytest.mark.parametrize("field", ["title", "note", "organiser", None])
def test_a_column_of_names_refuses(field: str | None) -> None:
    names = ["Примеров Проба", "Образцова П. П.", "Примерова Проба Примеровна", "учитель"]
    found = scanned({"Кто": names}, [field])
    assert [(p.rule, p.row, p.column) for p in found] == [("personal_column", None, "A")]


@pytest.mark.parametrize("field", ["organiser", "place", "title", "audience", "note"])
def test_no_harmless_cell_is_personal(field: str) -> None:
    # Alone in a cell of free text nine digits are a phone.
    nothing = [cell for cell in NOTHING if not bare_mobile(cell)]
    assert personal({field: [*nothing, *VENUES, *NOBODY, *GROUPS]}, [field]) == PersonalData()


@pytest.mark.parametrize("cell", WEAK)
def test_one_weak_sign_is_nothing(cell: str) -> None:
    assert personal({"note": [cell, *["Урок"] * 5]}) == PersonalData()


def test_a_blank_head_gives_the_letter() -> None:
    sheet = {"date": ["2017-07-31"], "title": ["Урок"], "": ["a@example.org"]}
    assert [(p.row, p.column) for p in scanned(sheet)] == [(2, "C")]


def test_columns_beyond_z_have_two_letters_and_no_head_is_needed() -> None:
    cells = pd.DataFrame([[""] * 27 + ["a@example.org"]], index=[4], dtype="str")
    assert [(p.row, p.column) for p in scan(cells, (), (), "f.csv").issues] == [(4, "AB")]


def test_a_head_that_holds_a_value_is_named_by_its_letter() -> None:
    found = scanned({"0555 12 34 56": ["Урок"]})
    assert [(p.row, p.column, p.params["what"]) for p in found] == [(1, "A", PHONE)]


def test_title_rows_and_every_kind_in_a_cell_are_told() -> None:
    cells = pd.DataFrame(
        [["Составил: Примеров А. Б., 0555 12 34 56"], ["title"], ["Урок"]], index=[1, 2, 3]
    )
    found = scan(cells.astype("str"), ["title"], ["title"], "f.csv")
    assert [(p.row, p.column, p.params["what"]) for p in found.issues] == [(1, "title", PHONE)]
    assert found.names == ((1, 0),)


def test_a_personal_head_makes_one_problem_of_the_whole_column() -> None:
    found = scanned({"ФИО": ["Примеров А. Б."] * 3, "title": ["Урок"] * 3})
    assert found == (Issue("f.csv", "personal_column", None, "ФИО", params={"what": PERSON}),)


def test_a_personal_head_over_nothing_is_no_problem() -> None:
    assert scanned({"Телефон": ["", " ", "-"], "title": ["Урок"] * 3}) == ()


def test_weak_names_are_told_by_column_only() -> None:
    names = ["Примеров Проба", "Проба Образцова", "А. Примеров", "учитель"]
    found = scanned({"Кто вёл": names})
    assert [(p.rule, p.column) for p in found] == [("personal_column", "A")]
    assert personal({"Кто вёл": [*names, *["Школа"] * 16]}) == PersonalData()


def test_phones_that_lost_their_zero_are_told_by_column() -> None:
    figures = ["555123456", "700123456", "777123456"]
    found = scanned({"Связь": figures})
    assert [(p.rule, p.params["what"]) for p in found] == [("personal_column", PHONE)]
    assert scanned({"Охват": figures}, ["reached"]) == ()


def test_nine_digits_alone_are_a_phone_among_words_only() -> None:
    assert [p.row for p in scanned({"note": ["Урок", "555123456"]}, ["note"])] == [3]
    assert [p.row for p in scanned({"X": ["Урок", "555123456", "Урок"]})] == [3]
    assert scanned({"Смета": ["10", "555123456", "20"]}) == ()
    assert scanned({"activity_id": ["A-1", "555123456"]}, ["activity_id"]) == ()
    assert scanned({"note": ["Урок", "смета 555123456"]}, ["note"]) == ()


@pytest.mark.parametrize(
    "head",
    [
        "Примерова Проба",
        "ФИО Примерова",
        "Телефон Примеровой",
        "Место (Примерова Проба)",
        "Кто вёл: Проба",
        "#contact+primerova",
    ],
)
def test_a_head_that_may_be_a_value_is_never_shown(head: str) -> None:
    phones = ["0555123456", "0700123456", "0777123456"]
    for field in (None, "note", "place"):
        found = scanned({head: phones}, [field])
        assert found
        assert not any("Пример" in repr(p) or "Проба" in repr(p) for p in found)
        assert not any("primer" in repr(p) for p in found)


@pytest.mark.parametrize("head", ["Примечание", "3. Примечание:*", "ФИО", "Ф.И.О.", "Телефон"])
def test_a_known_head_is_shown(head: str) -> None:
    found = scanned({head: ["Примеров А. Б., 0555123456"]})
    assert {p.column for p in found} == {head}


def sheet(*rows: Sequence[str]) -> pd.DataFrame:
    cells = pd.DataFrame([list(row) for row in rows], dtype="str")
    cells.index = pd.RangeIndex(1, len(cells) + 1)
    return cells


def test_heads_of_personal_columns_are_found_below_titles() -> None:
    cells = sheet(
        ["", "", "", ""],
        ["Список", "", "", ""],
        ["№", "ФИО", "Телефон", "Дата рождения"],
        ["1", "проба", "5-12-34", "2001-02-03"],
    )
    assert heads_in(cells) == ["", "ФИО", "Телефон", "Дата рождения"]


def test_instructions_and_lists_of_columns_are_no_heads() -> None:
    cells = sheet(
        ["Столбец", "Что писать"],
        ["Телефон", "не указывать"],
        ["Дата рождения", "не указывать, Телефон: нет"],
        ["Не пишите ФИО и телефон участников", "ни в одной ячейке"],
        ["Охвачено", "число"],
    )
    assert heads_in(cells) == ["", ""]


def test_a_full_phone_in_a_column_of_figures_is_a_phone() -> None:
    found = scanned({"reached": ["10", "0555123456", "996555123456"]}, ["reached"])
    assert [p.row for p in found] == [3, 4]


def test_numbers_hidden_by_strange_spaces_are_found() -> None:
    found = personal({"note": ["0555\u200b12\u00a034\u202f56", "При\u00adмеров А.\u00a0Б."]})
    assert [(p.row, p.params["what"]) for p in found.issues] == [(2, PHONE)]
    assert found.names == ((3, 0),)


def test_the_list_stops_at_the_cap_in_the_order_of_rows() -> None:
    phones = ["0555123456"] * 1_500
    found = scanned({"note": phones, "ФИО": ["Проба"] * 1_500, "title": phones})
    assert len(found) == validate.MOST_ISSUES
    assert [(p.row, p.column) for p in found[:4]] == [
        (None, "ФИО"),
        (2, "note"),
        (2, "title"),
        (3, "note"),
    ]


@pytest.mark.parametrize("lang", ["en", "ru", "ky"])
def test_every_kind_can_be_said(lang: str) -> None:
    for what in (PERSON, PHONE, EMAIL, PIN, PASSPORT, HOME, BIRTHDAY, CONTACTS):
        issue = Issue("f.csv", "personal_column", None, "X", params={"what": what})
        assert issue.message(Text.of(lang))


@pytest.mark.parametrize(
    "path",
    [
        "data/2017/activities.csv",
        "data/reported_events.csv",
        "data/activity_types.csv",
        "data/campaigns.csv",
        "data/milestones.csv",
        "data/published.csv",
        "geo/oblasts.csv",
        "geo/population.csv",
    ],
)
def test_the_shipped_files_have_nothing_personal(path: str) -> None:
    table = pd.read_csv(ROOT / path, dtype="str", keep_default_na=False, header=None)
    table.index = table.index + 1
    heads = [str(head) for head in table.iloc[0]]
    fields = [head if head in FIELDS else None for head in heads]
    assert scan(table, heads, fields, path) == PersonalData()
    assert scan(table, heads, [None] * len(heads), path) == PersonalData()


@pytest.mark.parametrize("path", ["geo/oblasts.csv", "data/activity_types.csv"])
def test_no_shipped_name_is_personal(path: str) -> None:
    table = pd.read_csv(ROOT / path, dtype="str", keep_default_na=False)
    names = [name for cell in table.to_numpy().ravel() for name in str(cell).split(";")]
    assert personal({"place": names, "title": names}) == PersonalData()


def test_a_large_register_is_scanned() -> None:
    table = pd.read_csv(ROOT / "data/2017/activities.csv", dtype="str", keep_default_na=False)
    large = pd.concat([table] * (100_000 // len(table) + 1), ignore_index=True)
    large["activity_id"] = [f"2017-{n:06d}" for n in range(len(large))]
    large["note"] = [f"занятие {n} в школе № {n % 90}, повторено" for n in range(len(large))]
    large.columns = range(large.shape[1])
    assert scan(large, FIELDS, FIELDS, "f.csv") == PersonalData()
