"""The dashboard while a PostgreSQL server is stopped, hangs, is locked or has another table."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from campaign.__main__ import main
from campaign.dataset import campaign_cache
from campaign.dataset.engines.drivers import connect
from campaign.dataset.engines.engine import EngineError
from campaign.dataset.engines.open_register_cache import OpenRegisters
from campaign.dataset.engines.servers.postgres_engine import PostgresEngine
from campaign.dataset.engines.servers.postgres_sessions import PostgresSessions, sessions_of
from campaign.dataset.engines.settings import RegisterSettings
from campaign.dataset.engines.sql.sql_register import SqlRegister
from campaign.dataset.folders import Folders
from campaign.i18n.translator import LANGUAGES, Text
from tests.engines.cluster import OWNER, READER, SERVICE, Cluster, wait_until
from tests.engines.dashboard_state import (
    CURRENT,
    check_earlier_data_are_shown,
    check_server_is_read_again,
    current_edition,
    health,
    pages,
    states,
    wait_for,
)

LIMIT_S = 4
SETTINGS = RegisterSettings(
    "postgresql", table="activities", service=SERVICE, poll_s=1, limit_s=LIMIT_S
)


@pytest.fixture
def cells(folders: Folders) -> pd.DataFrame:
    return pd.read_csv(folders.data / "2017/activities.csv", dtype=str, keep_default_na=False)


@pytest.fixture
def server(
    cluster: Cluster,
    cells: pd.DataFrame,
    folders: Folders,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Cluster]:
    """A server with the register of 2017, which the dashboard has read."""
    cluster.fill("activities", cells)
    shutil.copytree(folders.data, tmp_path / "data")
    folder = tmp_path / "data" / "2017"
    (folder / "activities.csv").unlink()
    (folder / "register.toml").write_text(
        f'engine = "postgresql"\ntable = "activities"\nservice = "{SERVICE}"\n'
        f"poll_s = 1\nlimit_s = {LIMIT_S}\n"
    )
    monkeypatch.setenv("CAMPAIGN_DATA", str(tmp_path / "data"))
    assert states() == CURRENT and isinstance(current_edition().register, SqlRegister)
    yield cluster


def test_earlier_data_are_shown_while_the_server_is_killed(server: Cluster) -> None:
    before = current_edition()
    server.kill()
    try:
        wait_for("engine_away")
        check_earlier_data_are_shown(before)
        assert health()["why"] == "engine_away"
    finally:
        server.start()
    check_server_is_read_again()


def test_readers_do_not_wait_for_a_hung_server(server: Cluster) -> None:
    before = current_edition()
    with server.hung():
        with pytest.raises(EngineError):
            assert before.register is not None
            before.register.rows()
        wait_for("engine_late", "engine_away")
        check_earlier_data_are_shown(before)
        # After a failed probe the next statement fails at once, without a connection.
        with pytest.raises(EngineError, match="last time"):
            connect(SETTINGS).fetch("SELECT 1 AS n", {})
    check_server_is_read_again()


@pytest.mark.parametrize(
    ("change", "back", "reasons"),
    [
        (
            f"REVOKE SELECT ON activities FROM {READER}",
            f"GRANT SELECT ON activities TO {READER}",
            ["engine_denied"],
        ),
        (
            "ALTER TABLE activities RENAME COLUMN type TO kind",
            "ALTER TABLE activities RENAME COLUMN kind TO type",
            ["missing_column"],
        ),
        (
            "ALTER TABLE activities RENAME TO other",
            "ALTER TABLE other RENAME TO activities",
            ["engine_table"],
        ),
        (
            "CREATE TABLE kept AS TABLE activities; DELETE FROM activities",
            "INSERT INTO activities SELECT * FROM kept; DROP TABLE kept",
            ["engine_empty"],
        ),
        (
            "ALTER TABLE activities ALTER date TYPE timestamp",
            "ALTER TABLE activities ALTER date TYPE date",
            ["engine_type"],
        ),
    ],
)
def test_earlier_data_are_shown_while_the_table_is_unusable(
    server: Cluster, change: str, back: str, reasons: list[str]
) -> None:
    before = current_edition()
    server.do(*change.split("; "))
    wait_for(*reasons)
    check_earlier_data_are_shown(before)
    server.do(*back.split("; "))
    check_server_is_read_again()


def test_readers_do_not_wait_for_a_locked_table(server: Cluster) -> None:
    before = current_edition()
    with server.connect() as connection, connection.transaction():
        connection.execute("LOCK TABLE activities IN ACCESS EXCLUSIVE MODE")
        wait_for("engine_late")
        check_earlier_data_are_shown(before)
    check_server_is_read_again()


def test_connections_that_the_server_closes_are_opened_again(server: Cluster) -> None:
    register = current_edition().register
    assert register is not None
    register.rows()
    with server.connect() as connection:
        ended = connection.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
            "WHERE application_name = 'campaign'"
        ).fetchone()
    assert ended is not None and ended[0] > 0
    assert len(register.rows()) == 77 and states() == CURRENT


def test_a_changed_row_is_shown_although_no_file_changes(server: Cluster) -> None:
    before = campaign_cache.current()
    server.do("UPDATE activities SET reached = 9000 WHERE type = 'lecture'")
    wait_until(lambda: campaign_cache.current().fingerprint != before.fingerprint)
    totals = current_edition().totals
    assert totals is not None and totals["reached"].max() >= 9000 and states() == CURRENT


def test_a_transaction_that_ends_after_a_younger_one_changes_the_version(server: Cluster) -> None:
    engine = connect(SETTINGS)
    with server.connect() as connection:
        with connection.transaction():
            connection.execute("UPDATE activities SET reached = 1 WHERE type = 'lecture'")
            before = engine.version()
            server.do("CREATE TABLE younger ()", "DROP TABLE younger")
            assert engine.version() == before
        assert engine.version() != before


def test_the_cells_are_read_for_a_version_only_after_a_transaction(
    server: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    digests: list[str] = []

    def digest(engine: PostgresEngine) -> str:
        digests.append(str(len(digests)))
        return digests[-1]

    monkeypatch.setattr(PostgresEngine, "_digest", digest)
    engine = PostgresEngine(SETTINGS)
    assert engine.version() == engine.version() == "0"
    server.do("CREATE TABLE one ()", "DROP TABLE one")
    assert engine.version() == "1"


def test_the_version_may_be_a_query(server: Cluster) -> None:
    def version(query: str) -> str:
        return PostgresEngine(
            RegisterSettings("postgresql", table="activities", service=SERVICE, version=query)
        ).version()

    assert version("SELECT count(*) FROM activities WHERE title LIKE '%'").endswith(";77")
    for query in ("SELECT 1, 2", "SELECT 1 WHERE false", "DELETE FROM activities RETURNING 1"):
        with pytest.raises(EngineError):
            version(query)


def test_a_renamed_column_changes_the_version_of_a_query(server: Cluster) -> None:
    engine = PostgresEngine(replace(SETTINGS, version="SELECT 1"))
    before = engine.version()
    assert engine.version() == before
    server.do("ALTER TABLE activities RENAME COLUMN title TO name")
    assert engine.version() != before


def test_a_server_that_is_down_at_the_start_is_read_when_it_starts(server: Cluster) -> None:
    server.kill()
    try:
        campaign_cache._cache.clear()
        assert states() == ["engine_away"] and current_edition().totals is None
        assert health() == {"state": "none", "rejected_rows": 0, "why": "engine_away"}
    finally:
        server.start()
    check_server_is_read_again()


def test_every_connection_is_read_only_and_limited(server: Cluster) -> None:
    sessions = sessions_of(SERVICE, 2)
    shown = {
        name: sessions.run(f"SHOW {name}").rows[0][0]
        for name in (
            *("default_transaction_read_only", "statement_timeout", "lock_timeout"),
            "enable_nestloop",
        )
    }
    assert shown == {
        "default_transaction_read_only": "on",
        "statement_timeout": "2s",
        "lock_timeout": "3s",
        "enable_nestloop": "off",
    }
    with pytest.raises(EngineError) as error:
        sessions.run("SELECT pg_sleep(60)")
    assert error.value.reason == "engine_late"
    with pytest.raises(EngineError):
        sessions.run("CREATE TABLE pg_temp.mine AS SELECT 1")


def test_the_number_of_connections_is_limited(server: Cluster) -> None:
    sessions = PostgresSessions(SERVICE, 30)
    threads = [
        threading.Thread(target=sessions.run, args=("SELECT pg_sleep(0.05)",)) for _ in range(24)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 1 <= len(sessions._idle) <= 4


def secrets_of(server: Cluster) -> list[str]:
    return [server.password, str(server.folder), OWNER, READER]


def test_no_secret_is_logged_or_shown(
    server: Cluster, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def all_output() -> str:
        campaign = campaign_cache.current()
        issues = campaign.editions["2017"].issues
        messages = [issue.message(Text.of(lang)) for issue in issues for lang in LANGUAGES]
        return f"{caplog.text} {messages} {health()} {pages('/')}"

    def try_wrong(change: Callable[[], None]) -> None:
        change()
        sessions_of.cache_clear()
        campaign_cache._cache.clear()
        monkeypatch.setattr(campaign_cache, "_registers", OpenRegisters())
        assert states() == ["engine_away"]
        output = all_output()
        assert "PostgreSQL: " in output
        assert [secret for secret in secrets_of(server) if secret in output] == []

    wrong = server.folder / "wrong"
    wrong.write_text("*:*:*:*:wrong-password\n")
    wrong.chmod(0o600)
    try_wrong(lambda: monkeypatch.setenv("PGPASSFILE", str(wrong)))
    assert "wrong-password" not in all_output()
    try_wrong(lambda: monkeypatch.setenv("PGSERVICEFILE", "/none"))
    sessions_of.cache_clear()


def test_the_check_explains_wrong_columns(
    server: Cluster, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = str(campaign_cache.folders().data / "2017/register.toml")
    main(["check", "--register", settings])
    assert "77" in capsys.readouterr().out
    server.do(
        "ALTER TABLE activities RENAME COLUMN type TO kind",
        "ALTER TABLE activities ALTER reached TYPE numeric",
    )
    main(["check", "--register", settings, "--lang", "en"])
    words = capsys.readouterr().out
    assert "type" in words and "numeric" in words and "integer" in words
    assert [secret for secret in secrets_of(server) if secret in words] == []
