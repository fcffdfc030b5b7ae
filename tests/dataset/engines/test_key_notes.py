"""A converted file has a note that its keys are plain and distinct; other notes are ignored."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest

from campaign.dataset.engines.checks import key_facts
from campaign.dataset.engines.checks.key_facts import PLAIN_KEY, KeyFacts, read_key_facts
from campaign.dataset.engines.convert import convert_to_parquet
from campaign.dataset.engines.files.duckdb_engine import DuckDBEngine
from campaign.domain.campaign import Campaign
from tests.dataset.engines.registers import random_cells, write_csv

NAME = "campaign_distinct_keys"
OTHERS = [("", "'\\xFF\\xFE'::BLOB")]
PLAIN = KeyFacts(are_plain=True, are_ascending=True)


def convert(cells: pd.DataFrame, folder: Path) -> Path:
    source, target = write_csv(cells, folder / "a.csv"), folder / "a.parquet"
    issues = convert_to_parquet(source, target, "a.csv", lambda share: None).issues
    assert not [issue for issue in issues if issue.severity == "error"]
    return target


@pytest.fixture
def file(campaign: Campaign, tmp_path: Path) -> Path:
    """A register that was converted from an unsorted file."""
    cells = random_cells(campaign, 3, rows=30, broken=False)
    return convert(cells.sample(frac=1, random_state=1), tmp_path)


def test_a_converted_file_notes_its_keys(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert DuckDBEngine([file]).note(NAME) == f"30 {PLAIN_KEY}"
    file = file.rename(file.with_name("[1].parquet"))
    pd.DataFrame({"a": [1]}).to_parquet(file.with_name("1.parquet"))
    assert DuckDBEngine([file]).note(NAME) == f"30 {PLAIN_KEY}"
    with monkeypatch.context() as patch:
        patch.setattr(DuckDBEngine, "read_column", lambda *_: pytest.fail("read"))
        assert read_key_facts(DuckDBEngine([file])) == PLAIN
    assert DuckDBEngine([file, file]).note(NAME) is None
    assert not read_key_facts(DuckDBEngine([file, file])).are_ascending
    monkeypatch.setattr(key_facts, "PLAIN_KEY", "no key")
    assert read_key_facts(DuckDBEngine([file])) == KeyFacts()


@pytest.mark.parametrize("key", ["2017-00001 x", "", "Асанова Айгуль", None])
def test_files_with_other_keys_have_no_note(
    campaign: Campaign, tmp_path: Path, key: str | None
) -> None:
    cells = random_cells(campaign, 3, rows=30, broken=False)
    cells.loc[7, "activity_id"] = cells.loc[8, "activity_id"] if key is None else key
    assert DuckDBEngine([convert(cells, tmp_path)]).note(NAME) is None


def test_keys_of_a_file_that_was_written_again_are_read(file: Path) -> None:
    repeated = "SELECT * FROM (SELECT * FROM '{0}' UNION ALL SELECT * FROM '{0}')"
    copy = file.with_name("copy.parquet")
    duckdb.sql(f"COPY ({repeated.format(file)}) TO '{copy}' (FORMAT parquet)")
    assert DuckDBEngine([copy]).note(NAME) is None
    assert not read_key_facts(DuckDBEngine([copy])).are_ascending
    # Arrow keeps the notes.
    table = pq.read_table(file)
    pq.write_table(table.take([0, 0]), copy)
    assert b"campaign_distinct_keys" in pq.read_metadata(copy).metadata
    assert not read_key_facts(DuckDBEngine([copy])).are_ascending


def test_a_note_of_other_rows_or_not_in_text_is_ignored(file: Path) -> None:
    copy, note = file.with_name("copy.parquet"), DuckDBEngine([file]).note(NAME)
    for rows, value in ((f"SELECT * FROM '{file}' UNION ALL FROM '{file}'", f"'{note}'"), *OTHERS):
        rows = rows or f"SELECT * FROM '{file}'"
        duckdb.sql(f"COPY ({rows}) TO '{copy}' (FORMAT parquet, KV_METADATA {{{NAME}: {value}}})")
        engine = DuckDBEngine([copy])
        assert engine.note(NAME) == (note if "UNION" in rows else None)
        assert read_key_facts(engine) == (KeyFacts(True, False) if "UNION" in rows else PLAIN)
