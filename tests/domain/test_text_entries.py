"""The entries of a text column: separated by semicolons, one code for all spellings."""

from __future__ import annotations

import pandas as pd
import pytest

from campaign.domain.text_entries import (
    EntryCounts,
    entry_code,
    find_entries,
    has_entry,
    split_entries,
)

CELLS = pd.Series(
    ["Школа; Мэрия", "школа", None, "ШКОЛА;Школа ; ", "Школа", "Дом культуры, Ош"], dtype="str"
)


def test_a_cell_has_each_of_its_names_once() -> None:
    assert list(split_entries("A; B;a;; ").values()) == ["A", "B"]
    assert list(split_entries("Государственные органы, НПО").values()) == [
        "Государственные органы, НПО"
    ]
    assert split_entries(" ; ") == {}


@pytest.mark.parametrize("spelling", ["мэрия г. Ош", "Мэрия  г Ош", "МЭРИЯ Г. ОШ", "«Мэрия г. Oш»"])
def test_spellings_of_one_key_have_one_code(spelling: str) -> None:
    assert entry_code(spelling) == entry_code("Мэрия г. Ош")


def test_different_names_have_different_codes() -> None:
    assert entry_code("Мэрия города Ош") != entry_code("Мэрия г. Ош")
    assert len(entry_code("Школа")) == 10 and "," not in entry_code("Школа, Ош")


def test_rows_have_their_entries_and_the_most_frequent_spelling_is_the_name() -> None:
    entries = EntryCounts.of(CELLS)
    names = {code: spellings[0] for code, spellings in entries.spellings.items()}
    pairs = [(row.position, names[row.code]) for row in find_entries(CELLS).itertuples()]
    assert sorted(pairs) == [
        (0, "Мэрия"),
        (0, "Школа"),
        (1, "Школа"),
        (3, "Школа"),
        (4, "Школа"),
        (5, "Дом культуры, Ош"),
    ]
    assert entries.counts == dict.fromkeys(names, 1) | {entry_code("школа"): 4}
    assert entries.spellings[entry_code("школа")] == ("Школа", "школа", "ШКОЛА")


def test_any_spelling_may_be_translated() -> None:
    entries = EntryCounts.of(CELLS)
    assert entries.name(entry_code("школа"), {"ШКОЛА": "School"}) == "School"
    assert entries.name(entry_code("школа"), {"Мэрия": "Mayor"}) == "Школа"


def test_an_empty_cell_has_no_entry() -> None:
    assert has_entry(CELLS, [entry_code("Школа")]).tolist() == [
        True,
        True,
        False,
        True,
        True,
        False,
    ]
    assert not has_entry(CELLS, ["unknown"]).any()
    assert has_entry(CELLS.iloc[:0], ["unknown"]).shape == (0,)
    cells = pd.Series([None, None], dtype="str")
    assert find_entries(cells).empty and not EntryCounts.of(cells).spellings
