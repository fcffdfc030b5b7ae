"""A register in DuckDB gives exactly the results of the same register in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from campaign.analysis.register_table import SORTS, ListQuery, register_query
from campaign.dataset.engines.open_register import OpenRegister
from campaign.dataset.engines.sql.sql_register import SqlRegister
from campaign.domain.campaign import Campaign
from campaign.domain.frame_register import FrameRegister
from campaign.domain.register import (
    EVERY_ROW,
    FIRST_PAGE,
    PagePlace,
    Register,
    RegisterQuery,
    RowFilter,
)
from campaign.domain.text_entries import EntryCounts
from campaign.domain.unreachable_register import UnreachableRegister
from campaign.i18n.translator import LANGUAGES
from campaign.ingest.reference_data import ReferenceData
from campaign.ingest.validate.row_checks import check_plausibility
from campaign.schema.tables import ESTIMATED
from campaign.schema.validate import CheckedTable
from tests.campaigns import view_of, with_edition
from tests.dataset.engines.registers import (
    LABEL,
    check_cells,
    open_files,
    random_cells,
    reference_of,
    write_csv,
    write_parquet,
)

SEEDS = range(2)
START, END = date(2017, 7, 31), date(2017, 11, 20)
Pair = tuple[FrameRegister, SqlRegister]


def register_pair(campaign: Campaign, folder: Path, seed: int) -> Pair:
    """The same random register in memory and in DuckDB, over CSV or over two Parquet files."""
    cells = random_cells(campaign, seed, broken=False)
    reference = reference_of(campaign)
    if seed % 2:
        files = [write_csv(cells, folder / "register.csv")]
    else:
        # The first file has the later keys: rows are in the order of keys, not of files.
        files = [
            write_parquet(cells.iloc[60:].reset_index(drop=True), folder / "a.parquet"),
            write_parquet(cells.iloc[:60], folder / "b.parquet"),
        ]
    engine = open_files(files, reference)
    memory = check_cells(cells, reference)
    assert engine.register is not None and memory.rejected == engine.rejected == 0
    return FrameRegister(memory.frame.reset_index(drop=True)), engine.register


@pytest.fixture(scope="module", params=SEEDS)
def registers(
    request: pytest.FixtureRequest, campaign: Campaign, tmp_path_factory: pytest.TempPathFactory
) -> Pair:
    return register_pair(campaign, tmp_path_factory.mktemp("register"), request.param)


def assert_frames_equal(one: pd.DataFrame, other: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(
        one.reset_index(drop=True), other.reset_index(drop=True), check_exact=True
    )


def filters(register: Register) -> Iterator[RowFilter]:
    yield EVERY_ROW
    yield RowFilter(oblasts=("KG-B", "KG-B;KG-O"), types=("lecture",))
    yield RowFilter(start=date(2017, 9, 1), end=date(2017, 9, 30))
    yield RowFilter(unreported=True)
    yield RowFilter(types=("lecture",), estimated=True)
    yield RowFilter(oblasts=("KG-J",))
    codes = list(EntryCounts.of(register.rows(columns=("organiser",))["organiser"]).spellings)
    yield RowFilter(organisers=tuple(codes[:2]))


@pytest.mark.sample(1)
def test_rows_totals_and_spans_are_equal(registers: Pair) -> None:
    memory, engine = registers
    for where in filters(memory):
        assert_frames_equal(memory.rows(where), engine.rows(where))
        assert_frames_equal(memory.totals(where), engine.totals(where))
        by = ["oblast", "date", "end_date"]
        assert_frames_equal(
            memory.spans(where).sort_values(by), engine.spans(where).sort_values(by)
        )
        for days in ((START, END), (None, None), (date(2017, 9, 1), date(2017, 9, 30))):
            counts = [register.count_period_totals(where, *days) for register in registers]
            assert counts[0] == counts[1]
    assert memory.count_period_totals(EVERY_ROW, START, END) > 0


@pytest.mark.sample(1)
@pytest.mark.parametrize("columns", [("organiser",), ("district", "place"), (ESTIMATED,)])
def test_text_groups_are_equal(registers: Pair, columns: tuple[str, ...]) -> None:
    memory, engine = registers
    for where in filters(memory):
        assert_frames_equal(memory.text_groups(columns, where), engine.text_groups(columns, where))
    merged = [r.merge_cities({"KG-GB": "KG-C"}).text_groups(columns) for r in registers]
    assert_frames_equal(*merged)


def test_the_totals_have_every_state(registers: Pair) -> None:
    totals = registers[1].totals()
    assert totals["reached"].isna().any() and (totals["shared"] > 0).any()
    rows = registers[1].rows()
    assert (rows["reached"] == 0).any() or (rows["youth"] == 0).any()


def test_organisers_are_equal(registers: Pair) -> None:
    memory, engine = (register.organisers() for register in registers)
    assert memory.counts == engine.counts and len(memory.counts) > 5
    assert memory.spellings == engine.spellings


def test_figures_and_usual_attendance_are_equal(registers: Pair) -> None:
    memory, engine = registers
    assert memory.comparison_values(("tv", "lecture"), START, END) == engine.comparison_values(
        ("tv", "lecture"), START, END
    )
    assert memory.comparison_values((), None, None) == engine.comparison_values((), None, None)
    one, other = memory.usual_attendance(START, END), engine.usual_attendance(START, END)
    pd.testing.assert_frame_equal(one.by_type, other.by_type, check_index_type=False)
    assert (one.median, one.maximum) == (other.median, other.maximum)


def test_a_city_counts_in_its_oblast(registers: Pair) -> None:
    memory, engine = (
        register.merge_cities({"KG-GB": "KG-C", "KG-GO": "KG-O"}) for register in registers
    )
    assert_frames_equal(memory.rows(), engine.rows())
    assert_frames_equal(memory.totals(), engine.totals())
    where = RowFilter(oblasts=("KG-C",))
    assert_frames_equal(memory.rows(where), engine.rows(where))
    assert "KG-GB" not in set(engine.rows()["oblast"]) and len(engine.rows(where))


@pytest.mark.sample(1)
def test_a_city_counts_in_its_oblast_while_the_register_is_away(registers: Pair) -> None:
    cities = {"KG-GB": "KG-C", "KG-GO": "KG-O"}
    memory, _ = registers
    usual = memory.usual_attendance(START, END)
    away = UnreachableRegister(
        memory.columns, memory.totals(), memory.organisers(), usual, memory.spans()
    )
    merged, expected = away.merge_cities(cities), memory.merge_cities(cities)
    assert_frames_equal(merged.totals(), expected.totals())
    by = ["oblast", "date", "end_date"]
    assert_frames_equal(merged.spans().sort_values(by), expected.spans().sort_values(by))
    assert away.merge_cities({"KG-XX": "KG-C"}) is away


def queries(campaign: Campaign, lang: str) -> Iterator[RegisterQuery]:
    translations = {"Ош": "Osh", "Нарын": "Naryn", "«Мектеп»": "The school"}
    translated = with_edition(campaign, translations={lang: translations})
    words = ("", "елка", "ОШ 2017", "naryn", "school lecture", "a'b", "%", "7-0", "Ёлк")
    for number, (sort, word) in enumerate(zip([*SORTS, *SORTS], [*words, *words], strict=False)):
        view = view_of((campaign, translated)[number % 2], lang)
        yield register_query(view, ListQuery(word, sort, number % 3 == 0))
    for shown in (campaign, translated):
        yield register_query(view_of(shown, lang), ListQuery("", "title", False))


@pytest.mark.sample(1)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_lists_lines_and_pages_are_equal(registers: Pair, campaign: Campaign, lang: str) -> None:
    memory, engine = registers
    counts = []
    for query in queries(campaign, lang):
        rows = memory.list_rows(query)
        assert_frames_equal(rows, engine.list_rows(query))
        assert memory.line(query) == engine.line(query)
        counts.append(len(rows))
    assert 0 < min(n for n in counts if n) < max(counts) == len(memory.frame)


@pytest.mark.sample(2)
@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("descending", [False, True])
def test_pages_cover_the_whole_list_in_both_directions(
    registers: Pair, campaign: Campaign, sort: str, descending: bool
) -> None:
    query = register_query(view_of(campaign, "ky"), ListQuery("", sort, descending))
    rows = registers[0].list_rows(query)
    for register in registers:
        place, pages = FIRST_PAGE, []
        for _ in range(3):
            page = register.page(query, 50, place)
            pages.append(page.rows)
            place = PagePlace(page.last)
        assert_frames_equal(pd.concat(pages), rows)
        assert register.page(query, 50, place).rows.empty
        last = register.page(query, 20, PagePlace(backwards=True))
        assert_frames_equal(last.rows, rows.iloc[100:])
        former = register.page(query, 50, PagePlace(last.first, backwards=True))
        assert_frames_equal(former.rows, rows.iloc[50:100])


def assert_checks_equal(
    memory: CheckedTable, engine: OpenRegister, reference: ReferenceData
) -> None:
    """Fail if the engine accepts other rows, or counts other issues."""
    assert engine.register is not None and reference.today is not None
    assert_frames_equal(memory.frame, engine.register.rows())
    assert (engine.rows, engine.rejected) == (memory.rows, memory.rejected)
    warnings = check_plausibility(memory.frame, LABEL, reference, reference.today).counts
    assert engine.counts == {**memory.counts, **warnings}


@pytest.mark.sample(1)
@pytest.mark.parametrize("seed", SEEDS)
def test_rows_that_break_a_rule_are_rejected_and_counted(
    campaign: Campaign, tmp_path: Path, seed: int
) -> None:
    reference = replace(reference_of(campaign), today=date(2017, 11, 15))
    cells = random_cells(campaign, seed, broken=True)
    memory = check_cells(cells, reference)
    engine = open_files([write_csv(cells, tmp_path / "register.csv")], reference)
    assert_checks_equal(memory, engine, reference)
    assert memory.rejected > 40 and len(memory.counts) > 20
    numbers = {issue.params["n"] for issue in engine.issues}
    assert numbers == set(engine.counts.values())
