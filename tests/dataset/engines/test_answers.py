"""A checked register in files is opened again from saved answers, without reading its rows."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from campaign.dataset.engines.answers import answer_file, caching_engine
from campaign.dataset.engines.answers.answer_file import AnswerFile, content_digest
from campaign.dataset.engines.answers.answer_paths import answer_paths
from campaign.dataset.engines.answers.caching_engine import CachingEngine, read_frame, write_frame
from campaign.dataset.engines.files.duckdb_engine import DuckDBEngine
from campaign.dataset.engines.open_register import OpenRegister, open_register
from campaign.dataset.engines.settings import RegisterSettings, find_files
from campaign.dataset.engines.sql.sql_register import SqlRegister
from campaign.domain.campaign import Campaign
from campaign.domain.register import EVERY_ROW, RowFilter
from campaign.ingest.reference_data import ReferenceData
from tests.dataset.engines.registers import (
    LABEL,
    REGIONS,
    open_files,
    random_cells,
    reference_of,
    settings_of,
    write_csv,
    write_parquet,
)
from tests.dataset.engines.test_equality import END, START, assert_frames_equal

TODAY = date(2017, 11, 15)
Statements = list[str]


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> Statements:
    """The statements on rows that DuckDB has run."""
    asked: Statements = []
    fetch, read_column = DuckDBEngine.fetch, DuckDBEngine.read_column

    def record(sql: str) -> None:
        if "FROM register" in sql:
            asked.append(sql)

    def recording_fetch(self: DuckDBEngine, sql: str, values: Mapping[str, object]) -> pd.DataFrame:
        record(sql)
        return fetch(self, sql, values)

    def recording_read(self: DuckDBEngine, sql: str) -> object:
        record(sql)
        return read_column(self, sql)

    monkeypatch.setattr(DuckDBEngine, "fetch", recording_fetch)
    monkeypatch.setattr(DuckDBEngine, "read_column", recording_read)
    return asked


@pytest.fixture
def reference(campaign: Campaign) -> ReferenceData:
    return replace(reference_of(campaign), today=TODAY)


@pytest.fixture
def file(campaign: Campaign, tmp_path: Path) -> Path:
    return write_csv(random_cells(campaign, 1, rows=60, broken=False), tmp_path / "a.csv")


def assert_equal(one: OpenRegister, other: OpenRegister) -> None:
    """Fail if an issue, a count, a total or a fact about cells differs."""
    assert (one.issues, one.counts) == (other.issues, other.counts)
    assert (one.rows, one.rejected) == (other.rows, other.rejected)
    assert one.register is not None and other.register is not None
    assert one.totals is not None and other.totals is not None
    assert_frames_equal(one.totals, other.totals)
    assert asdict(one.register.source) == asdict(other.register.source)
    assert one.register.codes_of == other.register.codes_of
    for where in (EVERY_ROW, RowFilter(oblasts=("KG-B",), end=date(2017, 9, 1))):
        assert_frames_equal(one.register.totals(where), other.register.totals(where))
        assert_frames_equal(one.register.spans(where), other.register.spans(where))
        assert_frames_equal(one.register.rows(where), other.register.rows(where))
    _assert_same_numbers(one.register, other.register)


def _assert_same_numbers(one: SqlRegister, other: SqlRegister) -> None:
    assert asdict(one.organisers()) == asdict(other.organisers())
    usual, same = one.usual_attendance(START, END), other.usual_attendance(START, END)
    pd.testing.assert_frame_equal(usual.by_type, same.by_type, check_exact=True)
    assert repr((usual.median, usual.maximum)) == repr((same.median, same.maximum))
    assert one.comparison_values(("tv",), START, END) == other.comparison_values(
        ("tv",), START, END
    )


@pytest.mark.sample(4)
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", ["csv", "broken csv", "parquet", "plain parquet"])
def test_a_register_is_opened_again_without_its_rows(
    campaign: Campaign,
    reference: ReferenceData,
    tmp_path: Path,
    statements: Statements,
    seed: int,
    kind: str,
) -> None:
    cells = random_cells(campaign, seed, broken=kind == "broken csv")
    # Cells of codes are missing and not wrong, because an unknown code may be personal data.
    cells.loc[~cells["oblast"].isin(REGIONS), "oblast"] = ""
    cells.loc[~cells["type"].isin(campaign.type_codes), "type"] = ""
    if kind == "plain parquet":
        # No empty texts or shares, and keys of one form and length.
        cells = cells.replace("", "Ош").assign(reached_by_oblast="", estimated="")
        cells["end_date"] = cells["date"]
        for name in ("reached", "women", "men", "youth", "materials", "media_audience"):
            cells[name] = ""
    write = write_csv if "csv" in kind else write_parquet
    path = write(cells, tmp_path / f"a.{kind.split()[-1]}")
    first = open_files([path], reference)
    assert statements and first.is_saved
    del statements[:]
    written = answer_paths(settings_of([path]))[0].stat()
    second = open_files([path], reference)
    assert statements == [] and second.is_saved
    assert answer_paths(settings_of([path]))[0].stat().st_mtime_ns == written.st_mtime_ns
    assert_equal(first, second)


@pytest.mark.sample(1)
@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_changed_bytes_have_no_saved_answers(
    campaign: Campaign, reference: ReferenceData, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"a{suffix}"
    write = write_csv if suffix == ".csv" else write_parquet
    cells = random_cells(campaign, 1, rows=60, broken=False)
    cells.loc[5, ["reached", "women", "men", "youth", "reached_by_oblast"]] = ["41", *[""] * 4]
    write(cells, path)
    before = open_files([path], reference)
    stamp = path.stat()
    write(cells.assign(reached=cells["reached"].mask(cells.index == 5, "42")), path)
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    after = open_files([path], reference)
    assert before.totals is not None and after.totals is not None
    assert after.totals["reached"].sum() == before.totals["reached"].sum() + 1
    assert after.is_saved


def test_answers_are_not_used_after_a_change_of_one_bit(
    file: Path, reference: ReferenceData
) -> None:
    open_files([file], reference)
    assert AnswerFile(settings_of([file])).answers
    content = bytearray(file.read_bytes())
    content[-3] ^= 1
    file.write_bytes(content)
    assert not AnswerFile(settings_of([file])).answers


def test_the_digest_depends_on_all_files_their_order_and_folder_columns(tmp_path: Path) -> None:
    for name in ("oblast=KG-B", "oblast=KG-C"):
        (tmp_path / name).mkdir()
    files = [tmp_path / "oblast=KG-B" / "a", tmp_path / "oblast=KG-B" / "b"]
    for place, file in enumerate((*files, tmp_path / "oblast=KG-C" / "a")):
        file.write_bytes(b"%d" % (place % 2))
    digests = {
        content_digest(some)
        for some in (files, files[::-1], files[:1], [tmp_path / "oblast=KG-C" / "a"])
    }
    assert len(digests) == 4


def test_a_linked_folder_has_the_name_of_the_link(
    campaign: Campaign, reference: ReferenceData, tmp_path: Path
) -> None:
    cells = random_cells(campaign, 1, rows=60, broken=False).assign(reached_by_oblast="")
    (tmp_path / "rows").mkdir()
    write_parquet(cells.drop(columns="oblast"), tmp_path / "rows" / "a.parquet")
    for region in ("KG-B", "KG-O"):
        link = tmp_path / f"oblast={region}"
        link.symlink_to(tmp_path / "rows")
        settings = RegisterSettings("duckdb", "*/a.parquet", (link / "a.parquet",), folder=tmp_path)
        opened = open_register(settings, LABEL, reference)
        assert opened.is_saved and opened.totals is not None
        assert set(opened.totals["oblast"]) == {region}
        link.unlink()


def _with_other_codes(reference: ReferenceData) -> ReferenceData:
    types = reference.codes["type"]
    fewer = {words: code for words, code in types.codes.items() if code != "lecture"}
    return replace(reference, codes={**reference.codes, "type": replace(types, codes=fewer)})


@pytest.mark.sample(2)
@pytest.mark.parametrize(
    "change",
    [
        lambda reference: replace(reference, today=date(2017, 8, 1)),
        lambda reference: replace(reference, edition="2018", periods={}),
        lambda reference: replace(reference, population={"KG": 100, "KG-B": 90}),
        _with_other_codes,
    ],
)
def test_other_rules_codes_and_dates_have_no_saved_answers(
    file: Path,
    reference: ReferenceData,
    statements: Statements,
    change: Callable[[ReferenceData], ReferenceData],
) -> None:
    before = open_files([file], reference)
    del statements[:]
    later = change(reference)
    again = open_files([file], later)
    assert statements
    answer_paths(settings_of([file]))[0].unlink(missing_ok=True)
    fresh = open_files([file], later)
    assert fresh.counts != before.counts
    assert_equal(again, fresh)


def test_duplicates_are_counted_again_when_text_folding_changes(
    campaign: Campaign, reference: ReferenceData, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells = random_cells(campaign, 6, rows=60, broken=False)
    cells["date"] = cells["end_date"] = "2017-08-01"
    cells["oblast"], cells["type"], cells["district"] = "KG-B", "lecture", "Ош"
    cells["reached_by_oblast"] = ""
    path = write_parquet(cells, tmp_path / "a.parquet")
    before = open_files([path], reference).register
    monkeypatch.setattr("campaign.dataset.engines.sql.placed_activities.fold", str)
    after = open_files([path], reference).register
    assert before is not None and after is not None
    assert before.likely_duplicates > after.likely_duplicates


@pytest.mark.parametrize("damage", ["cut", "bit", "empty", "foreign", "format"])
def test_an_untrusted_file_has_no_answers_and_is_replaced(
    file: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    settings = settings_of([file])
    answers = {"question": b"answer", "other": b"\0"}
    assert (
        AnswerFile(settings_of([file])).replace(answers)
        and AnswerFile(settings_of([file])).answers == answers
    )
    path = answer_paths(settings)[0]
    content = path.read_bytes()
    if damage == "format":
        monkeypatch.setattr(answer_file, "FORMAT", answer_file.FORMAT + 1)
    else:
        bit = content.replace(b"answer\0", b"ansver\0")
        damaged = {"cut": content[:-9], "bit": bit, "empty": b"", "foreign": b"\0" * 99}
        path.write_bytes(damaged[damage])
        assert path.read_bytes() != content
    assert AnswerFile(settings_of([file])).answers == {}
    assert (
        AnswerFile(settings_of([file])).replace(answers)
        and AnswerFile(settings_of([file])).answers == answers
    )


def test_another_version_of_duckdb_has_no_saved_answers(
    file: Path, reference: ReferenceData, statements: Statements, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_files([file], reference)
    before = len(statements)
    monkeypatch.setattr(duckdb, "__version__", "0.0.1")
    assert open_files([file], reference).is_saved and len(statements) == 2 * before


def test_rows_are_read_if_answers_cannot_be_saved(
    file: Path, reference: ReferenceData, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_paths(settings_of([file]))[0].mkdir()
    monkeypatch.setenv("CAMPAIGN_CACHE", str(file))
    for _ in range(2):
        opened = open_files([file], reference)
        assert opened.register is not None and not opened.is_saved
    monkeypatch.delenv("CAMPAIGN_CACHE")
    assert not open_files([file], reference).is_saved


def test_answers_are_in_the_folder_of_the_variable(
    file: Path, reference: ReferenceData, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "cache"
    monkeypatch.setenv("CAMPAIGN_CACHE", str(folder))
    assert open_files([file], reference).is_saved
    (answers,) = folder.iterdir()
    assert list(tmp_path.glob("*.answers")) == []
    # The answers of a check without the variable, as after a conversion, are used too.
    answers.rename(answer_paths(settings_of([file]))[-1])
    assert open_files([file], reference).is_saved and list(folder.iterdir()) == []
    # After a change of the bytes, both files are replaced by one.
    file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert open_files([file], reference).is_saved
    assert len(list(folder.iterdir())) == 1 and list(tmp_path.glob("*.answers")) == []


@pytest.mark.parametrize(
    ("column", "text", "rules"),
    [
        ("title", "Сказки А.С. Примеровой", {"engine_names"}),
        ("title", "0555 123 456", {"engine_personal"}),
        ("oblast", "Иванова Айгүл 0555123456", {"engine_rejected"}),
        ("type", "a.asanov@example.kg", {"engine_rejected"}),
    ],
)
def test_a_register_with_personal_data_has_no_answers(
    campaign: Campaign,
    reference: ReferenceData,
    tmp_path: Path,
    column: str,
    text: str,
    rules: set[str],
) -> None:
    cells = random_cells(campaign, 1, rows=60, broken=False)
    path = write_csv(cells, tmp_path / "a.csv")
    assert open_files([path], reference).is_saved
    cells.loc[7, column] = text
    opened = open_files([write_csv(cells, path)], reference)
    assert rules <= {issue.rule for issue in opened.issues}
    assert not opened.is_saved and list(tmp_path.iterdir()) == [path]


def test_queries_of_readers_are_not_saved(file: Path, reference: ReferenceData) -> None:
    opened = open_files([file], reference)
    before = answer_paths(settings_of([file]))[0].read_bytes()
    assert opened.register is not None and len(opened.register.rows()) == 60
    opened.register.totals(RowFilter(oblasts=("KG-B",)))
    assert isinstance(opened.register.engine, CachingEngine)
    assert opened.register.engine.finish() == {}
    assert answer_paths(settings_of([file]))[0].read_bytes() == before
    assert open_files([file], reference).is_saved
    assert answer_paths(settings_of([file]))[0].read_bytes() == before


def test_answers_about_rows_that_changed_meanwhile_are_not_written(
    file: Path, reference: ReferenceData, monkeypatch: pytest.MonkeyPatch
) -> None:
    types = DuckDBEngine.types

    def replace_file(engine: DuckDBEngine) -> Mapping[str, str]:
        columns = types(engine)
        file.write_bytes(file.read_bytes())
        return columns

    monkeypatch.setattr(DuckDBEngine, "types", replace_file)
    assert (
        not open_files([file], reference).is_saved
        and not answer_paths(settings_of([file]))[0].exists()
    )


def test_long_answers_are_not_saved(
    file: Path, reference: ReferenceData, statements: Statements, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caching_engine, "MOST_BYTES", 1_500)
    first = open_files([file], reference)
    asked = len(statements)
    second = open_files([file], reference)
    assert 0 < len(statements) - asked < asked
    assert_equal(first, second)


def test_files_with_answers_are_not_files_of_a_register(
    file: Path, reference: ReferenceData
) -> None:
    assert open_files([file], reference).is_saved
    assert find_files(file.parent, "*") == (file,)
    assert find_files(file.parent, "a.csv.answers") == ()


def test_files_are_read_for_their_digest_once(
    campaign: Campaign, reference: ReferenceData, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    digests: list[str] = []

    def digest(files: Sequence[Path]) -> str:
        digests.append(content_digest(files))
        return digests[-1]

    monkeypatch.setattr(answer_file, "content_digest", digest)
    cells = random_cells(campaign, 1, rows=60, broken=False)
    path = write_csv(cells.assign(title="Сказки А.С. Примеровой"), tmp_path / "a.csv")
    opened = open_files([path], reference)
    assert not opened.is_saved and digests == [opened.version]
    write_csv(cells, path)
    for number in (2, 3):
        opened = open_files([path], reference)
        assert opened.is_saved and len(digests) == number and digests[-1] == opened.version


def test_a_frame_is_stored_without_loss_or_not_at_all() -> None:
    frame = pd.DataFrame(
        {
            "day": pd.Series(["2017-08-01", None], dtype="datetime64[us]"),
            "number": [0.1 + 0.2, float("nan")],
            "whole": np.array([2**62 + 1, -1], "int64"),
            "hash": np.array([2**64 - 1, 0], "uint64"),
            "text": pd.Series(["", None], dtype="str"),
            "nothing": pd.Series([None, None], dtype="object"),
            "is_true": [True, False],
        }
    )
    for part in (frame, frame.iloc[:0], pd.DataFrame({"n": [None, 3]}, dtype="Int64")):
        content = write_frame(part)
        assert content is not None
        pd.testing.assert_frame_equal(read_frame(content), part, check_exact=True)
    for cells in ([None, float("nan")], [1, "1"], [date(2017, 8, 1), None], [[1], [2]]):
        content = write_frame(pd.DataFrame({"a": pd.Series(cells, dtype="object")}))
        assert content is None or [*map(type, read_frame(content)["a"])] == [*map(type, cells)]
