"""Exports of KoboToolbox and ODK become plain tables; other sheets are unchanged."""

from __future__ import annotations

import io
import uuid
from collections.abc import Mapping

import pandas as pd
import pytest
import xlsxwriter

from campaign.domain.campaign import Campaign
from campaign.ingest.dispatch import ingest_file
from campaign.ingest.privacy.recognizers import find_kinds
from campaign.ingest.readers.raw_table import RawTable
from campaign.ingest.replies import AS_IT_IS, Replies, make_replies
from campaign.ingest.report import ValidationReport
from campaign.ingest.understand.form_export import FormExport, read_form_export
from campaign.ingest.understand.layout import find_layout
from campaign.schema import tables

ANSWERS = ["2017-07-31", "KG-N", "lecture", "40"]
FIELDS = ["date", "oblast", "type", "reached"]


def export(columns: Mapping[str, str | list[str]], replies: Replies = AS_IT_IS) -> FormExport:
    """Return the result of reading a sheet with these headers, and one or two cells below each."""
    cells = [[c] if isinstance(c, str) else c for c in columns.values()]
    depth = max(map(len, cells))
    rows = [list(columns), *([c[at % len(c)] for c in cells] for at in range(depth))]
    frame = pd.DataFrame(rows, index=range(1, len(rows) + 1), dtype="object")
    return read_form_export(RawTable(frame), tables.ACTIVITIES, replies, "f")


def fields(form: FormExport) -> dict[str, str]:
    """{declared column: its cell in the first answer}."""
    header = find_layout(form.raw, tables.ACTIVITIES, form.replies)
    first = form.raw.cells.loc[header.body]
    return {name: first[at] for at, name in enumerate(header.fields) if name is not None}


def answers(group: str = "") -> dict[str, str]:
    return {f"{group}{name}": cell for name, cell in zip(FIELDS, ANSWERS, strict=True)}


KOBO = {"_id": "301", "_submission_time": "2017-12-04T10:00:00", "_submitted_by": "uslovnyi"}
ODK = {"SubmissionDate": "2017-12-04T10:00:00Z", "KEY": "uuid:1", "AttachmentsPresent": "0"}


@pytest.mark.parametrize("group", ["", "activity/", "a/b/c/", "activity-", "a-b-"])
def test_groups_before_a_question_do_not_matter(group: str) -> None:
    assert fields(export(answers(group) | KOBO)) == answers()


def test_labels_with_a_slash_keep_their_meaning() -> None:
    labels = {"Негизги/Күнү": "2017-07-31", "Негизги/Область/город": "KG-N"}
    assert fields(export(labels | KOBO)) == {"date": "2017-07-31", "oblast": "KG-N"}


def test_other_sheets_are_unchanged() -> None:
    plain = {"Мужчин/женщин": "40", "start": "2017-07-31", "_id": "1", "status": "x"}
    form = export(plain)
    assert form.replies is AS_IT_IS and not form.corrections
    assert form.raw.cells.loc[2].tolist() == list(plain.values())


def test_times_of_data_entry_are_not_dates_of_activities() -> None:
    times = {"start": "2017-12-04T10:12:33.123+06:00", "end": "2017-12-04T10:20:00.000+06:00"}
    assert fields(export(times | answers() | KOBO)) == answers()
    without_date = times | {"oblast": "KG-N", "type": "lecture"} | KOBO
    assert set(fields(export(without_date))) == {"oblast", "type"}
    assert export(without_date).raw.cells.loc[1].tolist()[:2] == ["start", "end"]
    chosen = make_replies(column={0: "date"})
    assert fields(export(without_date, chosen))["date"] == times["start"]


def test_columns_about_the_respondent_are_excluded() -> None:
    persons = {
        **{"username": "SECRET", "deviceid": "SECRET", "phonenumber": "SECRET"},
        **{"enumerator/name": "SECRET", "group/enumerator_phone": "SECRET"},
        **{"Имя заполнившего форму": "SECRET", "Interviewer's e-mail": "SECRET"},
        **{"SubmitterName": "SECRET", "_submitted_by": "SECRET"},
    }
    form = export(answers("enumerator/") | persons | {"_id": "301", "_uuid": str(uuid.uuid4())})
    assert "SECRET" not in form.raw.cells.to_csv()
    assert "SECRET" not in repr((form.corrections, form.issues))
    assert {name: fields(form)[name] for name in FIELDS} == answers()
    (correction,) = (c for c in form.corrections if c.rule == "form_person")
    assert "username" in str(correction.params["columns"])


