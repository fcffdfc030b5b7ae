"""What the menu of a chart asks the server for: its table, its CSV file, a slide of it.

The answers are sent with the chart. A table is sent with every run while it is open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import streamlit as st

from campaign.render.plotly.figure_json import to_json
from campaign.ui.session_memory import recall


@dataclass
class _Requests:
    """The open tables of a page, and the answers that are sent once."""

    page: str = ""
    tables: set[str] = field(default_factory=set)
    once: dict[tuple[str, str], str] = field(default_factory=dict)
    """{(key of a chart, name of an answer): its content}"""
    errors: dict[str, Exception] = field(default_factory=dict)
    notes: int = 0


def begin_run(page: str) -> None:
    """Close the tables of another page or language."""
    requests = recall(_Requests)
    if requests.page != page:
        requests.tables = set()
    requests.page = page


def set_table(key: str, component: str) -> None:
    """Open or close the table of a chart, as its component reports; for callbacks."""
    value = st.session_state.get(component)
    is_open = value.get("table") if isinstance(value, Mapping) else None
    tables = recall(_Requests).tables
    if is_open == "open":
        tables.add(key)
    else:
        tables.discard(key)


def answer(key: str, name: str, content: str) -> None:
    """Send `content` once with the next run, as `name` of the chart; for callbacks."""
    recall(_Requests).once[key, name] = content


def request_csv(key: str) -> None:
    """Request the CSV file of a chart with the next run; for callbacks."""
    answer(key, "csv", "")


def answers(key: str, table: Callable[[], str], csv: Callable[[], str]) -> bytes:
    """Return the JSON members to be sent with a chart in this run, each with a comma at its end.

    An error of the table is kept for `raise_error`: the chart is shown without its table.
    """
    requests, content = recall(_Requests), dict[str, str]()
    if key in requests.tables:
        try:
            content["table"] = table()
        except Exception as error:
            requests.tables.discard(key)  # the next run is without it
            requests.errors[key] = error
    if requests.once.pop((key, "csv"), None) is not None:
        content["csv"] = csv()
    if note := requests.once.pop((key, "note"), ""):
        # The number tells the browser that a second note with the same words is a new one.
        requests.notes += 1
        content |= {"note": note, "note_number": str(requests.notes)}
    return b"".join(b'"%b":%b,' % (name.encode(), to_json(text)) for name, text in content.items())


def raise_error(key: str) -> None:
    """Raise the error of a chart's table, if there was one, once the chart is shown."""
    error = recall(_Requests).errors.pop(key, None)
    if error is not None:
        raise error
