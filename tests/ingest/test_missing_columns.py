"""For a missing required column the user chooses a column or one value for every row."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from campaign.domain.campaign import Campaign
from campaign.ingest.dispatch import ingest_file
from campaign.ingest.replies import (
    EXCLUDE,
    NOT_REPORTED,
    PLACE_REGION,
    CellCorrection,
    make_replies,
)
from campaign.ingest.report import MissingColumn, ValidationReport
from campaign.ingest.versions.combine import combine_registers
from campaign.ingest.versions.version_changes import compare_versions

AUGUST = {"date": "2017-08-01/2017-08-31", "note": "День не указан"}
NO_DATE = (
    "Область;Вид;Место;Охвачено;Проведено\n"
    "Баткенская;Лекция;Школа 1;30;01.08.2017\n"
    "Баткенская;Лекция;Школа 1;30;02.08.2017\n"
    "Баткенская;Лекция;Школа 1;40;03.08.2017\n"
    "Итого;;;100;\n"
    "Сведения предварительные;;;;\n"
)
NO_OBLAST = (
    "Дата;Вид;Район;Место;Охвачено\n"
    "01.08.2017;Лекция;Лейлекский район;Исфана;30\n"
    "02.08.2017;Лекция;;г. Ош;20\n"
    "03.08.2017;Лекция;;у моста;10\n"
)
NO_ATTENDANCE = "Дата;Вид;Область;План, чел.;Было\n01.08.2017;Лекция;Нарын;90;около 50\n"
OWN_HEADERS = "Когда было;Где было;Что было;Сколько пришло\n01.08.2017;Нарын;Лекция;30\n"


WITH_TOTAL = (
    "Дата;Область;Вид;Название;Всего;Мужчин;Женщин\n"
    "01.08.2017;Нарын;Лекция;Урок 1;40;10;30\n"
    "02.08.2017;Чуй;Тренинг;Урок 2;25;5;20\n"
    "03.08.2017;Талас;Лекция;Урок 3;55;25;30\n"
    "Итого;;;;120;40;80\n"
)


def read(
    campaign: Campaign,
    text: str,
    answers: Mapping[tuple[str, str], str] | None = None,
    **kinds: object,
) -> ValidationReport:
    options = make_replies(answers, **kinds)
    report = ingest_file(text.encode(), "register.csv", campaign, replies=options)
    assert isinstance(report, ValidationReport)
    assert report.rows == report.accepted + report.rejected + report.excluded
    return report


def test_a_column_of_dates_is_suggested_and_read(campaign: Campaign) -> None:
    report = read(campaign, NO_DATE)
    assert report.missing_columns == (MissingColumn("date", (4,)),)
    assert (report.accepted, report.rejected, report.unanswered.rows) == (0, 3, 3)
    report = read(campaign, NO_DATE, column={4: "date"})
    assert (report.accepted, report.missing_columns) == (3, ())
    assert report.frame["date"].dt.day.tolist() == [1, 2, 3]


def test_equal_rows_of_a_period_all_count_with_a_warning(campaign: Campaign) -> None:
    text = "\n".join(line.rpartition(";")[0] for line in NO_DATE.splitlines())
    report = read(campaign, text, file_value=AUGUST)
    # Two equal lectures without a day may be different: both count, with a warning.
    assert (report.accepted, report.rejected, report.excluded) == (3, 0, 2)
    (issue,) = report.issues
    assert (issue.rule, issue.row, issue.params["first"]) == ("likely_duplicate", 3, 2)
    assert set(report.frame["date"].dt.strftime("%Y-%m-%d")) == {"2017-08-01"}
    assert set(report.frame["end_date"].dt.strftime("%Y-%m-%d")) == {"2017-08-31"}
    assert report.frame["note"].tolist() == [
        "День не указан",
        "День не указан (2)",
        "День не указан",
    ]
    assert report.detected is not None
    assert report.detected.headers == ("Область", "Вид", "Место", "Охвачено")


def test_rows_of_a_period_are_equal_at_any_row_of_another_file(campaign: Campaign) -> None:
    header, *rows = [line.rpartition(";")[0] for line in NO_DATE.splitlines()[:4]]
    first = read(campaign, "\n".join([header, *rows]), file_value=AUGUST)
    new = "Баткенская;Лекция;Школа 2;50"
    second = read(campaign, "\n".join([header, new, *rows]), file_value=AUGUST)
    combined = combine_registers([first, second])
    assert (combined.excluded, sorted(combined.frame["reached"])) == (3, [30, 30, 40, 50])
    change = compare_versions(first.frame, second.frame)
    assert (len(change.added), change.changed, change.removed, change.unchanged) == (1, (), (), 3)


def test_rows_of_a_period_are_compared_after_parsing(campaign: Campaign) -> None:
    text = "№;Область;Вид;Охвачено\n1;Нарын;Лекция;30\n2;Нарынская область;лекция;30\n"
    report = read(campaign, text, file_value=AUGUST)
    assert (report.accepted, report.rejected) == (2, 0)
    assert report.frame["note"].tolist() == ["День не указан", "День не указан (2)"]


def test_the_note_about_the_day_follows_a_note_of_the_file(campaign: Campaign) -> None:
    text = "Область;Вид;Охвачено;Примечание\nНарын;Лекция;30;дождь\nЧуй;Лекция;20;\n"
    report = read(campaign, text, file_value=AUGUST)
    words = AUGUST["note"]
    assert report.frame["note"].tolist() == [f"дождь; {words}", words]


def test_a_period_does_not_replace_days_of_the_file(campaign: Campaign) -> None:
    text = "Область;Вид;Охвачено;Дата окончания\nНарын;Лекция;30;02.09.2017\n"
    report = read(campaign, text, file_value=AUGUST)
    assert report.accepted == 0 and not report.file_values
    dated = NO_OBLAST.replace("Район", "Область", 1).replace("Лейлекский район", "Баткенская")
    report = read(campaign, dated, file_value=AUGUST)
    assert report.frame["date"].dt.day.tolist() == [1]
    assert report.frame["end_date"].isna().all() and not report.file_values


@pytest.mark.parametrize("period", ["2017-08-01", "август", "2017-08-01/", ""])
def test_an_invalid_period_leaves_the_column_missing(campaign: Campaign, period: str) -> None:
    report = read(campaign, NO_DATE, file_value={"date": period})
    assert report.accepted == 0 and [one.name for one in report.missing_columns] == ["date"]


def test_one_region_may_apply_to_the_whole_file(campaign: Campaign) -> None:
    report = read(campaign, NO_OBLAST, file_value={"oblast": "KG-B"})
    assert report.frame["oblast"].tolist() == ["KG-B"] * 3 and not report.issues


def test_each_row_has_the_region_of_its_district_or_place(campaign: Campaign) -> None:
    assert read(campaign, NO_OBLAST).missing_columns == (MissingColumn("oblast", (), 2),)
    replies = {"oblast": PLACE_REGION}
    report = read(campaign, NO_OBLAST, file_value=replies)
    assert report.frame["oblast"].tolist() == ["KG-B", "KG-GO"]
    # A place that names no region leads to a question.
    assert [(q.subject, q.spelling) for q in report.questions] == [("oblast", "у моста")]
    answers = {("oblast", "у моста"): "KG-N"}
    report = read(campaign, NO_OBLAST, file_value=replies, answers=answers)
    assert report.frame["oblast"].tolist() == ["KG-B", "KG-GO", "KG-N"]
    assert report.frame["place"].tolist() == ["Исфана", "г. Ош", "у моста"]


def test_a_place_in_another_region_than_the_district_has_a_warning(campaign: Campaign) -> None:
    text = NO_OBLAST.replace("Исфана", "г. Ош").replace("у моста", "Нарын")
    report = read(campaign, text, file_value={"oblast": PLACE_REGION})
    (issue,) = [issue for issue in report.issues if issue.rule == "place_differs"]
    assert (issue.row, issue.severity, report.frame.at[2, "oblast"]) == (2, "warning", "KG-GO")
    assert issue.params == {"district": "Лейлекский район", "place": "г. Ош"}
    # In a file with a column of regions, there is no question about places.
    own = read(campaign, NO_OBLAST, file_value={"oblast": "KG-B"})
    assert not own.issues


@pytest.mark.parametrize(
    ("place", "code"), [("г. Ош, ул. Ленина 5", "KG-GO"), ("г. Бишкек (школа)", "KG-GB")]
)
def test_a_row_has_the_region_of_its_place(campaign: Campaign, place: str, code: str) -> None:
    text = NO_OBLAST.replace("Исфана", place).replace("у моста", "Нарын")
    report = read(campaign, text, file_value={"oblast": PLACE_REGION})
    assert [issue.rule for issue in report.issues] == ["place_differs"]
    assert report.frame.at[2, "oblast"] == code and not report.questions


@pytest.mark.parametrize("city", ["г. Москва", "г. Манас", "Манас шаары", "город Талас"])
def test_a_city_is_not_a_district_of_the_same_name(campaign: Campaign, city: str) -> None:
    text = NO_OBLAST.replace("Лейлекский район", city).replace("Исфана", "")
    report = read(campaign, text, file_value={"oblast": PLACE_REGION})
    assert report.frame["oblast"].tolist() == ["KG-GO"]
    assert [(q.subject, q.spelling) for q in report.questions] == [
        ("oblast", city),
        ("oblast", "у моста"),
    ]


def test_a_blank_place_is_corrected_as_a_cell(campaign: Campaign) -> None:
    text = "Дата;Вид;Место;Охвачено\n01.08.2017;Лекция;;30\n02.08.2017;Лекция;г. Ош;20\n"
    replies = {"oblast": PLACE_REGION}
    report = read(campaign, text, file_value=replies)
    (cell,) = report.open_cells
    assert (cell.row, cell.column, cell.written, cell.issue.rule) == (2, "place", "", "required")
    cells = {(2, "place"): CellCorrection("", "г. Ош")}
    report = read(campaign, text, file_value=replies, cell=cells)
    assert report.frame["oblast"].tolist() == ["KG-GO"] * 2 and not report.open_cells


def test_regions_of_places_do_not_apply_where_no_place_names_one(campaign: Campaign) -> None:
    for text in ("Дата;Вид;Охвачено\n01.08.2017;Лекция;30\n", NO_OBLAST.replace("Лейлекский", "")):
        few = text.replace("г. Ош", "школа")
        report = read(campaign, few, file_value={"oblast": PLACE_REGION})
        assert [one.name for one in report.missing_columns] == ["oblast"]
        assert report.missing_columns[0].place_rows == 0 and not report.file_values


def test_attendance_is_not_reported_and_never_zero(campaign: Campaign) -> None:
    # Planned numbers are never suggested as attendance.
    report = read(campaign, NO_ATTENDANCE.replace("около 50", "50"))
    assert report.missing_columns == (MissingColumn("reached", (4,)),)
    report = read(campaign, NO_ATTENDANCE, file_value={"reached": ""})
    assert report.accepted == 1 and report.frame["reached"].isna().all()
    report = read(campaign, NO_ATTENDANCE, column={4: "reached"})
    assert report.accepted == 0 and [q.spelling for q in report.questions] == ["около 50"]


def test_a_part_of_the_people_is_never_suggested_as_attendance(campaign: Campaign) -> None:
    text = (
        "Дата;Область;Вид;Собралось женщ.;Собралось, мужчин;Собралось всего\n"
        "01.08.2017;Нарын;Лекция;20;10;30\n02.08.2017;Чуй;Лекция;25;15;около 40\n"
    )
    assert read(campaign, text).missing_columns == (MissingColumn("reached", (5,)),)
    merged = text.replace("женщ.", "").replace(", мужчин", "").replace(" всего", "")
    (reached,) = read(campaign, merged.replace("около 40", "40")).missing_columns
    assert (reached.suggestion, reached.offers) == (5, (5,))
    (reached,) = read(campaign, merged).missing_columns
    assert reached.suggestion is None


@pytest.mark.parametrize("header", ["Кызмат алгандар", "Собралось женщин и мужчин"])
def test_a_header_of_all_people_is_suggested(campaign: Campaign, header: str) -> None:
    text = f"Дата;Область;Вид;{header};Буклеты\n01.08.2017;Нарын;Лекция;30;200\n"
    (reached,) = read(campaign, text).missing_columns
    assert reached.offers == (3, 4)


def test_beside_a_part_of_the_people_only_a_sum_is_suggested(campaign: Campaign) -> None:
    text = "Дата;Область;Вид;Собралось женщин;Буклеты\n01.08.2017;Нарын;Лекция;30;200\n"
    (reached,) = read(campaign, text).missing_columns
    assert (reached.offers, reached.suggestion) == ((4,), None)


def test_headings_of_regions_are_read_where_every_row_has_a_period(campaign: Campaign) -> None:
    text = (
        "Вид;Место;Охвачено\nНарынская область;;\nЛекция;Школа;30\n"
        "Чуйская область;;\nЛекция;Школа 2;40\n"
    )
    report = read(campaign, text, file_value=AUGUST)
    assert (report.accepted, report.excluded, report.missing_columns) == (2, 2, ())
    assert report.frame["oblast"].tolist() == ["KG-N", "KG-C"]
    typed = text.replace("Вид;", "Дата;").replace("Лекция", "01.08.2017")
    report = read(campaign, typed, file_value={"type": "lecture"})
    assert report.frame["oblast"].tolist() == ["KG-N", "KG-C"]


def test_a_line_of_text_does_not_become_an_activity(campaign: Campaign) -> None:
    values = {**AUGUST, "oblast": "KG-N", "type": "lecture"}
    text = "Название;Охвачено\nУрок;30\nСведения предварительные;\nУрок;\n"
    report = read(campaign, text, file_value=values)
    assert report.frame["title"].tolist() == ["Урок"] and report.rejected + report.excluded == 2


def test_a_row_with_one_known_cell_is_an_activity(campaign: Campaign) -> None:
    text = "Вид;Охвачено\nЛекция;30\nЛекция;\nСеминар;20\n"
    report = read(campaign, text, file_value={**AUGUST, "oblast": "KG-N"})
    assert report.frame["reached"].fillna(-1).tolist() == [30, -1, 20]
    text = "Область;Охвачено\nНарын;30\nОш;\nЧуй;\nТалас;20\n"
    values = {**AUGUST, "type": "lecture"}
    report = read(campaign, text, file_value=values, answers={("oblast", "ош"): "KG-O"})
    assert report.frame["oblast"].tolist() == ["KG-N", "KG-O", "KG-C", "KG-T"]
    text = "Охвачено;Название\n30;\n20;Урок\n"
    report = read(campaign, text, file_value={**values, "oblast": "KG-N"})
    assert report.frame["reached"].tolist() == [30, 20]


def test_a_heading_or_a_total_is_not_an_activity(campaign: Campaign) -> None:
    values = {**AUGUST, "type": "lecture"}
    rows = "Нарынская область;;\nНарын;Школа 1;30\nНарын;Школа 2;40\n"
    report = read(campaign, f"Область;Место;Охвачено\n{rows}", file_value=values)
    assert report.frame["reached"].tolist() == [30, 40] and report.rejected == 1
    text = "Место;Охвачено\nШкола 1;30\nШкола 2;40\n;75\nСведения не полные;\n"
    report = read(campaign, text, file_value={**values, "oblast": "KG-N"})
    assert report.frame["reached"].tolist() == [30, 40]
    text = "Охвачено\n30\n20\n"
    report = read(campaign, text, file_value={**values, "oblast": "KG-N"})
    assert report.frame["reached"].tolist() == [30, 20]
    text = "Вид;Место;Охвачено\nЛекция;;\n;Школа 1;30\n"
    report = read(campaign, text, file_value={**AUGUST, "oblast": "KG-N"})
    assert report.accepted == 0


@pytest.mark.parametrize("rows", ["", "Итого;100\n", "Лекция;\n"])
def test_answers_apply_to_a_register_without_activities(campaign: Campaign, rows: str) -> None:
    values = {**AUGUST, "oblast": "KG-N"}
    report = read(campaign, f"Вид;Охвачено\n{rows}", file_value=values)
    assert report.missing_columns == () and report.rejected == 0
    excluded = read(
        campaign, "Вид;Охвачено\nСбор;5\n", file_value=values, answers={("type", "сбор"): EXCLUDE}
    )
    assert (excluded.accepted, excluded.excluded) == (0, 1)


def test_unknown_headers_in_every_column_lead_to_questions(campaign: Campaign) -> None:
    report = read(campaign, OWN_HEADERS)
    offers = {one.name: one.offers for one in report.missing_columns}
    assert offers == {"date": (0,), "oblast": (1,), "type": (2,), "reached": (3,)}
    columns = {at: name for name, (at,) in offers.items()}
    assert read(campaign, OWN_HEADERS, column=columns).accepted == 1


def test_columns_of_the_next_version_precede_an_answer(campaign: Campaign) -> None:
    report = read(campaign, NO_OBLAST.replace("Район", "Область", 1), file_value={"oblast": "KG-N"})
    assert report.file_values == {}
    assert "KG-N" not in set(report.frame["oblast"])


def test_a_total_of_women_and_men_is_read_without_a_question(campaign: Campaign) -> None:
    report = read(campaign, WITH_TOTAL)
    assert (report.frame["reached"].tolist(), report.missing_columns) == ([40, 25, 55], ())
    assert (report.excluded, [note.rule for note in report.notes]) == (1, ["total_agrees"])
    (correction,) = [one for one in report.corrections if one.rule == "total_column"]
    assert (correction.row, correction.column) == (1, "Всего")
    assert correction.params == {"header": "Всего"}
    # The owner undoes it in the settings of the file.
    report = read(campaign, WITH_TOTAL, column={4: None})
    assert report.missing_columns == (MissingColumn("reached", (4,)),)
    assert "total_column" not in report.by_rule()
    report = read(campaign, WITH_TOTAL, file_value={"reached": NOT_REPORTED})
    assert report.frame["reached"].isna().all() and report.accepted == 3


def test_a_total_with_another_sum_stays_a_question(campaign: Campaign) -> None:
    report = read(campaign, WITH_TOTAL.replace("Урок 3;55", "Урок 3;56"))
    assert report.missing_columns == (MissingColumn("reached", (4,)),)
    report = read(campaign, WITH_TOTAL.replace("Всего", "Всего школ"))
    assert report.missing_columns == (MissingColumn("reached", (4,)),)


def test_a_total_is_read_below_headings_of_regions(campaign: Campaign) -> None:
    _, *rows, _ = [line.split(";") for line in WITH_TOTAL.splitlines()]
    lines = [f"{region};;;;;\n{';'.join([day, *cells])}\n" for day, region, *cells in rows]
    report = read(campaign, "Дата;Вид;Название;Всего;Мужчин;Женщин\n" + "".join(lines))
    assert report.frame["reached"].tolist() == [40, 25, 55]
    assert report.frame["oblast"].tolist() == ["KG-N", "KG-C", "KG-T"]


def test_a_total_without_a_proof_is_offered_first(campaign: Campaign) -> None:
    text = (
        "Дата;Область;Вид;Бюджет;Всего;в т.ч. женщин\n"
        "01.08.2017;Нарын;Лекция;900;40;30\n02.08.2017;Чуй;Лекция;800;25;около 20\n"
    )
    (reached,) = read(campaign, text).missing_columns
    assert reached == MissingColumn("reached", (4, 3), open_choice=True)


@pytest.mark.parametrize(
    ("headers", "cells", "rule"),
    [
        ("Область;Год;Всего;Мужчин;Женщин", "2015", "population_columns"),
        ("Область;Вид;Август;Сентябрь;Всего;Мужчин;Женщин", "Лекция;5;6", "wide_table"),
        ("Область;Дата;Вид;Август;Сентябрь;Всего;Мужчин;Женщин", "1.8.17;Лекция;5;6", "wide_table"),
    ],
)
def test_a_total_of_inhabitants_or_months_is_no_attendance(
    campaign: Campaign, headers: str, cells: str, rule: str
) -> None:
    sums = ("40000;10000;30000", "25000;5000;20000", "55000;25000;30000")
    regions = ("Нарынская", "Чуйская", "Таласская")
    rows = [f"{region};{cells};{numbers}" for region, numbers in zip(regions, sums, strict=True)]
    report = read(campaign, "\n".join([headers, *rows]))
    assert list(report.by_rule()) == [rule]
