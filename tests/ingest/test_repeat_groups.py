"""Activities in a repeat group of a form have the answers of their submission."""

from __future__ import annotations

import pandas as pd
import pytest

from campaign.ingest.readers.raw_table import ParentSheet, RawIssue, RawTable
from campaign.ingest.understand.form_export import read_layout
from campaign.ingest.understand.repeat_groups import add_parent_answers
from campaign.schema import tables

Columns = dict[str, list[str]]

FORM: Columns = {"Область": ["Нарын", "Ош"], "Организация": ["Центр", "Школа"]}
GROUP: Columns = {
    **{"Дата": ["1.8.2017", "2.8.2017", "3.8.2017"], "Вид мероприятия": ["лекция"] * 3},
    "Охвачено": ["40", "25", "60"],
}


def sheet(columns: Columns, name: str, number: int) -> RawTable:
    rows = [list(columns), *map(list, zip(*columns.values(), strict=True))]
    index = pd.RangeIndex(1, len(rows) + 1)
    return RawTable(
        pd.DataFrame(rows, index=index, dtype="str"),
        sheet=name,
        sheets=("form", "group", "day"),
        number=number,
    )


def form(columns: Columns, indices: str, name: str = "form") -> RawTable:
    """A sheet of submissions with these numbers."""
    program = {"_id": list("1" * len(indices)), "_uuid": list("u" * len(indices))}
    return sheet({**columns, **program, "_index": list(indices)}, name, 1)


def group(columns: Columns, parents: str, of: str = "form", number: int = 2) -> RawTable:
    """A sheet of rows that belong to the submissions with these numbers."""
    count = range(1, len(parents) + 1)
    program = {"_index": list(map(str, count)), "_parent_table_name": [of] * len(parents)}
    program["_parent_index"] = [parent.strip() for parent in parents]
    return sheet({**columns, **program}, "group" if number == 2 else "day", number)


def add_answers(group_sheet: RawTable, *others: RawTable) -> RawTable:
    """The sheet of the group with the answers of its parents."""
    sheets = [read_layout(one, tables.ACTIVITIES) for one in (group_sheet, *others)]
    raw = add_parent_answers(sheets, tables.ACTIVITIES, "f")[0].raw
    assert raw.cells.loc[:, : group_sheet.cells.shape[1] - 1].equals(group_sheet.cells)
    return raw


def answers(raw: RawTable) -> Columns:
    """{header: cells} of the columns that were added."""
    added = raw.cells.loc[:, raw.own_width :]
    return {str(cells.iloc[0]): cells.iloc[1:].tolist() for _, cells in added.items()}


def test_each_activity_has_the_answers_of_its_submission() -> None:
    raw = add_answers(group(GROUP, "112"), form(FORM, "12"))
    assert answers(raw) == {
        "Область": ["Нарын", "Нарын", "Ош"],
        "Организация": ["Центр", "Центр", "Школа"],
    }
    assert raw.parents == (ParentSheet("form", (6, 7)),)
    assert raw.own_cells.shape == (4, 6)


def test_numbers_persons_points_and_technical_columns_are_not_added() -> None:
    program = {
        **{"username": ["SECRET"] * 2, "Имя заполнившего": ["SECRET"] * 2},
        **{"_submitted_by": ["SECRET"] * 2, "start": ["2017-08-01T10:00:00"] * 2},
        **{"point": ["42.8746 74.5698 760.1 4.5"] * 2, "_point_latitude": ["42.8746"] * 2},
    }
    counts = {"Охвачено": ["400", "300"], "Пришло": ["70 чел.", "80"], "Участники": ["9", "8"]}
    raw = add_answers(group(GROUP, "112"), form(FORM | program | counts, "12"))
    assert list(answers(raw)) == ["Область", "Организация"]
    assert raw.parents[0].numbers == ("Охвачено", "Пришло", "Участники")
    assert "SECRET" not in raw.cells.to_csv()
    # A number of the form is not that of an activity even where the group has no number.
    without = {name: cells for name, cells in GROUP.items() if name != "Охвачено"}
    raw = add_answers(group(without, "112"), form(FORM | counts, "12"))
    assert list(answers(raw)) == ["Область", "Организация"]


def test_other_questions_are_added_under_their_own_headers() -> None:
    questions = {
        **{"Где?": ["в школе", "на площади"], "Вид мероприятия": ["акция", "акция"]},
        **{"Пусто": ["", ""], "visit/audience": ["", ""]},
        **{"visit/audience/youth": ["1", "0"], "visit/audience/media": ["1", "1"]},
    }
    assert answers(add_answers(group(GROUP, "121"), form(questions, "12"))) == {
        "Где?": ["в школе", "на площади", "в школе"],
        "visit/audience": ["youth; media", "media", "youth; media"],
    }


