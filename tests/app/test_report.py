"""The report of an uploaded file: causes, four numbers of rows, and rows missing on the map."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from campaign.i18n.letter_case import uncapitalize
from campaign.i18n.translator import LANGUAGES, Text
from tests.app.conftest import Open, visible_html

HEADER = "Отчёт за август\n№;Дата;Область;Вид;Название;Охвачено;Женщин\n"
ROWS = (
    "1;01.08.2017;Нарынская область;лекция;Условное мероприятие 1;1 120;600\n"
    "2;31.02.2017;Чуйская область;тренинг;Условное мероприятие 2;40;\n"
    "3;04.08.2017;Ош;круглый стол;Условное мероприятие 3;45;20\n"
    "4;04.08.2017;Ош;викторина;Условное мероприятие 4;75;\n"
    "1;01.08.2017;Нарынская область;лекция;Условное мероприятие 1;1 120;600\n"
    "6;06.08.2017;г. Бишкек;лекция;Условное мероприятие 6;н/д;\n"
    "Итого;;;;;2 400;\n"
)


def upload(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    app.file_uploader[0].set_value([(name, content, "text/csv") for name, content in files]).run()
    assert not app.exception
    return app


def register(app: AppTest, rows: str = ROWS) -> AppTest:
    return upload(app, ("reestr.csv", (HEADER + rows).encode("cp1251")))


def causes(app: AppTest) -> list[str]:
    return [box.label for box in app.expander if re.search(r": \d+$", box.label)]


def page_text(app: AppTest) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", visible_html(app)))


def row_numbers(app: AppTest) -> list[str]:
    """The first cell of each row of the table of rows, the first table of the page."""
    tables = re.findall(r"<tbody>(.*?)</tbody>", visible_html(app), re.DOTALL)
    rows = re.findall(r"<tr>(.*?)</tr>", tables[0], re.DOTALL)
    return [re.findall(r"<td[^>]*>(.*?)</td>", row)[0] for row in rows]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_issues_are_grouped_by_cause_and_recognized_values_come_last(
    open_page: Open, lang: str
) -> None:
    text, app = Text.of(lang), register(open_page("data", lang=lang))
    counts = {
        "Questions to answer": 3,
        "Errors to correct": 1,
        "Duplicates": 1,
        "Corrected automatically": 1,
        "Excluded rows": 1,
    }
    labels = causes(app)
    # Dates contain markup, so texts are compared without spaces.
    campaign = uncapitalize(text("{year} campaign", year="2017"))
    assert "".join(f"; {campaign}.".split()) in "".join(page_text(app).split())
    assert labels[:-1] == [f"{text(title)}: {count}" for title, count in counts.items()]
    assert labels[-1].startswith(text("Recognized dates, numbers and names"))
    assert [box.proto.expanded for box in app.expander if box.label in labels] == [
        label.startswith(text("Errors to correct")) for label in labels
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_click_on_each_number_lists_its_rows(open_page: Open, lang: str) -> None:
    text, app = Text.of(lang), register(open_page("data", lang=lang))
    (numbers,) = [group for group in app.button_group if "row-state" in str(group.key)]
    assert [option.content for option in numbers.proto.options] == [
        text("Rows read: {n}", n=7),
        text("accepted: {n}", n=2),
        text("rejected: {n}", n=4),
        text("excluded: {n}", n=1),
    ]
    for choice, rows in {
        "read": ["3", "4", "5", "6", "7", "8", "9"],
        "accepted": ["3", "8"],
        "rejected": ["4", "5", "6", "7"],
        "excluded": ["9"],
    }.items():
        (numbers,) = [group for group in app.button_group if "row-state" in str(group.key)]
        numbers.set_value(choice).run()
        assert not app.exception
        assert row_numbers(app) == rows, choice


def test_the_numbers_of_rows_come_before_questions_and_settings(open_page: Open) -> None:
    app = register(open_page("data", lang="en"))
    keys = [str(element.key) for element in app.main if getattr(element, "key", None)]
    of_file = keys[keys.index("file-1") : keys.index("templates")]
    assert of_file[1:4] == ["remove:1:en", "rows-1", "row-state:1:en"]
    assert len(of_file) > 10


def test_a_note_counts_the_rows_that_are_missing_on_the_map(open_page: Open) -> None:
    app = register(open_page("data", lang="en"))
    assert "2 rows (people reached: 120) are not counted until you answer." in page_text(app)
    # The duplicate is counted in its first row; the day that does not exist is an error.
    assert "1 row has errors and is not counted until they are corrected." in page_text(app)
    for box in [box for box in app.selectbox if str(box.key).startswith("answer:")]:
        (again,) = [other for other in app.selectbox if other.key == box.key]
        again.select(again.options[0]).run()
    for button in [one for one in app.button if ":KG-GO:answer:" in str(one.key)]:
        next(one for one in app.button if one.key == button.key).click().run()
    assert "until you answer" not in page_text(app)


def test_a_clean_register_has_no_note_on_missing_rows(open_page: Open) -> None:
    app = register(open_page("data", lang="en"), ROWS.splitlines(keepends=True)[0])
    assert "not counted" not in page_text(app) and "Errors to correct" not in " ".join(causes(app))


def test_a_file_that_cannot_be_used_comes_last_with_the_reason(open_page: Open) -> None:
    phone = HEADER + ROWS.replace("Условное мероприятие 1", "звонить 0555 123 456", 1)
    app = upload(
        open_page("data", lang="en"),
        ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20),
        ("phones.csv", phone.encode("cp1251")),
        ("reestr.csv", (HEADER + ROWS).encode("cp1251")),
    )
    titles = re.findall(r"<h2>([^<]*\.(?:csv|jpg))</h2>(.*)", visible_html(app))
    assert [name for name, _ in titles] == ["reestr.csv", "photo.jpg", "phones.csv"]
    assert "cannot be read" in titles[1][1] and titles[1][1].count("<p") == 2
    assert "contains personal data" in titles[2][1]
    # One click removes this file only.
    (button,) = [b for b in app.button if str(b.key).startswith("remove:1:")]
    button.click().run()
    assert "photo.jpg" not in visible_html(app) and "reestr.csv" in visible_html(app)
