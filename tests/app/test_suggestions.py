"""One button above the cards lists and accepts every safe suggestion, another undoes this."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.replies import AS_IT_IS
from campaign.ui.upload import session_files, suggestions
from tests.app.conftest import visible_html
from tests.app.upload_page import first_report, open_report, press
from tests.ingest.test_suggestions import HEAD, OFFICE, workbook_of

COUNT = 6


def open_office(tmp_path: Path, lang: str = "en", content: str = OFFICE) -> AppTest:
    path = tmp_path / "office.csv"
    path.write_text(content, encoding="utf-8")
    return open_report(path, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_click_accepts_all_suggestions_and_another_undoes_this(
    lang: str, tmp_path: Path
) -> None:
    text = Text.of(lang)
    accept = text.n("Accept the {n} suggestion", "Accept all {n} suggestions", COUNT)
    app = open_office(tmp_path, lang)
    # Before the click the page lists every suggestion, including those about cells.
    for words in ("Где провели", "Нарынскя область", "лекцыя", "около 50"):
        assert text.quote(words) in visible_html(app)
    assert text.quote("60-70 чел.") not in visible_html(app)
    app = press(app, accept)
    report = first_report(app)
    assert (report.accepted, report.excluded) == (2, 2) and len(report.questions) == 2
    assert accept not in [button.label for button in app.button]
    app = press(app, text.n("Undo {n} suggestion", "Undo all {n} suggestions", COUNT))
    (file,) = app.session_state["session-files"]
    assert file.replies == AS_IT_IS
    assert accept in [button.label for button in app.button]


def test_there_is_no_undo_after_a_further_answer(tmp_path: Path) -> None:
    text = Text.of("en")
    app = press(open_office(tmp_path), text.n("", "Accept all {n} suggestions", COUNT))
    app = press(app, text("Count as {n}", n=60))
    assert not [one for one in app.button if str(one.key).startswith("suggestions:")]
    (file,) = app.session_state["session-files"]
    assert "60" in file.replies.of("reached").values() and file.replies.of("column")


def test_a_file_that_cannot_be_read_has_no_suggestions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise IndexError

    monkeypatch.setattr(suggestions, "find_suggestions", fail)
    app = open_office(tmp_path)
    assert not app.exception and Text.of("en")("Remove file") in [one.label for one in app.button]


def test_a_file_that_cannot_be_read_after_a_click_has_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise IndexError

    app = open_office(tmp_path)
    monkeypatch.setattr(session_files, "ingest_file", fail)
    app = press(app, Text.of("en").n("", "Accept all {n} suggestions", COUNT))
    (file,) = app.session_state["session-files"]
    assert not app.exception and [issue.rule for issue in file.report.issues] == ["not_read"]
    assert Text.of("en")("Remove file") in [one.label for one in app.button]


def test_suggestions_of_one_kind_have_only_the_button_on_their_card(tmp_path: Path) -> None:
    content = HEAD + "01.08.2017;Нарынскя область;Лекцыя;Условное 1;40\n"
    app = open_office(tmp_path, content=content)
    labels = [button.label for button in app.button]
    assert Text.of("en").n("", "Accept {n} suggestions", 2) in labels
    assert not any(str(button.key).startswith("suggestions:") for button in app.button)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sheets_are_read_together_and_an_undo_restores_the_workbook(
    lang: str, tmp_path: Path
) -> None:
    text = Text.of(lang)
    path = tmp_path / "months.xlsx"
    path.write_bytes(workbook_of(("Июль", "Август")))
    app = open_report(path, lang)
    (before,) = app.session_state["session-files"]
    words = text.list([text.quote("Июль"), text.quote("Август")])
    assert text("all sheets are read as one register: {sheets}", sheets=words) in visible_html(app)
    for _ in range(2):
        (button,) = [one for one in app.button if str(one.key).startswith("suggestions:accept")]
        button.click().run()
        assert not app.exception
        files = app.session_state["session-files"]
        assert [file.replies.value("sheet") for file in files] == ["Июль", "Август"]
        (button,) = [one for one in app.button if str(one.key).startswith("suggestions:undo")]
        button.click().run()
        assert app.session_state["session-files"] == [before]
