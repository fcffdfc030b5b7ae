"""Choices about a former file, by its log or by its options: none answers what the next tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from campaign.domain.campaign import Campaign
from campaign.exports.data_check.corrected_register import log_csv
from campaign.i18n.translator import Text
from campaign.ingest.cleaning_log import log_lines
from campaign.ingest.dispatch import ingest_file
from campaign.ingest.log_replay import CleaningLog, apply_log, read_log
from campaign.ingest.options import AS_IT_IS, NOT_REPORTED, PLACE_REGION, RequestedOptions
from campaign.ingest.reference import campaign_reference
from campaign.ingest.report import ValidationReport
from campaign.ingest.reuse import FormerOptions, reuse

Again = tuple[RequestedOptions, ValidationReport]
Next = Callable[[Campaign, str, RequestedOptions, str], Again]


def read(
    campaign: Campaign, words: str, requested: RequestedOptions = AS_IT_IS
) -> ValidationReport:
    report = ingest_file(words.encode(), "register.csv", campaign, requested=requested)
    assert isinstance(report, ValidationReport)
    return report


def by_log(campaign: Campaign, former: str, requested: RequestedOptions, new: str) -> Again:
    """The next file, read with the log of the former one."""
    log = saved_log(campaign, former, requested)
    first = read(campaign, new)
    return apply_log(log, lambda options: read(campaign, new, options), AS_IT_IS, first)


def by_options(campaign: Campaign, former: str, requested: RequestedOptions, new: str) -> Again:
    """The next file as a new version of the former one."""
    applied, detected = (read(campaign, former, one).detected for one in (requested, AS_IT_IS))
    earlier = FormerOptions(requested, applied, detected, {})
    first = read(campaign, new)
    used, report = reuse(earlier, lambda options: read(campaign, new, options), first)
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
def test_what_every_row_had_answers_no_question_that_the_next_file_answers(
    campaign: Campaign, next_file: Next, value: dict[str, str], former: str, new: str
) -> None:
    requested = replace(AS_IT_IS, file_values=value)
    assert read(campaign, former, requested).usable
    used, report = next_file(campaign, former, requested, new)
    assert used.file_values == {} and report.accepted == 0
    assert {one.name for one in report.missing_columns} == set(value)
    # A file that tells no more than the former one takes it.
    used, report = next_file(campaign, former, requested, former)
    assert used == requested and report.accepted == report.rows
