"""The data dictionary describes every column."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
import pytest

from campaign.dataset.folders import Folders
from campaign.exports.data_check.templates import (
    dictionary_headers,
    dictionary_rows,
    dictionary_xlsx,
)
from campaign.i18n.translator import LANGUAGES, Text
from campaign.schema import tables
from campaign.schema.data_dictionary import (
    KIND_NAMES,
    LISTS,
    column_label,
    describe_columns,
)

README = Path(__file__).resolve().parents[3] / "data" / "README.md"
EN = Text.of("en")
COLUMNS = [c for table in tables.TABLES for c in (*table.columns, *table.marks)]


def test_every_column_has_a_help_text() -> None:
    assert all(column.help for column in COLUMNS)
    assert len({table.name for table in tables.TABLES}) == len(tables.TABLES)


def test_help_is_one_sentence() -> None:
    for words in (column.help for column in COLUMNS):
        assert words.endswith(".") and not re.search(r"\. [A-Z]", words), words


def test_the_dictionary_and_the_documents_name_the_files_that_are_read(folders: Folders) -> None:
    read = {folders.label(path) for path in folders.files() if path.suffix == ".csv"}
    read = {re.sub(r"/\d{4}/", "/<campaign_id>/", name) for name in read}
    assert {entry.file for entry in dictionary_rows(EN)} == read
    described = re.findall(
        r"^\| \[?`([^`]+\.csv)`", README.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert {f"data/{name}" for name in described} == {n for n in read if n.startswith("data/")}


def test_help_of_counts_distinguishes_empty_and_zero() -> None:
    for name in ("reached", "women", "men", "youth"):
        words = next(c.help for c in tables.ACTIVITIES.columns if c.name == name)
        assert "empty cell means not reported" in words and "0 means" in words


def test_every_kind_and_list_has_a_name() -> None:
    assert {column.kind for column in COLUMNS} == set(KIND_NAMES)
    assert {column.code_list for column in COLUMNS if column.code_list} == set(LISTS)


def test_describe_columns_states_the_rules_of_the_schema() -> None:
    rows = {row.column: row for row in describe_columns(tables.ACTIVITIES, EN)}
    assert list(rows) == [column.name for column in tables.ACTIVITIES.columns]
    assert rows["date"].required == "must be filled in"
    assert rows["reached"].required == "the column is required; cells may be empty"
    assert rows["women"].required == "optional"
    assert (rows["reached"].kind, rows["reached"].allowed) == ("whole number", "0 or more")
    assert rows["activity_id"].allowed == "each value only once"
    (status,) = [row for row in describe_columns(tables.CAMPAIGNS, EN) if row.column == "status"]
    assert status.allowed == "illustrative, register, published_only"


def test_a_column_without_a_label_keeps_its_name() -> None:
    assert column_label("reached", EN) == "People reached"
    assert column_label("qualifier", EN) == "qualifier"


def test_columns_of_one_name_have_one_label() -> None:
    labels: dict[str, str] = {}
    for column in COLUMNS:
        if column.label:
            assert labels.setdefault(column.name, column.label) == column.label


def test_examples_are_valid_in_their_columns() -> None:
    for column in (column for column in COLUMNS if column.example):
        assert not column.choices or column.example in column.choices
        if column.kind in ("date", "period"):
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", column.example)
        if column.kind in ("whole", "number"):
            assert column.example.isdigit()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_workbook_holds_every_column(lang: str) -> None:
    text = Text.of(lang)
    content = dictionary_xlsx(text)
    (sheet,) = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    read = [tuple(cell or "" for cell in row) for row in sheet.iter_rows(values_only=True)]
    assert read == [tuple(dictionary_headers(text)), *dictionary_rows(text)]
    assert len(read) == 1 + len(COLUMNS)
    assert sheet.auto_filter.ref == f"A1:G{len(read)}" and sheet.freeze_panes == "A2"
    assert dictionary_xlsx(text) == content
