"""Unknown names, estimates and wrong cells: the page has a button or a field for each."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.replies import AS_IT_IS
from tests.app.conftest import visible_html
from tests.app.test_possible_names import press

TEXT = Text.of("en")


def _page(lang: str, name: str) -> None:
    from pathlib import Path

    import streamlit as st

    from campaign.dataset import campaign_cache
    from campaign.ui.upload import page, session_files, session_registers
    from tests.campaigns import view_of

    if not session_files.files():
        path = Path("tests/corpus") / name
        session_files.add(campaign_cache.current(), path.name, path.read_bytes())
    campaign = session_registers.campaign_with_files(campaign_cache.current())
    view = view_of(campaign, lang)
    st.session_state["selection"] = view.selection
    (file,) = session_files.files()
    st.session_state["report"] = file.report
    page.show_file(view, file)


def open_report(lang: str = "en", name: str = "values/monthly_report.csv") -> AppTest:
    app = AppTest.from_function(_page, default_timeout=600, args=(lang, name)).run()
    assert not app.exception
    return app


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_value_has_its_answers_in_the_reader_s_language(lang: str) -> None:
    app, text = open_report(lang), Text.of(lang)
    assert text.n("Accept {n} suggestion", "Accept {n} suggestions", 2) in labels(app)
    assert labels(app).count(text("Other (as written)")) == 2
    assert text("Count as {n}", n=60) in labels(app)
    assert labels(app).count(text("Not reported")) == 2
    boxes = {box.label: box for box in app.selectbox if "«" in box.label or "“" in box.label}
    misspelt = next(box for label, box in boxes.items() if "Лекцыя" in label)
    lecture = {"en": "Lecture or lesson", "ru": "Лекция или урок", "ky": "Лекция же сабак"}[lang]
    assert misspelt.options[0] == lecture and misspelt.value == "lecture"
    # «Ош» alone has a button for the city and one for the oblast, and no list.
    assert not any("Ош" in label for label in boxes)
    names = {"en": "Osh oblast", "ru": "Ошская область", "ky": "Ош облусу"}
    assert names[lang] in labels(app)
    assert text("Count without a region") in labels(app)


def test_clicks_from_the_file_to_a_register_without_errors() -> None:
    app = press(open_report(), TEXT.n("Accept {n} suggestion", "Accept {n} suggestions", 2))
    app = press(app, "Other (as written)")
    app = press(app, TEXT("Count as {n}", n=60))
    app = press(app, TEXT("Count as {n}", n=50))
    app = press(app, "Osh oblast")
    app = press(app, TEXT.n("Exclude {n} row", "Exclude {n} rows", 1))
    assert not app.exception and app.session_state["report"].questions == ()
    fields = {field.label: field for field in app.text_input}
    assert len(fields) == 2
    next(field for label, field in fields.items() if "Дата" in label).set_value("02.08.2017")
    next(field for label, field in fields.items() if "Охвачено" in label).set_value("")
    app = press(app, "Apply and check again")
    report = app.session_state["report"]
    assert (report.accepted, report.excluded, report.rejected) == (6, 2, 0)
    assert list(report.frame["estimated"]).count("reached") == 2
    assert "Correct" not in " ".join(one.label for one in app.expander)
    app = press(app, "Clear answers")
    assert len(app.session_state["report"].questions) == 7
    assert app.session_state["session-files"][0].replies == AS_IT_IS


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_button_answers_all_unknown_names_of_one_kind(lang: str) -> None:
    text = Text.of(lang)
    places = text.n("Count {n} place without a region", "Count all {n} places without a region", 10)
    types = text.n(
        "Count {n} type as “Other (as written)”", "Count all {n} types as “Other (as written)”", 2
    )
    app = open_report(lang, "values/villages.csv")
    # The page shows twelve questions: those of the other kinds beside the ten villages.
    questions = app.session_state["report"].questions
    assert len(questions) == 16
    assert text("Count as {n}", n=100) in labels(app) and text.quote("Субботник") in visible_html(
        app
    )
    app = press(app, places)
    report = app.session_state["report"]
    # The page still asks about a similar name, an ambiguous name, types and numbers.
    assert [q.subject for q in report.questions].count("oblast") == 2
    assert len(report.questions) == 6 and places not in labels(app)
    assert (report.accepted, list(report.frame["oblast"]).count("other")) == (11, 10)
    app = press(app, types)
    report = app.session_state["report"]
    assert report.accepted == 12 and {q.subject for q in report.questions} == {"oblast", "reached"}
    assert list(report.frame["type_as_written"]).count("Субботник") == 1
    app = press(app, text("Clear answers"))
    assert app.session_state["report"].questions == questions
    assert app.session_state["session-files"][0].replies == AS_IT_IS


def test_a_second_click_before_the_page_shows_the_first_keeps_its_answers() -> None:
    app = open_report()
    first = TEXT.n("Accept {n} suggestion", "Accept {n} suggestions", 2)
    for label in (first, TEXT("Count as {n}", n=50)):
        next(button for button in app.button if button.label == label).set_value(True)
    app.run()
    assert not app.exception
    (one,) = app.session_state["session-files"]
    answers = {(reply.kind, reply.key): reply.value for reply in one.replies}
    assert len(answers) == 3 and "50" in answers.values()


@pytest.mark.parametrize("name", ["private/phones.csv", "broken/letter.txt"])
def test_a_rejected_file_has_no_log_and_no_corrected_register(name: str) -> None:
    app = open_report(name=name)
    assert not {"Apply a cleaning log"} & {one.label for one in app.expander}
    assert "Corrected register" not in visible_html(app)


def test_personal_data_is_not_accepted_as_a_correction() -> None:
    app = open_report()
    field = next(f for f in app.text_input if "9" in f.label and "Охвачено" in f.label)
    field.set_value("0555 123 456")
    app = press(app, "Apply and check again")
    assert "looks like personal data" in visible_html(app)
    assert "0555" not in repr(app.session_state["report"].open_cells)
    assert app.session_state["session-files"][0].replies.of("cell") == {}
