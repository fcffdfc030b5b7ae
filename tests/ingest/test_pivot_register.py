"""Each number of a wide table is read once, as the total of a period, with its cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.dataset.register_csv import register_bytes
from campaign.domain.campaign import Campaign
from campaign.domain.period_totals import is_period_total
from campaign.exports.data_check.marked_copy import mark_copy
from campaign.exports.data_check.result_files import issues_xlsx
from campaign.i18n.translator import Text
from campaign.ingest.carry_over import carry_over_version
from campaign.ingest.cleaning_log import log_lines
from campaign.ingest.dispatch import ingest_file
from campaign.ingest.file_references import campaign_reference
from campaign.ingest.normalise.pivot_register import MONTH_NOTE, missing_answers
from campaign.ingest.replies import AS_IT_IS, EXCLUDE, Replies, make_replies
from campaign.ingest.report import ValidationReport
from campaign.ingest.validate.sheet_report import row_states
from campaign.ingest.versions.combine import combine_registers
from tests.examples import examples

REQUEST = {"type": "lecture", "note": "Итог за месяц"}
EN = Text.of("en")
HEADER = "Охват за 2017 год;;\nОбласть;Август;Сентябрь;Итого\n"


def read(
    campaign: Campaign, lines: str, request: Mapping[str, str] | None = REQUEST
) -> ValidationReport:
    replies = make_replies(wide=request)
    report = ingest_file((HEADER + lines).encode(), "w.csv", campaign, replies=replies)
    assert isinstance(report, ValidationReport)
    return report


def test_a_wide_table_is_not_read_before_the_user_answers(campaign: Campaign) -> None:
    report = read(campaign, "Чуйская;10;20;30\n", None)
    assert (report.status, report.rows, report.accepted) == ("unreadable", 0, 0)
    assert report.pivot is not None and missing_answers(report.pivot, {}) == ("type",)
    # It is not read with only some of the answers either.
    assert read(campaign, "Чуйская;10;20;30\n", {}).accepted == 0


def test_each_number_is_a_record_from_the_first_to_the_last_day(campaign: Campaign) -> None:
    report = read(campaign, "Чуйская;10;;10\nНарынская;0;5;5\nИтого;10;5;15\n")
    cells = [report.sources[row].name for row in report.frame.index]
    assert cells == ["B3", "B4", "C4"]
    days = report.frame[["date", "end_date"]].apply(lambda column: column.dt.strftime("%m-%d"))
    assert days.to_numpy().tolist() == [["08-01", "08-31"], ["08-01", "08-31"], ["09-01", "09-30"]]
    assert report.frame["reached"].tolist() == [10, 0, 5]
    assert report.frame["note"].tolist() == ["Итог за месяц"] * 3
    assert is_period_total(report.frame).all()


@pytest.mark.parametrize("request_", [None, REQUEST])
def test_signatures_of_a_wide_table_do_not_reject_it(
    campaign: Campaign, request_: Mapping[str, str] | None
) -> None:
    lines = (
        "Чуйская;10;20;30\nНарынская;0;5;5\nИсполнитель: Примеров А. А.;;\nтел. 0555 12 34 56;;\n"
    )
    report = read(campaign, lines, request_)
    assert report.pivot is not None
    assert [line.row for line in report.signature_lines] == [5, 6]
    assert report.accepted == (0 if request_ is None else 4)
    assert report.rows == report.accepted + report.rejected + report.excluded
    assert not {"Примеров", "0555"} & set(repr(report).replace("'", " ").split())
    assert not report.preview.map(lambda cell: "Примеров" in cell or "0555" in cell).any(axis=None)
    # The same text in a row of the table is personal data, as in a register.
    inside = read(campaign, "Чуйская;10;20;30\nПримеров А. А., 0555 12 34 56;0;5;5\n", request_)
    assert inside.status == "personal_data"


NUMBERS = st.lists(
    st.tuples(*[st.one_of(st.none(), st.integers(0, 5_000))] * 2), min_size=1, max_size=4
)
NAMES = ("Чуйская", "Нарынская", "Таласская", "Баткенская")


@examples(60)
@given(NUMBERS)
def test_every_number_counts_once_beside_any_empty_cells(
    campaign: Campaign, figures: list[tuple[int | None, int | None]]
) -> None:
    def words(numbers: list[int | None]) -> str:
        cells = ["" if n is None else str(n) for n in numbers]
        return ";".join([*cells, str(sum(n or 0 for n in numbers))])

    rows = [f"{name};{words([*pair])}" for name, pair in zip(NAMES, figures, strict=False)]
    sums = [sum(pair[at] or 0 for pair in figures) for at in (0, 1)]
    report = read(campaign, "\n".join([*rows, f"Итого;{words([*sums])}"]))
    filled = [n for pair in figures for n in pair if n is not None]
    if not filled:
        assert report.accepted == 0
        return
    assert report.frame["reached"].tolist() == filled
    assert report.rows == report.accepted + report.excluded
    assert "wide_total_differs" not in report.by_rule()
    states = row_states(report)
    assert sum(map(len, states.rows.values())) == report.rows


def test_totals_that_differ_have_an_issue_at_their_cell(campaign: Campaign) -> None:
    report = read(campaign, "Чуйская;10;20;31\nНарынская;1;2;3\nИтого;11;22;33\n")
    (issue,) = report.issues
    assert issue.rule == "wide_total_differs" and issue.params["cell"] == "D3"
    assert [note.rule for note in report.notes] == ["month_totals"]


def test_the_campaign_of_numbered_weeks_is_used_for_the_next_version(campaign: Campaign) -> None:
    content = "Охват\nОбласть;Вид;1-апта;{}-апта\nЧуйская;лекция;10;20\nНарынская;лекция;1;2\n"
    request = {"measure": "reached", "note": "Итог", "period": "2018-09-10/2018-12-10"}

    def read_again(week: int, replies: Replies = AS_IT_IS) -> ValidationReport:
        data = content.format(week).encode()
        report = ingest_file(data, "w.csv", campaign, replies=replies)
        assert isinstance(report, ValidationReport)
        return report

    applied = read_again(2, make_replies(wide=request))
    assert applied.frame["date"].dt.strftime("%m-%d").tolist() == ["09-10", "09-17"] * 2
    former = make_replies(wide=request)
    reused, report = carry_over_version(former, lambda r: read_again(3, r), read_again(3))
    assert reused.replies.of("wide") == request and report.accepted == 4
    # The campaign of 2018 has no week 16.
    reused, report = carry_over_version(former, lambda r: read_again(16, r), read_again(16))
    assert reused.replies == AS_IT_IS and report.accepted == 0


@pytest.mark.parametrize("header", ["Октяюрь", "III квартал", ""])
def test_a_column_of_numbers_that_is_not_read_has_an_issue(campaign: Campaign, header: str) -> None:
    lines = (
        f"Охват за 2017 год\n№;Область;Август;{header};Сентябрь;Заметка\n"
        "1;Чуйская;10;7;20;5 школ\n2;Нарынская;1;8;2;\n"
    )
    replies = make_replies(wide=REQUEST)
    report = ingest_file(lines.encode(), "w.csv", campaign, replies=replies)
    assert isinstance(report, ValidationReport)
    assert (report.accepted, report.status) == (4, "issues")
    (issue,) = report.issues
    assert (issue.rule, issue.cell.row_name) == ("wide_column_not_read", "D2")
    assert (issue.params["column"], issue.params["count"]) == (header or "D", 2)


def test_a_subtotal_is_compared_with_its_rows(campaign: Campaign) -> None:
    lines = (
        "Чуйская;1;2;3\nТаласская;1;1;2\nИтого по северу;2;3;5\nБаткенская;4;4;8\nВсего;6;7;13\n"
    )
    report = read(campaign, lines)
    assert report.status == "clean"
    assert [note.rule for note in report.notes] == ["wide_totals_agree", "month_totals"]
    report = read(campaign, lines.replace("северу;2", "северу;9"))
    assert [issue.params["cell"] for issue in report.issues] == ["B5"]


def test_an_issue_has_its_cell_in_every_output(campaign: Campaign) -> None:
    content = (HEADER + "Чуйская;около 50;20;\nОш;10;;\n").encode()
    replies = make_replies(wide=REQUEST)
    report = ingest_file(content, "w.csv", campaign, replies=replies)
    assert isinstance(report, ValidationReport)
    assert [issue.cell.row_name for issue in report.issues] == ["B3", "A4"]
    assert [issue.cell.sheet_row for issue in report.issues] == [3, 4]
    assert report.issues[0].cell.describe(EN) == "w.csv, cell B3"
    assert issues_xlsx(report, EN) and mark_copy(content, "w.csv", report, EN)
    assert [question.spelling for question in report.questions] == ["Ош", "около 50"]


def test_an_answer_about_a_label_is_used(campaign: Campaign) -> None:
    answers = {("oblast", "ош"): "KG-GO", ("reached", "около 50"): "50"}
    replies = make_replies(answers, wide=REQUEST)
    content = (HEADER + "Ош;около 50;5;\n").encode()
    report = ingest_file(content, "w.csv", campaign, replies=replies)
    assert isinstance(report, ValidationReport)
    assert report.frame["oblast"].tolist() == ["KG-GO", "KG-GO"]
    assert report.frame["reached"].tolist() == [50, 5]
    # The label is in two records, but is one cell.
    answered = [c.cell.row_name for c in report.corrections if c.rule == "answered"]
    assert answered == ["A3"]
    codes = campaign_reference(campaign).codes
    (line,) = [line for line in log_lines(report, replies, codes, EN) if line.read_as == "Osh city"]
    assert (line.row, line.column) == (3, "Oblast or city")


def test_an_answer_excludes_each_row(campaign: Campaign) -> None:
    answers = {("oblast", "ош"): EXCLUDE}
    replies = make_replies(answers, wide=REQUEST)
    content = (HEADER + "Ош;10;5;15\nЧуйская;1;;1\n").encode()
    report = ingest_file(content, "w.csv", campaign, replies=replies)
    assert isinstance(report, ValidationReport)
    assert (report.rows, report.accepted, report.excluded) == (5, 1, 4)
    assert len(row_states(report).rows["excluded"]) == 4


def test_one_table_in_two_files_counts_once(campaign: Campaign) -> None:
    report = read(campaign, "Чуйская;10;20;30\n")
    combined = combine_registers([report, replace(report, file="again.csv")])
    assert len(combined.frame) == 2
    assert {issue.cell.row_name for issue in combined.issues} == {"B3", "C3"}
    assert [issue.params["first"] for issue in combined.issues] == ["B3", "C3"]


def test_a_table_read_in_another_language_counts_once(campaign: Campaign) -> None:
    lines = "Чуйская;10;20;30\nНарынская;5;;5\nНарынская;5;;5\n"
    in_english = {**REQUEST, "note": "Total for the month"}
    combined = combine_registers([read(campaign, lines), read(campaign, lines, in_english)])
    assert (combined.excluded, combined.frame["reached"].sum()) == (4, 40)
    assert {issue.rule for issue in combined.issues} == {"duplicate_of_file"}


@pytest.mark.parametrize("note", ["Total of the month", "Итог за месяц"])
def test_the_corrected_register_of_a_table_counts_once_beside_it(
    campaign: Campaign, note: str
) -> None:
    lines = "Чуйская;10;20;30\nНарынская;5;;5\n"
    saved = register_bytes(read(campaign, lines, {**REQUEST, "note": note}).frame)
    corrected = ingest_file(saved, "corrected.csv", campaign)
    assert isinstance(corrected, ValidationReport)
    table = read(campaign, lines, {**REQUEST, "note": EN(MONTH_NOTE)})
    combined = combine_registers([corrected, table])
    assert (combined.excluded, combined.frame["reached"].sum()) == (3, 35)


SUMMARY = "Область;{months}\nЧуйская;{chui}\nНарынская;{naryn}\nНарынская;{naryn}\n"


def read_summary(campaign: Campaign, file: str, **cells: str) -> ValidationReport:
    request = {**REQUEST, "year": "2017", "measure": "reached"}
    replies = make_replies(wide=request)
    content = SUMMARY.format_map(cells).encode()
    report = ingest_file(content, file, campaign, replies=replies)
    assert isinstance(report, ValidationReport)
    return report


def test_a_summary_with_a_further_month_counts_each_total_once(campaign: Campaign) -> None:
    former = read_summary(campaign, "1.csv", months="Август;Сентябрь", chui="10;20", naryn="5;6")
    # Two districts of one oblast may have equal totals: both count.
    assert (former.accepted, former.frame["reached"].sum()) == (6, 52)
    cells = {"months": "Октябрь;Август;Сентябрь", "chui": "7;10;20", "naryn": "1;5;6"}
    later = read_summary(campaign, "2.csv", **cells)
    combined = combine_registers([former, later])
    # The cells of the former totals have moved by one column.
    assert (combined.excluded, combined.frame["reached"].sum()) == (6, 52 + 9)
    assert {issue.rule for issue in combined.issues} == {"duplicate_of_file"}


def test_a_total_with_another_number_in_another_file_has_a_warning(campaign: Campaign) -> None:
    former = read_summary(campaign, "1.csv", months="Август;Сентябрь", chui="10;20", naryn=";")
    later = read_summary(campaign, "2.csv", months="Сентябрь;Октябрь", chui="21;7", naryn=";")
    combined = combine_registers([former, later])
    (issue,) = combined.issues
    assert (issue.rule, issue.cell.row_name, issue.params["first"]) == (
        "likely_of_file",
        "B2",
        "C2",
    )
    assert (issue.params["here"], issue.params["there"]) == (21, 20)


@pytest.mark.parametrize("column", ["2", "Область"])
def test_a_register_with_all_its_columns_is_never_wide(campaign: Campaign, column: str) -> None:
    content = (
        f"Дата;Область;Вид;Охвачено;{column};Август;Сентябрь\n2017-08-01;Чуйская;Лекция;5;;;\n"
    )
    report = ingest_file(content.encode(), "r.csv", campaign)
    assert isinstance(report, ValidationReport) and report.pivot is None and report.accepted == 1


def test_equal_totals_of_two_organizations_count_in_both_files_only_on_request(
    campaign: Campaign,
) -> None:
    one = read_summary(campaign, "1.csv", months="Август;Сентябрь", chui="10;20", naryn="5;6")
    two = read_summary(campaign, "2.csv", months="Август;Сентябрь", chui="10;21", naryn="5;6")
    three = read_summary(campaign, "3.csv", months="Август;Октябрь", chui="10;", naryn=";")
    assert combine_registers([one, two, three]).frame["reached"].sum() == 52 + 21
    both = combine_registers([one, two, three], {1})
    # The totals of the third file are still counted once.
    assert (both.frame["reached"].sum(), both.excluded) == (52 + 53, 1)
    each = combine_registers([one, two, three], {1, 2})
    assert (each.frame["reached"].sum(), each.excluded) == (52 + 53 + 10, 0)
    # Totals that count in both files are reported as possible duplicates.
    assert {issue.rule for issue in each.issues} == {"likely_of_file"}


def test_totals_beside_activities_of_their_period_have_a_warning(campaign: Campaign) -> None:
    totals = read_summary(campaign, "1.csv", months="Август;Сентябрь", chui="100;20", naryn="80;6")
    lines = (
        "Дата;Область;Вид;Охвачено\n31.07.2017;Чуйская область;Лекция;5\n"
        "01.08.2017;Чуйская область;Флешмоб;60\n31.08.2017;Чуйская область;Лекция;\n"
        "05.08.2017;Нарынская область;Лекция;80\n01.08.2017;Баткенская область;Лекция;7\n"
    )
    register = ingest_file(lines.encode(), "r.csv", campaign)
    assert isinstance(register, ValidationReport)
    for registers in ([totals, register], [register, totals]):
        combined = combine_registers(registers)
        assert combined.excluded == 0
        (issue,) = combined.issues
        assert (issue.rule, issue.file) == ("totals_and_rows_of_file", "1.csv")
        expected = {"other": "r.csv", "n": 3, "there": 140, "here": 260}  # Naryn has two rows
        assert {key: issue.params[key] for key in expected} == expected
    # Activities of other days or regions are not part of the totals.
    others = "Дата;Область;Вид;Охвачено\n31.07.2017;Чуйская область;Лекция;5\n"
    others += "01.08.2017;Баткенская область;Лекция;7\n"
    other = ingest_file(others.encode(), "o.csv", campaign)
    assert isinstance(other, ValidationReport)
    assert not combine_registers([totals, other]).issues


def test_the_answer_about_totals_counts_no_row_of_a_register_twice(campaign: Campaign) -> None:
    lines = "Дата;Область;Вид;Охвачено\n01.08.2017;Нарынская область;Лекция;40\n"
    register = ingest_file(lines.encode(), "r.csv", campaign)
    assert isinstance(register, ValidationReport)
    again = replace(register, file="again.csv")
    totals = read_summary(campaign, "1.csv", months="Август;Сентябрь", chui="10;20", naryn="5;6")
    combined = combine_registers([totals, register, again], {0, 1, 2})
    assert combined.frame["reached"].sum() == 52 + 40


def records(report: ValidationReport) -> dict[str, float]:
    cells = [report.row_name(int(row)) for row in report.frame.index]
    return dict(zip(cells, report.frame["reached"].tolist(), strict=True))


def unclear_cells(report: ValidationReport) -> list[str]:
    return [report.row_name(i.row or 0) for i in report.issues if i.rule == "wide_unclear"]


def read_wide(campaign: Campaign, lines: str) -> ValidationReport:
    request = {"measure": "reached", "type": "lecture", "year": "2017"}
    report = ingest_file(lines.encode(), "w.csv", campaign, replies=make_replies(wide=request))
    assert isinstance(report, ValidationReport)
    assert report.rows == report.accepted + report.rejected + report.excluded
    return report


def test_two_columns_of_one_month_are_not_added(campaign: Campaign) -> None:
    report = read_wide(campaign, "Область,Август,Август,Сентябрь\nНарынская область,1,10,20\n")
    assert unclear_cells(report) == ["B2", "C2"]
    assert records(report) == {"D2": 20}


def test_rows_of_women_are_not_added_to_those_of_all(campaign: Campaign) -> None:
    report = read_wide(
        campaign,
        "Область,Показатель,Август,Сентябрь\nНарынская область,Охвачено,10,20\n"
        "Нарынская область,из них женщин,6,9\nОшская область,Охвачено,7,\n"
        "Ошская область,Количество мероприятий,3,\n",
    )
    assert unclear_cells(report) == ["C3", "D3", "C5"]
    assert records(report) == {"C2": 10, "D2": 20, "C4": 7}


def test_a_column_of_other_text_changes_nothing(campaign: Campaign) -> None:
    report = read_wide(
        campaign,
        "Область,Место,Август,Сентябрь\nНарынская область,школа,10,20\n"
        "Ошская область,клуб участников,7,8\n",
    )
    assert not unclear_cells(report) and report.accepted == 4
