"""Delimited text is read with all cells, row numbers of a spreadsheet, and issues."""

from __future__ import annotations

import csv
import tracemalloc

import pytest

from campaign.ingest.readers.csv import read_delimited
from campaign.ingest.readers.raw_table import RawTable
from campaign.schema.issues import Issue


def read(content: bytes | str, **options: str) -> RawTable:
    data = content.encode() if isinstance(content, str) else content
    raw = read_delimited(data, "register.csv", **options)
    assert isinstance(raw, RawTable), raw
    return raw


def issue_of(content: bytes, **options: str) -> tuple[str, int | None]:
    issue = read_delimited(content, "register.csv", **options)
    assert isinstance(issue, Issue)
    return issue.rule, issue.row


def rows_of(raw: RawTable) -> list[list[str]]:
    return raw.cells.to_numpy().tolist()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_cells_are_equal_in_every_format(delimiter: str, encoding: str, end: str) -> None:
    rows = [["Дата", "Область", "Охват"], ["01.08.2017", "Нарын", "0"], ["02.08.2017", "Ош", ""]]
    raw = read(end.join(delimiter.join(row) for row in rows).encode(encoding))
    assert rows_of(raw) == rows
    assert raw.delimiter == delimiter
    assert list(raw.cells.index) == [1, 2, 3]
    assert list(raw.cells.columns) == [0, 1, 2]
    assert not raw.has_types


def test_rows_are_numbered_as_in_a_spreadsheet() -> None:
    raw = read('date,title\n\n2017-08-01,"two\nlines"\n2017-08-02,x\n\n\n')
    assert list(raw.cells.index) == [1, 2, 3, 4]
    assert raw.cells.at[3, 1] == "two\nlines"
    assert rows_of(raw)[1] == ["", ""]


def test_the_sep_line_names_the_delimiter_and_is_not_counted() -> None:
    for first in ("sep=;\r\n", '"sep=;"\r\n', "SEP=;\n"):
        raw = read(first + "date;note\n2017-08-01;a, b, c\n")
        assert raw.delimiter == ";"
        assert raw.cells.loc[2].tolist() == ["2017-08-01", "a, b, c"]


@pytest.mark.parametrize("sign", [":", "\n", " ", "a", "."])
def test_the_sep_line_names_only_a_delimiter(sign: str) -> None:
    raw = read(f"sep={sign}\ndate;note\n2017-08-01;a\n")
    assert raw.delimiter == ";" and raw.cells.at[1, 0].startswith("sep=")
    assert raw.cells.iloc[-1].tolist() == ["2017-08-01", "a"]


def test_a_damaged_byte_in_the_requested_encoding_is_an_issue() -> None:
    text = ("дата,место\n" + "2017-08-01,Нарын\n" * 30).encode() + b"2017-08-02,\xd0\n"
    for options in ({}, {"encoding": "utf-8"}):
        for mark in (b"", b"\xef\xbb\xbf"):
            issues = [(p.rule, p.row) for p in read(mark + text, **options).issues]
            assert issues == [("damaged_text", 32)]


def test_decimal_commas_and_titles_do_not_change_the_delimiter() -> None:
    text = "Register of 2017, draft\n\ndate;hours;share\n" + "2017-08-01;1,5;2,5\n" * 20
    assert read(text).delimiter == ";"
    assert read("place;hours\n" + "Osh;1,5\n" * 20).delimiter == ";"
    wide = "Draft, 2017\na;b;c;d;e;f\n" + "1,5;2;3;4;5;6\n" * 20 + "1,5;a note\n"
    assert read(wide).delimiter == ";"
    assert read("name\nOsh\nNaryn\n").delimiter == ","
    assert read("a,b\n1,2\n", delimiter=";").cells.shape == (2, 1)


def test_short_and_long_rows_keep_all_cells() -> None:
    assert rows_of(read("a,b\n1\n1,2,3\n")) == [["a", "b", ""], ["1", "", ""], ["1", "2", "3"]]


def test_an_unclosed_quote_is_named_with_its_row() -> None:
    open_end = 'a,b\n1,2\n3,"never closed\n5,6\n'
    assert issue_of(open_end.encode()) == ("unclosed_quote", 3)
    far = 'a,b\n1,"never closed\n' + "5,some more words\n" * 30_000
    assert issue_of(far.encode()) == ("unclosed_quote", 2)
    closed_by_the_next = 'a,b\n1,"open\n2,"x"\n3,4\n'
    assert issue_of(closed_by_the_next.encode()) == ("unclosed_quote", 2)


