"""Replies are undone singly; those of a former file or log never override the next file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from campaign.domain.campaign import Campaign
from campaign.exports.data_check.result_files import log_csv
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.carry_over import apply_log, carry_over_version, make_portable
from campaign.ingest.cleaning_log import log_lines, read_log
from campaign.ingest.dispatch import ingest_file
from campaign.ingest.file_references import campaign_reference
from campaign.ingest.replies import (
    AS_IT_IS,
    NOT_REPORTED,
    PLACE_REGION,
    CellCorrection,
    Replies,
    Reply,
    make_replies,
)
from campaign.ingest.report import ValidationReport
from campaign.ingest.understand.layout import NO_HEADER_ROW

Again = tuple[Replies, ValidationReport]
Next = Callable[[Campaign, str, Replies, str], Again]


def read(campaign: Campaign, words: str, replies: Replies = AS_IT_IS) -> ValidationReport:
    report = ingest_file(words.encode(), "register.csv", campaign, replies=replies)
    assert isinstance(report, ValidationReport)
    return report


def by_log(
    campaign: Campaign,
    former: str,
    replies: Replies,
    new: str,
    own: Replies = AS_IT_IS,
) -> Again:
    """Return the report on the next file with the former log and the user's `own` choices."""
    log = saved_log(campaign, former, replies)
    first = read(campaign, new, own)
    return apply_log(log, lambda options: read(campaign, new, options), own, first)


def by_options(campaign: Campaign, former: str, replies: Replies, new: str) -> Again:
    """Return the report on the next file as a new version of the former one."""
    applied, detected = (read(campaign, former, one).detected for one in (replies, AS_IT_IS))
    portable = make_portable(replies, applied, detected)
    first = read(campaign, new)
    used, report = carry_over_version(portable, lambda options: read(campaign, new, options), first)
    return used.replies, report


def saved_log(campaign: Campaign, former: str, replies: Replies, lang: str = "ru") -> Replies:
    text, codes = Text.of(lang), campaign_reference(campaign).codes
    lines = log_lines(read(campaign, former, replies), replies, codes, text)
    log = read_log(log_csv(lines, text), "log.csv", codes)
    assert isinstance(log, Replies)
    return log


CELL = CellCorrection("x", "5")
SAID = make_replies(
    decimal=",",
    column={1: "date"},
    type={"пикник": "other"},
    cell={(3, "date"): CELL},
    public_text={"own": True},
    counted_row={"own": True},
    file_value={"type": "other"},
)


@pytest.mark.parametrize(
    "reply",
    [
        Reply("encoding", "", "koi8-r"),
        Reply("column", 4, None, "Имя"),
        Reply("oblast", "ош", "KG-GO", "Ош"),
        Reply("cell", (3, "reached"), CELL),
        Reply("public_text", "key", False),
        Reply("file_value", "oblast", "KG-N"),
        Reply("counted_row", "key", True, "Итого"),
        Reply("signatures", "", True),
        Reply("wide", "measure", "reached"),
    ],
    ids=lambda reply: reply.kind,
)
def test_a_reply_is_undone_singly_and_replaced_by_the_next(reply: Reply) -> None:
    both = SAID.add([reply])
    assert both.of(reply.kind)[reply.key] == reply.value and both.undo([reply]) == SAID
    other = replace(reply, value="other")
    assert both.add([other]).undo([other]) == SAID


@pytest.mark.parametrize(
    ("reply", "ended"),
    [
        (Reply("header_row", "", 3), {"column"}),
        (Reply("sheet", "", "Май"), {"column", "cell", "file_value"}),
    ],
    ids=["header_row", "sheet"],
)
def test_replies_by_position_end_with_their_sheet_and_header_row(
    reply: Reply, ended: set[str]
) -> None:
    rest = [one for one in SAID if one.kind not in ended]
    assert SAID.add([reply]) == (*rest, reply)
    assert Replies((*SAID, reply)).add([reply]) == (*SAID, reply)
    assert list(Replies((*SAID, reply)).undo([reply])) == rest


both_ways = pytest.mark.parametrize("next_file", [by_log, by_options])


