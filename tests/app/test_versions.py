"""The upload of a corrected register: the question in three languages, and its answers."""

from __future__ import annotations

import re
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from campaign.i18n.translator import LANGUAGES, Text
from tests.app.conftest import Open, visible_html

HEADER = "№;Дата;Область;Место;Вид;Название;Охвачено;Женщин\n"
FORMER = (
    "1;01.08.2017;Ош;Школа 1;лекция;Урок;100;40\n"
    "2;02.08.2017;Нарынская область;Клуб;тренинг;Семинар;50;\n"
    "3;03.08.2017;г. Бишкек;Театр;лекция;Показ фильма;80;30\n"
    "4;13.08.2017;г. Бишкек;Парк;флешмоб;Акция;200;\n"
)
NEW = (
    "1;13.08.2017;г. Бишкек;Парк;флешмоб;Акция;200;\n"
    "2;01.08.2017;Ош;Школа 1;лекция;Урок;120;45\n"
    "3;05.08.2017;г. Бишкек;Театр;лекция;Показ фильма;;30\n"
    "4;09.09.2017;Таласская область;Лицей;лекция;Беседа;30;\n"
)
DAYS = (date(2017, 8, 3), date(2017, 8, 5))


def upload(app: AppTest, content: str, file: str = "reestr.csv") -> AppTest:
    app.file_uploader[0].set_value((file, content.encode("cp1251"), "text/csv")).run()
    assert not app.exception
    return app


def press(app: AppTest, key: str) -> AppTest:
    (button,) = [b for b in app.button if str(b.key).startswith(key)]
    button.click().run()
    assert not app.exception
    return app


def keys(app: AppTest) -> set[str]:
    """The keys of the buttons on the page, without number and language."""
    return {str(button.key).split(":")[0] for button in app.button}


def page_text(app: AppTest) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", visible_html(app)))


def sentence(lang: str, msgid: str, **params: object) -> str:
    return re.sub(r"\s+", " ", Text.of(lang)(msgid, **params))


def changes(app: AppTest) -> list[list[str]]:
    """The cells of each row of the table of changes, which has ten columns."""
    rows = re.findall(r"<tr>(.*?)</tr>", visible_html(app), re.DOTALL)
    cells = [[re.sub(r"\s+", " ", c) for c in re.findall(r"<td[^>]*>(.*?)</td>", r)] for r in rows]
    return [row for row in cells if len(row) == 10]


def answers(app: AppTest) -> list[Button]:
    """The buttons that answer that «Ош» is the city."""
    return [one for one in app.button if re.match(r"take:\d+:KG-GO:", str(one.key))]


@pytest.fixture
def question_page(open_page: Open, lang: str) -> AppTest:
    """The page after a register, an answer, and a corrected register of the same name."""
    app = upload(open_page("data", lang=lang), HEADER + FORMER)
    (city,) = answers(app)
    city.click().run()
    return upload(app, HEADER + NEW)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_question_shows_what_changes_and_which_answers_are_used_again(
    question_page: AppTest, lang: str
) -> None:
    text, page = Text.of(lang), page_text(question_page)
    assert sentence(lang, "New version of {files}?", files=text.quote("reestr.csv")) in page
    numbers = {"added": 1, "changed": 2, "removed": 1}
    line = "The new version – activities added: {added}, changed: {changed}, removed: {removed}."
    assert sentence(lang, line, **numbers) in page
    arrow = "{} → {}"
    dates = [text.date(day, "short") for day in DAYS]
    not_reported, women = text("not reported"), text("Women")
    assert [(row[0], row[1], row[2]) for row in changes(question_page)] == [
        (text("changed"), "2", "3"),
        (text("changed"), "4", "4"),
        (text("removed"), "3", ""),
        (text("added"), "", "5"),
    ]
    first, second, third, fourth = changes(question_page)
    assert first[8] == arrow.format(100, 120) and first[9] == f"{women}: {arrow.format(40, 45)}"
    assert second[3] == re.sub(r"\s+", " ", arrow.format(*dates))
    assert second[8] == arrow.format(80, not_reported)
    assert (third[6], third[8], fourth[6], fourth[8]) == ("Семинар", "50", "Беседа", "30")
    # The previous answers are used again and can be cleared.
    city = {"ky": "Ош шаары", "ru": "город Ош", "en": "Osh city"}[lang]
    used = sentence(
        lang,
        "Reused from the previous version: {settings}.",
        settings=f"{text.quote('Ош')}: {city}",
    )
    assert used in page_text(question_page)
    assert not answers(question_page)
    press(question_page, "clear-reused")
    assert used not in page_text(question_page)
    assert len(answers(question_page)) == 1


