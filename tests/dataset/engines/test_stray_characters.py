"""No-break spaces, tabs and invisible characters in an engine are treated as in a file."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from campaign.analysis.register_table import ListQuery, register_query
from campaign.dataset.engines.open_register import OpenRegister
from campaign.domain.campaign import Campaign
from campaign.domain.frame_register import FrameRegister
from campaign.ingest.reference_data import ReferenceData
from campaign.ingest.register import ingest_register
from tests.campaigns import view_of
from tests.dataset.engines.live_engine import LiveEngine
from tests.dataset.engines.registers import (
    open_files,
    random_cells,
    reference_of,
    write_csv,
    write_parquet,
)
from tests.dataset.engines.test_equality import assert_frames_equal

STRAY = {
    **{"place": "\u00a0", "district": "\u200b", "reached_by_oblast": "\u00a0", "note": "\ufeff"},
    **{"title": "Лекция\u00a0в  школе", "organiser": "\tМектеп\u200b", "partners": "И\u0306од"},
    **{"oblast": "KG-B\u00a0", "estimated": "\u2007"},
}


def stray_cells(campaign: Campaign) -> pd.DataFrame:
    """A register with stray characters in some rows, and a row without a type."""
    cells = random_cells(campaign, 1, rows=40, broken=False)
    for name, text in STRAY.items():
        cells.loc[[5, 6], name] = text
    cells.loc[6, "title"] = "Лекция в школе"
    cells.loc[8, "type"] = "\u00a0"
    cells.loc[9, "activity_id"] = "2017-\u200b99999\u00a0"
    return cells


def open_in(kind: str, cells: pd.DataFrame, folder: Path, reference: ReferenceData) -> OpenRegister:
    """Return the register in a file of this kind, or in a live table."""
    if kind == "live":
        return LiveEngine(cells, folder).open(reference)
    write = write_csv if kind == "csv" else write_parquet
    return open_files([write(cells, folder / f"a.{kind}")], reference)


@pytest.mark.parametrize("most", [1_000, 0])
@pytest.mark.parametrize("kind", ["csv", "parquet", "live"])
def test_rows_and_issues_are_those_of_a_file(
    campaign: Campaign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, most: int
) -> None:
    monkeypatch.setattr("campaign.dataset.engines.checks.personal_data.MOST_UNTIDY", most)
    cells, reference = stray_cells(campaign), reference_of(campaign)
    if not most:
        # SQL tidies no text, also none that decides about a rule.
        cells["reached_by_oblast"] = ""
    memory = ingest_register(write_csv(cells, tmp_path / "m.csv").read_bytes(), "m.csv", reference)
    engine = open_in(kind, cells, tmp_path, reference)
    assert engine.register is not None
    rows = memory.frame.sort_values("activity_id")[list(engine.register.columns)]
    assert_frames_equal(engine.register.rows(), rows)
    in_memory = FrameRegister(rows)
    for columns in (("organiser",), ("district", "place"), ("partners",), ("estimated",)):
        groups = engine.register.text_groups(columns)
        assert_frames_equal(groups, in_memory.text_groups(columns))
    assert engine.register.organisers().spellings == in_memory.organisers().spellings
    assert engine.rejected == memory.rejected == 1
    assert engine.counts.items() <= memory.counts.items()


@pytest.mark.parametrize("kind", ["csv", "parquet", "live"])
def test_lists_are_searched_and_sorted_as_those_of_a_file(
    campaign: Campaign, tmp_path: Path, kind: str
) -> None:
    cells, reference = stray_cells(campaign), reference_of(campaign)
    memory = ingest_register(write_csv(cells, tmp_path / "m.csv").read_bytes(), "m.csv", reference)
    engine = open_in(kind, cells, tmp_path, reference).register
    assert engine is not None
    frame = memory.frame.sort_values("activity_id", ignore_index=True)[list(engine.columns)]
    in_memory, view = FrameRegister(frame), view_of(campaign, "ru")
    for words, number in (("лекция в школе", 2), ("", len(frame))):
        query = register_query(view, ListQuery(words, "title", False))
        listed = engine.list_rows(query)
        assert len(listed) == number
        assert_frames_equal(listed, in_memory.list_rows(query))
    assert engine.organisers().spellings == in_memory.organisers().spellings


@pytest.mark.parametrize("kind", ["csv", "parquet", "live"])
def test_a_key_without_a_visible_character_is_missing(
    campaign: Campaign, tmp_path: Path, kind: str
) -> None:
    cells = random_cells(campaign, 1, rows=40, broken=False)
    cells.loc[9, "activity_id"] = "\t\u00a0"
    opened = open_in(kind, cells, tmp_path, reference_of(campaign))
    assert opened.rejected == opened.counts["required", "activity_id"] == 1


def test_a_text_of_a_newer_row_of_a_server_is_tidied(campaign: Campaign, tmp_path: Path) -> None:
    engine = LiveEngine(random_cells(campaign, 1, rows=40, broken=False), tmp_path)
    register = engine.open(reference_of(campaign)).register
    assert register is not None
    key = register.rows()["activity_id"][3]
    engine.connection.execute(
        "UPDATE register SET title = $1, place = $2 WHERE activity_id = $3",
        [STRAY["title"], STRAY["place"], key],
    )
    assert register.rows().loc[3, ["title", "place"]].tolist() == ["Лекция в школе", ""]
    columns = ("title", "place")
    groups = FrameRegister(register.rows()).text_groups(columns)
    assert_frames_equal(register.text_groups(columns), groups)
