"""What the menu of a chart asks the server for: its table, its CSV file, a slide of it.

The answer is sent with the chart. A table is sent with every run while it is open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from campaign.render.plotly.figure_json import to_json

_PAGE, _TABLES, _ONCE = "charts-tables-page", "charts-tables", "charts-answers"
_NOTES = "charts-notes"


def begin_run(page: str) -> None:
    """Close the tables of another page or language."""
    state = st.session_state
    if state.get(_PAGE) != page:
        state[_TABLES] = set()
    state[_PAGE] = page
    state.setdefault(_ONCE, {})


def set_table(key: str, component: str) -> None:
    """Open or close the table of a chart, as its component reports; for callbacks."""
    value = st.session_state.get(component)
    is_open = value.get("table") if isinstance(value, Mapping) else None
    tables: set[str] = st.session_state.setdefault(_TABLES, set())
    if is_open == "open":
        tables.add(key)
    else:
        tables.discard(key)


def answer(key: str, name: str, content: str) -> None:
    """Send `content` once with the next run, as `name` of the chart; for callbacks."""
    st.session_state.setdefault(_ONCE, {})[key, name] = content


def request_csv(key: str) -> None:
    """Let a chart bring its CSV file in the next run; for callbacks."""
    answer(key, "csv", "")


def answers(key: str, table: Callable[[], str], csv: Callable[[], str]) -> bytes:
    """Return the JSON members that a chart brings in this run, each with a comma at its end.

    An error of the table waits for `raise_error`: the chart is shown without it.
    """
    waiting = st.session_state.get(_ONCE, {})
    content: dict[str, str] = {}
    tables: set[str] = st.session_state.get(_TABLES, set())
    if key in tables:
        try:
            content["table"] = table()
        except Exception as error:
            tables.discard(key)  # the next run is without it
            waiting[key, "error"] = error
    if waiting.pop((key, "csv"), None) is not None:
        content["csv"] = csv()
    if note := waiting.pop((key, "note"), ""):
        # A second note of the same words is a note of its own.
        st.session_state[_NOTES] = number = st.session_state.get(_NOTES, 0) + 1
        content |= {"note": note, "note_number": str(number)}
    return b"".join(b'"%b":%b,' % (name.encode(), to_json(text)) for name, text in content.items())


def raise_error(key: str) -> None:
    """Raise the error of a chart's table, if there was one, once the chart is shown."""
    error = st.session_state.get(_ONCE, {}).pop((key, "error"), None)
    if error is not None:
        raise error
