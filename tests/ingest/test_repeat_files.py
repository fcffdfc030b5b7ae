"""Workbooks of forms with a repeat group: notes, personal data, answers by hand, the next file."""

from __future__ import annotations

import io

import openpyxl
import pytest

from campaign.domain.campaign import Campaign
from campaign.exports.data_check.marked_copy import mark_copy
from campaign.exports.data_check.result_files import log_csv
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.carry_over import apply_log, carry_over_version, make_portable
from campaign.ingest.cleaning_log import log_lines, read_log
from campaign.ingest.dispatch import ingest_file
from campaign.ingest.file_references import campaign_reference
from campaign.ingest.privacy.possible_names import text_key
from campaign.ingest.replies import AS_IT_IS, CellCorrection, Replies, make_replies
from campaign.ingest.report import ValidationReport

Rows = list[list[object]]
FORM_HEADERS = ["username", "Организация", "Область", "Всего пришло", "_id", "_uuid", "_index"]
SUBMISSIONS: Rows = [
    ["uslovnyi", "Центр", "Нарын", 65, 101, "u-1", 1],
    ["uslovnyi", "Школа", "Талас", 60, 102, "u-2", 2],
]
GROUP_HEADERS = ["Дата", "Вид", "Охвачено", "_index", "_parent_table_name", "_parent_index"]
ACTIVITIES: Rows = [
    ["2017-08-01", "лекция", 40, 1, "Отчёт", 1],
    ["2017-08-02", "тренинг", 25, 2, "Отчёт", 1],
    ["2017-08-03", "лекция", 60, 3, "Отчёт", 2],
]


def workbook(
    submissions: Rows = SUBMISSIONS, activities: Rows = ACTIVITIES, region: str = "Область"
) -> bytes:
    """A workbook with the sheet of the form and that of the group; `region` is a header."""
    book = openpyxl.Workbook()
    form = book.active
    assert form is not None
    form.title, group = "Отчёт", book.create_sheet("activity")
    headers = [region if header == "Область" else header for header in FORM_HEADERS]
    for page, rows in ((form, [headers, *submissions]), (group, [GROUP_HEADERS, *activities])):
        for row in rows:
            page.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_answer(header: str, answer: str) -> Rows:
    """The submissions with another answer in the first one."""
    at = FORM_HEADERS.index(header)
    first = [answer if position == at else cell for position, cell in enumerate(SUBMISSIONS[0])]
    return [first, *SUBMISSIONS[1:]]


def read(campaign: Campaign, content: bytes, replies: Replies = AS_IT_IS) -> ValidationReport:
    report = ingest_file(content, "form.xlsx", campaign, replies=replies)
    assert isinstance(report, ValidationReport)
    return report


def test_a_workbook_is_read_with_a_note_about_each_sheet(campaign: Campaign) -> None:
    report = read(campaign, workbook())
    assert report.status == "clean" and report.detected is not None
    assert report.frame["oblast"].tolist() == ["KG-N", "KG-N", "KG-T"]
    assert report.frame["organiser"].tolist() == ["Центр", "Центр", "Школа"]
    assert report.frame["reached"].sum() == 125
    assert report.detected.sheet == "activity" and set(report.detected.parents.values()) == {
        "Отчёт"
    }
    notes = [note.message(Text.of("ru")) for note in report.notes]
    assert "«Отчёт»" in notes[0] and "«Организация», «Область»" in notes[0]
    assert "«Всего пришло»" in notes[1]


def test_the_other_sheet_is_read_as_it_is_by_choice(campaign: Campaign) -> None:
    report = read(campaign, workbook(), make_replies(sheet="Отчёт"))
    assert [one.name for one in report.missing_columns] == ["date", "type", "reached"]
    assert not report.notes and report.detected is not None and not report.detected.parents


def test_missing_activities_and_submissions_are_said(campaign: Campaign) -> None:
    lost = [*ACTIVITIES[:2], ["2017-08-03", "лекция", 60, 3, "Отчёт", 7]]
    report = read(campaign, workbook(activities=lost))
    assert report.accepted == 2 and report.rejected == 1
    assert {issue.rule: issue.row for issue in report.issues} == {
        "form_without_activity": None,
        "form_without_submission": 4,
        "required": 4,
    }
    (idle,) = [issue for issue in report.issues if issue.rule == "form_without_activity"]
    assert idle.params["count"] == 1 and idle.params["first"] == 3


@pytest.mark.every_run
@pytest.mark.parametrize("answer", ["uslovnyi@example.org", "+996 555 010203"])
def test_personal_data_of_a_submission_rejects_the_file(campaign: Campaign, answer: str) -> None:
    report = read(campaign, workbook(with_answer("Организация", answer)))
    assert report.status == "personal_data"
    assert [(issue.row, issue.sheet) for issue in report.issues] == [(2, 1)]


