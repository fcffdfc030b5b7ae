"""Delimited text keeps every cell, its row as a spreadsheet shows it, and says what is wrong."""

from __future__ import annotations

import tracemalloc

import pytest

from campaign.ingest.readers.csv import read_delimited
from campaign.ingest.readers.raw_table import RawTable
from campaign.schema.issues import Issue


def read(content: bytes | str, **how: str) -> RawTable:
    raw = content.encode() if isinstance(content, str) else content
    grid = read_delimited(raw, "register.csv", **how)
    assert isinstance(grid, RawTable), grid
    return grid


def refused(content: bytes, **how: str) -> tuple[str, int | None]:
    issue = read_delimited(content, "register.csv", **how)
    assert isinstance(issue, Issue)
    return issue.rule, issue.row


def rows_of(grid: RawTable) -> list[list[str]]:
    return grid.cells.to_numpy().tolist()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_way_of_saving(delimiter: str, encoding: str, end: str) -> None:
    rows = [["Дата", "Область", "Охват"], ["01.08.2017", "Нарын", "0"], ["02.08.2017", "Ош", ""]]
    grid = read(end.join(delimiter.join(row) for row in rows).encode(encoding))
    assert rows_of(grid) == rows
    assert grid.delimiter == delimiter
    assert list(grid.cells.index) == [1, 2, 3]
    assert list(grid.cells.columns) == [0, 1, 2]
    assert not grid.typed


def test_rows_count_as_in_a_spreadsheet() -> None:
    grid = read('date,title\n\n2017-08-01,"two\nlines"\n2017-08-02,x\n\n\n')
    assert list(grid.cells.index) == [1, 2, 3, 4]
    assert grid.cells.at[3, 1] == "two\nlines"
    assert rows_of(grid)[1] == ["", ""]


def test_sep_line_is_obeyed_and_not_counted() -> None:
    for first in ("sep=;\r\n", '"sep=;"\r\n', "SEP=;\n"):
        grid = read(first + "date;note\n2017-08-01;a, b, c\n")
        assert grid.delimiter == ";"
        assert grid.cells.loc[2].tolist() == ["2017-08-01", "a, b, c"]


@pytest.mark.parametrize("sign", [":", "\n", " ", "a", "."])
def test_sep_names_only_what_parts_cells_here(sign: str) -> None:
    grid = read(f"sep={sign}\ndate;note\n2017-08-01;a\n")
    assert grid.delimiter == ";" and grid.cells.at[1, 0].startswith("sep=")
    assert grid.cells.iloc[-1].tolist() == ["2017-08-01", "a"]


def test_a_damaged_byte_in_the_encoding_that_is_wanted() -> None:
    text = ("дата,место\n" + "2017-08-01,Нарын\n" * 30).encode() + b"2017-08-02,\xd0\n"
    for how in ({}, {"encoding": "utf-8"}):
        for mark in (b"", b"\xef\xbb\xbf"):
            found = [(p.rule, p.row) for p in read(mark + text, **how).issues]
            assert found == [("damaged_text", 32)]


def test_decimal_commas_and_titles_do_not_decide() -> None:
    text = "Register of 2017, draft\n\ndate;hours;share\n" + "2017-08-01;1,5;2,5\n" * 20
    assert read(text).delimiter == ";"
    assert read("place;hours\n" + "Osh;1,5\n" * 20).delimiter == ";"
    wide = "Draft, 2017\na;b;c;d;e;f\n" + "1,5;2;3;4;5;6\n" * 20 + "1,5;a note\n"
    assert read(wide).delimiter == ";"
    assert read("name\nOsh\nNaryn\n").delimiter == ","
    assert read("a,b\n1,2\n", delimiter=";").cells.shape == (2, 1)


def test_short_and_long_rows_are_kept_whole() -> None:
    assert rows_of(read("a,b\n1\n1,2,3\n")) == [["a", "b", ""], ["1", "", ""], ["1", "2", "3"]]


def test_an_unclosed_quote_is_said_with_its_row() -> None:
    open_end = 'a,b\n1,2\n3,"never closed\n5,6\n'
    assert refused(open_end.encode()) == ("unclosed_quote", 3)
    far = 'a,b\n1,"never closed\n' + "5,some more words\n" * 30_000
    assert refused(far.encode()) == ("unclosed_quote", 2)
    closed_by_the_next = 'a,b\n1,"open\n2,"x"\n3,4\n'
    assert refused(closed_by_the_next.encode()) == ("unclosed_quote", 2)


def test_quotes_that_harm_one_line_only_are_borne() -> None:
    grid = read('title,n\n"Osh" hall,12\n5" pipe,3\n"a ""b""",4\n')
    assert rows_of(grid)[1:] == [["Osh hall", "12"], ['5" pipe', "3"], ['a "b"', "4"]]


def test_damaged_cells_are_named() -> None:
    text = ("дата,место\n" + "2017-08-01,Нарын\n" * 30).encode()
    grid = read(text + b"2017-08-02,\xd0\n")
    assert [(p.rule, p.row, p.at) for p in grid.issues] == [("damaged_text", 32, 1)]
    assert read(text).issues == ()


def test_what_is_no_text() -> None:
    assert refused(b"a,b\n1,\x00\n") == ("binary", None)
    assert refused("a,b\n1,\x00\x01\n".encode("utf-16")) == ("binary", None)
    assert refused(b"a,b\n\xff\n", encoding="utf-8") == ("not_in_encoding", None)
    assert refused(b"\n\n,,\n") == ("empty_content", None)


def test_sizes() -> None:
    assert refused(b"a\n" + b",".join([b"1"] * 1_001)) == ("too_wide", None)
    assert read(b"a,b\n1,2" + b"," * 20_000).cells.shape == (2, 2)
    assert refused(b"1\n" * 1_100_001) == ("unpacks_too_big", None)
    assert refused(b"a,b\n" + b"x" * 200_000 + b",1\n") == ("line_too_long", 2)


def test_an_endless_line_is_refused_in_little_memory() -> None:
    content = b"a,b\n" + b"x" * (49 * 2**20)
    tracemalloc.start()
    assert refused(content) == ("line_too_long", 2)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4 * 2**20


def test_rows_of_nothing_but_commas_need_no_memory() -> None:
    content = (b"," * 200_000 + b"\n") * 20 + b"a,b\n"
    tracemalloc.start()
    assert read(content).cells.shape == (21, 2)
    assert tracemalloc.get_traced_memory()[1] < 20 * 2**20
    tracemalloc.stop()
