"""The pages follow the accepted registers of a reader, each campaign on its own."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from campaign.i18n.letter_case import uncapitalize
from campaign.i18n.translator import LANGUAGES, Text
from tests.app.conftest import Open, headline_number, visible_html
from tests.app.upload_page import press

HEADER = "Дата;Область;Вид;Название;Охвачено\n"
OSH = HEADER + "01.08.2026;Ош;лекция;Урок;100\n02.08.2026;Ош;тренинг;Семинар;50\n"
NARYN = HEADER + "01.08.2017;Нарынская область;лекция;Урок;7\n"
BOTH = HEADER + (
    "01.08.2017;Нарынская область;лекция;Урок;7\n"
    "02.08.2017;Нарынская область;лекция;Показ;8\n"
    "01.08.2026;Таласская область;лекция;Беседа;20\n"
)


def upload(app: AppTest, *files: tuple[str, str]) -> AppTest:
    uploads = [(name, rows.encode("cp1251"), "text/csv") for name, rows in files]
    app.file_uploader[0].set_value(uploads if len(uploads) > 1 else uploads[0]).run()
    assert not app.exception
    return app


def click(app: AppTest, key: str) -> AppTest:
    (button,) = [button for button in app.button if re.match(key, str(button.key))]
    button.click().run()
    assert not app.exception
    return app


def go_to(app: AppTest, stem: str) -> AppTest:
    """The page after a click in the menu, whose address has the selection of the session."""
    app.switch_page(f"pages/{stem}.py").run()
    assert not app.exception
    return app


def page_text(app: AppTest) -> str:
    html = re.sub(r"</?span[^>]*>", "", visible_html(app))
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html))


def sentence(text: Text, msgid: str, **params: object) -> str:
    return re.sub(r"\s+", " ", text(msgid, **params))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_view_follows_a_register_that_an_answer_makes_accepted(
    open_page: Open, lang: str
) -> None:
    text = Text.of(lang)
    disclaimer = text("Illustrative (invented) data; not actual campaign results.")
    shipped = uncapitalize(text("{year} campaign", year="2017"))
    own = uncapitalize(text("Register of the {year} campaign", year="2026"))
    app = upload(open_page("data", lang=lang), ("osh.csv", OSH))
    waits = (
        "Shown: {campaign}, not your own register. None of its rows is accepted yet: see the "
        "page “Upload”."
    )
    go_to(app, "overview")
    assert headline_number(app, "activities") == "77" and disclaimer in page_text(app)
    assert sentence(text, waits, campaign=shipped) in page_text(app)

    click(go_to(app, "data"), "take:1:KG-GO:")
    go_to(app, "overview")
    assert (headline_number(app, "activities"), headline_number(app, "reach")) == ("2", "150")
    assert app.query_params["edition"] in ("own-2026", ["own-2026"])
    assert disclaimer not in page_text(app)
    shown = sentence(text, "Shown: {campaign}, {files}.", campaign=own, files="osh.csv")
    assert shown in page_text(app)
    go_to(app, "map")
    assert shown in page_text(app) and disclaimer not in page_text(app)

    # The answer is withdrawn, given again, and the file removed.
    press(go_to(app, "data"), text("Clear answers"))
    assert headline_number(go_to(app, "overview"), "activities") == "77"
    assert disclaimer in page_text(app)
    click(go_to(app, "data"), "take:1:KG-GO:")
    assert headline_number(go_to(app, "overview"), "activities") == "2"
    click(go_to(app, "data"), "remove:1:")
    assert headline_number(go_to(app, "overview"), "activities") == "77"
    assert disclaimer in page_text(app) and own not in page_text(app)
    assert "edition" not in app.query_params


@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_registers_are_two_campaigns_to_choose_from(open_page: Open, lang: str) -> None:
    text = Text.of(lang)
    app = upload(open_page("data", lang=lang), ("naryn.csv", NARYN), ("osh.csv", OSH))
    assert headline_number(go_to(app, "overview"), "activities") == "1"
    # The last accepted register is shown, until the reader chooses another one.
    click(go_to(app, "data"), "take:2:KG-GO:")
    assert headline_number(go_to(app, "overview"), "reach") == "150"
    names = [text("Register of the {year} campaign", year=year) for year in ("2017", "2026")]
    assert all(re.sub(r"\s+", " ", name) in page_text(app) for name in names)
    app.query_params["edition"] = "own-2017"
    assert headline_number(go_to(app, "map") and go_to(app, "overview"), "reach") == "7"
    app.query_params.pop("edition")
    go_to(app, "map")
    shipped = uncapitalize(text("{year} campaign", year="2017"))
    note = sentence(text, "Shown: {campaign}, not your own register.", campaign=shipped)
    assert note in page_text(app)
    # After the removal of the shown register the other one is shown, not the invented one.
    app.query_params["edition"] = "own-2017"
    click(go_to(app, "data"), "remove:1:")
    assert headline_number(go_to(app, "overview"), "reach") == "150"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_of_two_campaigns_asks_which_one_it_is_about(open_page: Open, lang: str) -> None:
    text = Text.of(lang)
    app = upload(open_page("data", lang=lang), ("both.csv", BOTH))
    campaigns = text.list(["2017 (2)", "2026 (1)"])
    asked = (
        "This file has activities of {campaigns}. Until you answer, they are counted as separate "
        "campaigns."
    )
    assert sentence(text, asked, campaigns=campaigns) in page_text(app)
    assert headline_number(go_to(app, "overview"), "reach") == "15"
    click(go_to(app, "data"), "take:1:campaign:2026:")
    report = app.session_state["session-files"][0].report
    assert (report.rows, report.accepted, report.excluded) == (3, 1, 2)
    assert [c.row for c in report.corrections if c.rule == "campaign_excluded"] == [2, 3]
    assert headline_number(go_to(app, "overview"), "reach") == "20"
    press(go_to(app, "data"), text("Clear answers"))
    click(app, "take:1:campaigns:")
    report = app.session_state["session-files"][0].report
    assert report.accepted == 3 and report.status == "clean" and not report.questions
    assert sentence(text, asked, campaigns=campaigns) not in page_text(app)
    app.query_params["edition"] = "own-2026"
    go_to(app, "compare")
    names = [text("Register of the {year} campaign", year=year) for year in ("2017", "2026")]
    assert all(re.sub(r"\s+", " ", name) in page_text(app) for name in names)
    assert app.query_params["with"] in ("own-2017", ["own-2017"])
