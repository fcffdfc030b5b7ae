"""The form is accepted by the converter of both programs, and exports of its answers pass."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from typing import Any

import openpyxl
import pytest
from pyxform.xls2xform import convert

from campaign.domain.campaign import Campaign
from campaign.exports.data_check.xlsform import xlsform
from campaign.i18n.translator import LANGUAGE_NAMES, LANGUAGES
from campaign.ingest.dispatch import ingest_file
from campaign.ingest.report import ValidationReport
from campaign.schema import tables

ANSWERS: dict[str, Any] = {
    **{"date": "2017-09-08", "end_date": "2017-09-10", "oblast": "KG-GO", "type": "live_tv"},
    **{"place": "школа", "title": "Условное мероприятие 1", "audience": "студенты"},
    **{"reached": 40, "women": 25, "men": 15, "youth": 30, "media_audience": 5000},
}


REGIONS = {"KG-GO": "KG-GO", "KG-B KG-GO": "KG-B;KG-GO", "KG": "KG"}
"""The answer in each row, and the cell that the register holds for it."""


@dataclass(frozen=True)
class Question:
    """A question of the converted form: its path, and its label by language."""

    path: tuple[str, ...]
    labels: tuple[dict[str, str], ...]
    node: dict[str, Any]


@pytest.fixture(scope="module")
def content(campaign: Campaign) -> bytes:
    return xlsform("ky", campaign.places, campaign.types)


@pytest.fixture(scope="module")
def conversion(content: bytes) -> Any:
    # Without `validate`, which calls a program in Java.
    return convert(xlsform=io.BytesIO(content), validate=False)


@pytest.fixture(scope="module")
def questions(conversion: Any) -> dict[str, Question]:
    root = json.loads(json.dumps(conversion._pyxform))
    by_name: dict[str, Question] = {}

    def walk(node: dict[str, Any], path: tuple[str, ...], labels: tuple[Any, ...]) -> None:
        for child in node.get("children", []):
            below = (*path, child["name"]), (*labels, child.get("label"))
            if child["type"] == "group" and child["name"] != "meta":
                walk(child, *below)
            elif child["type"] not in ("group", "calculate"):
                by_name[child["name"]] = Question(*below, child)

    walk(root, (), ())
    return by_name


def test_the_converter_accepts_the_form_without_a_warning(conversion: Any) -> None:
    assert conversion.warnings == []
    for lang in LANGUAGES:
        assert f'<translation lang="{LANGUAGE_NAMES[lang]} ({lang})"' in conversion.xform


def test_each_column_is_a_question_with_labels_in_three_languages(
    questions: dict[str, Question],
) -> None:
    assert set(questions) == {column.name for column in tables.ACTIVITIES.columns}
    languages = {f"{LANGUAGE_NAMES[lang]} ({lang})" for lang in LANGUAGES}
    for question in questions.values():
        words = [*question.labels, question.node["hint"]]
        bind = question.node.get("bind", {})
        if "constraint" in bind:
            words.append(bind["jr:constraintMsg"])
        assert all(set(each) == languages for each in words)
    required = {name for name, q in questions.items() if q.node.get("bind", {}).get("required")}
    assert required == {column.name for column in tables.ACTIVITIES.columns if column.filled}


def test_answers_are_limited_as_the_rules_of_the_register_are(
    questions: dict[str, Question], campaign: Campaign
) -> None:
    binds = {name: question.node.get("bind", {}) for name, question in questions.items()}
    assert binds["end_date"]["constraint"] == ". >= ${date}"
    assert "${women}" in binds["men"]["constraint"]
    for column in tables.ACTIVITIES.columns:
        limited = column.kind in ("date", "whole") or column.name == "oblast"
        assert ("constraint" in binds[column.name]) == limited
    asked = set(re.findall(r"'(\w+)'", binds["media_audience"]["relevant"]))
    assert asked == set(campaign.types.index[campaign.types["group"] == "media"])


def test_the_form_records_nothing_about_the_respondent(conversion: Any) -> None:
    assert not re.search(r'jr:preload="(?!uid)', conversion.xform)


def test_choices_are_all_regions_and_types(content: bytes, campaign: Campaign) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(content))["choices"]
    rows = [[str(cell) for cell in row] for row in sheet.iter_rows(min_row=2, values_only=True)]
    codes = [*campaign.places.codes, "KG", *map(str, campaign.types.index)]
    assert [row[1] for row in rows] == codes
    assert all(all(row) for row in rows)


def test_equal_lists_give_equal_bytes(content: bytes, campaign: Campaign) -> None:
    assert xlsform("ky", campaign.places, campaign.types) == content
    assert xlsform("ru", campaign.places, campaign.types) != content


@pytest.mark.sample(3)
@pytest.mark.parametrize("separator", ["/", "-", None])
@pytest.mark.parametrize("lang", [None, *LANGUAGES])
def test_an_export_of_its_answers_passes_the_check(
    questions: dict[str, Question], campaign: Campaign, lang: str | None, separator: str | None
) -> None:
    """The export has codes or labels of a language, with or without group names."""
    headers = ["start", "end", "__version__", "_id", "_uuid", "_submission_time", "_submitted_by"]
    rows = [
        [*["2017-12-04T10:12:33.123+06:00"] * 2, "v1", str(301 + at), f"4c8f0d6e-{at}", "", "u"]
        for at in range(len(REGIONS))
    ]
    for name, question in questions.items():
        language = f"{LANGUAGE_NAMES[lang]} ({lang})" if lang else ""
        path = [labels[language] for labels in question.labels] if lang else question.path
        header = path[-1] if separator is None else separator.join(path)
        labels = {
            str(choice["name"]): choice["label"][language] if lang else str(choice["name"])
            for choice in question.node.get("choices", [])
        }
        chosen = [
            codes.split() if name == "oblast" else [str(ANSWERS.get(name, ""))] for codes in REGIONS
        ]
        headers.append(header)
        for row, codes in zip(rows, chosen, strict=True):
            row.append(" ".join(labels.get(code, code) for code in codes))
        if name == "oblast":
            headers += [f"{header}/{label}" for label in labels.values()]
            for row, codes in zip(rows, chosen, strict=True):
                row += [str(int(code in codes)) for code in labels]
    out = io.StringIO()
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL).writerows([headers, *rows])
    report = ingest_file(out.getvalue().encode(), "export.csv", campaign)
    assert isinstance(report, ValidationReport)
    assert not [issue for issue in report.issues if issue.rule != "likely_duplicate"]
    assert list(report.frame["oblast"]) == list(REGIONS.values())
    accepted = report.frame.iloc[0]
    values = {name: re.sub(r"\.0$| 00:00:00$", "", str(accepted[name])) for name in ANSWERS}
    assert values == {name: str(answer) for name, answer in ANSWERS.items()}
    assert not report.extra and not report.questions
