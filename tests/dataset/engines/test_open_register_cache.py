"""A register is checked again whenever the check could have another result."""

from __future__ import annotations

import gc
import os
import weakref
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from campaign.dataset.engines import open_register_cache
from campaign.dataset.engines.engine import Engine, EngineError
from campaign.dataset.engines.failures import FAILURES
from campaign.dataset.engines.open_register import OpenRegister, open_register
from campaign.dataset.engines.open_register_cache import OpenRegisters
from campaign.dataset.engines.settings import RegisterSettings
from campaign.dataset.engines.sql.source import Source
from campaign.dataset.engines.sql.sql_register import SqlRegister
from campaign.domain.campaign import Campaign
from campaign.ingest.reference_data import ReferenceData
from tests.dataset.engines.registers import LABEL, random_cells, reference_of, write_parquet

Twice = Callable[[Callable[[], None], ReferenceData], int]


@pytest.fixture
def file(campaign: Campaign, tmp_path: Path) -> Path:
    return write_parquet(random_cells(campaign, 1, rows=9, broken=False), tmp_path / "a.parquet")


@pytest.fixture
def reference(campaign: Campaign) -> ReferenceData:
    return replace(reference_of(campaign), today=date(2018, 1, 1))


@pytest.fixture
def open_twice(file: Path, reference: ReferenceData, monkeypatch: pytest.MonkeyPatch) -> Twice:
    """Return a function that reads twice with a change in between and counts the checks so far."""
    checks: list[OpenRegister] = []

    def check(*arguments: object) -> OpenRegister:
        checks.append(open_register(*arguments))
        return checks[-1]

    monkeypatch.setattr(open_register_cache, "open_register", check)
    settings = RegisterSettings("duckdb", "a.parquet", (file,), folder=file.parent)

    def open_twice(change: Callable[[], None], later: ReferenceData) -> int:
        registers = OpenRegisters()
        before = registers.open(settings, LABEL, reference)
        change()
        after = registers.successor().open(settings, LABEL, later)
        assert (before is after) == (len(checks) == 1)
        return len(checks)

    return open_twice


def test_an_unchanged_register_is_checked_once(
    open_twice: Twice, campaign: Campaign, reference: ReferenceData
) -> None:
    later = replace(reference_of(campaign), today=reference.today)  # other objects, equal values
    assert open_twice(lambda: None, later) == 1


def test_a_register_is_checked_again_with_other_reference_data(
    open_twice: Twice, reference: ReferenceData
) -> None:
    assert open_twice(lambda: None, replace(reference, today=date(2018, 1, 2))) == 2
    assert open_twice(lambda: None, replace(reference, population={})) == 4
    assert open_twice(lambda: None, replace(reference, public_texts=frozenset({"а"}))) == 6
    assert open_twice(lambda: None, replace(reference, edition="2018")) == 8


def test_other_bytes_of_the_same_size_and_time_are_checked(
    open_twice: Twice, file: Path, reference: ReferenceData
) -> None:
    def overwrite() -> None:
        before, content = file.stat(), bytearray(file.read_bytes())
        content[60] ^= 1
        file.write_bytes(content)
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert (file.stat().st_size, file.stat().st_mtime_ns) == (len(content), before.st_mtime_ns)

    assert open_twice(overwrite, reference) == 2


def test_a_register_is_checked_again_after_a_failure_of_its_own_engine_only(
    file: Path, reference: ReferenceData
) -> None:
    settings = RegisterSettings("duckdb", "a.parquet", (file,), folder=file.parent)
    registers = OpenRegisters()
    before = registers.open(settings, LABEL, reference)
    assert before.register is not None
    FAILURES.add()
    FAILURES.add(registers)  # another object
    assert registers.successor().open(settings, LABEL, reference) is before
    FAILURES.add(before.register.engine)
    assert registers.successor().open(settings, LABEL, reference) is not before


def test_a_replaced_or_removed_file_leads_to_a_new_check(
    open_twice: Twice, file: Path, reference: ReferenceData
) -> None:
    def replace_with_copy() -> None:
        other = file.with_name("b.parquet")
        other.write_bytes(file.read_bytes())
        other.replace(file)

    assert open_twice(replace_with_copy, reference) == 2
    assert open_twice(file.unlink, reference) == 4


class Server:
    """A stand-in for the engine of a server: only its version."""

    def __init__(self) -> None:
        self.answer = "1"

    def version(self) -> str:
        """Return the version, or raise an error for an empty one."""
        if not self.answer:
            raise EngineError("away", "engine_away")
        return self.answer


def test_a_register_on_a_server_is_checked_again_if_its_version_or_the_reference_changes(
    reference: ReferenceData, monkeypatch: pytest.MonkeyPatch
) -> None:
    server, checks = Server(), 0

    def check(*_: object) -> OpenRegister:
        nonlocal checks
        checks += 1
        register = SqlRegister(cast(Engine, server), Source((), False, {}))
        return OpenRegister(register, (), {}, version=server.answer)

    monkeypatch.setattr(open_register_cache, "open_register", check)
    settings = RegisterSettings("postgresql", table="t", service="s")
    counts = []
    registers = OpenRegisters()
    for answer, date_ in (("1", 1), ("1", 1), ("2", 1), ("2", 1), ("2", 2), ("", 2), ("2", 2)):
        server.answer = answer
        registers = registers.successor()
        registers.open(settings, LABEL, replace(reference, today=date(2018, 1, date_)))
        counts.append(checks)
    assert counts == [1, 1, 2, 2, 3, 4, 5]


def test_a_register_that_the_next_reading_does_not_open_is_not_kept(
    file: Path, reference: ReferenceData
) -> None:
    settings = RegisterSettings("duckdb", "a.parquet", (file,), folder=file.parent)
    registers = OpenRegisters()
    before = registers.open(settings, LABEL, reference)
    assert registers.successor().open(settings, LABEL, reference) is before
    assert registers.successor().successor().open(settings, LABEL, reference) is not before


def test_the_register_before_a_change_is_released(file: Path, reference: ReferenceData) -> None:
    settings = RegisterSettings("duckdb", "a.parquet", (file,), folder=file.parent)
    registers = OpenRegisters()
    former = weakref.ref(registers.open(settings, LABEL, reference))
    following = registers.successor()
    del registers
    following.open(settings, LABEL, replace(reference, edition="2018"))
    assert former() is not None
    following.forget_former()
    gc.collect()
    assert former() is None
