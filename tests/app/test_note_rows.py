"""One click counts a row that looks like a note, another excludes it again."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaign.i18n.translator import LANGUAGES, Text
from tests.app.conftest import visible_html
from tests.app.upload_page import first_report, open_report, press
from tests.ingest.test_note_rows import HEAD, NOTE, ROWS


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_note_is_counted_and_excluded_again(lang: str, tmp_path: Path) -> None:
    text = Text.of(lang)
    path = tmp_path / "register.csv"
    path.write_text(HEAD + ROWS + NOTE + NOTE, encoding="utf-8")
    app = open_report(path, lang)
    assert text.quote("* Условное мероприятие 2") in visible_html(app)
    assert text.n("in {n} row", "in {n} rows", 2) in visible_html(app)
    app = press(app, text("Count as a row"))
    assert (first_report(app).rejected, first_report(app).excluded) == (2, 0)
    assert len(app.text_input) == 6
    next(field for field in app.text_input if "Дата" in field.label).set_value("03.08.2017")
    app = press(app, text("Apply and check again"))
    app = press(app, text("Exclude again"))
    assert (first_report(app).rejected, first_report(app).excluded) == (0, 2)
    assert not app.session_state["session-files"][0].replies.of("cell")
    app = press(app, text("Count as a row"))
    app = press(app, text("Clear answers"))
    assert first_report(app).excluded == 2
