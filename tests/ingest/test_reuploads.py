"""Versions of a register uploaded in any order neither lose a row nor count it twice."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import permutations, product
from types import SimpleNamespace
from typing import Any, cast

import openpyxl
import pytest

from campaign.domain.campaign import Campaign
from campaign.ingest.dispatch import FileReport, ingest_file
from campaign.ingest.versions.upload_order import Answer
from campaign.ingest.versions.version_changes import VersionChange
from campaign.ui.upload import session_files, session_registers

Row = tuple[str, str, str, str, str, int]
"""Day, region, place, type, title, people reached."""

SHARED_ROWS: tuple[Row, ...] = (
    ("2017-08-01", "KG-N", "Школа 1", "lecture", "Урок безопасности", 120),
    ("2017-08-02", "KG-N", "Клуб", "lecture", "Беседа", 35),
    ("2017-08-03", "KG-C", "", "training", "Семинар", 40),
    ("2017-08-04", "KG-GO", "Театр", "flash_mob", "Флешмоб", 250),
    ("2017-08-05", "KG-O", "Школа 7", "lecture", "Урок безопасности", 61),
)
VERSIONS: dict[str, tuple[Row, ...]] = {
    "first": (
        *SHARED_ROWS,
        ("2017-09-01", "KG-Y", "Лицей", "lecture", "День знаний", 300),
        ("2017-09-02", "KG-Y", "Лицей", "lecture", "Показ фильма", 80),
    ),
    # One number is corrected, one activity added, one removed, and the rows have another order.
    "second": (
        ("2017-09-01", "KG-Y", "Лицей", "lecture", "День знаний", 310),
        *reversed(SHARED_ROWS),
        ("2017-09-09", "KG-T", "Площадь", "flash_mob", "Акция", 95),
    ),
    # Another number, and the removed activity again.
    "third": (
        *SHARED_ROWS,
        ("2017-09-01", "KG-Y", "Лицей", "lecture", "День знаний", 311),
        ("2017-09-02", "KG-Y", "Лицей", "lecture", "Показ фильма", 80),
        ("2017-09-09", "KG-T", "Площадь", "flash_mob", "Акция", 95),
        ("2017-10-10", "KG-J", "Парк", "flash_mob", "Марш", 500),
    ),
}
NAMES = list(VERSIONS)
HEADER = ("№", "Дата", "Область", "Место", "Вид", "Название", "Охвачено")


def as_csv(rows: Sequence[Row]) -> bytes:
    out = io.StringIO(newline="")
    numbered = [(at, *row) for at, row in enumerate(rows, start=1)]
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows([HEADER, *numbered])
    return out.getvalue().encode("cp1251")


def as_xlsx(rows: Sequence[Row]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADER, *((at, *row) for at, row in enumerate(rows, start=1))):
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


FORMATS = {"csv": as_csv, "xlsx": as_xlsx}
CONTENT = {(name, end): FORMATS[end](VERSIONS[name]) for name in VERSIONS for end in FORMATS}


@pytest.fixture(autouse=True)
def session(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    state: dict[str, Any] = {}
    for module in (session_files, session_registers):
        monkeypatch.setattr(module, "st", SimpleNamespace(session_state=state))
    return state


@pytest.fixture(scope="module")
def cached_ingest() -> Iterator[None]:
    """Cache the report on each file, since these tests are not about ingest."""
    reports: dict[tuple[bytes, str, str], FileReport] = {}

    def read(content: bytes, file: str, campaign: Campaign, **options: Any) -> FileReport:
        key = (content, file, repr(options.get("replies")))
        if key not in reports:
            reports[key] = ingest_file(content, file, campaign, **options)
        return reports[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(session_files, "ingest_file", read)
        yield


def totals(campaign: Campaign) -> tuple[int, int]:
    """Return the activities and people reached that the pages show."""
    grouped = session_registers.campaign_with_files(campaign).editions["own-2017"].totals
    assert grouped is not None
    return int(grouped["activities"].sum()), int(grouped["reached"].sum())


def sum_rows(rows: Counter[Row]) -> tuple[int, int]:
    return rows.total(), sum(row[-1] * n for row, n in rows.items())


def union(*names: str) -> Counter[Row]:
    """Return every row with its highest number of copies in a version."""
    rows: Counter[Row] = Counter()
    for name in names:
        rows |= Counter(VERSIONS[name])
    return rows


def count_repeated(rows: Counter[Row]) -> int:
    """Return the number of rows with the day, region, place, type and title of another."""
    return rows.total() - len({row[:-1] for row in rows})


def expected_change(former: Counter[Row], new: Counter[Row]) -> dict[str, list[Any]]:
    removed, added = former - new, new - former
    pairs = [(old, now) for old in removed for now in added if old[:-1] == now[:-1]]
    return {
        "changed": sorted(pairs),
        "removed": sorted(removed - Counter(old for old, _ in pairs)),
        "added": sorted(added - Counter(now for _, now in pairs)),
    }


def listed_change(change: VersionChange) -> dict[str, list[Any]]:
    def cells(frame: Any, label: int) -> Row:
        row = frame.loc[label]
        words = (str(row[name]) for name in ("oblast", "place", "type", "title"))
        return cast(Row, (f"{row['date']:%Y-%m-%d}", *words, int(row["reached"])))

    return {
        "changed": sorted(
            (cells(change.former, c.former), cells(change.new, c.new)) for c in change.changed
        ),
        "removed": sorted(cells(change.former, label) for label in change.removed),
        "added": sorted(cells(change.new, label) for label in change.added),
    }


def upload(campaign: Campaign, name: str, end: str, file: str) -> int:
    return session_files.add(campaign, file, CONTENT[name, end]).number


ORDERS = [order for size in (2, 3) for order in permutations(NAMES, size)]
FILE_NAMES = {"one name": "reestr.{end}", "other names": "{n}-reestr.{end}"}
FORMAT_PAIRS = list(product(FORMATS, repeat=2))
UPLOADS = [
    pytest.param(
        order, ends, FILE_NAMES[name], answer, id=f"{' '.join(order)}, {' '.join(ends)}, {name}"
    )
    for row, order in enumerate(ORDERS)
    for column, ends in enumerate(FORMAT_PAIRS)
    # Every order is combined with every pair of formats; names and answers alternate, so that
    # each is combined with every order, every pair of formats and each other.
    for name in [list(FILE_NAMES)[(row + column) % 2]]
    for answer in [(None, "replace")[(row + column // 2 + row // 2) % 2]]
]


@pytest.mark.sample(3)
@pytest.mark.parametrize(("order", "ends", "pattern", "answer"), UPLOADS)
def test_a_new_version_replaces_the_former_one(
    campaign: Campaign,
    cached_ingest: None,
    order: tuple[str, ...],
    ends: tuple[str, str],
    pattern: str,
    answer: Answer | None,
) -> None:
    for at, name in enumerate(order):
        end = ends[at % 2]
        number = upload(campaign, name, end, pattern.format(n=at, end=end))
        version = session_files.upload_order().version(number)
        assert (version is None) is (at == 0)
        if version is not None:
            former, new = Counter(VERSIONS[order[at - 1]]), Counter(VERSIONS[name])
            assert listed_change(version.change) == expected_change(former, new)
            assert version.change.unchanged == (former & new).total()
            assert version in session_files.upload_order().open_questions()
            if answer:
                session_registers.set_answer(number, answer)
                assert session_files.upload_order().open_questions() == ()
        assert totals(campaign) == sum_rows(Counter(VERSIONS[name]))
    own = session_registers.campaign_with_files(campaign).editions["own-2017"]
    assert own.issues == () and own.rejected_rows == 0


@pytest.mark.sample(3)
@pytest.mark.parametrize(
    ("order", "ends", "pattern"), [pytest.param(*u.values[:3], id=u.id) for u in UPLOADS]
)
def test_an_added_version_counts_each_row_once_and_reports_possible_duplicates(
    campaign: Campaign,
    cached_ingest: None,
    order: tuple[str, ...],
    ends: tuple[str, str],
    pattern: str,
) -> None:
    for at, name in enumerate(order):
        end = ends[at % 2]
        number = upload(campaign, name, end, pattern.format(n=at, end=end))
        if at:
            session_registers.set_answer(number, "add")
    rows = union(*order)
    assert totals(campaign) == sum_rows(rows)
    own = session_registers.campaign_with_files(campaign).editions["own-2017"]
    rules = Counter(issue.rule for issue in own.issues)
    again = sum(len(VERSIONS[name]) for name in order) - rows.total()
    assert rules == Counter(duplicate_of_file=again, likely_of_file=count_repeated(rows))
    assert own.rejected_rows == again and count_repeated(rows) == len(order) - 1
    assert len({file.file for file in session_files.files()}) == len(order)


ANSWERS = [
    pytest.param(
        order,
        answers,
        late,
        id=f"{' '.join(order)}, {' '.join(answers)}, late={late}",
    )
    for row, order in enumerate(permutations(NAMES))
    for column, answers in enumerate(product(["replace", "add"], repeat=2))
    for late in [(row + column) % 2 == 1]
]


@pytest.mark.sample(4)
@pytest.mark.parametrize(("order", "answers", "late"), ANSWERS)
def test_totals_follow_every_answer_in_every_order(
    campaign: Campaign,
    cached_ingest: None,
    order: tuple[str, str, str],
    answers: tuple[Answer, Answer],
    late: bool,
) -> None:
    first, second, third = order
    numbers = []
    for name in order:
        numbers.append(upload(campaign, name, "csv", "reestr.csv"))
        if not late and len(numbers) > 1:
            session_registers.set_answer(numbers[-1], answers[len(numbers) - 2])
    if late:
        # The last question is answered first: the order of the answers does not matter.
        session_registers.set_answer(numbers[2], answers[1])
        session_registers.set_answer(numbers[1], answers[0])
    names = {
        ("replace", "replace"): [third],
        ("add", "replace"): [third],  # a version of both, it replaces both
        ("replace", "add"): [second, third],
        ("add", "add"): [first, second, third],
    }[answers]
    assert totals(campaign) == sum_rows(union(*names))
    assert session_files.upload_order().open_questions() == ()
    # One answer is withdrawn, and the other one still applies.
    for number in numbers[1:]:
        session_registers.set_answer(number, "replace")
    assert totals(campaign) == sum_rows(union(third))
    # After the removal of a version the previous one counts again.
    session_files.remove(numbers[2])
    assert totals(campaign) == sum_rows(union(second))
    session_files.remove(numbers[1])
    assert totals(campaign) == sum_rows(union(first))