@pytest.mark.parametrize(
    ("own", "of_form", "added"),
    [
        # The office of the submission is not where an activity of another oblast took place.
        ({"Область": "Талас"}, {"Район": "Ат-Башы", "Место": "школа"}, []),
        ({"Район": "Ат-Башы"}, {"Область": "Нарын", "Место": "школа"}, ["Область"]),
        ({"Место": "школа"}, {"Область": "Нарын", "Район": "Ат-Башы"}, ["Область", "Район"]),
        ({"Дата": "1.8.2017"}, {"Дата окончания": "9.8.2017", "start": "2017-08-09"}, []),
    ],
)
def test_days_and_places_of_the_form_do_not_complete_those_of_an_activity(
    own: dict[str, str], of_form: dict[str, str], added: list[str]
) -> None:
    activity = {name: [cell] for name, cell in own.items()}
    raw = add_answers(group(activity, "1"), form({k: [v] for k, v in of_form.items()}, "1"))
    assert list(answers(raw)) == added


def test_a_missing_or_ambiguous_submission_has_no_answers() -> None:
    raw = add_answers(group(GROUP, "119"), form(FORM, "11"))
    assert answers(raw) == {"Область": [""] * 3, "Организация": [""] * 3}
    assert raw.parents[0].orphan_rows == (2, 3, 4)
    # A row without a number, as that of a total, is no row of the form.
    assert add_answers(group(GROUP, "1 2"), form(FORM, "12")).parents[0].orphan_rows == ()


def test_submissions_without_an_activity_are_counted() -> None:
    raw = add_answers(group(GROUP, "111"), form(FORM, "12"))
    assert raw.parents[0].empty_submissions == (3,)
    # A blank row of the group is no activity, and gets no answers.
    blank = {name: [*cells[:2], ""] for name, cells in GROUP.items()}
    raw = add_answers(group(blank, "112"), form(FORM, "12"))
    assert raw.parents[0].empty_submissions == (3,) and answers(raw)["Область"] == [
        "Нарын",
        "Нарын",
        "",
    ]
    # The other group of the form has an activity of the submission.
    others = (form(FORM, "12"), group(GROUP, "222", number=3))
    assert add_answers(group(GROUP, "111"), *others).parents[0].empty_submissions == ()


def test_a_group_in_a_group_has_the_answers_of_both() -> None:
    days = group({"Дата": ["1.8.2017", "2.8.2017", "3.8.2017"]}, "193", number=3)
    own = {name: cells for name, cells in GROUP.items() if name != "Дата"}
    raw = add_answers(group(own, "122", of="day"), form(FORM, "12"), days)
    assert answers(raw) == {
        "Дата": ["1.8.2017", "2.8.2017", "2.8.2017"],
        "Область": ["Нарын", "", ""],
        "Организация": ["Центр", "", ""],
    }
    assert raw.parents == (
        ParentSheet("day", (5,), empty_submissions=(4,)),
        ParentSheet("form", (6, 7), empty_submissions=(3,), orphan_rows=(3, 4)),
    )


LONG = "100 дней против торговли людьми, отчёт"


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("form", "form"),
        ("100 дней против торговли люд...", LONG),
        ("100 дней против торговли... (1)", LONG),
        (LONG[:31], LONG),
        ("Отчёт_ 2017_", "Отчёт: 2017'"),
    ],
)
def test_the_form_is_found_by_its_shortened_name(name: str, of: str) -> None:
    assert answers(add_answers(group(GROUP, "112", of), form(FORM, "12", name)))


@pytest.mark.parametrize(
    ("group_sheet", "others"),
    [
        (group(GROUP, "112", "another"), [form(FORM, "12")]),
        (group(GROUP, "112", LONG), [form(FORM, "12", LONG[:31]), form(FORM, "12", LONG[:31])]),
        (group(GROUP, "112"), [sheet(FORM | {"№": ["1", "2"]}, "form", 1)]),
        (group(GROUP, "112"), []),
        (sheet(GROUP, "group", 2), [form(FORM, "12")]),
        # Its rows are no activities, but groups of people and materials.
        (group({"Аудитория": ["школьники"] * 3, "Охвачено": ["1"] * 3}, "112"), [form(FORM, "12")]),
        # The rows of the form are activities themselves.
        (
            group(GROUP, "112"),
            [form({name: cells[:2] for name, cells in GROUP.items()} | FORM, "12")],
        ),
        # A group that names itself.
        (group(GROUP, "112", "group"), [form(FORM, "12")]),
    ],
)
def test_other_sheets_are_unchanged(group_sheet: RawTable, others: list[RawTable]) -> None:
    numbered = [RawTable(**{**vars(one), "number": n}) for n, one in enumerate(others, start=3)]
    assert not add_answers(group_sheet, *numbered).parents


def test_other_tables_have_no_groups() -> None:
    sheets = [
        read_layout(one, tables.POPULATION) for one in (group(GROUP, "112"), form(FORM, "12"))
    ]
    assert add_parent_answers(sheets, tables.POPULATION, "f") == sheets


def test_a_cell_with_an_error_has_it_in_each_activity() -> None:
    error = RawIssue("error_cell", 2, 0, {"value": "#N/A"})
    parent = RawTable(**{**vars(form(FORM, "12")), "issues": (error,)})
    raw = add_answers(group(GROUP, "112"), parent)
    assert [(issue.row, issue.at) for issue in raw.issues] == [(2, 6), (3, 6)]


def test_answers_are_declared_columns_of_the_group() -> None:
    raw = add_answers(group(GROUP, "112"), form({"visit/oblast": ["KG-N", "KG-O"]}, "12"))
    assert read_layout(raw, tables.ACTIVITIES).layout.fields[raw.own_width] == "oblast"