NAME = "Школа, Асанов Б. А."


@pytest.mark.every_run
def test_a_name_in_a_submission_is_asked_about_once(campaign: Campaign) -> None:
    content = workbook(with_answer("Организация", NAME))
    report = read(campaign, content)
    assert [one.text for one in report.possible_names] == [NAME]
    assert report.frame["organiser"].tolist() == ["", "", "Школа"]
    assert NAME not in repr(report) and NAME not in report.preview.to_csv()
    public = make_replies(public_text={text_key(NAME): True})
    assert read(campaign, content, public).frame["organiser"].tolist() == [NAME, NAME, "Школа"]


def test_schools_named_after_a_person_are_read_as_if_the_sheet_was_read(campaign: Campaign) -> None:
    places = [*["Токтогул Сатылганов"] * 3, "школа № 2", "школа № 3", "клуб"]
    submissions: Rows = [["u", name, "Нарын", 5, n, f"u-{n}", n] for n, name in enumerate(places)]
    book = openpyxl.load_workbook(io.BytesIO(workbook(submissions)))
    book["Отчёт"].cell(1, FORM_HEADERS.index("Организация") + 1, "Место проведения")
    out = io.BytesIO()
    book.save(out)
    report = read(campaign, out.getvalue())
    assert report.status == "issues" and report.accepted == 3


@pytest.mark.every_run
@pytest.mark.parametrize("header", ["Область", "Всего пришло"])
def test_a_header_that_may_name_a_person_is_in_no_note(campaign: Campaign, header: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    book["Отчёт"].cell(1, FORM_HEADERS.index(header) + 1, NAME)
    out = io.BytesIO()
    book.save(out)
    report = read(campaign, out.getvalue())
    assert [one.text for one in report.possible_names] == [NAME]
    assert NAME not in repr(report) and NAME not in report.preview.to_csv()


def choose_region(report: ValidationReport) -> Replies:
    """The choice of the first column that looks like the missing region."""
    (missing,) = report.missing_columns
    assert missing.name == "oblast" and missing.suggestion is not None
    return make_replies(column={missing.suggestion: "oblast"})


def test_a_column_of_the_form_can_be_chosen_by_hand(campaign: Campaign) -> None:
    content = workbook(region="Где проходило")
    chosen = choose_region(read(campaign, content))
    assert read(campaign, content, chosen).frame["oblast"].tolist() == ["KG-N", "KG-N", "KG-T"]
    # The next version of the file, with one more activity.
    more = workbook(
        activities=[*ACTIVITIES, ["2017-08-04", "акция", 5, 4, "Отчёт", 2]], region="Где проходило"
    )
    former = make_portable(
        chosen, read(campaign, content, chosen).detected, read(campaign, content).detected
    )
    first = read(campaign, more)
    _, report = carry_over_version(former, lambda one: read(campaign, more, one), first)
    assert report.frame["oblast"].tolist() == ["KG-N", "KG-N", "KG-T", "KG-T"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_corrections_of_answers_and_choices_are_replayed(campaign: Campaign, lang: str) -> None:
    content = workbook(with_answer("Область", ""), region="Где проходило")
    replies = choose_region(read(campaign, content))
    report = read(campaign, content, replies)
    assert [(cell.row, cell.column) for cell in report.open_cells] == [(2, "oblast"), (3, "oblast")]
    cells = {
        (cell.row, cell.column): CellCorrection(cell.written, "KG-Y", cell.row_key)
        for cell in report.open_cells
    }
    replies = replies.add(make_replies(cell=cells))
    corrected = read(campaign, content, replies)
    assert corrected.frame["oblast"].tolist() == ["KG-Y", "KG-Y", "KG-T"]
    text, codes = Text.of(lang), campaign_reference(campaign).codes
    log = read_log(log_csv(log_lines(corrected, replies, codes, text), text), "log.csv", codes)
    assert isinstance(log, Replies)
    _, again = apply_log(
        log, lambda one: read(campaign, content, one), AS_IT_IS, read(campaign, content)
    )
    assert again.frame.equals(corrected.frame)
    assert again.notes[-1].params["used"] == 3


def test_a_marked_copy_has_no_marks_beside_the_table(campaign: Campaign) -> None:
    content = workbook(with_answer("Область", "Нарынн"))
    report = read(campaign, content)
    assert report.rejected == 2
    copy = openpyxl.load_workbook(io.BytesIO(mark_copy(content, "f", report, Text.of("en"))))
    page = copy["activity"]
    marks = [cell.coordinate for row in page.iter_rows() for cell in row if cell.comment]
    assert marks == ["A2", "A3"] and page.max_column == len(GROUP_HEADERS)
