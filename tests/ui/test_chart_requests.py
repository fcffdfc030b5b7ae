"""Answers to the menu of a chart are sent only on request."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import streamlit as st

from campaign.ui import chart_requests


@pytest.fixture(autouse=True)
def session(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, object]]:
    state: dict[str, object] = {}
    monkeypatch.setattr(st, "session_state", state)
    chart_requests.begin_run("map:ky")
    yield state


def members(key: str = "map") -> dict[str, str]:
    content = chart_requests.answers(key, lambda: "<table>", lambda: "a,b")
    return dict(json.loads(b"{" + content + b'"end":""}'))


def press_table(session: dict[str, object], state: str) -> None:
    session["figure:map"] = {"table": state}
    chart_requests.set_table("map", "figure:map")


def test_a_table_is_sent_while_it_is_open(session: dict[str, object]) -> None:
    assert members() == {"end": ""}
    press_table(session, "open")
    assert members()["table"] == members()["table"] == "<table>"
    assert "table" not in members("ranking")
    press_table(session, "close")
    assert "table" not in members()


def test_another_page_closes_the_table(session: dict[str, object]) -> None:
    press_table(session, "open")
    chart_requests.begin_run("map:ky")
    assert "table" in members()
    chart_requests.begin_run("map:ru")
    assert "table" not in members()


def test_a_file_is_sent_once() -> None:
    chart_requests.request_csv("map")
    assert members()["csv"] == "a,b"
    assert "csv" not in members()


def test_two_equal_notes_have_different_numbers() -> None:
    chart_requests.answer("map", "note", "Added")
    first = members()
    chart_requests.answer("map", "note", "Added")
    second = members()
    assert first["note"] == second["note"] == "Added"
    assert first["note_number"] != second["note_number"]
    assert "note" not in members()


def test_an_error_in_the_table_is_raised_after_the_chart(session: dict[str, object]) -> None:
    def fail() -> str:
        raise KeyError("table")

    press_table(session, "open")
    assert chart_requests.answers("map", fail, str) == b""
    with pytest.raises(KeyError):
        chart_requests.raise_error("map")
    chart_requests.raise_error("map")
    assert "table" not in members()