def test_wrong_quotes_of_one_line_are_accepted() -> None:
    raw = read('title,n\n"Osh" hall,12\n5" pipe,3\n"a ""b""",4\n')
    assert rows_of(raw)[1:] == [["Osh hall", "12"], ['5" pipe', "3"], ['a "b"', "4"]]


def test_damaged_cells_have_an_issue() -> None:
    text = ("дата,место\n" + "2017-08-01,Нарын\n" * 30).encode()
    raw = read(text + b"2017-08-02,\xd0\n")
    assert [(p.rule, p.row, p.at) for p in raw.issues] == [("damaged_text", 32, 1)]
    assert read(text).issues == ()


def test_other_bytes_are_rejected() -> None:
    assert issue_of(b"a,b\n1,\x00\n") == ("binary", None)
    assert issue_of("a,b\n1,\x00\x01\n".encode("utf-16")) == ("binary", None)
    assert issue_of(b"a,b\n\xff\n", encoding="utf-8") == ("not_in_encoding", None)
    assert issue_of(b"\n\n,,\n") == ("empty_content", None)


@pytest.mark.long
def test_a_file_over_a_limit_is_rejected() -> None:
    assert issue_of(b"a\n" + b",".join([b"1"] * 1_001)) == ("too_wide", None)
    assert read(b"a,b\n1,2" + b"," * 20_000).cells.shape == (2, 2)
    assert issue_of(b"1\n" * 1_100_001) == ("unpacks_too_big", None)
    assert issue_of(b"a,b\n" + b"x" * 200_000 + b",1\n") == ("line_too_long", 2)


def test_an_endless_line_is_rejected_in_little_memory() -> None:
    content = b"a,b\n" + b"x" * (49 * 2**20)
    tracemalloc.start()
    assert issue_of(content) == ("line_too_long", 2)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4 * 2**20


@pytest.mark.long
def test_rows_of_only_commas_need_little_memory() -> None:
    content = (b"," * 200_000 + b"\n") * 20 + b"a,b\n"
    tracemalloc.start()
    assert read(content).cells.shape == (21, 2)
    assert tracemalloc.get_traced_memory()[1] < 20 * 2**20
    tracemalloc.stop()


def test_a_limit_that_another_library_sets_changes_nothing() -> None:
    before = csv.field_size_limit(2**30)
    try:
        assert issue_of(b"a,b\n" + b"x" * 200_000 + b",1\n") == ("line_too_long", 2)
    finally:
        csv.field_size_limit(before)


@pytest.mark.parametrize(
    "rows",
    [
        '1.08.2017;Нарын;"a;40\n2.08.2017;Ош;b";41\n',
        '1.08.2017;Нарын;40;"a\n2.08.2017;Ош;41;b"\n',
        '1.08.2017;Нарын;"a;40\n2.08.2017;Ош;b;7\n12.08.2017;Ош;b";41\n',
    ],
)
def test_a_quotation_mark_that_joins_rows_is_an_error(rows: str) -> None:
    content = f"Дата;Область;Название;Охват\n3.08.2017;Ош;c;5\n{rows}"
    assert issue_of(content.encode()) == ("unclosed_quote", 3)


def test_a_list_in_a_cell_is_not_a_row() -> None:
    content = 'Date,Oblast,Reached,Note\n2017-08-01,KG-N,40,"schools:\n№ 1, № 2, № 3, № 4"\n'
    assert rows_of(read(content))[1][3] == "schools:\n№ 1, № 2, № 3, № 4"


LONG = "".join(f"2017-08-{day},KG-N,{day}0,b{day}\n" for day in range(10, 25))


@pytest.mark.parametrize(
    ("row", "at"),
    [
        ("2017-08-01,KG-N,1,200,", 2),
        ("2017-08-01,KG-N,1,200", None),
        ("2017-08-01,KG-N,12,a,", None),
        ("2017-08-01,KG-N,,,", None),
        ("2017-08-01,KG-N,1,200,b", None),
    ],
)
def test_a_number_split_at_its_decimal_comma_is_an_issue(row: str, at: int | None) -> None:
    raw = read(f"date,oblast,reached,title\n{row}\n{LONG}")
    assert [(i.rule, i.row, i.at) for i in raw.issues] == (
        [] if at is None else [("ragged", 2, at)]
    )
