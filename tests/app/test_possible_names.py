"""A text that may name a person: only the uploader sees it, and one click answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from campaign.i18n.translator import LANGUAGES, Text
from tests.app.conftest import visible_html
from tests.app.upload_page import first_report, open_report, press

TALES, PLAY = "Сказки А.С. Примеровой в библиотеке", "Пьеса М. Ю. Образцовой"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "office.csv"
    rows = [f"2017-08-0{n},KG-N,lecture,120,{t}" for n, t in enumerate((TALES, PLAY, TALES), 1)]
    path.write_text("\n".join(["date,oblast,type,reached,title", *rows, ""]), encoding="utf-8")
    return path


def titles_of(app: AppTest) -> list[str]:
    return [str(title) for title in first_report(app).frame["title"]]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_text_is_asked_about_once(register: Path, lang: str) -> None:
    app, text = open_report(register, lang), Text.of(lang)
    assert text("Is this personal data?") in visible_html(app)
    assert visible_html(app).count(TALES) == visible_html(app).count(PLAY) == 1
    labels = [button.label for button in app.button]
    assert labels.count(text("Not personal data")) == 2
    assert labels.count(text("Exclude the text")) == 2
    assert titles_of(app) == ["", "", ""]


def test_one_click_keeps_a_text_and_another_excludes_one(register: Path) -> None:
    app = press(open_report(register), "Not personal data", 0)
    assert titles_of(app) == [TALES, "", TALES]
    assert "None of these is personal data" not in [button.label for button in app.button]
    app = press(app, "Exclude the text")
    assert titles_of(app) == [TALES, "", TALES]
    assert PLAY not in visible_html(app) and "Read without errors or warnings" in visible_html(app)
    app = press(app, "Clear answers")
    assert titles_of(app) == ["", "", ""] and PLAY in visible_html(app)


@pytest.mark.parametrize(
    ("label", "titles"),
    [
        ("None of these is personal data", [TALES, PLAY, TALES]),
        ("Exclude all these texts", ["", "", ""]),
    ],
)
def test_one_click_answers_for_all(register: Path, label: str, titles: list[str]) -> None:
    app = press(open_report(register), label)
    assert titles_of(app) == titles
    assert "Is this personal data?" not in visible_html(app)
