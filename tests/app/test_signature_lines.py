"""Signatures outside a table: the page has only their positions, and one click excludes all."""

from __future__ import annotations

import io

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from campaign.i18n.translator import LANGUAGES, Text
from tests.app.conftest import visible_html
from tests.app.upload_page import first_report, open_report, press

ONE, SEVERAL = "executor_and_phone.csv", "merged_above.xlsx"
WORDS = ("Условнов", "Примеров", "Образцова", "0312")


def open_signatures(name: str, lang: str = "en") -> AppTest:
    app = open_report(f"signatures/{name}", lang)
    assert len(first_report(app).frame) == 10
    assert not any(word in visible_html(app) for word in WORDS)
    return app


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_click_excludes_one_line(lang: str) -> None:
    app, text = open_signatures(ONE, lang), Text.of(lang)
    place = text("row {row:raw}, below the table", row=14)
    app = press(app, text("Exclude: {place}", place=place))
    assert text("Exclude signature lines?") not in visible_html(app)
    assert first_report(app).status == "clean"
    assert len(first_report(app).frame) == 10
    assert not any(word in visible_html(app) for word in WORDS)


def test_one_click_excludes_several_lines() -> None:
    app = open_signatures(SEVERAL)
    for row, where in ((3, "above"), (19, "below"), (20, "below")):
        assert f"row {row}, {where} the table" in visible_html(app)
    app = press(app, Text.of("en").n("Exclude {n} line", "Exclude {n} lines", 3))
    assert first_report(app).status == "clean"


@pytest.mark.sample(1)
@pytest.mark.parametrize("name", [ONE, SEVERAL])
def test_the_marked_copy_and_the_list_of_issues_have_no_signatures(name: str) -> None:
    from campaign.exports.data_check.marked_copy import mark_copy
    from campaign.exports.data_check.result_files import issues_xlsx

    file = open_signatures(name).session_state["session-files"][0]
    for content in (
        mark_copy(file.content, file.file, file.report, Text.of("en")),
        issues_xlsx(file.report, Text.of("en")),
    ):
        book = openpyxl.load_workbook(io.BytesIO(content))
        cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
        assert any("signature" in cell for cell in cells)
        assert not any(word in cell for word in WORDS for cell in cells)
