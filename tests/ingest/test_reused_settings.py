"""Settings of a former file, from its log or its options, never override the next file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from campaign.domain.campaign import Campaign
from campaign.exports.data_check.corrected_register import log_csv
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.dispatch import ingest_file
from campaign.ingest.file_references import campaign_reference
from campaign.ingest.log.cleaning_log import log_lines
from campaign.ingest.log.log_lines import CleaningLog
from campaign.ingest.log.log_reader import read_log
from campaign.ingest.log.log_replay import apply_log
from campaign.ingest.options import AS_IT_IS, NOT_REPORTED, PLACE_REGION, RequestedOptions
from campaign.ingest.parse.header_row import NO_HEADER_ROW
from campaign.ingest.report import ValidationReport
from campaign.ingest.versions.former_settings import FormerOptions
from campaign.ingest.versions.reused_settings import reuse_settings

Again = tuple[RequestedOptions, ValidationReport]
Next = Callable[[Campaign, str, RequestedOptions, str], Again]


def read(
    campaign: Campaign, words: str, requested: RequestedOptions = AS_IT_IS
) -> ValidationReport:
    report = ingest_file(words.encode(), "register.csv", campaign, requested=requested)
    assert isinstance(report, ValidationReport)
    return report


def by_log(
    campaign: Campaign,
    former: str,
    requested: RequestedOptions,
    new: str,
    own: RequestedOptions = AS_IT_IS,
) -> Again:
    """Return the report on the next file with the former log and the user's `own` choices."""
    log = saved_log(campaign, former, requested)
    first = read(campaign, new, own)
    return apply_log(log, lambda options: read(campaign, new, options), own, first)


def by_options(campaign: Campaign, former: str, requested: RequestedOptions, new: str) -> Again:
    """Return the report on the next file as a new version of the former one."""
    applied, detected = (read(campaign, former, one).detected for one in (requested, AS_IT_IS))
    former = FormerOptions(requested, applied, detected, {})
    first = read(campaign, new)
    used, report = reuse_settings(former, lambda options: read(campaign, new, options), first)
    return used.requested, report


def saved_log(
    campaign: Campaign, former: str, requested: RequestedOptions, lang: str = "ru"
) -> CleaningLog:
    text, codes = Text.of(lang), campaign_reference(campaign).codes
    lines = log_lines(read(campaign, former, requested), requested, codes, text)
    log = read_log(log_csv(lines, text), "log.csv", codes)
    assert isinstance(log, CleaningLog)
    return log


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
    requested = replace(AS_IT_IS, file_values=value)
    assert read(campaign, former, requested).usable
    used, report = next_file(campaign, former, requested, new)
    assert used.file_values == {} and report.accepted == 0
    assert {one.name for one in report.missing_columns} == set(value)
    # The value applies to a file like the former one.
    used, report = next_file(campaign, former, requested, former)
    assert used == requested and report.accepted == report.rows


OWN = "Дата;Вид;Область;Было\n01.08.2017;Лекция;Нарын;30\n"
IS_REACHED = replace(AS_IT_IS, columns={3: "reached"})


@pytest.mark.sample(1)
@both_ways
def test_a_former_column_does_not_replace_a_column_of_the_next_file(
    campaign: Campaign, next_file: Next
) -> None:
    new = "Дата;Вид;Область;Охвачено;Было\n01.08.2017;Лекция;Нарын;500;30\n"
    used, report = next_file(campaign, OWN, IS_REACHED, new)
    assert used.columns == {} and report.frame["reached"].tolist() == [500]
    used, report = next_file(campaign, OWN, IS_REACHED, OWN)
    assert used == IS_REACHED and report.frame["reached"].tolist() == [30]


@both_ways
def test_columns_with_swapped_names_are_reused(campaign: Campaign, next_file: Next) -> None:
    words = "Дата;Вид;Область;Охвачено;Женщин\n01.08.2017;Лекция;Нарын;30;500\n"
    requested = replace(AS_IT_IS, columns={3: "women", 4: "reached"})
    used, report = next_file(campaign, words, requested, words)
    assert used == requested and report.frame["reached"].tolist() == [500]


