"""A register in an engine is checked before use, and gives the same charts and lists as a file."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from campaign.analysis.data_table import csv_bytes
from campaign.analysis.register_table import ListQuery, ListRequest
from campaign.dataset import campaign_cache, publish
from campaign.dataset.edition_register import engine_versions
from campaign.dataset.editors import Editor
from campaign.dataset.engines.convert import convert_to_parquet
from campaign.dataset.engines.engine import EngineError
from campaign.dataset.engines.failures import RETRY_S, every_answer
from campaign.dataset.engines.settings import RegisterSettings, find_files, read_settings
from campaign.dataset.engines.sql.sql_register import SqlRegister
from campaign.dataset.folders import Folders
from campaign.dataset.load import UnloadableDataError, load_campaign
from campaign.domain.campaign import Campaign, Edition
from campaign.domain.register import RegisterAwayError
from campaign.exports.register_csv import register_csv
from campaign.i18n.translator import LANGUAGES, Text
from campaign.schema.issues import Issue
from campaign.site.contents import contents
from campaign.site.links import LiveLinks
from campaign.site.notices import away_words
from campaign.site.page import SitePage
from campaign.site.region import districts
from campaign.site.register import register, register_page
from campaign.site.view_cache import SHARED, build_once
from tests.campaigns import CHARTS, view_of
from tests.dataset.engines.registers import LABEL, open_files, random_cells, reference_of, write_csv

SORTED = ListQuery("", "date", False)
POSTGRES = 'engine = "postgresql"\ntable = "a"\nservice = "register"\n'
SETTINGS = 'engine = "duckdb"\npath = "register.parquet"\n'


def write_settings(folder: Path, words: str) -> RegisterSettings | Issue:
    path = folder / "register.toml"
    path.write_text(words, encoding="utf-8")
    return read_settings(path, LABEL)


@pytest.fixture
def engine_folder(tmp_path: Path, folders: Folders, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder whose register of 2017 is a Parquet file."""
    shutil.copytree(folders.data, tmp_path / "data")
    monkeypatch.setenv("CAMPAIGN_DATA", str(tmp_path / "data"))
    folder = tmp_path / "data" / "2017"
    convert(folder / "activities.csv", folder / "register.parquet")
    (folder / "activities.csv").unlink()
    write_settings(folder, SETTINGS)
    # Every change is read before the next line of a test, however long it takes.
    monkeypatch.setattr(campaign_cache, "WAIT_S", 600)
    return folder


def convert(source: Path, target: Path) -> None:
    shares: list[float] = []
    conversion = convert_to_parquet(source, target, source.name, shares.append)
    assert conversion.issues == () and conversion.rows and all(0 <= s <= 1 for s in shares)


def current_edition() -> Edition:
    return campaign_cache.current().editions["2017"]


@pytest.mark.parametrize(
    ("words", "rule", "value"),
    [
        ("engine: duckdb", "settings_unreadable", None),
        (SETTINGS + 'pasword = "x"', "settings_key", "pasword"),
        ('path = "register.parquet"', "settings_value", "engine"),
        ('engine = "duckdb"\npath = 7', "settings_value", "path"),
        (SETTINGS.replace("duckdb", "oracle"), "settings_engine", "oracle"),
        (SETTINGS.replace("register.p", "nothing.p"), "settings_files", "nothing.parquet"),
        ('engine = "duckdb"\npath = "*.*"', "settings_mixed", "*.*"),
        (POSTGRES.replace('"a"', '" "'), "settings_value", "table"),
        (POSTGRES + 'password = "x"', "settings_key", "password"),
        (POSTGRES + 'path = "x"', "settings_key", "path"),
        (POSTGRES + "poll_s = 0", "settings_seconds", "poll_s"),
        (POSTGRES + 'limit_s = "9"', "settings_seconds", "limit_s"),
    ],
)
def test_wrong_settings_are_an_issue_in_each_language(
    tmp_path: Path, words: str, rule: str, value: str | None
) -> None:
    for name in ("register.parquet", "a.csv"):
        (tmp_path / name).touch()
    issue = write_settings(tmp_path, words)
    assert isinstance(issue, Issue) and issue.rule == rule
    messages = {issue.message(Text.of(lang)) for lang in LANGUAGES}
    assert len(messages) == 3 and all(value is None or value in words for words in messages)


