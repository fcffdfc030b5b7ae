"""A table with months or oblasts as columns: explained, and read as totals by a click."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from campaign.i18n.translator import LANGUAGES, Text
from tests.app.conftest import shown
from tests.app.upload_page import first_report, open_report, press

READ, UNDO = "Read the numbers as totals", "Do not read the numbers as totals"


def records(app: AppTest) -> int:
    return int(first_report(app).accepted)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_click_reads_a_table_that_tells_everything(lang: str) -> None:
    app, text = open_report("wide/two_line_header.xlsx", lang), Text.of(lang)
    assert "two_line_header.xlsx" in shown(app) and records(app) == 0
    press(app, text(READ))
    assert records(app) == 3
    (report,) = [file.report for file in app.session_state["session-files"]]
    assert report.frame["note"].str.startswith(text("Total for the month")).all()
    assert all(note.message(text) in shown(app) for note in report.notes)
    press(app, text(UNDO))
    assert records(app) == 0 and text(READ) in [button.label for button in app.button]


def test_what_the_table_does_not_tell_is_asked_first() -> None:
    app = open_report("wide/months_ru.xlsx")
    assert "The columns are months (“" in shown(app)
    (button,) = [button for button in app.button if button.label == READ]
    assert button.disabled
    (kind,) = [box for box in app.selectbox if box.label == "Type of activity"]
    kind.select("lecture").run()
    press(app, READ)
    assert records(app) == 11


def test_a_month_named_above_the_table_is_chosen_from_the_start() -> None:
    app = open_report("wide/oblasts_with_totals.xlsx")
    press(app, READ)
    assert records(app) == 10


def test_numbers_of_activities_are_refused_with_the_template() -> None:
    app = open_report("wide/activities_only.xlsx")
    assert "count activities, not people" in shown(app)
    assert READ not in [button.label for button in app.button]
    assert any(
        str(element.proto.label) == "Template (XLSX)" for element in app.get("download_button")
    )
