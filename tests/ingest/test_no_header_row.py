"""A table without a header row leads to questions, and its first row is an entry."""

from __future__ import annotations

import pytest

from campaign.domain.campaign import Campaign
from campaign.i18n.translator import Text
from campaign.ingest.carry_over import apply_log
from campaign.ingest.cleaning_log import COLUMNS, log_lines, read_log
from campaign.ingest.file_references import campaign_reference
from campaign.ingest.replies import AS_IT_IS, Replies, make_replies
from campaign.ingest.report import ValidationReport
from tests.ingest.test_missing_columns import read

NO_HEADER = (
    "01.08.2017;Баткенская;Школа 1;Лекция;30;20;10\n"
    "02.08.2017;Нарын;Школа 2;Семинар;50;25;25\n"
    "Итого;;;;80;45;35\n"
)


def test_a_table_without_header_row_has_questions_and_its_first_row_counts(
    campaign: Campaign,
) -> None:
    report = read(campaign, "Реестр за август;\n" + NO_HEADER)
    assert [(issue.rule, issue.params["fields"]) for issue in report.issues] == [
        ("no_header_row", "date, oblast, type, reached")
    ]
    assert (report.rows, report.rejected, report.excluded, report.complete) == (3, 2, 1, False)
    assert {one.name: one.suggestion for one in report.missing_columns} == {
        "date": 0,
        "oblast": 1,
        "type": 3,
        "reached": 4,
    }
    columns = {one.suggestion: one.name for one in report.missing_columns}
    report = read(campaign, "Реестр за август;\n" + NO_HEADER, column=columns)
    assert report.frame["reached"].tolist() == [30, 50] and report.frame.index.tolist() == [2, 3]
    assert (report.rows, report.excluded, report.missing_columns) == (3, 1, ())
    assert report.extra == ("C", "F", "G")
    one = read(campaign, NO_HEADER, column={0: "date"})
    assert [issue.params["fields"] for issue in one.issues] == ["oblast, type, reached"]


def test_numbers_without_a_sum_among_them_are_not_suggested(campaign: Campaign) -> None:
    report = read(campaign, NO_HEADER.replace(";30;20;", ";31;20;"))
    (reached,) = [one for one in report.missing_columns if one.name == "reached"]
    assert (reached.offers, reached.suggestion) == ((4, 5, 6), None)
    single = "\n".join(";".join(line.split(";")[:5]) for line in NO_HEADER.splitlines())
    reached = read(campaign, single).missing_columns[-1]
    assert (reached.name, reached.suggestion) == ("reached", 4)


def test_the_user_can_choose_that_there_is_no_header_row(campaign: Campaign) -> None:
    first = "начало августа;Баткенская;Школа 1;Лекция;не считали\n"
    assert read(campaign, first + NO_HEADER).rows == 3
    report = read(campaign, first + NO_HEADER, header_row=0)
    assert (report.rows, report.rejected) == (4, 3)
    # A row that the user chooses is the header row, regardless of its cells.
    assert read(campaign, NO_HEADER, header_row=1).status == "unreadable"


def test_a_table_without_dates_is_not_a_register(campaign: Campaign) -> None:
    report = read(campaign, NO_HEADER.replace(".08.2017", ""))
    assert ([issue.rule for issue in report.issues], report.status) == (
        ["no_header_row"],
        "unreadable",
    )


def test_columns_without_headers_are_replayed_by_letter(campaign: Campaign) -> None:
    columns = {0: "date", 1: "oblast", 3: "type", 4: "reached"}
    replies = make_replies(column=columns)
    report = read(campaign, NO_HEADER, column=columns)
    codes = campaign_reference(campaign).codes
    lines = log_lines(report, replies, codes, Text.of("ru"))
    written = "\n".join(";".join(map(str, line)) for line in [COLUMNS.values(), *lines])
    log = read_log(written.encode(), "log.csv", codes)
    assert isinstance(log, Replies)
    applied, again = apply_log(
        log,
        lambda options: _reread(campaign, options),
        AS_IT_IS,
        read(campaign, NO_HEADER),
    )
    assert (applied.of("column"), again.accepted) == (columns, 2)


def _reread(campaign: Campaign, options: Replies) -> ValidationReport:
    return read(campaign, NO_HEADER, column=options.of("column"))


GROUPS = (
    "01.08.2017;лекция;Условное 1;40\n02.08.2017;лекция;Условное 2;50\n"
    "Чуйская область;;;\n03.08.2017;тренинг;Условное 3;60\n"
)
LETTERS = {0: "date", 1: "type", 3: "reached"}


@pytest.mark.parametrize(
    "above",
    [
        "Нарынская область;;;\n",
        "Отчёт за август;;;\nНарынская область;;;\n",
        "Ошская область;;;\n;;;\nI. Нарынская область:;;;\nАвгуст 2017;;;\n",
    ],
)
def test_a_region_above_the_first_group_belongs_to_its_rows(campaign: Campaign, above: str) -> None:
    report = read(campaign, above + GROUPS, column=LETTERS)
    assert report.frame["oblast"].tolist() == ["KG-N", "KG-N", "KG-C"]
    assert report.frame["reached"].tolist() == [40, 50, 60]
    assert report.rows == report.accepted + report.excluded and report.by_rule()["group_row"] == 2


@pytest.mark.parametrize(
    "content",
    [
        # The region of the whole sheet, or of another table above, does not apply to the first
        # rows.
        "Нарынская область;;;\nСведения о мероприятиях;;;\n" + GROUPS,
        # A letter has the city of its sender above it.
        "Отчёт центра;;;\nг. Бишкек;;;\nАвгуст 2017;;;\n" + GROUPS,
        "г. Бишкек;;;\n" + GROUPS,
        "Нарынская область;120;;\nВсего мероприятий: три;;;\n" + GROUPS,
        # Rows with a region keep it, regardless of the lines above them.
        ("Нарынская область;;;\n" + GROUPS).replace("Условное 1", "Баткенская область"),
        # Without a further heading it may be the sender of a sheet with a column of regions.
        "Нарынская область;;;\n01.08.2017;лекция;Чуйская область;40\n"
        "02.08.2017;лекция;Таласская область;50\n",
    ],
)
def test_a_region_not_directly_above_the_first_group_is_not_used(
    campaign: Campaign, content: str
) -> None:
    own = {2: "oblast"} if "Баткен" in content else {}
    report = read(campaign, content, column={**LETTERS, **own})
    assert not {"KG-N", "KG-GB"} & set(report.frame.get("oblast", []))
    assert report.rows == report.accepted + report.rejected + report.excluded
