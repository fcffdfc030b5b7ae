"""The sheet of an uploaded workbook: the page has its name and offers the other sheets."""

from __future__ import annotations

import re
from html import escape

import pytest

from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.replies import AS_IT_IS
from campaign.ui.widgets import escape_markdown
from tests.app.conftest import visible_html
from tests.app.upload_page import first_report, open_report


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_has_the_name_of_the_sheet_and_one_click_opens_another(lang: str) -> None:
    app, text = open_report("sheets/monthly.xlsx", lang), Text.of(lang)
    sentence = "Read from sheet {sheet} (sheet {n} of {count})."
    assert text(sentence, sheet=text.quote("Август"), n=2, count=5) in visible_html(app)
    others = [button for button in app.button if str(button.key).startswith("sheet:")]
    assert [re.findall(r"\d+", str(button.label)) for button in others] == [["1"], *[["2"]] * 3]
    others[-1].click().run()
    assert not app.exception
    assert text(sentence, sheet=text.quote("Ноябрь"), n=5, count=5) in visible_html(app)


def test_the_page_says_that_a_sheet_is_hidden() -> None:
    assert "Read from the hidden sheet “Реестр”." in visible_html(
        open_report("sheets/hidden_register.xlsx")
    )


def test_the_settings_have_the_number_of_rows_of_each_sheet() -> None:
    app = open_report("sheets/third_sheet.xlsx")
    (choice,) = [box for box in app.selectbox if box.label == "Sheet"]
    options = [option.replace("\u00a0", " ") for option in choice.options]
    assert options == ["Титул: 0 rows", "Инструкция: 0 rows", "Реестр: 10 rows"]
    choice.select_index(0).run()
    assert not app.exception
    # A sheet without a table has a button that opens another sheet.
    assert "Read from sheet “Титул”" in visible_html(app)
    (back,) = [button for button in app.button if str(button.key).startswith("sheet:")]
    back.click().run()
    assert "Read from sheet “Реестр”" in visible_html(app)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_click_reads_the_sheets_of_months_together(lang: str) -> None:
    app, text = open_report("sheets/monthly.xlsx", lang), Text.of(lang)
    (button,) = [button for button in app.button if str(button.key).startswith("all-sheets:")]
    assert "5" in button.label
    button.click().run()
    assert not app.exception
    files = app.session_state["session-files"]
    names = ["Июль", "Август", "Сентябрь", "Октябрь", "Ноябрь"]
    assert [file.file for file in files] == [f"monthly, {text.quote(n)}.xlsx" for n in names]
    assert [file.report.accepted for file in files] == [1, 3, 2, 2, 2]
    # Every row of the workbook is read once, and no sheet remains.
    assert sum(len(file.register.frame) for file in files) == 10
    assert all(not file.report.issues for file in files)
    assert not [b for b in app.button if str(b.key).startswith(("sheet:", "all-sheets:"))]
    assert not [b for b in app.button if str(b.key).startswith(("replace:", "add:"))]


def test_a_former_label_of_a_sheet_changes_nothing() -> None:
    app = open_report("sheets/third_sheet.xlsx")
    (choice,) = [box for box in app.selectbox if box.label == "Sheet"]
    # The browser still has the label from before the columns were chosen, with other rows.
    choice.options[0] = "Титул: 6 rows"
    choice.select_index(0).run()
    assert not app.exception
    assert "Read from sheet “Реестр”" in visible_html(app)
    assert app.session_state["session-files"][0].replies == AS_IT_IS


@pytest.mark.parametrize("lang", LANGUAGES)
def test_answers_from_the_sheet_of_a_form_are_named_on_the_page(lang: str) -> None:
    app, text = open_report("forms/kobo_repeat.xlsx", lang), Text.of(lang)
    form = text.quote("100 дней против торговли люд...")
    (note, _) = first_report(app).notes
    assert form in note.message(text) and escape(note.message(text)) in visible_html(app)
    region = text("{column}, sheet {sheet}", column="Область", sheet=form)
    labels = [box.label for box in app.selectbox]
    assert escape_markdown(region) in labels and escape_markdown("Дата") in labels
    (choice,) = [box for box in app.selectbox if box.label == text("Sheet")]
    choice.select_index(0).run()
    assert not app.exception and not first_report(app).notes
    (back,) = [button for button in app.button if str(button.key).startswith("sheet:")]
    back.click().run()
    assert first_report(app).accepted == 10 and escape(note.message(text)) in visible_html(app)
