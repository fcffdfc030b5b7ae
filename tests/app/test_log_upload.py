"""A cleaning log among the uploaded files: one click on a register's card applies it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.testing.v1 import AppTest

from campaign.dataset import campaign_cache
from campaign.exports.data_check.result_files import log_csv
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.cleaning_log import log_lines
from campaign.ingest.dispatch import ingest_file
from campaign.ingest.file_references import campaign_reference
from campaign.ingest.replies import AS_IT_IS, EXCLUDE, make_replies
from campaign.ingest.report import ValidationReport
from campaign.ui.upload.session_files import EMPTY_REPORT, SessionFile
from tests.app.conftest import visible_html
from tests.app.upload_page import CORPUS, open_report

NAME = "values/monthly_report.csv"


def log_of(name: str, lang: str) -> bytes:
    """The log of a file of the corpus with every question answered."""
    campaign, content = campaign_cache.current(), (CORPUS / name).read_bytes()
    first = ingest_file(content, name, campaign)
    assert isinstance(first, ValidationReport)
    answers = {(q.subject, q.folded): q.offers[0] if q.offers else EXCLUDE for q in first.questions}
    replies = make_replies(answers)
    report = ingest_file(content, name, campaign, replies=replies)
    assert isinstance(report, ValidationReport)
    text = Text.of(lang)
    return log_csv(log_lines(report, replies, campaign_reference(campaign).codes, text), text)


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
def test_one_click_applies_an_uploaded_log(lang: str) -> None:
    app, text = open_with_log(lang), Text.of(lang)
    assert text("This is a cleaning log, not a register.") in visible_html(app)
    label = text("Apply “{file}”", file="log.csv").replace(".", "\\.")
    (button,) = [button for button in app.button if button.label == label]
    accepted = app.session_state["session-files"][0].report.accepted
    button.click().run()
    assert not app.exception
    report = app.session_state["session-files"][0].report
    assert report.accepted > accepted and not report.questions
    assert label not in [button.label for button in app.button]
    assert app.session_state["log-outcome:1"][1][0].message(text) in visible_html(app)


def test_a_register_without_questions_has_no_upload_of_a_log() -> None:
    label = "Apply a cleaning log"
    assert label in [one.label for one in open_report(NAME).expander]
    assert label not in [one.label for one in open_report("offices/merged_title.xlsx").expander]


def upload_log(content: bytes) -> tuple[AppTest, MemoryUploadedFileManager]:
    """The page with a register after the upload of this log on its card, and the server's files."""
    app = AppTest.from_function(_card, default_timeout=600, args=(str(CORPUS / NAME),)).run()
    app.file_uploader[0].set_value(("log.csv", content, "text/csv")).run()
    assert not app.exception
    server = app.session_state["server"]
    assert isinstance(server, MemoryUploadedFileManager) and server.file_storage
    return app, server


def _card(path: str) -> None:
    import streamlit as st
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    from tests.app.upload_page import _page

    context = get_script_run_ctx()
    assert context is not None
    st.session_state["server"] = context.uploaded_file_mgr
    _page("en", path)


def test_a_log_uploaded_on_a_card_is_applied_once_and_deleted_from_the_server() -> None:
    app, server = upload_log(log_of(NAME, "en"))
    (file,) = app.session_state["session-files"]
    assert file.replies and not file.report.questions
    words = app.session_state["log-outcome:1"][1][0].message(Text.of("en"))
    assert words in visible_html(app) and not any(server.file_storage.values())
    app.run()
    assert app.session_state["session-files"] == [file] and words in visible_html(app)


def test_a_log_with_personal_data_is_refused_and_deleted_from_the_server() -> None:
    phones = "4,Title,call 0555 123 456,Lecture,,by rule,\n" * 2
    app, server = upload_log(log_of(NAME, "en") + phones.encode())
    (file,) = app.session_state["session-files"]
    assert not file.replies and file.report.questions
    assert "it contains personal data" in visible_html(app) and "a phone number" in visible_html(
        app
    )
    assert "0555" not in visible_html(app) and not any(server.file_storage.values())
