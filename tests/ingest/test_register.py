"""No number, date or row of a register changes its meaning without an issue."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from io import BytesIO

import openpyxl
import pandas as pd
import pytest

from campaign.domain.campaign import Campaign
from campaign.i18n.translator import Text
from campaign.ingest.file_references import campaign_reference
from campaign.ingest.register import ingest_register
from campaign.ingest.replies import AS_IT_IS, Replies, make_replies
from campaign.ingest.report import ValidationReport
from campaign.ingest.validate import row_checks
from campaign.ingest.values import codes
from campaign.ingest.values.codes import CodeList
from campaign.schema import tables, validate
from campaign.schema.tables import MOST_WHOLE

HEADER = "date,oblast,type,title,reached,women"
TODAY = dt.date(2026, 1, 1)


def ingest(
    campaign: Campaign, content: str | bytes, replies: Replies = AS_IT_IS
) -> ValidationReport:
    data = content.encode() if isinstance(content, str) else content
    reference = replace(campaign_reference(campaign), today=TODAY)
    return ingest_register(data, "register", reference, replies=replies)


def csv(*lines: str) -> str:
    return "\n".join([HEADER, *lines]) + "\n"


def workbook(rows: list[list[object]], *merged: str, **formats: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [HEADER.split(","), *rows]:
        sheet.append(row)
    for at, number_format in formats.items():
        sheet[at].number_format = number_format
    for cells in merged:
        sheet.merge_cells(cells)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def issues_of(
    report: ValidationReport, severity: str = "error"
) -> list[tuple[str, int | None, object]]:
    return [(p.rule, p.row, p.params.get("value")) for p in report.issues if p.severity == severity]


# Numbers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "figure", ["12.000", "1.234", "1e3", "1E3", "0x1A", "1_000", "inf", "+-5", "12;5", "60-50"]
)
def test_an_unparsed_number_is_never_counted(campaign: Campaign, figure: str) -> None:
    report = ingest(campaign, csv(f"2017-08-01,KG-N,lecture,a,{figure},"))
    assert issues_of(report) == [("whole", 2, figure)]
    assert report.accepted == 0 and report.status == "issues"


def test_an_estimate_leads_to_a_question_and_is_not_counted(campaign: Campaign) -> None:
    report = ingest(campaign, csv("2017-08-01,KG-N,lecture,a,50-60,"))
    assert issues_of(report) == [("estimated_number", 2, "50-60")]
    assert (report.accepted, report.questions[0].offers) == (0, ("50", "60"))


def test_an_issue_shows_the_number_as_written(campaign: Campaign) -> None:
    report = ingest(
        campaign, csv('2017-08-01,KG-N,lecture,a,"12,5",', "2017-08-02,KG-N,lecture,b,−5,")
    )
    assert issues_of(report) == [("whole", 2, "12,5"), ("negative", 3, "−5")]


@pytest.mark.parametrize(
    ("figure", "errors", "warnings"),
    [
        ("999999999999999999999", ["too_many"], []),
        ("1000000000", ["too_many"], []),
        ("999999999", ["above_country"], []),
        ("7300001", ["above_country"], []),
        ("7300000", [], ["implausible"]),
        ("308349", [], ["implausible"]),
        ("308348", [], []),
    ],
)
def test_a_number_above_the_population_always_has_an_issue(
    campaign: Campaign, figure: str, errors: list[str], warnings: list[str]
) -> None:
    reference = campaign_reference(campaign)
    assert (reference.population["KG"], reference.population["KG-N"]) == (7_300_000, 308_348)
    report = ingest(campaign, csv(f"2017-08-01,KG-N,lecture,a,{figure},"))
    assert [rule for rule, *_ in issues_of(report)] == errors
    assert [rule for rule, *_ in issues_of(report, "warning")] == warnings
    assert report.accepted == (not errors)
    assert not report.frame["reached"].gt(7_300_000).any()


def test_without_a_population_only_the_length_of_a_number_is_limited(campaign: Campaign) -> None:
    places = replace(campaign.places, population=campaign.places.population.iloc[:0])
    row = csv("2017-08-01,KG-N,lecture,a,{},")
    for figure, rules in (("999999999", []), ("1000000000", ["too_many"])):
        reference = campaign_reference(replace(campaign, places=places))
        report = ingest_register(
            row.format(figure).encode(), "r.csv", replace(reference, today=TODAY)
        )
        assert [p.rule for p in report.issues] == rules


def test_the_longest_register_of_the_largest_numbers_sums_exactly() -> None:
    rows = 1_100_000
    assert rows * MOST_WHOLE < 2**53
    figures = pd.Series([MOST_WHOLE] * rows, dtype="float64")
    assert int(figures.sum()) == rows * MOST_WHOLE


def test_two_rows_with_unparsed_numbers_are_not_duplicates(campaign: Campaign) -> None:
    row = "2017-08-01,KG-N,lecture,a,{},"
    report = ingest(campaign, csv(row.format("1.234"), row.format("12.000")))
    assert [rule for rule, *_ in issues_of(report)] == ["whole", "whole"]


def test_a_point_in_text_of_a_workbook_is_not_a_decimal_point(campaign: Campaign) -> None:
    day = dt.date(2017, 8, 1)
    rows: list[list[object]] = [[day, "KG-N", "lecture", "a", "12.000"]]
    report = ingest(campaign, workbook(rows))
    assert issues_of(report) == [("whole", 2, "12.000")]
    rows = [[day, "KG-N", "lecture", "a", 12.345], [day, "KG-N", "lecture", "b", 12.0]]
    report = ingest(campaign, workbook(rows))
    assert issues_of(report) == [("whole", 2, "12.345")]
    assert report.frame["reached"].tolist() == [12]
    # Stored numbers are no evidence for the decimal sign of typed ones.
    rows = [[day, "KG-N", "lecture", "a", 12.5], [day, "KG-N", "lecture", "b", "1,234"]]
    assert issues_of(ingest(campaign, workbook(rows))) == [
        ("whole", 2, "12.5"),
        ("whole", 3, "1,234"),
    ]


def test_only_plain_numbers_are_valid() -> None:
    figures = ["12", "-3", "1.5", "1e3", "nan", "inf", "12.", ".5", "+5", "1 000", "9" * 400, ""]
    raw = pd.DataFrame(
        {
            "campaign_id": "2017",
            "indicator": "reached",
            "value": figures,
            "qualifier": "exact",
            "source": "s",
        }
    )
    checked = validate.check_table(raw, tables.PUBLISHED, "f")
    assert checked.frame["value"].tolist() == [12, 1.5]
    assert checked.counts["number", "value"] == 8
    assert (checked.counts["negative", "value"], checked.counts["required", "value"]) == (1, 1)


def test_percentages_are_rejected(campaign: Campaign) -> None:
    rows: list[list[object]] = [[dt.date(2017, 8, 1), "KG-N", "lecture", "a", 200, 1]]
    assert issues_of(ingest(campaign, workbook(rows, F2="0%"))) == [("whole", 2, "100%")]
    assert ingest(campaign, workbook(rows, F2="0")).status == "clean"


def test_a_number_merged_over_rows_is_a_warning_in_each(campaign: Campaign) -> None:
    day = dt.date(2017, 8, 1)
    rows: list[list[object]] = [[day, "KG-N", "lecture", t, None] for t in "abc"]
    rows[0][4] = 90
    report = ingest(campaign, workbook(rows, "E2:E4"))
    assert issues_of(report, "warning") == [("merged_number", 3, None), ("merged_number", 4, None)]
    assert report.frame["reached"].fillna(-1).tolist() == [90, -1, -1]
    assert report.counts["merged_number", "reached"] == 2 and report.rejected == 0


# Dates -----------------------------------------------------------------------------------------


def test_orders_that_differ_are_listed(campaign: Campaign) -> None:
    days = ("8/13/2017", "08.09.2017", "8/14/2017")
    report = ingest(campaign, csv(*(f"{day},KG-N,lecture,a,1," for day in days)))
    assert report.frame["date"].dt.strftime("%m-%d").tolist() == ["08-13", "09-08", "08-14"]
    (guess,) = [p for p in report.corrections if p.rule == "date_order_mixed"]
    assert guess.params["read"] == "8/13/2017 → 2017-08-13; 08.09.2017 → 2017-09-08"
    replies = ingest(campaign, csv("08.09.2017,KG-N,lecture,a,1,"), make_replies(date_order="mdy"))
    assert replies.frame["date"].dt.month.tolist() == [8]
    plain = ingest(campaign, csv("08.09.2017,KG-N,lecture,a,1,"))
    assert [p.rule for p in plain.corrections if p.rule.startswith("date_order")] == [
        "date_order_guess"
    ]


def test_serial_dates_of_a_1904_workbook_are_read(campaign: Campaign) -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    assert book.active is not None
    for row in (HEADER.split(","), [41485, "KG-N", "lecture", "a", 1]):
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    report = ingest(campaign, out.getvalue())
    assert report.frame["date"].dt.strftime("%Y-%m-%d").tolist() == ["2017-07-31"]


def test_a_range_of_days_gives_the_last_day_where_the_row_has_none(campaign: Campaign) -> None:
    header = "date,end_date,oblast,type,reached\n"
    lines = "11–13.09.2017,{end},KG-N,lecture,10\n14.09.2017,{end},KG-T,lecture,20\n"
    report = ingest(campaign, header + lines.format(end=""))
    assert report.status == "clean" and list(report.frame["reached"]) == [10, 20]
    days = report.frame[["date", "end_date"]].to_numpy().astype("datetime64[D]").astype(str)
    assert days.tolist() == [["2017-09-11", "2017-09-13"], ["2017-09-14", "NaT"]]
    assert [c.rule for c in report.corrections].count("date_range") == 1
    # A row with two last days is an error.
    report = ingest(campaign, header + lines.format(end="15.09.2017"))
    assert issues_of(report) == [("date", 2, "11–13.09.2017")]
    # A sheet without a column of last days gets one, and messages name it by its label.
    late = "date,oblast,type,reached\n30.12.2049 – 02.01.2050,KG-N,lecture,10\n"
    report = ingest(campaign, late)
    assert str(report.frame["end_date"].iloc[0].date()) == "2050-01-02" and report.extra == ()
    places = {issue.place(Text.of("ru")).label for issue in report.issues}
    assert "Последний день" in places and "end_date" not in places


def test_dates_in_the_future_or_long_past_are_warnings(campaign: Campaign) -> None:
    days = ("2026-01-01", "2026-01-02", "1999-12-31", "2000-01-01")
    report = ingest(campaign, csv(*(f"{day},KG-N,lecture,a,1," for day in days)))
    unlikely = [issue for issue in issues_of(report, "warning") if issue[0] == "implausible_date"]
    assert unlikely == [
        ("implausible_date", 3, "2026-01-02"),
        ("implausible_date", 4, "1999-12-31"),
    ]
    assert report.accepted == 4 and report.counts["implausible_date", "date"] == 2


@pytest.mark.parametrize(
    "cell",
    [
        *("9999-12-31", "2917-08-01", "0017-08-01", "31.12.9999", "01.08.2917", "1989-12-31"),
        *("2051-01-01", "99999", "1 августа 2071 г."),
    ],
)
@pytest.mark.parametrize("column", ["date", "end_date"])
def test_a_day_of_an_impossible_year_is_an_error_with_row_and_column(
    campaign: Campaign, column: str, cell: str
) -> None:
    cells = {"date": "2017-08-01", "end_date": "", column: cell}
    lines = ("date,end_date,oblast,type,reached", "2017-08-01,,KG-N,lecture,10")
    wrong = f"{cells['date']},{cells['end_date']},KG-N,lecture,20"
    report = ingest(campaign, "\n".join((*lines, wrong)) + "\n")
    assert issues_of(report) == [("date", 3, cell)] and list(report.frame["reached"]) == [10]
    issue = next(issue for issue in report.issues if issue.severity == "error")
    assert issue.column == column and "from 1990\u00a0to 2050" in issue.message(Text.of("en"))


@pytest.mark.parametrize(
    ("end", "is_long"), [("2018-08-01", True), ("2017-11-22", True), ("2017-11-21", False)]
)
def test_an_activity_longer_than_the_campaign_is_a_warning(
    campaign: Campaign, end: str, is_long: bool
) -> None:
    report = ingest(
        campaign, f"date,end_date,oblast,type,reached\n2017-08-01,{end},KG-N,lecture,10\n"
    )
    long = [issue for issue in report.issues if issue.rule == "longer_than_campaign"]
    assert [(issue.row, issue.column) for issue in long] == [(2, "end_date")] * is_long
    assert report.accepted == 1 and issues_of(report) == []
    assert report.counts.get(("longer_than_campaign", "end_date"), 0) == is_long


# Lists -----------------------------------------------------------------------------------------


def test_long_lists_are_cut_and_all_issues_counted(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(validate, "MOST_ISSUES", 3)
    same = ["2017-08-01,KG-N,lecture,a,1,"] * 6
    near = [f"2017-08-01,KG-N,lecture,a,1,{n % 2}" for n in range(2)]
    late = [f"2019-0{n + 1}-01,KG-N,lecture,b,1," for n in range(5)]
    early = [f"199{n}-01-01,KG-N,lecture,b,1," for n in range(5)]
    many = [f"2017-09-{n + 1:02d},KG-O,lecture,c,2,{n % 2}" for n in range(5)]
    again = [f"2017-09-{n + 1:02d},KG-O,lecture,c,2," for n in range(5)]
    report = ingest(campaign, csv(*same, *near, *late, *early, *many, *again))
    expected = {"duplicate": 5, "outside_edition": 10, "implausible_date": 5, "likely_duplicate": 7}
    counts = report.by_rule()
    assert {rule: counts[rule] for rule in expected} == expected
    rules = [p.rule for p in report.issues]
    assert {rule: rules.count(rule) for rule in expected} == dict.fromkeys(expected, 3)
    assert report.rejected == 5 and report.accepted == report.rows - 5
    assert report.count("error") == 5


def test_similar_names_are_searched_once_for_each_spelling(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched: list[str] = []

    def suggest(spelling: str, code_list: CodeList) -> tuple[str, ...]:
        searched.append(spelling)
        return ("lecture",)

    monkeypatch.setattr(codes, "suggest_codes", suggest)
    monkeypatch.setattr(row_checks, "suggest_codes", suggest)
    rows = [f"2017-08-01;KG-N;Субботник {n % 3};Урок {n};5\n" for n in range(300)]
    content = ("date;oblast;type;title;reached\n" + "".join(rows)).encode()
    report = ingest_register(content, "a.csv", campaign_reference(campaign, "2017"))
    assert report.by_rule()["unknown_type"] == 300 and len(report.questions) == 3
    # Once for the question and once for the issues, regardless of the number of rows.
    assert len(searched) == 6


# Several tables on one sheet -------------------------------------------------------------------


def test_a_second_table_with_other_columns_is_not_read_by_the_first_header(
    campaign: Campaign,
) -> None:
    second = "date,oblast,type,title,women,reached"
    report = ingest(
        campaign,
        csv(
            "2017-08-01,KG-N,lecture,a,40,20",
            second,
            "2017-08-02,KG-N,lecture,b,10,",
            HEADER,
            "2017-08-03,KG-N,lecture,c,50,30",
        ),
    )
    assert issues_of(report) == [("other_header", 4, None)]
    assert report.issues[0].params == {"first": 3}
    assert report.frame["reached"].to_dict() == {2: 40, 6: 50}
    assert (report.rows, report.accepted, report.rejected, report.excluded) == (5, 2, 1, 2)


@pytest.mark.parametrize(
    "repeated",
    [
        "Дата,Облус,Түрү,Аталышы,Камтылды,Аялдар",
        "Дата,Область,Вид,,Охват,",
        "date,oblast,type,title,reached,women,note",
    ],
)
def test_a_header_in_other_words_is_a_repeated_header(campaign: Campaign, repeated: str) -> None:
    line = "2017-08-02,KG-N,lecture,b,10,"
    report = ingest(campaign, csv("2017-08-01,KG-N,lecture,a,40,20", repeated, line))
    assert [c.row for c in report.corrections if c.rule == "repeated_header"] == [3]
    assert report.frame["reached"].to_dict() == {2: 40, 4: 10} and not report.questions


def test_planned_attendance_in_a_second_header_is_another_column(campaign: Campaign) -> None:
    second = "date,oblast,type,title,План охвата,women"
    report = ingest(
        campaign, csv("2017-08-01,KG-N,lecture,a,40,20", second, "2017-08-02,KG-N,lecture,b,90,")
    )
    assert issues_of(report) == [("other_header", 4, None)]
    assert report.frame["reached"].tolist() == [40]


# Totals among complete rows --------------------------------------------------------------------

MERGED = ("A2:A4", "B2:B4", "C2:C4")


def merged_block(title: str, reached: int) -> bytes:
    """Return two activities and a third row; date, oblast and type are merged over all three."""
    return workbook(
        [
            ["2017-08-01", "KG-N", "lecture", "a", 40, None],
            [None, None, None, "b", 50, None],
            [None, None, None, title, reached, None],
        ],
        *MERGED,
    )


@pytest.mark.parametrize(
    ("title", "reached", "accepted", "warned"),
    [
        ("Итого", 90, 2, []),
        ("Бардыгы", 91, 2, []),
        ("Всего по области", 90, 2, []),
        ("Всего один день", 60, 3, []),
        ("", 90, 3, [4]),
        ("", 60, 3, []),
        ("c", 90, 3, []),
    ],
)
def test_a_total_below_merged_cells_is_not_an_activity(
    campaign: Campaign, title: str, reached: int, accepted: int, warned: list[int]
) -> None:
    report = ingest(campaign, merged_block(title, reached))
    assert (report.accepted, report.excluded) == (accepted, 3 - accepted)
    assert [i.row for i in report.issues if i.rule == "possible_total"] == warned


@pytest.mark.parametrize(
    ("last", "warned"),
    [("Итого,90,", 0), ("Итого,91,", 1), ("Всего по области,90,", 1), ("Всего по области,91,", 0)],
)
def test_a_complete_row_with_a_total_label_is_excluded_or_has_a_warning(
    campaign: Campaign, last: str, warned: int
) -> None:
    rows = ("2017-08-01,KG-N,lecture,a,40,", "2017-08-02,KG-N,lecture,b,50,")
    report = ingest(campaign, csv(*rows, f"2017-08-31,KG-N,lecture,{last}"))
    assert report.by_rule()["possible_total"] == warned
    assert report.excluded == int(last == "Итого,90,")


def test_a_row_with_an_activity_code_is_not_a_total(campaign: Campaign) -> None:
    rows = "".join(
        f"A-{n},2017-08-0{n},KG-N,lecture,{title},{reached}\n"
        for n, (title, reached) in enumerate([("a", 40), ("b", 50), ("Итого", 90)], 1)
    )
    report = ingest(campaign, f"activity_id,date,oblast,type,title,reached\n{rows}")
    assert (report.accepted, report.excluded, report.issues) == (3, 0, ())


# Headings of regions ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "oblast"),
    [
        ("По республике", "KG"),
        ("Прочее", None),
        ("Республиканские мероприятия", None),
        ("Ат-Башинский район", "KG-N"),
        ("Август 2017", "KG-N"),
        ("Итого", "KG-N"),
    ],
)
def test_a_region_heading_ends_at_a_heading_of_the_country_or_other(
    campaign: Campaign, heading: str, oblast: str | None
) -> None:
    report = ingest(
        campaign,
        "Дата,Вид,Название,Охвачено\nНарынская область,,,\n2017-08-01,lecture,a,40\n"
        f"2017-08-02,lecture,b,50\n{heading},,,\n2017-08-03,lecture,c,60\n",
    )
    assert report.frame["oblast"].get(6) == oblast
    assert report.frame["oblast"].loc[[3, 4]].tolist() == ["KG-N"] * 2
    empty = [issue.row for issue in report.issues if issue.rule == "required" and issue.row == 6]
    assert bool(empty) == (oblast is None)


def test_the_name_of_the_country_above_the_first_heading_is_a_title(campaign: Campaign) -> None:
    report = ingest(
        campaign,
        "Дата,Вид,Название,Охвачено\nКыргызская Республика,,,\nНарынская область,,,\n"
        "2017-08-01,lecture,a,40\n2017-08-02,lecture,b,50\n",
    )
    assert report.frame["oblast"].tolist() == ["KG-N"] * 2


# Rows split by a line break --------------------------------------------------------------------


def split_rows(report: ValidationReport) -> list[tuple[int | None, object]]:
    return [(i.row, i.params["next"]) for i in report.issues if i.rule == "broken_row"]


def test_a_row_split_over_two_lines_is_an_error(
    campaign: Campaign,
) -> None:
    report = ingest(
        campaign,
        csv(
            "2017-08-01,KG-N,lecture,a",
            "2017-08-02,KG-N,lecture,Meeting at",
            "school № 5,45,20",
            "2017-08-03,KG-N,lecture,b,50,30",
        ),
    )
    assert split_rows(report) == [(3, 4)]
    assert report.frame["reached"].fillna(-1).to_dict() == {2: -1, 5: 50}
    assert report.rejected == 2


@pytest.mark.parametrize(
    "after", ["Итого,45", "2017-08-02,KG-N,lecture,b,45,", "школа", ",,,,45,", "Нарын,,,,45"]
)
def test_a_short_row_before_another_one_is_an_entry(campaign: Campaign, after: str) -> None:
    report = ingest(campaign, csv("2017-08-01,KG-N,lecture,a", after))
    assert not split_rows(report) and 2 in report.frame.index