@pytest.mark.sample(1)
@both_ways
@pytest.mark.parametrize(
    ("value", "former", "new"),
    [
        (
            {"reached": NOT_REPORTED},
            "Дата;Вид;Область\n01.08.2017;Лекция;Нарын\n",
            "Дата;Вид;Область;Было людей\n01.08.2017;Лекция;Нарын;450\n",
        ),
        (
            {"oblast": "KG-N"},
            "Дата;Вид;Охвачено\n01.08.2017;Лекция;30\n",
            "Дата;Вид;Охвачено;Где было\n"
            "01.08.2017;Лекция;30;Чуйская\n02.08.2017;Лекция;40;Таласская\n",
        ),
        (
            {"oblast": "KG-N"},
            "Дата;Вид;Охвачено\n01.08.2017;Лекция;30\n",
            "Дата;Вид;Охвачено;Район\n01.08.2017;Лекция;30;Сокулукский район\n",
        ),
        (
            {"oblast": PLACE_REGION},
            "Дата;Вид;Охвачено;Район\n01.08.2017;Лекция;30;Сокулукский район\n",
            "Дата;Вид;Охвачено\n01.08.2017;Лекция;30\n",
        ),
    ],
    ids=["a column of numbers", "a column of regions", "districts", "no districts"],
)
def test_a_former_value_for_every_row_does_not_replace_data_of_the_next_file(
    campaign: Campaign, next_file: Next, value: dict[str, str], former: str, new: str
) -> None:
    replies = make_replies(file_value=value)
    assert read(campaign, former, replies).usable
    used, report = next_file(campaign, former, replies, new)
    assert used.of("file_value") == {} and report.accepted == 0
    assert {one.name for one in report.missing_columns} == set(value)
    # The value applies to a file like the former one.
    used, report = next_file(campaign, former, replies, former)
    assert set(used) == set(replies) and report.accepted == report.rows


OWN = "Дата;Вид;Область;Было\n01.08.2017;Лекция;Нарын;30\n"
IS_REACHED = make_replies(column={3: "reached"})


@pytest.mark.sample(1)
@both_ways
def test_a_former_column_does_not_replace_a_column_of_the_next_file(
    campaign: Campaign, next_file: Next
) -> None:
    new = "Дата;Вид;Область;Охвачено;Было\n01.08.2017;Лекция;Нарын;500;30\n"
    used, report = next_file(campaign, OWN, IS_REACHED, new)
    assert used.of("column") == {} and report.frame["reached"].tolist() == [500]
    used, report = next_file(campaign, OWN, IS_REACHED, OWN)
    assert used == IS_REACHED and report.frame["reached"].tolist() == [30]


@both_ways
def test_columns_with_swapped_names_are_reused(campaign: Campaign, next_file: Next) -> None:
    words = "Дата;Вид;Область;Охвачено;Женщин\n01.08.2017;Лекция;Нарын;30;500\n"
    replies = make_replies(column={3: "women", 4: "reached"})
    used, report = next_file(campaign, words, replies, words)
    assert set(used) == set(replies) and report.frame["reached"].tolist() == [500]


@pytest.mark.parametrize(
    ("own", "reached"),
    [
        ({"column": {4: "reached"}}, [90]),
        ({"column": {3: None, 4: "reached"}}, [90]),
        ({"file_value": {"reached": NOT_REPORTED}}, []),
    ],
    ids=["another column", "not this column", "not reported"],
)
def test_a_log_does_not_replace_a_choice_of_the_user(
    campaign: Campaign, own: dict[str, dict[object, str]], reached: list[int]
) -> None:
    new = "Дата;Вид;Область;Было;Стало\n01.08.2017;Лекция;Нарын;30;90\n"
    chosen = make_replies(**own)  # type: ignore[arg-type]
    used, report = by_log(campaign, OWN, IS_REACHED, new, chosen)
    assert used == chosen
    assert report.frame["reached"].dropna().tolist() == reached and report.accepted == 1


@both_ways
def test_nothing_chooses_between_two_columns_with_one_header(
    campaign: Campaign, next_file: Next
) -> None:
    new = "Дата;Вид;Область;Было;Было\n01.08.2017;Лекция;Нарын;7;30\n"
    used, report = next_file(campaign, OWN, IS_REACHED, new)
    assert used == AS_IT_IS and [one.name for one in report.missing_columns] == ["reached"]


