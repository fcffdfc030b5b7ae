"""Column headers in three languages and HXL tags are matched with columns."""

from __future__ import annotations

import pytest

from campaign.i18n.match_key import plain
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.understand.column_names import COUNTS, FIELDS, field_of, is_plan, is_tag
from campaign.schema import tables

TABLES = {"activities": tables.ACTIVITIES, "population": tables.POPULATION}


@pytest.mark.parametrize("table", TABLES)
def test_every_column_has_spellings_and_a_label(table: str) -> None:
    declared = [column.name for column in TABLES[table].columns]
    assert list(FIELDS[table]) == declared
    assert all(column.label for column in TABLES[table].columns)
    numbers = {c.name for c in TABLES[table].columns if c.kind in ("whole", "number")}
    assert numbers == COUNTS & set(declared)


@pytest.mark.parametrize("table", TABLES)
def test_every_spelling_means_its_column_and_no_other(table: str) -> None:
    owner: dict[str, str] = {}
    for column, spellings in FIELDS[table].items():
        for spelling in (column, *spellings):
            assert field_of(spelling, table) == column, spelling
            if not is_tag(spelling):
                assert owner.setdefault(plain(spelling), column) == column, spelling


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("table", TABLES)
def test_headers_of_templates_mean_their_columns(table: str, lang: str) -> None:
    text = Text.of(lang)
    names = [text(column.label) for column in TABLES[table].columns]
    assert [field_of(name, table) for name in names] == list(FIELDS[table])


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("3. Охвачено,\nчел.*", "reached"),
        ("Охвачено (чел.)", "reached"),
        ("КОЛ-ВО УЧАСТНИКОВ:", "reached"),
        ("Охват (план)", None),
        ("План охвата", None),
        ("Охват (СМИ)", "media_audience"),
        ("Охват (онлайн)", None),
        ("Доля женщин, %", None),
        ("Молодёжь (14–28 лет)", "youth"),
        ("Жаштар (14–28 жаш)", "youth"),
        ("из них:\nженщин", "women"),
        ("Дата (дд.мм.гггг)", "date"),
        ("Дата (окончания)", "end_date"),
        ("Место (город, село)", "place"),
        ("Меро-\nприятие", "title"),
        ("Облaсть", "oblast"),
        ("№", None),
        ("№ п/п", None),
        ("No", None),
        ("Код", None),
        ("Формат", None),
        ("", None),
    ],
)
def test_a_header_names_its_column(header: str, field: str | None) -> None:
    assert field_of(header, "activities") == field


@pytest.mark.parametrize(
    ("tag", "field"),
    [
        *(("#adm1", "oblast"), ("#adm1 +code", "oblast"), ("#adm1+en+name", "oblast")),
        *(("#date", "date"), ("#date+start", "date"), ("#date+end", "end_date")),
        *(("#date+reported", None), ("#activity+type", "type"), ("#activity+code+type", "type")),
        *(("#activity+title", "title"), ("#activity+code", "activity_id"), ("#loc", "place")),
        *(("#reached", "reached"), ("#REACHED+F", "women"), ("#reached+male", "men")),
        *(("#reached+youth", "youth"), ("#reached+youth+f", None), ("#reached+ind+f", "women")),
        *(("#reached+hh", None), ("#reached+indirect", None), ("#org+partner", "partners")),
        *(("#org", "organiser"), ("#org+funder", None), ("#adm2+name", "district")),
        *(("#meta+source", "source"), ("#description", "note"), ("#affected", None)),
    ],
)
def test_a_tag_names_its_column(tag: str, field: str | None) -> None:
    assert is_tag(tag) and field_of(tag, "activities") == field


def test_each_table_has_its_own_tags() -> None:
    assert field_of("#adm1+code", "population") == "iso_code"
    assert field_of("#population", "population") == "population"
    assert field_of("#population+f", "population") is None
    assert field_of("#population", "activities") is None


def test_other_cells_are_not_tags() -> None:
    assert not any(is_tag(cell) for cell in ("#", "# adm1", "№1", "#1", "a #b", "#ошибка"))


def test_a_header_of_planned_values_is_recognized() -> None:
    assert is_plan("План") and is_plan("Target 2017") and is_plan("Максаттуу көрсөткүч")
    assert not is_plan("Охвачено") and not is_plan("Целевая группа")