@pytest.mark.parametrize("lang", ["en"])
def test_the_new_version_is_counted_before_and_after_the_answer(question_page: AppTest) -> None:
    totals = "4 activities; people reached: 350; attendance not reported: 1 activity"
    assert f"New version: {totals}." in page_text(question_page)
    assert {"replace", "add"} <= keys(question_page)
    question_page.switch_page("pages/overview.py").run()
    notice = "Until you answer on the page “Upload”, the new version is counted"
    assert notice in page_text(question_page)
    assert 'data-number="activities"' in visible_html(question_page) and ">350<" in visible_html(
        question_page
    )
    question_page.switch_page("pages/data.py").run()
    press(question_page, "replace")
    assert "New version of “reestr.csv”: activities added: 1, changed: 2, removed: 1." in page_text(
        question_page
    )
    assert "Until you answer" not in page_text(question_page) and not changes(question_page)
    question_page.toggle[0].set_value(True).run()
    assert len(changes(question_page)) == 4
    question_page.switch_page("pages/overview.py").run()
    assert ">350<" in visible_html(question_page) and "Until you answer" not in page_text(
        question_page
    )


@pytest.mark.parametrize("lang", ["en"])
def test_both_files_can_be_counted_and_this_can_be_undone(question_page: AppTest) -> None:
    press(question_page, "add")
    page = page_text(question_page)
    assert "Same activities, counted once: 1" in page and "counted in both files: 2." in page
    assert "reestr (2).csv" in page and "1 possible duplicate" in page
    # 430 of the former version, 120 and 30 of the new one; 200 is in both.
    assert "All files: 7 activities; people reached: 580;" in page
    press(question_page, "replace")
    assert "All files" not in page_text(question_page) and "reestr (2).csv" not in page_text(
        question_page
    )


def test_other_reused_settings_are_listed(open_page: Open) -> None:
    rows = "01/08/2017;KG-N;лекция;Урок;1\n02/08/2017;KG-N;лекция;Показ;2\n"
    header = "Дата;Область;Вид;Название;Охвачено\n"
    app = upload(open_page("data", lang="en"), header + rows)
    for name, value in (("guess:1:Date order", "mdy"), ("guess:1:c3", "-")):
        (box,) = [box for box in app.selectbox if str(box.key).startswith(name)]
        box.select(value).run()
    upload(app, header + rows + "03/08/2017;KG-N;лекция;Беседа;3\n")
    used = "Date order: month, day, year; column “Название”: left unchanged."
    assert f"Reused from the previous version: {used}" in page_text(app)
    plain = "2017-01-08;KG-N;лекция;Урок;1\n2017-02-08;KG-N;лекция;Показ;2\n"
    upload(app, header.replace("Название", "Прочее") + plain)
    assert f"Not reused because they do not fit the new version: {used}" in page_text(app)


def test_a_file_without_rows_replaces_nothing(open_page: Open) -> None:
    app = upload(open_page("data", lang="en"), HEADER + FORMER)
    upload(app, HEADER)
    assert "New version of" not in page_text(app)
    assert "“reestr.csv”, uploaded earlier, is still counted." in page_text(app)


def test_files_without_a_common_activity_have_a_note(open_page: Open) -> None:
    app = upload(open_page("data", lang="en"), HEADER + FORMER)
    assert "no activity in common" not in page_text(app)
    upload(app, HEADER + "1;09.09.2017;Таласская область;Лицей;лекция;Беседа;30;\n")
    assert "The files have no activity in common. If they are registers" in page_text(app)
    press(app, "add")
    assert "All files: 4 activities; people reached: 360." in page_text(app)
