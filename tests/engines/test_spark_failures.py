"""The dashboard while a Spark server loses a worker, is killed or hangs."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from campaign.dataset.engines.drivers import connect
from campaign.dataset.engines.engine import EngineError
from campaign.dataset.engines.servers.spark_sessions import SparkSessions
from campaign.dataset.engines.sql.sql_register import SqlRegister
from campaign.dataset.folders import Folders
from campaign.domain.totals import VALUE_COLUMNS
from tests.engines.cluster import wait_until
from tests.engines.dashboard_state import (
    CURRENT,
    check_earlier_data_are_shown,
    check_server_is_read_again,
    current_edition,
    health,
    states,
    wait_for,
)
from tests.engines.spark_server import ClusterServer

COPIES = 8_000
LATE_S = 300
"""Timeout in seconds for reading everything again, also on a busy machine."""


@pytest.fixture(scope="module")
def cells(folders: Folders) -> pd.DataFrame:
    return pd.read_csv(folders.data / "2017/activities.csv", dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def server(
    spark: ClusterServer,
    cells: pd.DataFrame,
    folders: Folders,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[ClusterServer]:
    """A server with the register of 2017, which the dashboard has read."""
    spark.fill("activities", cells)
    data: Path = tmp_path_factory.mktemp("spark") / "data"
    shutil.copytree(folders.data, data)
    (data / "2017/activities.csv").unlink()
    (data / "2017/register.toml").write_text(
        f'engine = "spark"\ntable = "default.activities"\nservice = "{spark.service}"\npoll_s = 1\n'
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAMPAIGN_DATA", str(data))
        assert states() == CURRENT
        yield spark


def test_a_worker_that_is_killed_during_a_statement_changes_no_number(
    server: ClusterServer,
) -> None:
    register = current_edition().register
    assert isinstance(register, SqlRegister)
    server.do(
        "CREATE TABLE many USING parquet AS SELECT /*+ REPARTITION(4) */ "
        "* EXCEPT (activity_id, id), "
        f"concat(activity_id, '-', id) AS activity_id FROM activities CROSS JOIN range({COPIES})"
    )
    settings = replace(server.settings("many"), limit_s=LATE_S)
    many = replace(register, engine=connect(settings))
    answers: list[pd.DataFrame] = []
    tasks = server.started_tasks()
    statement = threading.Thread(target=lambda: answers.append(many.totals()))
    statement.start()
    wait_until(lambda: server.started_tasks() > tasks, LATE_S)
    time.sleep(0.5)
    assert statement.is_alive()
    server.end("worker1")
    assert statement.is_alive()
    statement.join(LATE_S)
    server.start_worker(1)
    expected = register.totals()
    expected[VALUE_COLUMNS] *= COPIES
    (totals,) = answers
    pd.testing.assert_frame_equal(totals, expected, check_exact=True)


def test_a_file_that_another_program_writes_changes_the_version(
    server: ClusterServer, cells: pd.DataFrame
) -> None:
    server.fill("changed", cells)
    engine = connect(server.settings("changed"))
    before = engine.version()
    assert engine.version() == before
    rows = pd.read_parquet(server.tables["changed"] / "rows.parquet", dtype_backend="pyarrow")
    rows.iloc[1:].to_parquet(server.tables["changed"] / "rows.parquet", index=False)
    assert engine.version() != before
    assert engine.fetch("SELECT count(*) AS n FROM register", {})["n"].tolist() == [76]


def test_a_version_is_a_single_value_of_a_query(server: ClusterServer) -> None:
    def version(query: str) -> str:
        return connect(replace(server.settings("activities"), version=query)).version()

    assert version("SELECT count(*) FROM activities WHERE title LIKE '%'").endswith(";77")
    for query in (
        "SELECT 1, 2",
        "SELECT 1 WHERE false",
        "DROP TABLE activities",
        "SELECT 1; SELECT 2",
    ):
        with pytest.raises(EngineError):
            version(query)
    assert version("SELECT 7").endswith(";7")


def test_a_statement_that_takes_too_long_is_ended_on_the_server(server: ClusterServer) -> None:
    sessions = SparkSessions(server.service, 4)
    sessions.probe("SELECT 1")
    with pytest.raises(EngineError) as error:
        sessions.run(
            "SELECT sum(hash(a.id, b.id)) FROM range(1000000) a CROSS JOIN range(1000000) b"
        )
    assert error.value.reason == "engine_late"
    # Both workers would still be busy with the first one.
    patient = SparkSessions(server.service, 60)
    assert patient.run("SELECT sum(id) AS n FROM range(10)")["n"].to_pylist() == [45]


def fails_at_once(server: ClusterServer) -> bool:
    """Whether a statement fails without a request to the server."""
    with pytest.raises(EngineError) as error:
        connect(server.settings("activities")).fetch("SELECT 1 AS n", {})
    assert error.value.reason in ("engine_late", "engine_away")
    return "last time" in str(error.value)


def test_readers_do_not_wait_for_a_hung_server(server: ClusterServer) -> None:
    before = current_edition()
    with server.hung():
        start = time.monotonic()
        with pytest.raises(EngineError) as error:
            SparkSessions(server.service, 2).run("SELECT 1")
        assert error.value.reason == "engine_late" and time.monotonic() - start < 20
        wait_for("engine_late", seconds=LATE_S)
        check_earlier_data_are_shown(before)
        # A busy server may have been late before it hung; after a failed probe the next statement
        # fails at once.
        wait_until(lambda: fails_at_once(server), LATE_S)
    check_server_is_read_again(LATE_S)


def test_earlier_data_are_shown_while_the_server_is_killed(
    server: ClusterServer, cells: pd.DataFrame
) -> None:
    before = current_edition()
    server.kill()
    wait_for("engine_away", seconds=LATE_S)
    check_earlier_data_are_shown(before)
    assert health()["why"] == "engine_away"
    path = server.tables["activities"] / "rows.parquet"
    rows = pd.read_parquet(path, dtype_backend="pyarrow")
    rows.loc[rows["reached"] == rows["reached"].max(), "reached"] += 1
    rows.to_parquet(path, index=False)
    server.start()
    check_server_is_read_again(LATE_S)
    assert before.totals is not None and current_edition().totals is not None
    assert current_edition().totals["reached"].sum() == before.totals["reached"].sum() + 1