def test_a_table_has_a_service_and_limits(tmp_path: Path) -> None:
    settings = write_settings(tmp_path, POSTGRES + 'version = "SELECT 1"\npoll_s = 5\nlimit_s = 9')
    assert settings == RegisterSettings(
        "postgresql", "", (), "a", "register", "SELECT 1", poll_s=5, limit_s=9
    )
    assert write_settings(tmp_path, POSTGRES) == RegisterSettings(
        "postgresql", table="a", service="register", poll_s=10, limit_s=60
    )


def test_a_path_names_files_from_its_folder_or_from_the_root(tmp_path: Path) -> None:
    for name in ("b.parquet", "a.parquet"):
        (tmp_path / name).touch()
    names = [tmp_path / "a.parquet", tmp_path / "b.parquet"]
    assert list(find_files(tmp_path, "*.parquet")) == names
    assert list(find_files(tmp_path / "other", f"{tmp_path}/*.parquet")) == names
    assert find_files(tmp_path, "\0") == () and find_files(tmp_path, "none") == ()


def test_each_wrong_column_is_named_with_its_type(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "register.parquet"
    duckdb.sql(
        "COPY (SELECT 1 AS activity_id, TIMESTAMP '2017-08-01 00:00:00' AS date, 'KG-B' AS oblast, "
        f"2.0::DOUBLE AS reached, 3::BIGINT AS women) TO '{path}' (FORMAT parquet)"
    )
    register = open_files([path], reference_of(campaign))
    assert register.register is None
    wrong_columns = {(i.rule, i.column, i.params.get("value")) for i in register.issues}
    assert wrong_columns == {
        ("engine_type", "activity_id", "INTEGER"),
        ("engine_type", "date", "TIMESTAMP"),
        ("engine_type", "reached", "DOUBLE"),
        ("missing_column", "type", None),
    }


@pytest.mark.sample(2)
@pytest.mark.parametrize(
    ("settings", "package", "module"),
    [
        (SETTINGS, "duckdb", "files.duckdb_engine"),
        (POSTGRES, "psycopg", "servers.postgres_sessions"),
        (POSTGRES, "sqlglot", "servers.postgres_sql"),
        (POSTGRES.replace("postgresql", "spark"), "grpc", "servers.spark_sessions"),
        (POSTGRES.replace("postgresql", "trino"), "trino", "servers.trino_engine"),
    ],
)
def test_a_missing_package_is_an_issue_with_the_file_to_install(
    engine_folder: Path, monkeypatch: pytest.MonkeyPatch, settings: str, package: str, module: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    for name in (module, "servers.postgres_engine", "servers.spark_engine"):
        monkeypatch.delitem(sys.modules, f"campaign.dataset.engines.{name}", raising=False)
    (engine_folder / "register.toml").write_text(settings)
    edition = current_edition()
    assert edition.register is None
    (issue,) = edition.issues
    assert issue.rule == "engine_missing" and issue.params["value"] == package
    for lang in LANGUAGES:
        file = "requirements-trino.txt" if package == "trino" else "requirements-engines.txt"
        assert file in issue.message(Text.of(lang))


@pytest.mark.parametrize(
    ("settings", "package"),
    [(POSTGRES, "psycopg[binary]"), (POSTGRES.replace("postgresql", "spark"), "pyspark-client")],
)
def test_a_missing_library_of_a_package_is_an_issue(
    engine_folder: Path, monkeypatch: pytest.MonkeyPatch, settings: str, package: str
) -> None:
    def connect(_: RegisterSettings) -> None:
        raise ImportError("no pq wrapper available")

    monkeypatch.setattr("campaign.dataset.engines.open_register.connect", connect)
    (engine_folder / "register.toml").write_text(settings)
    (issue,) = current_edition().issues
    assert (issue.rule, issue.params["value"]) == ("engine_missing", package)


def test_a_file_that_is_not_a_register_is_rejected_without_its_content(
    campaign: Campaign, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "secret.parquet"
    path.write_bytes(b"Usenova 0555 123456")
    register = open_files([path], reference_of(campaign))
    assert register.register is None and [i.rule for i in register.issues] == ["engine_failed"]
    assert "0555" not in caplog.text and "secret" not in caplog.text


def test_too_many_repeated_keys_reject_the_register(campaign: Campaign, tmp_path: Path) -> None:
    cells = random_cells(campaign, 1, rows=10, broken=False)
    twice = pd.concat([cells] * 2, ignore_index=True)
    thousands = pd.concat(
        [twice.assign(activity_id=twice["activity_id"] + f"-{n}") for n in range(101)]
    )
    reference = reference_of(campaign)
    few = open_files([write_csv(twice, tmp_path / "few.csv")], reference)
    assert few.register is not None and few.rejected == few.rows == 20
    assert few.counts["unique", "activity_id"] == 20
    many = open_files([write_csv(thousands, tmp_path / "many.csv")], reference)
    assert many.register is None and [i.rule for i in many.issues] == ["engine_keys"]


def test_spaces_around_codes_are_ignored(campaign: Campaign, tmp_path: Path) -> None:
    cells = random_cells(campaign, 1, rows=10, broken=False)
    cells["oblast"] = ["KG-B", " KG-B ", "KG-B\u00a0", *["KG-O"] * 7]
    register = open_files([write_csv(cells, tmp_path / "a.csv")], reference_of(campaign)).register
    assert register is not None
    assert register.rows()["oblast"].tolist() == ["KG-B"] * 3 + ["KG-O"] * 7


def test_too_many_wrong_codes_reject_the_register(
    campaign: Campaign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("campaign.dataset.engines.open_register.MOST_SPELLINGS", 10)
    cells = random_cells(campaign, 1, rows=20, broken=False)
    cells["type"] = [f"A{n}" for n in range(19)] + ["lecture"]
    register = open_files([write_csv(cells, tmp_path / "a.csv")], reference_of(campaign))
    assert register.register is None
    assert [(i.rule, i.column) for i in register.issues] == [("engine_keys", "type")]


@pytest.mark.long
def test_every_chart_list_and_file_equals_that_of_the_csv(
    engine_folder: Path, campaign: Campaign
) -> None:
    edition = current_edition()
    assert isinstance(edition.register, SqlRegister) and edition.issues == ()
    shipped = campaign.editions["2017"]
    # Everything except the register is the same object and can be compared.
    changed = replace(shipped, register=edition.register, totals=edition.totals)
    engine = replace(campaign, editions={**campaign.editions, "2017": changed})
    for lang, query in (("ky", {}), ("ru", {"oblast": "KG-O"}), ("en", {"from": "2017-09-01"})):
        one, other = view_of(campaign, lang, **query), view_of(engine, lang, **query)
        for build in CHARTS:
            chart, same = build(one), build(other)
            words = (chart.title, chart.summary, chart.finding, chart.sources)
            assert words == (same.title, same.summary, same.finding, same.sources)
            assert repr(chart.spec) == repr(same.spec)
            assert csv_bytes(chart.table, one.text, "") == csv_bytes(same.table, one.text, "")
        assert register_csv(one) == register_csv(other)
        pages = [register_page(view, ListRequest(SORTED)) for view in (one, other)]
        assert (pages[0].table, pages[0].line) == (pages[1].table, pages[1].line)


def test_a_replaced_file_is_read_again_and_a_broken_one_is_not(engine_folder: Path) -> None:
    path = engine_folder / "register.parquet"
    before = campaign_cache.current()
    assert before.editions["2017"].totals is not None
    other = engine_folder / "other.parquet"
    duckdb.sql(f"COPY (SELECT * FROM '{path}' LIMIT 5) TO '{other}' (FORMAT parquet)")
    other.replace(path)
    # A page that began before does not get rows of the new file beside its totals.
    former_register = before.editions["2017"].register
    assert former_register is not None
    with pytest.raises(RegisterAwayError):
        former_register.rows()
    after = campaign_cache.current()
    register = after.editions["2017"].register
    assert register is not None and len(register.rows()) == 5
    assert after.fingerprint != before.fingerprint
    broken = engine_folder / "broken.parquet"
    broken.write_bytes(b"\0broken")
    broken.replace(path)
    edition = current_edition()
    assert edition.totals is after.editions["2017"].totals
    assert_lists_have_a_notice(campaign_cache.current())
    assert [issue.rule for issue in edition.issues] == ["earlier_register_shown", "engine_failed"]
    path.unlink()
    assert [issue.rule for issue in current_edition().issues] == [
        "earlier_register_shown",
        "settings_files",
    ]


def test_a_change_of_another_file_leaves_the_register_open(engine_folder: Path) -> None:
    before = campaign_cache.current()
    path = engine_folder.parent / "milestones.csv"
    path.write_bytes(path.read_bytes() + b"\n")
    after = campaign_cache.current()
    assert after.fingerprint != before.fingerprint
    assert after.editions["2017"].register is before.editions["2017"].register
    assert after.editions["2017"].issues == before.editions["2017"].issues
    types = engine_folder.parent / "activity_types.csv"
    types.write_text(types.read_text(encoding="utf-8").replace("Лекция", "Лекциялар", 1), "utf-8")
    assert current_edition().register is not after.editions["2017"].register


def test_the_fingerprint_depends_on_the_bytes_of_a_register_only(engine_folder: Path) -> None:
    path, other = engine_folder / "register.parquet", engine_folder / "other.parquet"
    before = campaign_cache.current()
    shutil.copyfile(path, other)
    os.utime(other, (1, 1))
    other.replace(path)
    copied = campaign_cache.current()
    assert copied is not before and copied.fingerprint == before.fingerprint
    register = copied.editions["2017"].register
    assert register is not None and len(register.rows())
    content = path.read_bytes()
    assert content.count(b"DuckDB version") == 1
    other.write_bytes(content.replace(b"DuckDB version", b"DuckDB Version"))
    os.utime(other, (1, 1))
    other.replace(path)
    changed = campaign_cache.current()
    assert changed.editions["2017"].issues == before.editions["2017"].issues
    assert changed.fingerprint != before.fingerprint


def test_the_version_of_a_register_is_that_of_its_files(engine_folder: Path) -> None:
    before = engine_versions(campaign_cache.folders())
    assert len(before) == 1 and engine_versions(campaign_cache.folders()) == before
    os.utime(engine_folder / "register.parquet", (1, 1))
    assert engine_versions(campaign_cache.folders()) != before


def test_a_list_that_failed_once_is_shown_when_the_register_answers_again(
    engine_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = view_of(campaign_cache.current(), "en", oblast="KG-N")
    register = view.edition.register
    assert isinstance(register, SqlRegister)
    now = [time.monotonic()]
    monkeypatch.setattr("campaign.dataset.engines.failures.time.monotonic", lambda: now[0])

    def fail(*_: object) -> pd.DataFrame:
        raise EngineError("late", "engine_late")

    def districts_html() -> str:
        return build_once(SHARED.outputs, view, districts, "")

    with monkeypatch.context() as patch:
        patch.setattr(register.engine, "fetch", fail)
        assert away_words(view.text) in districts_html()
    assert away_words(view.text) in districts_html()
    now[0] += RETRY_S
    assert away_words(view.text) not in districts_html()


def test_a_failure_while_duplicates_are_counted_stops_an_export(
    engine_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = current_edition().register
    assert isinstance(register, SqlRegister)

    def fail(*_: object) -> pd.DataFrame:
        raise EngineError("late", "engine_late")

    monkeypatch.setattr(register.engine, "fetch", fail)
    with pytest.raises(RegisterAwayError), every_answer(), contextlib.suppress(EngineError):
        _ = replace(register).likely_duplicates


def assert_lists_have_a_notice(campaign: Campaign) -> None:
    """Check that the page has its charts of totals, and a notice in place of lists of rows."""
    for lang in LANGUAGES:
        view = view_of(campaign, lang)
        page = SitePage("activities", view, LiveLinks(campaign), lambda view, build: build(view))
        words = contents(page)
        assert words.count(away_words(view.text)) >= 2 and 'data-card="breakdown"' in words
        assert away_words(view.text) in register(page)


def test_the_former_campaign_is_shown_while_changed_files_are_read(
    engine_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(campaign_cache, "WAIT_S", 0)
    may_read, load = threading.Event(), campaign_cache.load_campaign

    def load_later(*arguments: Any) -> Campaign:
        may_read.wait(60)
        return load(*arguments)

    before = campaign_cache.current()
    monkeypatch.setattr(campaign_cache, "load_campaign", load_later)
    path = engine_folder.parent / "milestones.csv"
    path.write_bytes(path.read_bytes() + b"\n")
    assert campaign_cache.current() is before
    reading = campaign_cache._reading
    assert campaign_cache.current() is before and campaign_cache._reading is reading
    may_read.set()
    assert reading is not None
    reading.join()
    after = campaign_cache.current()
    assert after.fingerprint != before.fingerprint and campaign_cache._reading is reading


def test_files_that_cannot_be_read_are_read_once_and_logged(
    engine_folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    readings: list[object] = []

    def fail(*arguments: Any) -> Campaign:
        readings.append(arguments)
        raise ValueError("a cell")

    campaign_cache.current()
    path = engine_folder.parent / "milestones.csv"
    path.write_bytes(path.read_bytes() + b"\n")
    monkeypatch.setattr(campaign_cache, "RETRY_S", float("inf"))
    monkeypatch.setattr(campaign_cache, "load_campaign", fail)
    for _ in range(3):
        with pytest.raises(ValueError, match="a cell"):
            campaign_cache.current()
    assert len(readings) == 1
    messages = [r.getMessage() for r in caplog.records if r.name == campaign_cache.__name__]
    assert messages == ["changed files: ValueError"]
    monkeypatch.setattr(campaign_cache, "RETRY_S", -1.0)
    path.write_bytes(path.read_bytes() + b"\n")
    for _ in range(2):
        with pytest.raises(ValueError, match="a cell"):
            campaign_cache.current()
    assert len(readings) == 3


def test_nobody_waits_for_the_check_of_the_first_register_in_an_engine(
    engine_folder: Path, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, register = engine_folder / "register.toml", engine_folder / "activities.csv"
    words = settings.read_bytes()
    settings.unlink()
    shutil.copyfile(folders.data / "2017/activities.csv", register)
    before = campaign_cache.current()
    assert campaign_cache.is_current(before)
    monkeypatch.setattr(campaign_cache, "WAIT_S", 0)
    may_read, load = threading.Event(), campaign_cache.load_campaign

    def load_later(*arguments: Any) -> Campaign:
        may_read.wait(60)
        return load(*arguments)

    monkeypatch.setattr(campaign_cache, "load_campaign", load_later)
    register.unlink()
    settings.write_bytes(words)
    assert campaign_cache.current() is before and not campaign_cache.is_current(before)
    may_read.set()
    reading = campaign_cache._reading
    assert reading is not None
    reading.join()
    assert campaign_cache.is_current(campaign_cache.current())
    assert current_edition().register_file.endswith("register.toml")


def test_a_missing_file_that_all_others_need_is_an_error(engine_folder: Path) -> None:
    campaign_cache.current()
    (engine_folder.parent / "activity_types.csv").unlink()
    for _ in range(2):
        with pytest.raises(UnloadableDataError):
            campaign_cache.current()


def test_two_registers_in_a_folder_are_an_issue(engine_folder: Path, folders: Folders) -> None:
    shutil.copy(folders.data / "2017" / "activities.csv", engine_folder / "activities.csv")
    edition = load_campaign(campaign_cache.folders()).editions["2017"]
    assert edition.register is None and [i.rule for i in edition.issues] == ["two_registers"]


def test_no_file_is_published_over_a_register_in_an_engine(engine_folder: Path) -> None:
    campaign, data = campaign_cache.current(), campaign_cache.folders().data
    rows = campaign.editions["2017"].activities
    assert rows is not None
    stamp = publish.stamp(data, "2017")
    with pytest.raises(publish.PublishError) as error:
        publish.publish(data, campaign, "2017", rows, stamp, Editor("editor"))
    assert error.value.reason == "engine" and not (engine_folder / "activities.csv").exists()


@pytest.mark.parametrize("column", ["date", "reached", "end_date", "youth"])
def test_no_cell_is_lost_in_a_conversion(campaign: Campaign, tmp_path: Path, column: str) -> None:
    cells = random_cells(campaign, 3, rows=30, broken=False)
    cells.loc[4, column] = "около 40"
    source, target = write_csv(cells, tmp_path / "a.csv"), tmp_path / "a.parquet"
    conversion = convert_to_parquet(source, target, "a.csv", lambda share: None)
    (issue,) = conversion.issues
    assert (issue.rule, issue.column, issue.params["n"]) == ("cells_not_converted", column, 1)
    assert list(tmp_path.iterdir()) == [source]
    more = write_csv(cells.assign(people="1").drop(columns="type"), tmp_path / "b.csv")
    issues = convert_to_parquet(more, target, "b.csv", lambda share: None).issues
    assert [(i.rule, i.column) for i in issues] == [
        ("missing_column", "type"),
        ("not_converted", "people"),
    ]


def test_a_conversion_has_every_row_and_cell(campaign: Campaign, tmp_path: Path) -> None:
    cells = random_cells(campaign, 5, broken=False)
    shuffled = cells.sample(frac=1, random_state=1)
    source, target = write_csv(shuffled, tmp_path / "a.csv"), tmp_path / "a.parquet"
    convert(source, target)
    reference = reference_of(campaign)
    one, other = open_files([source], reference), open_files([target], reference)
    assert one.register is not None and other.register is not None
    pd.testing.assert_frame_equal(one.register.rows(), other.register.rows())
    assert list(other.register.rows()["activity_id"]) == list(cells["activity_id"])
    with pytest.raises((OSError, EngineError)):
        convert_to_parquet(source, tmp_path / "no" / "a.parquet", "a.csv", lambda share: None)
