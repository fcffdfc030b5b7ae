"""Statements for Spark and Trino as text, and the messages without their servers."""

from __future__ import annotations

import logging
import re
import socket
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import sqlglot

from campaign.analysis.register_table import SORTS, ListQuery, register_query
from campaign.dataset.engines.drivers import connect
from campaign.dataset.engines.engine import Engine, EngineError
from campaign.dataset.engines.open_register import open_register
from campaign.dataset.engines.servers import spark_sql, trino_sql
from campaign.dataset.engines.servers.dialects import is_query, quote_table
from campaign.dataset.engines.servers.named_servers import read_service
from campaign.dataset.engines.settings import RegisterSettings
from campaign.dataset.engines.sql.sql_register import SqlRegister
from campaign.domain.campaign import Campaign
from campaign.domain.register import RowFilter
from campaign.i18n.translator import LANGUAGES, Text
from tests.campaigns import view_of
from tests.dataset.engines.registers import (
    LABEL,
    open_files,
    random_cells,
    reference_of,
    write_parquet,
)

ROWS = "SELECT title FROM warehouse.activities"


def in_spark_and_trino(sql: str) -> list[str]:
    """Return the expression in lower case, in the SQL of Spark and of Trino."""
    query = f"SELECT {sql} AS x FROM register"
    words = spark_sql.translate(query, ROWS), trino_sql.translate(query, ROWS)[0]
    return [text.lower().removeprefix("select ").split(" as x from (select")[0] for text in words]


@pytest.mark.parametrize(
    ("sql", "spark", "trino"),
    [
        ("title = $v0", "title = :v0", "title = ?"),
        ("hash(title)", "xxhash64(title)", "xxhash64(to_utf8(title))"),
        ("trim(title)", "TRIM(title)", "TRIM(BOTH ' ' FROM title)"),
        ("regexp_matches(title, $v0)", "title RLIKE :v0", "REGEXP_LIKE(title, ?)"),
        (
            "regexp_replace(title, $v0, $v1, 'g')",
            r"regexp_replace(title, :v0, replace(:v1, '\\', '$'))",
            r"regexp_replace(title, ?, replace(?, '\', '$'))",
        ),
        ("contains(title, $v0)", "CONTAINS(title, :v0)", "(strpos(title, ?) > 0)"),
        (
            "nfc_normalize(title)",
            "COALESCE(element_at(from_json(:composed, 'map<string, string>'), title), title)",
            "normalize(title, NFC)",
        ),
        ("date_trunc('month', date)", "trunc(date, 'MONTH')", "DATE_TRUNC('MONTH', date)"),
        ("last_day(date)", "LAST_DAY(date)", "LAST_DAY_OF_MONTH(date)"),
        (
            "count(*) FILTER (reached < 0)",
            "COUNT(*) FILTER(WHERE reached < 0)",
            "COUNT(*) FILTER(WHERE reached < 0)",
        ),
    ],
)
def test_functions_are_translated_for_each_engine(sql: str, spark: str, trino: str) -> None:
    assert in_spark_and_trino(sql) == [spark.lower(), trino.lower()]


def test_lists_of_values_become_rows() -> None:
    lists = (
        "SELECT unnest(CAST($v0 AS VARCHAR[])) AS title, "
        "unnest(CAST($v1 AS INTEGER[])) AS title_key"
    )
    query = f"SELECT title_key FROM register JOIN ({lists}) USING (title)"
    assert (
        "(select inline(arrays_zip(from_json(:v0, 'array<string>'), "
        "from_json(:v1, 'array<int>'))) as (`title`, `title_key`))"
    ) in spark_sql.translate(query, ROWS).lower()
    words, names = trino_sql.translate(query, ROWS)
    assert (
        "(SELECT title, title_key FROM UNNEST(CAST(? AS ARRAY(VARCHAR)), "
        "CAST(? AS ARRAY(INTEGER))) AS lists(title, title_key))"
    ) in words
    assert names == ("v0", "v1")


def test_every_subquery_has_a_name_in_spark() -> None:
    query = "SELECT title FROM (SELECT title FROM (SELECT title FROM register) WHERE TRUE)"
    words = spark_sql.translate(f"{query} JOIN (SELECT 1 AS n) ON (TRUE) WHERE (TRUE)", ROWS)
    # A subquery in FROM has a name; otherwise Spark reads WHERE as one, with TRUE as a column.
    assert words.count("FROM (") + words.count("JOIN (") == 4
    assert len(re.findall(r"\) AS \w+(?= WHERE| JOIN| ON|\))", words)) == 4


def test_each_part_of_a_table_name_is_quoted() -> None:
    assert quote_table("a.b.c", "spark") == "`a`.`b`.`c`"
    assert quote_table("parquet.`/data/x y`", "spark") == "`parquet`.`/data/x y`"
    assert quote_table("a.b.c", "trino") == '"a"."b"."c"'


