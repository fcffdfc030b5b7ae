"""A cleaning log among the uploaded files: applied to a register by one click on its card."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from campaign.dataset import campaign_cache
from campaign.exports.data_check.corrected_register import log_csv
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.cleaning_log import log_lines
from campaign.ingest.dispatch import ingest_file
from campaign.ingest.options import AS_IT_IS, EXCLUDE
from campaign.ingest.reference import campaign_reference
from campaign.ingest.report import ValidationReport
from campaign.ui.upload.session_files import EMPTY_REPORT, SessionFile
from tests.app.conftest import shown
from tests.app.upload_page import CORPUS, open_report

NAME = "values/monthly_report.csv"


def log_of(name: str, lang: str) -> bytes:
    """The log of a file of the corpus with every question answered."""
    campaign, content = campaign_cache.current(), (CORPUS / name).read_bytes()
    first = ingest_file(content, name, campaign)
    assert isinstance(first, ValidationReport)
    answers = {(q.of, q.folded): q.offers[0] if q.offers else EXCLUDE for q in first.questions}
    requested = replace(AS_IT_IS, answers=answers)
    report = ingest_file(content, name, campaign, requested=requested)
    assert isinstance(report, ValidationReport)
    text = Text.of(lang)
    return log_csv(log_lines(report, requested, campaign_reference(campaign).codes, text), text)


def open_with_log(lang: str) -> AppTest:
    """The page with a register and a log that were uploaded one after the other."""
    app = open_report(NAME, lang)
    content = log_of(NAME, lang)
    report = ingest_file(content, "log.csv", campaign_cache.current())
    log = SessionFile(2, "log.csv", content, AS_IT_IS, EMPTY_REPORT, name="log.csv")
    app.session_state["session-files"].append(replace(log, report=report))
    app.run()
    assert not app.exception
    return app


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_click_applies_a_log_that_is_among_the_files(lang: str) -> None:
    app, text = open_with_log(lang), Text.of(lang)
    assert text("This is a cleaning log, not a register.") in shown(app)
    label = text("Apply “{file}”", file="log.csv").replace(".", "\\.")
    (button,) = [button for button in app.button if button.label == label]
    accepted = app.session_state["session-files"][0].report.accepted
    button.click().run()
    assert not app.exception
    report = app.session_state["session-files"][0].report
    assert report.accepted > accepted and not report.questions
    assert label not in [button.label for button in app.button]
    assert app.session_state["log-outcome:1"][1].message(text) in shown(app)


def test_a_register_about_which_nothing_is_asked_has_no_upload_of_a_log() -> None:
    label = "Apply a cleaning log"
    assert label in [one.label for one in open_report(NAME).expander]
    assert label not in [one.label for one in open_report("offices/merged_title.xlsx").expander]
