"""Lines above and below a table are distinguished from entries."""

from __future__ import annotations

import pytest

from campaign.ingest.understand.row_words import is_outside_line, starts_line, text_after_start

FIELDS = ("date", "oblast", "place", "type", "title", "organiser", "reached", None)


def is_name(cell: str) -> bool:
    return "Примеров" in cell or "0555" in cell


@pytest.mark.parametrize(
    "cells",
    [
        ["Исполнитель: отдел кадров"],
        ["Директор", "", "_______", "", "", "И. Примеров"],
        ["Исполнитель:", "отдел мониторинга", "", "Примеров А. А.", "", "тел. 0555"],
        ["", "", "", "", "", "М.П."],
        ["", "М. П.", "", "(подпись)"],
        ["20.11.2017", "", "Примеров П. П."],
        ["«20» ноября 2017 г.", "", "____________"],
        ["«___» __________ 20__ г."],
        ["2017-ж. «20» ноябрь"],
        ["БЕКИТЕМИН"],
        ["Макулдашылды:", "", "Примеров А. А.", "20.11.2017"],
        ["", "", "", "", "", "", "0555000000"],
        ["Примечание: пустая ячейка значит, что сведений нет"],
    ],
)
def test_a_line_outside_the_table_is_recognized(cells: list[str]) -> None:
    assert is_outside_line(cells + [""] * (8 - len(cells)), FIELDS, is_name)


@pytest.mark.parametrize(
    "cells",
    [
        ["20.11.2017", "Талас", "школа", "Лекция", "Беседа", "Центр", "64"],
        ["20.11.2017", "Талас", "", "", "", "Примеров П. П."],
        ["Директор", "Талас", "", "Лекция", "", "", "64"],
        ["", "", "", "Лекция", "Примеров", "", "64"],
        ["", "", "", "", "Беседа", "Примеров П. П.", "64"],
        ["", "", "школа", "", "Беседа"],
        ["20.11.2017", "", "школа"],
        ["", "", "", "", "", "", "64"],
        [],
    ],
)
def test_entries_are_not_lines_outside_the_table(cells: list[str]) -> None:
    assert not is_outside_line(cells + [""] * (8 - len(cells)), FIELDS, is_name)


def test_words_of_a_line_are_recognized_in_any_spelling() -> None:
    for cell in (
        "М.П.",
        "(Ф.И.О.)",
        "УТВЕРЖДАЮ",
        "И.о. директора",
        "Гл. бухгалтер:",
        "Аткаруучу -",
    ):
        assert starts_line(cell), cell
    for cell in ("Телефонный опрос", "Мост", "Заместительная терапия", "2017"):
        assert not starts_line(cell), cell
    assert text_after_start("Гл. бухгалтер: Примеров") == "Примеров"


def test_a_long_run_of_underscores_is_not_slow() -> None:
    assert is_outside_line(["_" * 30_000 + "а"], FIELDS)
