"""Several columns for one value: the page asks which, and the answer reaches log and versions."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from campaign.dataset import campaign_cache
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.cleaning_log import log_lines
from campaign.ingest.file_references import campaign_reference
from tests.app.conftest import Open, visible_html
from tests.app.test_versions import press as press_key
from tests.app.test_versions import upload
from tests.app.upload_page import CORPUS, first_report, open_report, press

SEVERAL = "Several columns of the file may be this one."


def use(app: AppTest, header: str, lang: str) -> AppTest:
    """The page after a click on the button that chooses the column with this header."""
    text = Text.of(lang)
    return press(app, text("Use column {column}", column=text.quote(header)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_asks_which_column_it_is(lang: str) -> None:
    app, text = open_report("text/two_of_each.csv", lang), Text.of(lang)
    assert visible_html(app).count(text(SEVERAL)) == 3 and first_report(app).accepted == 0
    # Nothing is accepted in bulk.
    keys = [str(button.key) for button in app.button]
    assert not any(key.startswith(("suggestions:", "column:1:all")) for key in keys)
    use(app, "Область проведения", lang)
    use(app, "Количество участников", lang)
    # The title is not required: the rows count without it, and the question stays.
    report = first_report(app)
    assert (report.accepted, report.frame["reached"].sum()) == (2, 220)
    assert report.frame["oblast"].tolist() == ["KG-B", "KG-GB"]
    assert visible_html(app).count(text(SEVERAL)) == 1
    assert all(note.message(text) in visible_html(app) for note in report.notes)
    press(app, text("Read none of them"))
    assert text(SEVERAL) not in visible_html(app)
    (file,) = app.session_state["session-files"]
    codes = campaign_reference(campaign_cache.current()).codes
    lines = log_lines(file.report, file.replies, codes, text)
    assert [
        (line.written, line.read_as)
        for line in lines
        if line.origin == text("by hand, whole table")
    ] == [
        ("Область проведения", text("Oblast or city")),
        ("Количество участников", text("People reached")),
        ("Мероприятие", text("left unchanged")),
        ("Тема", text("left unchanged")),
    ]
    press(app, text("Choose the columns again"))
    assert visible_html(app).count(text(SEVERAL)) == 3


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_answer_is_used_for_a_new_version(open_page: Open, lang: str) -> None:
    text = Text.of(lang)
    head = "Дата;Область;Вид;Название;Охват;Охват всего\n"
    rows = [f"0{n}.08.2017;Нарын;лекция;Урок {n};{n};{10 * n}" for n in range(1, 5)]
    app = upload(open_page("data", lang=lang), head + "\n".join(rows))
    press_key(app, "column:1:reached:5")
    assert first_report(app).frame["reached"].sum() == 100
    upload(app, head + "\n".join(rows).replace(";4;40", ";4;47"))
    assert app.session_state["session-files"][-1].report.frame["reached"].sum() == 107
    line = f"{text('column {column}', column=text.quote('Охват всего'))}: {text('People reached')}"
    used = text("Reused from the previous version: {settings}.", settings=line)
    assert used in visible_html(app)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_time_of_an_answer_is_neither_accepted_in_bulk_nor_suggested(
    lang: str, tmp_path: Path
) -> None:
    text = Text.of(lang)
    content = (CORPUS / "forms/google_own_words.csv").read_text(encoding="utf-8")
    path = tmp_path / "answers.csv"
    path.write_text(content.replace("Название", "Чем занимались").replace("Вид мероприятия", "Что"))
    app = open_report(path, lang)
    press(app, text.n("Accept {n} suggestion", "Accept {n} suggestions", 2))
    report = first_report(app)
    assert report.frame["date"].dt.strftime("%m-%d").tolist() == ["08-01", "08-03", "08-04"]
    assert report.frame["reached"].sum() == 610
    # Without another day the page asks, and offers the time on its own only.
    app = open_report("forms/google_no_day.csv", lang)
    assert not any(str(button.key).startswith("suggestions:") for button in app.button)
    use(app, "Отметка времени", lang)
    assert first_report(app).frame["date"].dt.month.tolist() == [12, 12, 12]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_weeks_become_totals_of_their_days(lang: str) -> None:
    text = Text.of(lang)
    app = open_report("wide/weeks_two_columns.xlsx", lang)
    words = text("The columns are weeks ({columns}).", columns="…").partition("…")[0]
    assert words in visible_html(app) and first_report(app).accepted == 0
    (button,) = [one for one in app.button if one.label == text("Read the numbers as totals")]
    assert button.disabled
    (year,) = [box for box in app.selectbox if box.label == text("Year")]
    year.select("2017").run()
    press(app, text("Read the numbers as totals"))
    report = first_report(app)
    assert (report.accepted, report.frame["reached"].sum()) == (8, 2447)
    assert report.frame["note"].str.startswith(text("Total for the period")).all()
    days = report.frame["end_date"] - report.frame["date"]
    assert set(days.dt.days) == {6}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_numbered_weeks_need_a_campaign_that_is_as_long(lang: str, tmp_path: Path) -> None:
    text = Text.of(lang)
    app = open_report("wide/weeks_numbered.csv", lang)
    label = text("Campaign whose first week is week 1")
    (box,) = [box for box in app.selectbox if box.label == label]
    # The campaign of 2018 has 14 weeks; the table has a week 16.
    assert box.value is None and len(box.options) == 1
    box.select_index(0).run()
    press(app, text("Read the numbers as totals"))
    assert first_report(app).frame["date"].dt.strftime("%m-%d").max() == "11-13"
    (file,) = app.session_state["session-files"]
    codes = campaign_reference(campaign_cache.current()).codes
    lines = log_lines(file.report, file.replies, codes, text)
    assert "2017-07-31/2017-11-20" in [line.read_as for line in lines]
    content = (CORPUS / "wide/weeks_numbered.csv").read_text(encoding="utf-8")
    path = tmp_path / "long.csv"
    path.write_text(content.replace("16-апта", "31-апта"), encoding="utf-8")
    app = open_report(path, lang)
    words = (
        "No campaign has a week {n}. Write the first and the last day of each week in the header."
    )
    assert text(words, n=31) in visible_html(app)
    assert label not in [box.label for box in app.selectbox]
    (button,) = [one for one in app.button if one.label == text("Read the numbers as totals")]
    assert button.disabled
