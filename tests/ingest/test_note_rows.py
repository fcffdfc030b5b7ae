"""Notes and headings are excluded unless the user counts them; a row with any entry is not one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from campaign.ingest.carry_over import carry_over_version
from campaign.ingest.dispatch import ingest_file
from campaign.ingest.replies import AS_IT_IS, CellCorrection, Replies, make_replies
from campaign.ingest.report import ValidationReport
from campaign.ingest.validate.sheet_report import row_states
from tests.examples import examples
from tests.ingest.test_cleaning_log import load_log, replay, save_log

HEAD = "Дата;Область;Вид;Название;Охвачено\n"
ROWS = "01.08.2017;Нарынская область;Лекция;Условное мероприятие 1;40\n"
NOTE = ";;;* Условное мероприятие 2;\n"
EXCLUDING = ("total_row", "repeated_header", "note_row", "group_row", "heading_row")
NEXT = "02.08.2017;Чуйская область;Лекция;Условное мероприятие 3;30\n"


def read(campaign: Campaign, content: str, replies: Replies = AS_IT_IS) -> ValidationReport:
    report = ingest_file(content.encode(), "register.csv", campaign, replies=replies)
    assert isinstance(report, ValidationReport)
    # No row is lost and none counts twice.
    assert report.rows == report.accepted + report.rejected + report.excluded
    states = row_states(report)
    assert {state: len(rows) for state, rows in states.rows.items()} == states.counts
    return report


def count_all(report: ValidationReport) -> Replies:
    return make_replies(counted_row=dict.fromkeys((note.key for note in report.note_rows), True))


def complete(report: ValidationReport, row: int) -> dict[tuple[int, str], CellCorrection]:
    values = {"date": "03.08.2017", "oblast": "Таласская область", "type": "Лекция"}
    cells = {cell.column: cell for cell in report.open_cells if cell.row == row}
    assert cells.keys() == values.keys()
    return {
        (row, name): CellCorrection("", value, cells[name].row_key)
        for name, value in values.items()
    }


def test_a_note_is_excluded_until_the_user_counts_it(campaign: Campaign) -> None:
    content = HEAD + ROWS + NOTE
    report = read(campaign, content)
    (note,) = report.note_rows
    assert (note.row, note.text, note.is_counted) == (3, "* Условное мероприятие 2", False)
    assert (report.accepted, report.excluded, report.rejected) == (1, 1, 0)
    replies = count_all(report)
    counted = read(campaign, content, replies)
    assert (counted.accepted, counted.excluded, counted.rejected) == (1, 0, 1)
    assert counted.by_rule()["note_row"] == 0 and counted.by_rule()["row_counted"] == 1
    replies = replies.add(make_replies(cell=complete(counted, 3)))
    completed = read(campaign, content, replies)
    assert (completed.accepted, completed.frame["oblast"].tolist()) == (2, ["KG-N", "KG-T"])
    # The corrected row does not look like a note, but the user can still exclude it.
    assert [(n.key, n.is_counted) for n in completed.note_rows] == [(note.key, True)]


def test_a_line_that_may_name_a_person_cannot_be_counted(campaign: Campaign) -> None:
    for line in ("Асанова Айгуль, школа № 5;;;;\n", "Иванова А., школа № 5;;;;\n"):
        report = read(campaign, HEAD + ROWS + line)
        assert report.note_rows == () and (report.accepted, report.excluded) == (1, 1)
    # A note in the column of titles may contain a name, and may be counted.
    (note,) = read(campaign, HEAD + ROWS + ";;;* Вечер памяти Чингиза Айтматова;\n").note_rows
    assert note.row == 3


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_log_counts_the_row_again_wherever_it_is(campaign: Campaign, lang: str) -> None:
    report = read(campaign, HEAD + ROWS + NOTE)
    replies = count_all(report)
    replies = replies.add(
        make_replies(cell=complete(read(campaign, HEAD + ROWS + NOTE, replies), 3))
    )
    report = read(campaign, HEAD + ROWS + NOTE, replies)
    log = load_log(campaign, save_log(campaign, report, replies, lang))
    assert log.of("counted_row") == replies.of("counted_row")
    again, replayed = replay(campaign, (HEAD + ROWS + NEXT + NOTE).encode(), log)
    assert replayed.frame["title"].tolist()[-1] == "* Условное мероприятие 2"
    assert (replayed.accepted, replayed.excluded) == (3, 0)
    (note,) = replayed.notes
    assert note.params == {"used": 4, "lines": 4}
    # A file without that row is unchanged.
    other, untouched = replay(campaign, (HEAD + ROWS + NEXT).encode(), log)
    assert (untouched.accepted, other) == (2, AS_IT_IS)


def test_the_next_version_counts_the_row_too(campaign: Campaign) -> None:
    replies = count_all(read(campaign, HEAD + ROWS + NOTE))
    later = HEAD + ROWS + NEXT + NOTE
    reused, report = carry_over_version(
        replies, lambda options: read(campaign, later, options), read(campaign, later)
    )
    assert [(one.kind, one.written) for one in reused.used] == [
        ("counted_row", "* Условное мероприятие 2")
    ]
    assert (report.rejected, report.excluded) == (1, 0)
    assert reused.in_use(reused.replies) and not reused.in_use(AS_IT_IS)


DIFFICULT = {
    # The same words are a note and a cell of an entry; only the note is counted.
    "words of an entry": HEAD + ROWS + "Условное мероприятие 1;;;;\nУсловное мероприятие 1;;;;\n",
    # A month above its rows, a second header row with its title, a note with a number in it.
    "headings": HEAD
    + "Август 2017;;;;\n"
    + ROWS
    + "Сентябрь;;;;\n"
    + HEAD
    + NEXT
    + "* 12 чел.;;;;\n",
    # A note whose single cell is a word of totals, one with the sum of all numbers, and a region.
    "totals": HEAD
    + "Чуйская;;;;\n"
    + ROWS
    + NEXT
    + "Итого;;;;70\n;;;;70\nПримечание: Итого 70;;;;\n",
}


@pytest.mark.parametrize("content", DIFFICULT.values(), ids=DIFFICULT)
def test_rows_that_are_counted_are_rejected_and_no_other_row_changes(
    campaign: Campaign, content: str
) -> None:
    before = read(campaign, content)
    after = read(campaign, content, count_all(before))
    counted = len(before.note_rows)
    assert counted and after.rows == before.rows
    assert (after.accepted, after.rejected) == (before.accepted, before.rejected + counted)
    assert after.excluded == before.excluded - counted
    assert after.frame["reached"].sum() == before.frame["reached"].sum()
    # Totals are not notes, because counting one would count its rows twice.
    assert not {"70"} & {note.text for note in before.note_rows}


ENTRIES = {
    "date": "03.08.2017;;;;",
    "impossible day": "31.02.2017;;;;",
    "day without a year": "03.08;;;;",
    "range of days": "03.08.2017-05.08.2017;;;;",
    "region": ";Нарынская область;;;",
    "region in the first column": "Нарынская область;;;;",
    "misspelled region": ";Нарынская облость;;;",
    "two possible regions": ";Ош;;;",
    "unknown region": ";Марс;;;",
    "type": ";;Лекция;;",
    "title": ";;;Условное мероприятие 2;",
    "number": ";;;;50",
    "estimate": ";;;;около 50",
    "number beside a word for a note": ";;;Руководитель отдела: встреча;50",
    "date and title": "03.08.2017;;;Условное мероприятие 2;",
}
BELOW_IT = ("", "\nИсполнитель: отдел кадров;;;;\n", "\nИтого;;;;70\n")


@pytest.mark.parametrize("below", BELOW_IT, ids=("nothing", "signature", "total"))
@pytest.mark.parametrize("line", ENTRIES.values(), ids=ENTRIES)
def test_a_row_with_an_entry_in_one_column_is_rejected_wherever_it_is(
    campaign: Campaign, line: str, below: str
) -> None:
    for body in (ROWS + NEXT + line + "\n" + below, ROWS + line + "\n" + NEXT + below):
        report = read(campaign, HEAD + body)
        row = 2 + body.splitlines().index(line)
        assert report.status == "issues" and (report.accepted, report.rejected) == (2, 1)
        assert row in {issue.row for issue in report.issues if issue.severity == "error"}
    report = read(campaign, HEAD + ROWS + NEXT + line + "\n")
    assert (report.rejected, report.excluded) == (1, 0)


@pytest.mark.parametrize(
    "lines",
    [
        "Дата составления 20.11.2017;;;;",
        "Дата составления:;20.11.2017;;;",
        "Түзүлгөн күнү: 2017-ж. 20-ноябрь;;;;",
        "20.11.2017;;____________;;",
        "«20» ноября 2017 г.;;;(подпись) ________;",
        "Исполнитель: отдел кадров;;;;\n20.11.2017;;;;",
        "Данные предварительные;;;;",
        "* 12 чел.;;;;",
    ],
)
def test_a_line_below_the_table_is_excluded_with_its_reason(campaign: Campaign, lines: str) -> None:
    report = read(campaign, HEAD + ROWS + NEXT + lines + "\n")
    rows = range(4, 4 + len(lines.splitlines()))
    assert (report.accepted, report.rejected, report.excluded) == (2, 0, len(rows))
    assert [(c.rule, c.row) for c in report.corrections if c.rule == "note_row"] == [
        ("note_row", row) for row in rows
    ]


LINES = st.lists(
    st.tuples(
        st.sampled_from(
            ["", "03.08.2017", "Август 2017", "Итого", "Исполнитель: отдел", "Чуйская"]
        ),
        st.sampled_from(["", "Нарынская область", "Ош", "20.11.2017", "Марс", "Область"]),
        st.sampled_from(["", "Лекция", "Вид", "____"]),
        st.sampled_from(["", "Условное мероприятие", "* сноска", "Всего", "Название"]),
        st.sampled_from(["", "40", "70", "около 50", "Охвачено", "—"]),
    ),
    max_size=6,
)


@given(lines=LINES)
@examples(400)
def test_every_row_with_text_is_accepted_rejected_or_excluded_with_its_reason(
    campaign: Campaign, lines: list[tuple[str, ...]]
) -> None:
    report = read(campaign, HEAD + ROWS + NEXT + "".join(";".join(x) + "\n" for x in lines))
    filled = {row for row, line in enumerate(lines, start=4) if any(line)} | {2, 3}
    if not report.complete:
        return
    rejected = {i.row for i in report.issues if i.severity == "error"}
    excluded = {c.row for c in report.corrections if c.rule in EXCLUDING}
    excluded |= {line.row for line in report.signature_lines}
    assert filled <= {*report.frame.index, *rejected, *excluded}
    assert not excluded & {*report.frame.index, *rejected}
    assert (len(excluded), report.rows) == (report.excluded, len(filled))
