"""Properties of any file: a register is read back, each result has a message, rows add up."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import io
import json
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.__main__ import main
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.dispatch import ingest_file
from campaign.ingest.report import ValidationReport
from campaign.schema.rules import RULES
from campaign.schema.tables import FIRST_DAY, LAST_DAY
from tests.examples import examples

HEADERS = {
    "en": ("date", "oblast", "type", "title", "place", "reached", "women", "youth"),
    "ru": (
        "Дата проведения",
        "Область",
        "Вид мероприятия",
        "Название",
        "Место проведения",
        "Количество участников",
        "из них женщин",
        "Молодёжь",
    ),
    "ky": (
        "Өткөрүлгөн күнү",
        "Облус",
        "Иш-чаранын түрү",
        "Аталышы",
        "Өткөрүлгөн жери",
        "Катышкандардын саны",
        "Аялдар",
        "Жаштар",
    ),
}
MONTHS_RU = [Text.of("ru").date(dt.date(2017, m, 1), "day").split()[-1] for m in range(1, 13)]
MONTHS_KY = [Text.of("ky").date(dt.date(2017, m, 1), "day").split("-")[-1] for m in range(1, 13)]
# Windows-1251 has no Ө, Ү and Ң: offices write the Russian letters.
WITHOUT_KYRGYZ = str.maketrans("ӨөҮүҢң", "ОоУуНн")
DATES = {
    "iso": lambda d: d.isoformat(),
    "dots": lambda d: d.strftime("%d.%m.%Y"),
    "slashes": lambda d: d.strftime("%d/%m/%y"),
    "ru": lambda d: f"{d.day} {MONTHS_RU[d.month - 1]} {d.year}",
    "ky": lambda d: f"{d.year}-ж. {d.day}-{MONTHS_KY[d.month - 1]}",
    "serial": lambda d: str((d - dt.date(1899, 12, 30)).days),
}
NUMBERS = {
    "plain": str,
    "decimal": lambda n: f"{n},0",
    "space": lambda n: f"{n:,}".replace(",", " "),
    "nbsp": lambda n: f"{n:,}".replace(",", "\u00a0"),
    "apostrophe": lambda n: f"{n:,}".replace(",", "'"),
}
TITLES = st.text("абвгдежзиклмнопрст ӨҮңөү\"';,«»=+-@", min_size=0, max_size=24)


@dataclass(frozen=True)
class Row:
    day: dt.date
    oblast: str
    kind: str
    title: str
    place: str
    reached: int | None
    women: int | None
    youth: int | None


@dataclass(frozen=True)
class Shape:
    """The format of a register, whose every choice must be detected."""

    headers: str
    dates: str
    numbers: str
    names: str
    container: str
    titled: bool
    totalled: bool
    blanks: bool
    signed: str


@st.composite
def rows(draw: st.DrawFn) -> Row:
    reached = draw(st.none() | st.integers(0, 9_999))
    part = st.none() if reached is None else st.none() | st.integers(0, reached)
    return Row(
        day=draw(st.dates(dt.date(2017, 7, 31), dt.date(2017, 11, 20))),
        oblast=draw(st.sampled_from(["KG-B", "KG-C", "KG-N", "KG-O", "KG-GB", "KG-GO", "KG-Y"])),
        kind=draw(st.sampled_from(["lecture", "training", "flash_mob", "press_conference"])),
        title=draw(TITLES).strip(),
        place=draw(st.sampled_from(["", "дом культуры", "школа № 5", "айыл өкмөтү"])),
        reached=reached,
        women=draw(part),
        youth=draw(part),
    )


SHAPES = st.builds(
    Shape,
    headers=st.sampled_from(sorted(HEADERS)),
    dates=st.sampled_from(sorted(DATES)),
    numbers=st.sampled_from(sorted(NUMBERS)),
    names=st.sampled_from(["code", "en", "ru", "ky"]),
    container=st.sampled_from(
        ["utf-8,", "utf-8-sig;", "utf-8\t", "utf-16\t", "utf-16;", "windows-1251;", "xlsx"]
    ),
    titled=st.booleans(),
    totalled=st.booleans(),
    blanks=st.booleans(),
    signed=st.sampled_from(["", "Исполнитель: Примеров А. А.", "Примерова А., тел. 0312 00-00-00"]),
)


def write_register(register: list[Row], shape: Shape, campaign: Campaign) -> tuple[bytes, str]:
    """Return the register as an office may save it: bytes and a file name."""
    number = NUMBERS[shape.numbers]
    table: list[list[str]] = []
    if shape.titled:
        table += [["Отчёт о проведённых мероприятиях"], []]
    table.append(list(HEADERS[shape.headers]))
    for row in register:
        figures = (row.reached, row.women, row.youth)
        table.append(
            [
                DATES[shape.dates](row.day),
                _region_cell(campaign, row.oblast, shape.names),
                _type_cell(campaign, row.kind, shape.names),
                row.title,
                row.place,
                *("" if n is None else number(n) for n in figures),
            ]
        )
        if shape.blanks:
            table.append([])
    if shape.totalled:
        total = sum(row.reached or 0 for row in register)
        table.append(["Итого", "", "", "", "", number(total), "", ""])
    if shape.signed:
        table += [[], [shape.signed]]
    if shape.container == "xlsx":
        return _workbook(table), "register.xlsx"
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=shape.container[-1], lineterminator="\r\n").writerows(table)
    words = out.getvalue()
    if shape.container.startswith("windows"):
        words = words.translate(WITHOUT_KYRGYZ)
    return words.encode(shape.container[:-1]), "register.csv"


def _workbook(table: list[list[str]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for at, line in enumerate(table, 1):
        for position, words in enumerate(line, 1):
            if words:
                cell = sheet.cell(at, position)
                cell.value, cell.data_type = words, "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _region_cell(campaign: Campaign, code: str, lang: str) -> str:
    return code if lang == "code" else campaign.places.name(code, Text.of(lang))


def _type_cell(campaign: Campaign, code: str, lang: str) -> str:
    return code if lang == "code" else campaign.type_name(code, Text.of(lang))


@examples(80)
@given(st.lists(rows(), min_size=1, max_size=12), SHAPES)
def test_a_valid_register_is_read_back_unchanged(
    campaign: Campaign, register: list[Row], shape: Shape
) -> None:
    content, name = write_register(register, shape, campaign)
    report = ingest_file(content, name, campaign)
    assert isinstance(report, ValidationReport)
    errors = {p.rule for p in report.issues if p.severity == "error"} - {"duplicate"}
    assert errors == set(), report.issues
    doubled = sum(n for (rule, _), n in report.counts.items() if rule == "duplicate")
    assert report.accepted == len(register) - doubled
    assert report.excluded == int(shape.totalled) + bool(shape.signed)
    assert len(report.signature_lines) == bool(shape.signed)
    assert report.rows == report.accepted + report.excluded + report.rejected
    distinct = list(dict.fromkeys(register)) if doubled else register
    assert len(distinct) == report.accepted or doubled
    if not doubled:
        frame = report.frame.reset_index(drop=True)
        assert list(frame["date"].dt.date) == [row.day for row in register]
        assert list(frame["oblast"]) == [row.oblast for row in register]
        assert list(frame["type"]) == [row.kind for row in register]
        for column in ("reached", "women", "youth"):
            replies = [getattr(row, column) for row in register]
            read = [None if pd.isna(n) else int(n) for n in frame[column]]
            assert read == replies, column


BASE = (
    "date;oblast;type;reached;title\r\n"
    "31.07.2017;Нарынская область;lecture;120;«а»\r\n"
    "01.08.2017;г. Бишкек;flash_mob;;б\r\n"
    "Итого;;;120;\r\n"
).encode("cp1251")
MUTATIONS = st.lists(
    st.tuples(
        st.sampled_from(["drop", "insert", "replace", "double", "cut"]),
        st.integers(0, 10_000),
        st.binary(min_size=1, max_size=6),
    ),
    min_size=1,
    max_size=6,
)


def mutate(content: bytes, changes: list[tuple[str, int, bytes]]) -> bytes:
    for how, place, fresh in changes:
        at = place % (len(content) + 1)
        if how == "drop":
            content = content[:at] + content[at + len(fresh) :]
        elif how == "insert":
            content = content[:at] + fresh + content[at:]
        elif how == "replace":
            content = content[:at] + fresh + content[at + len(fresh) :]
        elif how == "double":
            content = content[:at] + content
        else:
            content = content[:at]
    return content


WHOLE_TABLE_RULES = frozenset({"missing_column", "header_delimiter", "ambiguous_column"})
"""Errors that reject all rows, without an issue for each of them."""


def check_file(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, object]]:
    with contextlib.suppress(SystemExit):
        code = main(["check", str(path), "--json"])
        output = capsys.readouterr()
        assert "Traceback" not in output.out + output.err
        return code, json.loads(output.out)[0]
    raise AssertionError("the command exited without an answer")


def _check_answer(code: int, answer: dict[str, object], content: bytes) -> None:
    assert code in (0, 1, 2)
    issues = answer["issues"]
    assert isinstance(issues, list)
    assert bool(issues) == (code != 0)
    assert all(issue["message"] for issue in issues)
    bad = int(answer["rows"]) - int(answer["accepted"]) - int(answer["excluded"])
    assert bad >= 0
    errors = {p["row"] for p in issues if p["severity"] == "error" and p["row"]}
    is_table_rejected = not WHOLE_TABLE_RULES.isdisjoint(issue["rule"] for issue in issues)
    if answer["status"] in ("clean", "problems") and not is_table_rejected:
        assert len(errors) == bad


@examples(120)
@given(MUTATIONS)
def test_any_mutated_text_has_a_complete_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], changes: list[tuple[str, int, bytes]]
) -> None:
    content = mutate(BASE, changes)
    path = tmp_path / "register.csv"
    path.write_bytes(content)
    _check_answer(*check_file(path, capsys), content)


@examples(25)
@given(MUTATIONS)
def test_any_mutated_workbook_has_a_complete_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], changes: list[tuple[str, int, bytes]]
) -> None:
    lines = [line.split(";") for line in BASE.decode("cp1251").splitlines()]
    content = mutate(_workbook(lines), changes)
    path = tmp_path / "register.xlsx"
    path.write_bytes(content)
    _check_answer(*check_file(path, capsys), content)


@examples(25)
@given(st.binary(max_size=400), st.sampled_from(["csv", "xlsx", "ods", "zip", "geojson"]))
def test_any_bytes_have_a_complete_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, ending: str
) -> None:
    path = tmp_path / f"file.{ending}"
    path.write_bytes(content)
    _check_answer(*check_file(path, capsys), content)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_command_answers_in_the_chosen_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(BASE.replace(b"31.07.2017", b"31.02.2017"))
    assert main(["check", str(path), "--lang", lang]) == 1
    output = capsys.readouterr().out
    assert Text.of(lang)("errors found") in output
    params = {"value": "31.02.2017", "first_year": FIRST_DAY.year, "last_year": LAST_DAY.year}
    assert Text.of(lang)(RULES["date"].message, **params) in output