@pytest.mark.parametrize(
    ("sql", "is_one"),
    [
        ("SELECT max(snapshot) FROM t", True),
        ("WITH a AS (SELECT 1 AS n) SELECT n FROM a", True),
        ("SELECT 1; SELECT 2", False),
        ("INSERT INTO t SELECT 1", False),
        ("CREATE TABLE t AS SELECT 1", False),
        ("DROP TABLE t", False),
        ("REFRESH TABLE t", False),
        ("SET x = 1", False),
        ("SELECT (", False),
    ],
)
def test_a_version_statement_is_a_single_query(sql: str, is_one: bool) -> None:
    for dialect in ("spark", "trino"):
        assert is_query(sql, dialect) is is_one


@dataclass
class Server:
    """An engine whose rows may change, over another engine; it records its statements."""

    engine: Engine
    statements: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    is_text, is_live = False, True

    def fetch(self, sql: str, values: dict[str, object]) -> pd.DataFrame:
        self.statements.append((sql, values))
        return self.engine.fetch(sql, values)


def test_every_statement_of_a_register_is_valid_in_both(campaign: Campaign, tmp_path: Path) -> None:
    """Each translation parses, and every value is a bound parameter and not part of the text."""
    cells = random_cells(campaign, 0, broken=False)
    file = write_parquet(cells, tmp_path / "register.parquet")
    opened = open_files([file], reference_of(campaign)).register
    assert opened is not None
    server = Server(opened.engine)
    source = replace(opened.source, is_clean=False, plain=())
    register = SqlRegister(server, source)
    for sort in SORTS:
        query = register_query(view_of(campaign, "ky"), ListQuery("ош 2017", sort, False))
        register.page(query, 10)
    register.totals(RowFilter(oblasts=("KG-B",), start=date(2017, 9, 1)))
    register.comparison_values(("tv",), None, None)
    register.usual_attendance(date(2017, 9, 1), date(2017, 9, 30))
    assert register.likely_duplicates >= 0
    for sql, values in server.statements:
        words = spark_sql.translate(sql, ROWS)
        assert {*re.findall(r":(v[0-9]+)", words)} == {*values}
        assert sqlglot.parse_one(words, read="spark")
        words, names = trino_sql.translate(sql, ROWS)
        assert words.count("?") == len(names) and {*names} == {*values}
        assert sqlglot.parse_one(words, read="trino") and "$" not in words.replace("'$'", "")


def write_services(folder: Path, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "services.conf").write_text(words)
    monkeypatch.setenv("CAMPAIGN_SERVICES", str(folder / "services.conf"))


def test_a_service_has_its_token_in_its_own_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "token").write_text("secret-token\n")
    lines = f"[a]\nhost=db\nport=7\nuser=reader\ntoken_file={tmp_path / 'token'}\n"
    write_services(tmp_path, lines, monkeypatch)
    service = read_service("a")
    assert (service.host, service.port, service.user) == ("db", 7, "reader")
    assert service.token == "secret-token" and service.is_encrypted
    assert "secret" not in repr(service) and "db" not in repr(service)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "[b]\nhost=secret-host",
        "[a]\nport=1",
        "[a]\nhost=secret-host\nport=x",
        "[a]\nhost=secret-host\npasword=secret-token",
        "[a]\nhost=secret-host\ntoken=secret-token\nssl=false",
        "[a]\nhost=secret-host\ntoken_file=/none/secret-token",
        "host=secret-host",
    ],
)
def test_a_wrong_service_is_away_and_its_settings_are_not_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    write_services(tmp_path, words, monkeypatch)
    with pytest.raises(EngineError) as error:
        read_service("a")
    assert error.value.reason == "engine_away" and "secret" not in str(error.value)


def test_a_missing_spark_server_is_away_and_its_name_is_not_repeated(
    campaign: Campaign,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    words = "[nowhere]\nhost=127.0.0.1\nport=9\nuser=secret-user\ntoken=secret-token\n"
    write_services(tmp_path, words, monkeypatch)
    settings = RegisterSettings("spark", table="a", service="nowhere", limit_s=5)
    with caplog.at_level(logging.DEBUG):
        opened = open_register(settings, LABEL, reference_of(campaign))
    assert opened.register is None and [i.rule for i in opened.issues] == ["engine_away"]
    words = " ".join(
        [issue.message(Text.of(lang)) for issue in opened.issues for lang in LANGUAGES]
    )
    output = "".join(capfd.readouterr())
    assert "Spark: " in caplog.text
    for secret in ("secret", "127.0.0.1"):
        assert secret not in f"{words} {caplog.text} {output}"


def test_a_hung_server_is_late(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        write_services(tmp_path, f"[hung]\nhost=127.0.0.1\nport={port}\n", monkeypatch)
        engine = connect(RegisterSettings("spark", table="a", service="hung", limit_s=1))
        with pytest.raises(EngineError) as error:
            engine.fetch("SELECT 1 AS n", {})
    assert error.value.reason in ("engine_late", "engine_away")