def test_options_in_separate_columns_are_one_answer() -> None:
    options = {"audience/youth": ["1", "0"], "audience/women and men": ["True", ""]}
    both = {"audience": ["youth women and men", "other"]}
    repeated = export(answers() | both | options | KOBO)
    assert fields(repeated) == answers() | {"audience": "youth; women and men"}
    # Without a marked option the answer is unchanged.
    assert "other" in repeated.raw.cells.loc[3].tolist()
    assert "audience/youth" not in repeated.raw.cells.loc[1].tolist()
    assert repeated.raw.cells.loc[1].tolist().count("audience") == 1
    alone = export(answers() | options | KOBO)
    assert fields(alone) == answers() | {"audience": "youth; women and men"}


def test_questions_without_answers_are_not_options() -> None:
    group = {"activity/district": "", "activity/place": ""}
    form = export(answers("activity/") | group | KOBO)
    assert fields(form) == answers() | {"district": "", "place": ""} and "title" not in fields(form)
    alone = export(answers() | group | KOBO)
    assert "title" not in fields(alone)


def test_a_group_of_counts_is_not_a_question_with_options() -> None:
    counts = {"people/women": "1", "people/men": "0"}
    assert fields(export(answers() | counts | KOBO)) == answers() | {"women": "1", "men": "0"}


def test_coordinates_are_excluded() -> None:
    kobo = {"place": "42.87 74.59 0 0", "_place_latitude": "42.87", "_place_longitude": "74.59"}
    odk = {"activity-place-Latitude": "42.87", "activity-place-Accuracy": "4.5"}
    for points in (kobo, odk):
        form = export(answers() | points | KOBO)
        assert fields(form) == answers() and "42.87" not in form.raw.cells.to_csv()


def test_the_key_of_an_answer_is_the_code_of_an_activity_without_one() -> None:
    keys = [str(uuid.uuid4()), str(uuid.uuid4())]
    assert fields(export(answers() | KOBO | {"_uuid": keys}))["activity_id"] == keys[0]
    assert fields(export(answers() | ODK))["activity_id"] == "uuid:1"
    own = {"activity_id": ["2017-001", "2017-002"]}
    assert fields(export(answers() | KOBO | {"_uuid": keys} | own))["activity_id"] == "2017-001"


def test_each_row_of_a_group_has_the_key_of_its_form_and_a_number() -> None:
    own = {"date": ["1.8.2017", "1.8.2017", "", "2.8.2017"], "_parent_index": ["1", "1", "1", "2"]}
    keys = {"_submission__uuid": ["u-1", "u-1", "u-1", "u-2"]}
    form = export(own | keys | {"_submission__id": "7", "_index": list("1234")})
    # A row without an answer is no activity.
    assert form.raw.cells.loc[2:, 2].tolist() == ["u-1/1/1", "u-1/1/2", "", "u-2/1/1"]
    assert form.replies.of("column")[2] == "activity_id"
    without = make_replies(column={2: None})
    form = export(own | keys | {"_index": list("1234")}, without)
    assert "activity_id" not in form.replies.of("column").values()


def test_a_key_is_not_a_phone_number() -> None:
    assert find_kinds(["uuid:09001004-60c5-4a28-b2a2-bb25a9a7ac14"]) == {}
    assert find_kinds(["09001004-60c5-4a28-b2a2-bb25a9a7ac14 0555 01-02-03"])


def test_answers_not_approved_are_counted_and_named() -> None:
    states = {"_validation_status": ["Approved", "Not approved"]}
    assert [i.row for i in export(answers() | KOBO | states).issues] == [3]
    assert [i.row for i in export(answers() | ODK | {"ReviewState": "rejected"}).issues] == [2]


def test_sheets_of_repeated_groups_do_not_hide_the_answers(campaign: Campaign) -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    main, repeated = book.add_worksheet("register"), book.add_worksheet("partners")
    for at, (name, cell) in enumerate((answers() | KOBO).items()):
        main.write_string(0, at, name)
        main.write_string(1, at, cell)
    for at, name in enumerate(("partner", "_index", "_parent_index", "_submission__submitted_by")):
        repeated.write_string(0, at, name)
        repeated.write_string(1, at, "uslovnyi")
    book.close()
    report = ingest_file(stream.getvalue(), "f.xlsx", campaign)
    assert isinstance(report, ValidationReport)
    assert report.accepted == 1 and report.status == "clean"
