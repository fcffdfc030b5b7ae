"""Today is the date in Bishkek, whatever the time zone of the server; no code uses its clock."""

from __future__ import annotations

import ast
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from campaign.domain import clock
from campaign.domain.campaign import Campaign
from campaign.ingest import canonical_csv
from campaign.ingest.file_references import campaign_reference
from campaign.ingest.privacy.identifiers import _is_birthday
from campaign.ingest.register import ingest_register
from campaign.ingest.report import ValidationReport

ROOT = Path(__file__).resolve().parent.parent.parent
NEW_YEAR_IN_BISHKEK = datetime(2026, 12, 31, 18, 0, tzinfo=UTC)


@pytest.fixture(params=["UTC", "Pacific/Kiritimati", "Etc/GMT+12", "Asia/Bishkek"])
def server_time_zone(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """A server in one of several time zones."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def new_year(monkeypatch: pytest.MonkeyPatch) -> None:
    """Midnight before 1 January 2027 in Bishkek."""

    class Midnight(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return NEW_YEAR_IN_BISHKEK.astimezone(tz)  # type: ignore[arg-type]

    monkeypatch.setattr(clock, "datetime", Midnight)


def test_the_day_begins_in_bishkek(server_time_zone: None) -> None:
    assert clock.day_of(NEW_YEAR_IN_BISHKEK) == date(2027, 1, 1)
    assert clock.day_of(NEW_YEAR_IN_BISHKEK - timedelta(seconds=1)) == date(2026, 12, 31)


def test_today_is_the_day_in_bishkek(server_time_zone: None, new_year: None) -> None:
    assert clock.today() == date(2027, 1, 1)


def test_the_day_is_the_same_without_a_time_zone_database() -> None:
    assert clock.zone_of("Nowhere/Bishkek").utcoffset(None) == timedelta(hours=6)
    local_time = NEW_YEAR_IN_BISHKEK.astimezone(clock.BISHKEK)
    assert local_time.utcoffset() == timedelta(hours=6)


@pytest.mark.sample(4)
@pytest.mark.parametrize("canonical", [False, True])
def test_a_row_of_today_is_not_in_the_future(
    canonical: bool, campaign: Campaign, server_time_zone: None, new_year: None
) -> None:
    reference = campaign_reference(campaign, "2017")
    reference = replace(reference, periods={"2017": (date(2026, 12, 1), None)}, today=None)
    header = ",".join(column.name for column in canonical_csv._TABLE.columns)
    rows = [f"a{day},2027-01-0{day},,KG-N,,,lecture,,,,,5,,,,,,,," for day in (1, 2)]
    content = "\n".join([header, *rows, ""]).encode()
    read: ValidationReport | None = ingest_register(content, "register.csv", reference)
    if canonical and read is not None:
        read = canonical_csv.ingest_canonical_csv(content, "register.csv", reference, read)
    assert read is not None
    assert [issue.row for issue in read.issues if issue.rule == "implausible_date"] == [3]


def test_a_birthday_is_not_in_the_future(server_time_zone: None, new_year: None) -> None:
    assert _is_birthday("01", "01", "2027") and not _is_birthday("01", "01", "2028")


SERVER_METHODS = ("today", "localtime", "fromtimestamp", "utcnow")
CLOCK_METHODS = (*SERVER_METHODS, "now", "astimezone")


def test_no_module_uses_the_server_s_own_clock() -> None:
    """`time.time()` and `now(UTC)` do not depend on the time zone of the server; a date does."""
    clock_calls = []
    for path in [*(ROOT / "campaign").rglob("*.py"), *(ROOT / "pages").glob("*.py")]:
        source = path.read_text(encoding="utf-8")
        if path.name == "clock.py" or not any(f"{method}(" in source for method in CLOCK_METHODS):
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                method, of = node.func.attr, ast.unparse(node.func.value)
                if method in SERVER_METHODS and of != "clock":
                    clock_calls.append(f"{path.name}: {ast.unparse(node)}")
                if method in ("now", "astimezone") and not node.args:
                    clock_calls.append(f"{path.name}: {ast.unparse(node)}")
    assert clock_calls == []
