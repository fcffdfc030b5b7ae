"""The page needs the number of clicks that is counted for each register of the corpus."""

from __future__ import annotations

import tomllib

import pytest
from streamlit.testing.v1 import AppTest

from campaign.domain.campaign import Campaign
from campaign.ingest.replies import Replies, Reply
from campaign.ingest.report import ValidationReport
from tests.app.upload_page import CORPUS, open_report
from tests.upload_clicks import Reading, Step, accept_all, next_step, read_register

CASES = tomllib.loads((CORPUS / "expected.toml").read_text(encoding="utf-8"))["case"]
CLICKS = {case["file"]: case["clicks"] for case in CASES if "clicks" in case}
ACCEPT_ALL = "suggestions:accept:en"
FILES = (
    "offices/merged_title.xlsx",  # no questions
    "offices/months_with_subtotals.xlsx",  # sheets of one register
    "private/authors.csv",  # texts that may name a person
    "signatures/kyrgyz_other_sheet.xlsx",  # signature lines on two sheets
    "values/monthly_report.csv",  # suggestions, another type, estimates, «Ош», another country
    "values/osh_by_place.csv",  # «Ош» by the place of each row, and by a button
    "values/about.csv",  # all estimates at once
    "values/villages.csv",  # all unknown places, and all unknown types, at once
    "wrong/missing_type.csv",  # a column with a header that is not standard
    "wrong/outside_edition.csv",  # days of several campaigns
    "text/two_of_each.csv",  # several columns for one value
    "forms/kobo_plain.csv",  # a day beside the times of the form
    "wide/weeks_numbered.csv",  # the campaign whose weeks are numbered
    "wide/months_as_rows.csv",  # a type for all numbers of a table
    "wide/oblasts_with_totals.xlsx",  # measure and month are above the table
)


@pytest.mark.sample(2)
@pytest.mark.parametrize("name", FILES)
def test_the_page_needs_the_counted_clicks(name: str, campaign: Campaign) -> None:
    content = (CORPUS / name).read_bytes()

    def reread(replies: Replies) -> ValidationReport:
        return read_register(name, content, campaign, replies)

    app = open_report(name)
    clicks = 1  # Show on the map
    # Choices about a wide table are in widgets only, until its button is pressed.
    choices: Replies | None = None
    while True:
        if choices is None and (buttons := [b for b in app.button if b.key == ACCEPT_ALL]):
            expected = accept_all(_readings(app), reread)
            buttons[0].click().run()
            assert not app.exception and expected is not None
            clicks += 1
            assert set(map(_without_note, expected)) == _requested(app)
            continue
        assert choices or accept_all(_readings(app), reread) is None
        step = _next_step(app, choices)
        if step is None:
            break
        _do_step(app, step)
        clicks += step.clicks
        choices = None if step.rereads else step.replies[0]
        assert choices or set(map(_without_note, step.replies)) <= _requested(app)
    assert clicks == CLICKS[name]
    files = app.session_state["session-files"]
    assert not any(file.report.questions for file in files)
    # The page has the link to the map where the rows of a file count.
    assert any(file.register is not None for file in files)


def _next_step(app: AppTest, choices: Replies | None) -> Step | None:
    """The next step on the first card that has one."""
    steps = (
        next_step(file.report, choices or file.replies, file.number)
        for file in app.session_state["session-files"]
    )
    return next((step for step in steps if step is not None), None)


def _readings(app: AppTest) -> list[Reading]:
    return [(file.replies, file.report) for file in app.session_state["session-files"]]


def _do_step(app: AppTest, step: Step) -> None:
    """Press the only button, or choose from the only list, with the key of the step."""
    widgets = app.button if step.chosen is None else app.selectbox
    (widget,) = [one for one in widgets if str(one.key).startswith(step.key)]
    assert not widget.disabled
    if step.chosen is None:
        widget.click().run()
    else:
        assert widget.value is None
        widget.set_value(step.chosen).run()
    assert not app.exception


def _requested(app: AppTest) -> set[frozenset[Reply]]:
    return {_without_note(file.replies) for file in app.session_state["session-files"]}


def _without_note(replies: Replies) -> frozenset[Reply]:
    """The replies, without the words that the page puts into each record of a table."""
    return frozenset(one for one in replies if one.key != "note")
