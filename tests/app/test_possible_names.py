"""A text that may name a person is shown to its owner only, and one click settles it."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from campaign.i18n.translator import LANGUAGES, Text
from tests.app.conftest import shown

TALES, PLAY = "Сказки А.С. Пушкина в библиотеке", "Пьеса М. Ю. Лермонтова"


def _page(lang: str) -> None:
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
        titles = (
            "Сказки А.С. Пушкина в библиотеке",
            "Пьеса М. Ю. Лермонтова",
            "Сказки А.С. Пушкина в библиотеке",
        )
        rows = [f"2017-08-0{n},KG-N,lecture,120,{title}" for n, title in enumerate(titles, 1)]
        content = "\n".join(["date,oblast,type,reached,title", *rows]) + "\n"
        incoming_files.add(campaign_cache.current(), "office.csv", content.encode())
    campaign = own_campaign.campaign_with_files(campaign_cache.current())
    view = view_of(campaign, lang)
    st.session_state["selection"] = view.selection
    st.session_state["titles"] = [str(t) for t in session_registers.registers()[0].frame["title"]]
    for file in session_files.files():
        page.show_file(view, file)


def open_report(lang: str = "en") -> AppTest:
    app = AppTest.from_function(_page, default_timeout=600, args=(lang,)).run()
    assert not app.exception
    return app


def press(app: AppTest, label: str, at: int = 0) -> AppTest:
    [button for button in app.button if button.label == label][at].click().run()
    assert not app.exception
    return app


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_text_is_asked_about_once(lang: str) -> None:
    app, text = open_report(lang), Text.of(lang)
    assert text("Is this personal data?") in shown(app)
    assert shown(app).count(TALES) == shown(app).count(PLAY) == 1
    labels = [button.label for button in app.button]
    assert labels.count(text("Not personal data")) == 2
    assert labels.count(text("Exclude the text")) == 2
    assert app.session_state["titles"] == ["", "", ""]


def test_one_click_keeps_a_text_and_another_leaves_it_out() -> None:
    app = press(open_report(), "Not personal data")
    assert app.session_state["titles"] == [TALES, "", TALES]
    assert "None of these is personal data" not in [button.label for button in app.button]
    app = press(app, "Exclude the text")
    assert app.session_state["titles"] == [TALES, "", TALES]
    assert PLAY not in shown(app) and "Read without errors or warnings" in shown(app)
    app = press(app, "Clear answers")
    assert app.session_state["titles"] == ["", "", ""] and PLAY in shown(app)


@pytest.mark.parametrize(
    ("label", "titles"),
    [
        ("None of these is personal data", [TALES, PLAY, TALES]),
        ("Exclude all these texts", ["", "", ""]),
    ],
)
def test_one_click_answers_for_all(label: str, titles: list[str]) -> None:
    app = press(open_report(), label)
    assert app.session_state["titles"] == titles
    assert "Is this personal data?" not in shown(app)
