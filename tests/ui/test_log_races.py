"""A cleaning log that is applied while its reader gives another answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from campaign.dataset import campaign_cache
from campaign.domain.campaign import Campaign
from campaign.exports.data_check.result_files import log_csv
from campaign.i18n.translator import Text
from campaign.ingest.cleaning_log import log_lines
from campaign.ingest.file_references import campaign_reference
from campaign.ingest.replies import make_replies
from campaign.ingest.report import ValidationReport
from campaign.ui.upload import session_files, settings
from tests.ui.session_steps import file_of

pytestmark = pytest.mark.usefixtures("session")

WORDS = "Дата;Область;Вид;Охвачено\n01.08.2017;Ош;пикник;5\n02.08.2017;Нарын;лекция;6\n"
REGION, TYPE = ("oblast", "ош"), ("type", "пикник")


def answer(campaign: Campaign, number: int, key: tuple[str, str], value: str) -> None:
    session_files.read_again(campaign, number, lambda now: now.add(make_replies({key: value})))


def log_with(campaign: Campaign, key: tuple[str, str], value: str) -> bytes:
    """The cleaning log of the file with one answer; the session is empty afterwards."""
    number = session_files.add(campaign, "former.csv", WORDS.encode()).number
    answer(campaign, number, key, value)
    file, text = file_of(number), Text.of("en")
    assert isinstance(file.report, ValidationReport)
    codes = campaign_reference(campaign).codes
    session_files.remove()
    return log_csv(log_lines(file.report, file.replies, codes, text), text)


@pytest.mark.parametrize("is_during", [False, True], ids=["before", "during"])
@pytest.mark.parametrize(
    ("key", "value", "region"), [(TYPE, "other", "KG-GO"), (REGION, "KG-O", "KG-O")]
)
def test_an_answer_just_before_or_during_a_log_is_kept(
    campaign: Campaign,
    monkeypatch: pytest.MonkeyPatch,
    is_during: bool,
    key: tuple[str, str],
    value: str,
    region: str,
) -> None:
    monkeypatch.setattr(campaign_cache, "current", lambda: campaign)
    log = log_with(campaign, REGION, "KG-GO")
    rendered = session_files.add(campaign, "a.csv", WORDS.encode())
    ingest_file: Callable[..., Any] = settings.ingest_file
    clicks = iter([True])

    def with_a_click(*args: Any, **options: Any) -> Any:
        report = ingest_file(*args, **options)
        if next(clicks, False):
            answer(campaign, rendered.number, key, value)
        return report

    if is_during:
        monkeypatch.setattr(settings, "ingest_file", with_a_click)
    else:
        answer(campaign, rendered.number, key, value)
    (note,) = settings.apply_log_file(rendered, "log.csv", log)
    assert note.rule == "cleaning_log_applied"
    answers = {(one.kind, one.key): one.value for one in file_of(rendered.number).replies}
    assert answers[key] == value and answers[REGION] == region


def test_a_log_for_a_file_that_was_removed_meanwhile(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(campaign_cache, "current", lambda: campaign)
    log = log_with(campaign, REGION, "KG-GO")
    rendered = session_files.add(campaign, "a.csv", WORDS.encode())
    session_files.remove(rendered.number)
    assert settings.apply_log_file(rendered, "log.csv", log) == ()
