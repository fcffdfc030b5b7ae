"""Signatures outside a table are told by their places only, and one click excludes all of them."""

from __future__ import annotations

import io

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from campaign.i18n.translator import LANGUAGES, Text
from tests.app.conftest import shown

ONE, SEVERAL = "executor_and_phone.csv", "merged_above.xlsx"
WORDS = ("Условнов", "Примеров", "Образцова", "0312")


def _page(lang: str, name: str) -> None:
    from pathlib import Path

    import streamlit as st

    from campaign.dataset import campaign_cache
    from campaign.ui.upload import (
        incoming_files,
        own_campaign,
        page,
        session_files,
        session_registers,
    )
    from tests.campaigns import view_of

    if not session_files.files():
        content = Path("tests/corpus/signatures", name).read_bytes()
        incoming_files.add(campaign_cache.current(), name, content)
    campaign = own_campaign.campaign_with_files(campaign_cache.current())
    view = view_of(campaign, lang)
    st.session_state["selection"] = view.selection
    st.session_state["accepted"] = [len(r.frame) for r in session_registers.registers()]
    for file in session_files.files():
        page.show_file(view, file)


def open_report(name: str, lang: str = "en") -> AppTest:
    app = AppTest.from_function(_page, default_timeout=600, args=(lang, name)).run()
    assert not app.exception
    assert app.session_state["accepted"] == [10]
    assert not any(word in shown(app) for word in WORDS)
    return app


def press(app: AppTest, label: str) -> AppTest:
    (button,) = [button for button in app.button if button.label == label]
    button.click().run()
    assert not app.exception
    return app


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_line_is_one_click(lang: str) -> None:
    app, text = open_report(ONE, lang), Text.of(lang)
    place = text("row {row:raw}, below the table", row=14)
    app = press(app, text("Exclude: {place}", place=place))
    assert text("Exclude signature lines?") not in shown(app)
    assert app.session_state["session-files"][0].report.status == "clean"
    assert app.session_state["accepted"] == [10]
    assert not any(word in shown(app) for word in WORDS)


def test_several_lines_are_one_click_too() -> None:
    app = open_report(SEVERAL)
    for row, where in ((3, "above"), (19, "below"), (20, "below")):
        assert f"row {row}, {where} the table" in shown(app)
    app = press(app, Text.of("en").n("Exclude {n} line", "Exclude {n} lines", 3))
    assert app.session_state["session-files"][0].report.status == "clean"


@pytest.mark.parametrize("name", [ONE, SEVERAL])
def test_neither_copy_nor_list_has_a_word_of_them(name: str) -> None:
    from campaign.exports.data_check.issues import issues_xlsx
    from campaign.exports.data_check.marked_copy import mark_copy

    file = open_report(name).session_state["session-files"][0]
    for content in (
        mark_copy(file.content, file.file, file.report, Text.of("en"), repairs=True),
        issues_xlsx(file.report, Text.of("en")),
    ):
        book = openpyxl.load_workbook(io.BytesIO(content))
        cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
        assert any("signature" in cell for cell in cells)
        assert not any(word in cell for word in WORDS for cell in cells)