def test_the_second_of_two_equal_headers_is_the_second_in_the_next_version(
    campaign: Campaign,
) -> None:
    former = "Дата;Вид;Область;Было;Было\n01.08.2017;Лекция;Нарын;7;30\n"
    new = "Дата;Было;Вид;Область;Было\n01.08.2017;7;Лекция;Нарын;31\n"
    used, report = by_options(campaign, former, make_replies(column={4: "reached"}), new)
    assert used.of("column") == {4: "reached"} and report.frame["reached"].tolist() == [31]


def test_the_lines_of_a_log_that_do_not_fit_are_counted(campaign: Campaign) -> None:
    new = "Дата;Вид;Область;Было;Было\n01.08.2017;Лекция;Нарын;7;30\n"
    report = by_log(campaign, OWN, IS_REACHED, new)[1]
    assert report.notes[-1].params == {"used": 0, "lines": 1}


@pytest.mark.sample(1)
@both_ways
def test_columns_that_are_not_read_stay_unread(campaign: Campaign, next_file: Next) -> None:
    words = "Дата;Вид;Область;Охвачено;Участники всего\n01.08.2017;Лекция;Нарын;500;30\n"
    replies = make_replies(column={3: None, 4: None}, file_value={"reached": NOT_REPORTED})
    used, report = next_file(campaign, words, replies, words)
    assert set(used) == set(replies)
    assert report.accepted == 1 and report.frame["reached"].isna().all()
    # The field of a column that is not read may be assigned to another column.
    replies = make_replies(column={3: None, 4: "reached"})
    used, report = next_file(campaign, words, replies, words)
    assert set(used) == set(replies) and report.frame["reached"].tolist() == [30]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_columns_that_are_not_read_are_in_the_log(campaign: Campaign, lang: str) -> None:
    replies = make_replies(column={3: None, 4: "reached"})
    words = "Дата;Вид;Область;Охвачено;Участники всего\n01.08.2017;Лекция;Нарын;500;30\n"
    log = saved_log(campaign, words, replies, lang)
    assert log.of("column") == {("охвачено", 1, 1): None, ("участники всего", 1, 1): "reached"}
    assert len(log) == 2
    first = read(campaign, words)
    _, report = apply_log(log, lambda options: read(campaign, words, options), AS_IT_IS, first)
    assert report.notes[-1].params == {"used": 2, "lines": 2}


def test_a_log_without_headers_does_not_remove_the_headers_of_a_file(campaign: Campaign) -> None:
    former = "начало августа;Баткенская;Лекция;не считали\n01.08.2017;Нарын;Лекция;30\n"
    columns = {0: "date", 1: "oblast", 2: "type", 3: "reached"}
    replies = make_replies(header_row=NO_HEADER_ROW, column=columns)
    used, _ = by_options(campaign, former, replies, former.replace("августа", "сентября"))
    assert set(used) == set(replies)
    new = "Дата;Область;Вид;Женщин;Охвачено\n02.08.2017;Нарын;Лекция;10;30\n"
    used, report = by_options(campaign, former, replies, new)
    assert used == AS_IT_IS and report.frame["reached"].tolist() == [30]


@pytest.mark.sample(1)
@both_ways
def test_a_column_without_header_is_not_matched_by_its_letter_alone(
    campaign: Campaign, next_file: Next
) -> None:
    former = "01.08.2017;Нарын;Лекция;30;10;20\n02.08.2017;Баткен;Лекция;50;20;30\n"
    columns = {0: "date", 1: "oblast", 2: "type", 3: "reached"}
    replies = make_replies(column=columns)
    used, report = next_file(campaign, former, replies, former)
    assert set(used) == set(replies) and report.frame["reached"].tolist() == [30, 50]
    new = "01.09.2017;Нарын;Лекция;10;20;30\n02.09.2017;Баткен;Лекция;20;30;50\n"
    used, report = next_file(campaign, former, replies, new)
    assert 3 not in used.of("column") and report.accepted == 0
    assert report.missing_columns[-1].suggestion == 5
