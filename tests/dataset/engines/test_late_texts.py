"""Personal data that a server gets after the check of its register are never shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from campaign.analysis.register_table import SORTS, ListQuery, register_query
from campaign.dataset.engines.sql.columns import TEXTS
from campaign.domain.campaign import Campaign
from campaign.domain.frame_register import FrameRegister
from campaign.domain.register import EVERY_ROW, PagePlace
from campaign.ingest.privacy.possible_names import text_key
from tests.campaigns import view_of
from tests.dataset.engines.live_engine import LiveEngine
from tests.dataset.engines.registers import random_cells, reference_of
from tests.dataset.engines.test_equality import assert_frames_equal
from tests.dataset.engines.test_personal_data import MAIL, NAME, PHONE, VICTIM


@pytest.mark.parametrize("text", [PHONE, MAIL, NAME, VICTIM])
def test_a_text_of_a_newer_row_is_hidden_in_lists_pages_and_exports(
    campaign: Campaign, tmp_path: Path, text: str
) -> None:
    cells = random_cells(campaign, 1, rows=40, broken=False)
    engine = LiveEngine(cells, tmp_path)
    register = engine.open(reference_of(campaign)).register
    assert register is not None and len(register.rows()) == 40
    for column in ("title", "organiser"):
        set_text(engine, column, text, cells["activity_id"][0])
    view = view_of(campaign, "ru")
    for sort in SORTS:
        query = register_query(view, ListQuery("", sort, False))
        page = register.page(query, 20, PagePlace((), backwards=sort == "title"))
        other = register.page(query, 20, PagePlace((), backwards=sort != "title"))
        for rows in (page.rows, other.rows, register.list_rows(query)):
            assert len(rows) >= 20 and not (rows[[*TEXTS]] == text).any(axis=None)
        keys = (*page.first, *page.last, *other.first, *other.last)
        assert not any(text.casefold()[:9] in str(part).casefold() for part in keys)
    rows = register.rows().set_index("activity_id")
    assert (
        len(rows) == 40 and (rows.loc[cells["activity_id"][0], ["title", "organiser"]] == "").all()
    )
    assert text not in register.rows(EVERY_ROW, ("title",))["title"].tolist()
    again = replace(register)  # without the organizers of the check
    assert text not in again.organisers().spellings
    listed_rows = register.list_rows(register_query(view, ListQuery(text, "date", False)))
    assert listed_rows.empty


@pytest.mark.parametrize("column", ["organiser", "district", "place", "partners", "audience"])
@pytest.mark.parametrize("text", [PHONE, MAIL, NAME, VICTIM])
def test_a_text_of_a_newer_row_is_hidden_in_totals_by_text(
    campaign: Campaign, tmp_path: Path, column: str, text: str
) -> None:
    cells = random_cells(campaign, 1, rows=40, broken=False)
    engine = LiveEngine(cells, tmp_path)
    register = engine.open(reference_of(campaign)).register
    assert register is not None
    set_text(engine, column, text, cells["activity_id"][0])
    groups = register.text_groups((column,))
    assert text not in groups[column].tolist()
    assert_frames_equal(groups, FrameRegister(register.rows()).text_groups((column,)))


def test_a_public_text_of_a_newer_row_is_shown(campaign: Campaign, tmp_path: Path) -> None:
    engine = LiveEngine(random_cells(campaign, 1, rows=40, broken=False), tmp_path)
    reference = replace(reference_of(campaign), public_texts=frozenset({text_key(NAME)}))
    register = engine.open(reference).register
    assert register is not None
    key = register.rows()["activity_id"][3]
    set_text(engine, "title", NAME, key)
    assert register.rows()["title"][3] == NAME


def test_a_key_with_personal_data_rejects_a_newer_row(campaign: Campaign, tmp_path: Path) -> None:
    engine = LiveEngine(random_cells(campaign, 1, rows=40, broken=False), tmp_path)
    register = engine.open(reference_of(campaign)).register
    assert register is not None
    key = register.rows()["activity_id"][3]
    set_text(engine, "activity_id", PHONE, key)
    assert len(register.rows()) == 39


def set_text(engine: LiveEngine, column: str, text: str, key: str) -> None:
    engine.connection.execute(
        f"UPDATE register SET {column} = $1 WHERE activity_id = $2", [text, key]
    )
