"""A table with months, weeks or oblasts as columns: it is explained, one click reads its totals."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from campaign.dataset import campaign_cache
from campaign.i18n.translator import LANGUAGES, Text
from tests.app.conftest import visible_html
from tests.app.upload_page import first_report, open_report, press

READ, UNDO = "Read the numbers as totals", "Do not read the numbers as totals"


def accepted_rows(app: AppTest) -> int:
    return int(first_report(app).accepted)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_click_reads_a_complete_table(lang: str) -> None:
    app, text = open_report("wide/two_line_header.xlsx", lang), Text.of(lang)
    assert "two_line_header.xlsx" in visible_html(app) and accepted_rows(app) == 0
    press(app, text(READ))
    assert accepted_rows(app) == 3
    (report,) = [file.report for file in app.session_state["session-files"]]
    assert report.frame["note"].str.startswith(text("Total for the month")).all()
    assert all(note.message(text) in visible_html(app) for note in report.notes)
    press(app, text(UNDO))
    assert accepted_rows(app) == 0 and text(READ) in [button.label for button in app.button]


def test_the_page_first_asks_for_what_the_table_does_not_contain() -> None:
    app = open_report("wide/months_ru.xlsx")
    assert "The columns are months (“" in visible_html(app)
    (button,) = [button for button in app.button if button.label == READ]
    assert button.disabled
    (kind,) = [box for box in app.selectbox if box.label == "Type of activity"]
    kind.select("lecture").run()
    press(app, READ)
    assert accepted_rows(app) == 11


def test_a_month_above_the_table_is_chosen_by_default() -> None:
    app = open_report("wide/oblasts_with_totals.xlsx")
    press(app, READ)
    assert accepted_rows(app) == 10


def test_numbers_of_activities_are_rejected_and_the_template_is_offered() -> None:
    app = open_report("wide/activities_only.xlsx")
    assert "count activities, not people" in visible_html(app)
    assert READ not in [button.label for button in app.button]
    assert any(
        str(element.proto.label) == "Template (XLSX)" for element in app.get("download_button")
    )


def test_the_year_of_each_campaign_can_be_chosen() -> None:
    app = open_report("wide/weeks_two_columns.xlsx")
    (years,) = [box for box in app.selectbox if box.label == "Year"]
    starts = {edition.start for edition in campaign_cache.current().editions.values()}
    assert years.options == sorted({str(start.year) for start in starts if start})
