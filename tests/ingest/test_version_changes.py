"""Two versions of a register are compared: each row is matched once, each change is listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.ingest.versions.version_changes import VersionChange, compare_versions, same_name
from campaign.schema import tables, validate
from tests.examples import examples

NAMES = ("activity_id", "date", "oblast", "district", "place", "type", "title", "reached", "note")
Cells = dict[str, Any]


def frame(*rows: Cells) -> pd.DataFrame:
    """Return a register with the types of `check_table`, whose first row is row 2."""
    table = {c.name: [str(row.get(c.name, "")) for row in rows] for c in tables.ACTIVITIES.columns}
    raw = pd.DataFrame(table, index=pd.RangeIndex(2, len(rows) + 2), dtype="object")
    codes = {"oblast": {c.casefold(): c for c in ("KG-N", "KG-C", "KG-O")}}
    codes["type"] = {code: code for code in ("lecture", "training")}
    context = validate.CheckContext(codes)
    checked = validate.check_table(raw, tables.ACTIVITIES, "register.csv", context)
    assert checked.issues == () and len(checked.frame) == len(rows)
    return checked.frame


def row(title: str = "Урок", reached: object = 100, **more: object) -> Cells:
    usual = {"date": "2017-08-01", "oblast": "KG-N", "type": "lecture"}
    return {**usual, "title": title, "reached": reached, **more}


def summary(change: VersionChange) -> tuple[list[int], list[tuple[int, int, tuple[str, ...]]], int]:
    changed = [(c.former, c.new, c.columns) for c in change.changed]
    return [len(change.added), len(change.removed)], changed, change.unchanged


# One correction of each kind --------------------------------------------------------------------

FORMER = [row("Урок", 100), row("Беседа", 50, place="Школа 1"), row("Показ", 70, date="2017-08-03")]


@pytest.mark.parametrize(
    ("at", "correction"),
    [
        (0, {"reached": 120}),
        (0, {"reached": ""}),
        (1, {"date": "2017-08-02"}),
        (1, {"place": "Школа 2"}),
        (1, {"oblast": "KG-C"}),
        (2, {"type": "training"}),
        (1, {"title": "Лекция"}),
        (2, {"district": "Ат-Башинский район"}),
        (0, {"note": "исправлено"}),
        (0, {"activity_id": "N-7"}),
        (1, {"place": "Школа 2", "reached": 55}),
        (2, {"date": "2017-08-05", "reached": 71}),
    ],
)
def test_a_correction_is_one_change(at: int, correction: Cells) -> None:
    new = [dict(cells) for cells in FORMER]
    new[at] |= correction
    change = compare_versions(frame(*FORMER), frame(*reversed(new)))
    columns = tuple(n for n in (c.name for c in tables.ACTIVITIES.columns) if n in correction)
    assert summary(change) == ([0, 0], [(at + 2, 4 - at, columns)], 2)


def test_added_and_removed_rows_are_listed() -> None:
    new = [FORMER[2], row("Выставка", 30, date="2017-09-09", oblast="KG-O"), FORMER[0]]
    change = compare_versions(frame(*FORMER), frame(*new))
    assert (change.added, change.removed, change.unchanged) == ((3,), (3,), 2)
    assert not change.empty and change.same_register
    for former, new in ((FORMER, FORMER[:2]), (FORMER[:2], FORMER)):
        assert not compare_versions(frame(*former), frame(*new)).empty


def test_the_same_rows_in_another_order_change_nothing() -> None:
    change = compare_versions(frame(*FORMER), frame(*reversed(FORMER)))
    assert change.empty and change.unchanged == 3 and change.same_register


def test_equal_rows_are_matched_one_by_one() -> None:
    former = [row(reached=50), row(reached=100), row(reached=100)]
    change = compare_versions(frame(*former), frame(row(reached=105), row(reached=55)))
    # The fewest people match the fewest; one of the two rows of 100 is removed.
    assert summary(change) == ([0, 1], [(3, 2, ("reached",)), (2, 3, ("reached",))], 0)


def test_rows_without_title_and_place_are_matched_by_their_numbers() -> None:
    bare = {"date": "2017-08-01", "oblast": "KG-N", "type": "lecture"}
    former = [{**bare, "reached": 10}, {**bare, "reached": 20}]
    new = [{**bare, "reached": 20}, {**bare, "reached": 15}]
    change = compare_versions(frame(*former), frame(*new))
    assert summary(change) == ([0, 0], [(2, 3, ("reached",))], 1)
    # Equal days and types alone do not make one register.
    assert not compare_versions(frame(former[0]), frame(new[1])).same_register


def test_letters_lost_in_an_encoding_are_a_change_of_the_same_row() -> None:
    kyrgyz, russian = row("Көргөзмө", place="Өзгөн"), row("Коргозмо", place="Озгон")
    change = compare_versions(frame(kyrgyz), frame(russian))
    assert summary(change) == ([0, 0], [(2, 2, ("place", "title"))], 0)
    assert change.same_register


# Activity codes ---------------------------------------------------------------------------------


def test_the_code_of_an_office_identifies_the_activity() -> None:
    former = [row("Урок", 100, activity_id="N-1"), row("Беседа", 50, activity_id="N-2")]
    moved = row("Показ", 9, activity_id="N-1", date="2017-10-10", place="Клуб", oblast="KG-C")
    change = compare_versions(frame(*former), frame(former[1], moved))
    columns = ("date", "oblast", "place", "title", "reached")
    assert summary(change) == ([0, 0], [(2, 3, columns)], 1)
    # A new activity like a former one is not matched with it.
    same = [row("Урок", 120, activity_id="N-1"), row("Урок", 100, activity_id="N-3"), former[1]]
    change = compare_versions(frame(*former), frame(*same))
    assert summary(change) == ([1, 0], [(2, 2, ("reached",))], 1) and change.added == (3,)


def test_codes_that_number_the_rows_are_not_compared() -> None:
    days = [f"2017-08-{day:02d}" for day in range(1, 8)]
    former = [row(f"Урок {n}", n, activity_id=n, date=d) for n, d in enumerate(days, start=1)]
    first = row("Открытие", 300, activity_id=1, date="2017-07-31")
    new = [first, *({**cells, "activity_id": n} for n, cells in enumerate(former, start=2))]
    change = compare_versions(frame(*former), frame(*new))
    assert summary(change) == ([1, 0], [], 7) and change.added == (2,)


def test_codes_that_moved_are_listed_as_changed() -> None:
    former = [row(f"Урок {n}", n, activity_id=f"N-{n}") for n in range(1, 5)]
    first = row("Открытие", 300, activity_id="N-1", date="2017-07-31")
    new = [first, *({**cells, "activity_id": f"N-{n}"} for n, cells in enumerate(former, start=2))]
    change = compare_versions(frame(*former), frame(*new))
    assert [c.columns for c in change.changed] == [("activity_id",)] * 4
    assert change.added == (2,) and change.removed == ()


def test_the_same_codes_of_two_offices_do_not_make_a_version() -> None:
    naryn = [
        row(f"Урок {n}", n, activity_id=f"A-{n}", place=f"Школа {n}", date=f"2017-08-0{n}")
        for n in range(1, 6)
    ]
    chui = [
        row(f"Показ {n}", n, activity_id=f"A-{n}", place=f"Клуб {n}", date=f"2017-09-0{n}")
        for n in range(1, 6)
    ]
    assert not compare_versions(frame(*naryn), frame(*chui)).same_register


# Recognition of versions ------------------------------------------------------------------------


def test_a_majority_of_shared_rows_makes_a_version() -> None:
    every = [row(f"Урок {n}", n) for n in range(9)]
    for former, new, same in (
        (every, every[:2], True),
        (every[:2], every, True),
        (every[:6], every[4:], False),
        (every[:6], every[2:], True),
        (every[:4], every[2:6], False),
        (every, [], False),
        ([], [], False),
    ):
        change = compare_versions(frame(*former), frame(*new))
        assert change.same_register is same, (len(former), len(new))


@pytest.mark.parametrize(
    "other",
    [
        *("reestr.xlsx", "Reestr.XLSX", "reestr.csv", "reestr (1).xlsx", "reestr(2).xlsx"),
        *("reestr — копия.xlsx", "reestr - копия (3).xlsx", "Копия reestr.xlsx", "reestr copy.ods"),
        *(
            "Copy of reestr.xlsx",
            "reestr - Copy (2).xlsx",
            "C:\\Отчёты\\reestr.xlsx",
            "reestr_.xlsx",
        ),
    ],
)
def test_names_of_copies_are_the_same_name(other: str) -> None:
    assert same_name("reestr.xlsx", other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("naryn.xlsx", "osh.xlsx"), ("reestr 2017.xlsx", "reestr 2018.xlsx"), ("копия.csv", "a.csv")],
)
def test_names_of_different_files_are_not_the_same_name(one: str, other: str) -> None:
    assert not same_name(one, other)


# Properties of any rows -------------------------------------------------------------------------

ROWS = st.builds(
    row,
    title=st.sampled_from(["", "Урок", "Показ"]),
    reached=st.sampled_from(["", 0, 10, 20]),
    date=st.sampled_from(["2017-08-01", "2017-08-02"]),
    place=st.sampled_from(["", "Клуб"]),
    oblast=st.sampled_from(["KG-N", "KG-C"]),
)
LISTS = st.lists(ROWS, max_size=8)


def count_rows(rows: Sequence[Cells]) -> Counter[tuple[str, ...]]:
    return Counter(tuple(str(cells.get(name, "")) for name in NAMES) for cells in rows)


@examples(150)
@given(LISTS, LISTS, st.randoms())
def test_every_row_is_accounted_for_once(
    former: list[Cells], new: list[Cells], chance: Any
) -> None:
    change = compare_versions(frame(*former), frame(*new))
    same = sum((count_rows(former) & count_rows(new)).values())
    assert change.unchanged == same
    assert len(former) == same + len(change.changed) + len(change.removed)
    assert len(new) == same + len(change.changed) + len(change.added)
    old, fresh = [c.former for c in change.changed], [c.new for c in change.changed]
    assert len({*old, *change.removed}) == len(old) + len(change.removed)
    assert len({*fresh, *change.added}) == len(fresh) + len(change.added)
    for correction in change.changed:
        before, after = former[correction.former - 2], new[correction.new - 2]
        differ = [n for n in before if str(before[n]) != str(after[n])]
        assert sorted(correction.columns) == sorted(differ) and differ
    # The result does not depend on the order of rows or versions.
    chance.shuffle(former)
    chance.shuffle(new)
    again = compare_versions(frame(*former), frame(*new))
    numbers = (change.unchanged, len(change.changed), len(change.added), len(change.removed))
    assert numbers == (again.unchanged, len(again.changed), len(again.added), len(again.removed))
    back = compare_versions(frame(*new), frame(*former))
    assert (back.unchanged, len(back.changed)) == numbers[:2]
    assert (len(back.added), len(back.removed)) == (numbers[3], numbers[2])


@examples(100)
@given(st.lists(ROWS, min_size=1, max_size=12, unique_by=lambda cells: tuple(cells.items())))
def test_a_register_is_a_version_of_itself_with_one_row_more(rows: list[Cells]) -> None:
    more = row("Закрытие", 200, date="2017-11-20", oblast="KG-O", place="Театр")
    change = compare_versions(frame(*rows), frame(more, *rows))
    assert change.added == (2,) and change.unchanged == len(rows) and change.same_register