@pytest.mark.parametrize(
    ("own", "reached"),
    [
        ({"columns": {4: "reached"}}, [90]),
        ({"columns": {3: None, 4: "reached"}}, [90]),
        ({"file_values": {"reached": NOT_REPORTED}}, []),
    ],
    ids=["another column", "not this column", "not reported"],
)
def test_a_log_does_not_replace_a_choice_of_the_user(
    campaign: Campaign, own: dict[str, dict[object, str]], reached: list[int]
) -> None:
    new = "Дата;Вид;Область;Было;Стало\n01.08.2017;Лекция;Нарын;30;90\n"
    chosen = RequestedOptions(**own)  # type: ignore[arg-type]
    used, report = by_log(campaign, OWN, IS_REACHED, new, chosen)
    assert used == chosen
    assert report.frame["reached"].dropna().tolist() == reached and report.accepted == 1


def test_a_log_does_not_choose_between_two_columns_with_one_header(campaign: Campaign) -> None:
    new = "Дата;Вид;Область;Было;Было\n01.08.2017;Лекция;Нарын;7;30\n"
    used, report = by_log(campaign, OWN, IS_REACHED, new)
    assert used == AS_IT_IS and [one.name for one in report.missing_columns] == ["reached"]
    assert report.notes[-1].params == {"used": 0, "lines": 1}


@pytest.mark.sample(1)
@both_ways
def test_columns_that_are_not_read_stay_unread(campaign: Campaign, next_file: Next) -> None:
    words = "Дата;Вид;Область;Охвачено;Участники всего\n01.08.2017;Лекция;Нарын;500;30\n"
    requested = replace(AS_IT_IS, columns={3: None, 4: None}, file_values={"reached": NOT_REPORTED})
    used, report = next_file(campaign, words, requested, words)
    assert used == requested
    assert report.accepted == 1 and report.frame["reached"].isna().all()
    # The field of a column that is not read may be assigned to another column.
    requested = replace(AS_IT_IS, columns={3: None, 4: "reached"})
    used, report = next_file(campaign, words, requested, words)
    assert used == requested and report.frame["reached"].tolist() == [30]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_columns_that_are_not_read_are_in_the_log(campaign: Campaign, lang: str) -> None:
    requested = replace(AS_IT_IS, columns={3: None, 4: "reached"})
    words = "Дата;Вид;Область;Охвачено;Участники всего\n01.08.2017;Лекция;Нарын;500;30\n"
    log = saved_log(campaign, words, requested, lang)
    assert log.columns == {"охвачено": None, "участники всего": "reached"}
    assert (log.lines, log.unread) == (2, ())
    first = read(campaign, words)
    _, report = apply_log(log, lambda options: read(campaign, words, options), AS_IT_IS, first)
    assert report.notes[-1].params == {"used": 2, "lines": 2}


def test_a_log_without_headers_does_not_remove_the_headers_of_a_file(campaign: Campaign) -> None:
    former = "начало августа;Баткенская;Лекция;не считали\n01.08.2017;Нарын;Лекция;30\n"
    columns = {0: "date", 1: "oblast", 2: "type", 3: "reached"}
    requested = replace(AS_IT_IS, header_row=NO_HEADER_ROW, columns=columns)
    used, _ = by_options(campaign, former, requested, former.replace("августа", "сентября"))
    assert used == requested
    new = "Дата;Область;Вид;Женщин;Охвачено\n02.08.2017;Нарын;Лекция;10;30\n"
    used, report = by_options(campaign, former, requested, new)
    assert used == AS_IT_IS and report.frame["reached"].tolist() == [30]


@pytest.mark.sample(1)
@both_ways
def test_a_column_without_header_is_not_matched_by_its_letter_alone(
    campaign: Campaign, next_file: Next
) -> None:
    former = "01.08.2017;Нарын;Лекция;30;10;20\n02.08.2017;Баткен;Лекция;50;20;30\n"
    columns = {0: "date", 1: "oblast", 2: "type", 3: "reached"}
    requested = replace(AS_IT_IS, columns=columns)
    used, report = next_file(campaign, former, requested, former)
    assert used == requested and report.frame["reached"].tolist() == [30, 50]
    new = "01.09.2017;Нарын;Лекция;10;20;30\n02.09.2017;Баткен;Лекция;20;30;50\n"
    used, report = next_file(campaign, former, requested, new)
    assert 3 not in used.columns and report.accepted == 0
    assert report.missing_columns[-1].suggestion == 5
