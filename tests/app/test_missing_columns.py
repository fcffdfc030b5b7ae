"""A register without a required column: its card asks for the column, one click answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from campaign.i18n.translator import LANGUAGES, Text
from campaign.ui.widgets import escape_markdown
from tests.app.conftest import visible_html
from tests.app.upload_page import first_report, open_report, press


def choose(app: AppTest, label: str, value: str) -> None:
    (box,) = [box for box in app.selectbox if box.label == label]
    box.set_value(value).run()
    assert not app.exception


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_click_assigns_a_column(lang: str) -> None:
    app, text = open_report("wrong/missing_type.csv", lang), Text.of(lang)
    assert text("Where are these columns?") in visible_html(app)
    (label,) = [b.label for b in app.button if str(b.key).startswith("column:1:type:")]
    press(app, label)
    assert first_report(app).accepted == 3
    assert text("Where are these columns?") not in visible_html(app)
    press(app, text("Choose the columns again"))
    assert first_report(app).accepted == 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_value_for_every_row_is_displayed_and_can_be_cleared(lang: str) -> None:
    app, text = open_report("wrong/missing_type.csv", lang), Text.of(lang)
    choose(app, text("Same type for every row…"), "lecture")
    report = first_report(app)
    assert set(report.frame["type"]) == {"lecture"}
    campaign_name = {"en": "Lecture or lesson", "ru": "Лекция или урок"}.get(lang)
    words = text("In every row, according to your answer: {values}.", values="…").partition("…")[0]
    assert words in visible_html(app) and (
        campaign_name is None or campaign_name in visible_html(app)
    )
    press(app, text("Choose the columns again"))
    assert first_report(app).accepted == 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_columns_without_a_header_row_are_labelled_by_their_values(lang: str) -> None:
    app, text = open_report("broken/no_head.csv", lang), Text.of(lang)
    assert text(
        "The table has no header row: its first row is read as an activity."
    ) in visible_html(app)
    (date,) = [b for b in app.button if str(b.key).startswith("column:1:date:")]
    values = escape_markdown("31.07.2017; 04.08.2017; 11.08.2017")
    assert date.label == text("Column {column}: {values}", column="A", values=values)
    # Of three columns with numbers, only the one with the sum of the others is suggested.
    keys = [b.key for b in app.button if str(b.key).startswith("column:1:reached:")]
    assert keys == [f"column:1:reached:6:{lang}"]
    press(app, text.n("Accept {n} suggestion", "Accept {n} suggestions", 4))
    assert first_report(app).accepted == 10
    assert text(
        "The table has no header row: its first row is read as an activity."
    ) not in visible_html(app)


def test_a_period_for_every_row_gives_the_first_day_and_the_last() -> None:
    app = open_report("forms/no_date.csv")
    choose(app, "Same period for every row…", "2017-08-01/2017-08-31")
    report = first_report(app)
    assert set(report.frame["date"].dt.day) == {1}
    assert set(report.frame["end_date"].dt.day) == {31}
    assert report.frame["note"].str.contains("Day not reported").all()


def test_a_total_read_as_people_reached_is_listed_and_undone(tmp_path: Path) -> None:
    file = tmp_path / "total.csv"
    rows = [f"{20 + n}.08.2017;Нарын;лекция;Урок {n};{3 * n};{n};{2 * n}" for n in range(1, 5)]
    file.write_text("\n".join(["Дата;Область;Вид;Название;Всего;Мужчин;Женщин", *rows]))
    app = open_report(file)
    assert first_report(app).frame["reached"].tolist() == [3, 6, 9, 12]
    corrected = "Corrected automatically: 1"
    assert corrected in [expander.label for expander in app.expander]
    app.selectbox(key="guess:1:c4:en").set_value("-").run()
    assert first_report(app).accepted == 0
    assert corrected not in [expander.label for expander in app.expander]
    press(app, "Use column “Всего”")
    assert first_report(app).accepted == 4


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_missing_column_without_answers_is_named(lang: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("oblast,type,indicator,due_date\nKG-B,lecture,reached,2017-08-31\n")
    words = visible_html(open_report(str(path), lang))
    assert Text.of(lang)("The file has no column of this name.") in words
