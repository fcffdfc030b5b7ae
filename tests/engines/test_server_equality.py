"""A register in PostgreSQL, Sail or Spark gives exactly the results of the same one in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from campaign.analysis.register_table import ListQuery, register_query
from campaign.dataset.engines.checks.personal_data import may_be_personal
from campaign.dataset.engines.drivers import connect
from campaign.dataset.engines.servers.postgres_engine import PostgresEngine
from campaign.dataset.engines.servers.postgres_sql import translate
from campaign.dataset.engines.sql.list_query import alphabet_key, fold_text
from campaign.dataset.engines.sql.statement import Statement
from campaign.domain.campaign import Campaign
from campaign.domain.frame_register import FrameRegister
from campaign.domain.register import RowFilter
from campaign.i18n import collation
from campaign.i18n.translator import LANGUAGES
from campaign.ingest.register import ingest_register
from tests.campaigns import view_of
from tests.dataset.engines.personal_texts import personal_texts
from tests.dataset.engines.registers import (
    DAYS,
    NUMBERS,
    check_cells,
    random_cells,
    reference_of,
    write_csv,
)
from tests.dataset.engines.test_alphabet_key import CHARACTERS
from tests.dataset.engines.test_equality import (
    Pair,
    assert_checks_equal,
    assert_frames_equal,
    test_a_city_counts_in_its_oblast,
    test_figures_and_usual_attendance_are_equal,
    test_lists_lines_and_pages_are_equal,
    test_pages_cover_the_whole_list_in_both_directions,
    test_rows_totals_and_spans_are_equal,
    test_text_groups_are_equal,
    test_the_totals_have_every_state,
)
from tests.dataset.engines.test_stray_characters import stray_cells
from tests.engines.cluster import SERVICE, Cluster
from tests.engines.tables import PostgresTables, Tables, open_table

__all__ = [
    "test_a_city_counts_in_its_oblast",
    "test_figures_and_usual_attendance_are_equal",
    "test_lists_lines_and_pages_are_equal",
    "test_pages_cover_the_whole_list_in_both_directions",
    "test_rows_totals_and_spans_are_equal",
    "test_text_groups_are_equal",
    "test_the_totals_have_every_state",
]
SEEDS = range(2)


@pytest.fixture(scope="module")
def registers(campaign: Campaign, tables: Tables) -> Pair:
    """The same random register in memory and in a table."""
    cells = random_cells(campaign, 1, broken=False)
    reference = reference_of(campaign)
    tables.fill("register", cells)
    engine = open_table(tables, "register", reference)
    memory = check_cells(cells, reference)
    assert engine.register is not None and memory.rejected == engine.rejected == 0
    return FrameRegister(memory.frame.reset_index(drop=True)), engine.register


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_that_break_a_rule_are_rejected_and_counted(
    campaign: Campaign, tables: Tables, seed: int
) -> None:
    reference = replace(reference_of(campaign), today=date(2017, 11, 15))
    cells = random_cells(campaign, seed, broken=True)
    for names, pattern in ((NUMBERS, r"-?\d+"), (DAYS, r"\d{4}-(?!02-30)\d\d-\d\d")):
        for name in names:
            # A column with a type cannot have other cells.
            cells[name] = cells[name].where(cells[name].str.fullmatch(pattern), "")
    tables.fill("wrong", cells)
    memory, engine = check_cells(cells, reference), open_table(tables, "wrong", reference)
    assert_checks_equal(memory, engine, reference)
    assert memory.rejected > 20 and len(memory.counts) > 15


@pytest.mark.parametrize("column", DAYS)
def test_a_date_far_outside_of_all_campaigns_is_rejected(
    campaign: Campaign, tables: Tables, column: str
) -> None:
    cells = random_cells(campaign, 4, rows=30, broken=False)
    cells.loc[7, column] = "2917-08-01"
    tables.fill("distant", cells)
    opened = open_table(tables, "distant", reference_of(campaign))
    assert opened.register is not None and len(opened.register.rows()) == 29
    assert opened.rejected == opened.counts["date", column] == 1


@pytest.mark.parametrize("day", ["infinity", "0044-03-15 BC"])
def test_a_day_that_python_does_not_know_is_rejected(
    campaign: Campaign, cluster: Cluster, day: str
) -> None:
    cells = random_cells(campaign, 4, rows=30, broken=False)
    cells.loc[7, "date"] = day
    cluster.fill("distant", cells)
    tables = PostgresTables(cluster, SERVICE)
    opened = open_table(tables, "distant", reference_of(campaign))
    assert opened.register is not None and len(opened.register.rows()) == 29
    assert opened.rejected == opened.counts["date", "date"] == 1


def test_a_filter_of_days_uses_the_index_of_a_server(campaign: Campaign, cluster: Cluster) -> None:
    cluster.fill("indexed", random_cells(campaign, 4, rows=30, broken=False))
    cluster.do("CREATE INDEX ON indexed (date)")
    tables = PostgresTables(cluster, SERVICE)
    register = open_table(tables, "indexed", reference_of(campaign)).register
    assert register is not None
    engine, statement = register.engine, Statement()
    assert isinstance(engine, PostgresEngine)
    parts = register._accepted.filter_conditions(RowFilter(start=date(2017, 9, 1)), statement)
    sql = translate(register.source.select("count(*)", statement, parts), engine._source)
    with cluster.connect() as connection:
        connection.execute("SET enable_seqscan = off")
        plan = connection.execute(f"EXPLAIN {sql}".encode(), statement.values).fetchall()
    assert any("Index Cond: (date >=" in line for (line,) in plan)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_texts_are_in_the_order_of_the_alphabet(tables: Tables, lang: str) -> None:
    draw = np.random.default_rng(7)
    lengths = draw.integers(0, 5, 3_000)
    words = sorted({"".join(draw.choice(list(CHARACTERS), length)) for length in lengths})
    cells = pd.DataFrame({"title": words, "activity_id": "", "date": ""})
    tables.fill("words", cells)
    engine = connect(tables.settings("words"))
    statement = Statement()
    key = alphabet_key(fold_text("title"), lang, statement)
    word = "coalesce(register.title, '')"
    order = f"SELECT title FROM (SELECT {word} AS title FROM register) ORDER BY {key}, "
    rows = engine.fetch(order + f"{fold_text('title')}, title", statement.values)["title"].tolist()
    assert rows == sorted(words, key=lambda w: collation.sort_key(w, lang))


def test_stray_characters_are_treated_as_in_a_file(
    campaign: Campaign, tables: Tables, tmp_path: Path
) -> None:
    cells, reference = stray_cells(campaign), reference_of(campaign)
    content = write_csv(cells, tmp_path / "a.csv").read_bytes()
    memory = ingest_register(content, "a.csv", reference)
    tables.fill("stray", cells)
    engine = open_table(tables, "stray", reference)
    assert engine.register is not None and engine.rejected == memory.rejected == 1
    frame = memory.frame.sort_values("activity_id", ignore_index=True)
    rows = frame[list(engine.register.columns)]
    assert_frames_equal(engine.register.rows(), rows)
    query = register_query(view_of(campaign, "ru"), ListQuery("лекция в школе", "title", False))
    assert_frames_equal(engine.register.list_rows(query), FrameRegister(rows).list_rows(query))


def test_personal_data_of_a_newer_row_is_hidden(campaign: Campaign, tables: Tables) -> None:
    cells = random_cells(campaign, 1, broken=False)
    tables.fill("newer", cells)
    register = open_table(tables, "newer", reference_of(campaign)).register
    assert register is not None
    cells.loc[3, "title"] = "тел. 0555 123 456"
    tables.fill("newer", cells)
    query = register_query(view_of(campaign, "ru"), ListQuery("", "title", False))
    for rows in (register.rows(), register.list_rows(query), register.page(query, 20).rows):
        assert not rows["title"].str.contains("0555").any()
    assert len(register.rows()) == len(cells)


def test_personal_data_is_found(campaign: Campaign, tables: Tables) -> None:
    texts = personal_texts()
    words = pd.DataFrame({"title": texts, "activity_id": "", "date": ""})
    tables.fill("words", words)
    engine = connect(tables.settings("words"))
    statement = Statement()
    condition = may_be_personal("title", statement)
    sql = f"SELECT title FROM register WHERE NOT {condition}"
    assert engine.fetch(sql, statement.values)["title"].tolist() == []
    cells = random_cells(campaign, 1, broken=False)
    cells.loc[:4, "note"] = "тел. 0555 123 456"
    cells.loc[7:8, "title"] = "Усенова Айгүл Асановна менен жолугушуу"
    tables.fill("personal", cells)
    opened = open_table(tables, "personal", reference_of(campaign))
    assert opened.register is None
    assert [(i.rule, i.column, i.params["n"]) for i in opened.issues] == [
        ("engine_personal", "note", 5)
    ]
    tables.fill("personal", cells.assign(note=""))
    named = open_table(tables, "personal", reference_of(campaign)).register
    assert named is not None and (named.rows()["title"][7:9] == "").all()
