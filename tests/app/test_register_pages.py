"""The list of activities has pages, and a new order opens the first one."""

from __future__ import annotations

import re

from streamlit.testing.v1 import AppTest

from tests.app.conftest import Open


def row_html(app: AppTest) -> list[str]:
    """The HTML of each row on the current page of the list."""
    (table,) = (
        part.value
        for part in app.get("html")
        if 'class="summary"' in part.value and "<tbody" in part.value
    )
    return re.findall(r"<tr.*?</tr>", table, re.S)[1:]


def turn(app: AppTest, button: str) -> list[str]:
    app.button(key=f"{button}:register-page:en").click().run()
    assert not app.exception
    return row_html(app)


def test_buttons_open_the_next_and_the_previous_page(open_page: Open) -> None:
    app = open_page("activities", lang="en")
    first = row_html(app)
    second = turn(app, "next")
    third = turn(app, "next")
    assert len({*first, *second, *third}) == len(first) + len(second) + len(third)
    assert turn(app, "previous") == second
    assert turn(app, "previous") == first
    turn(app, "next")
    app.toggle(key="falling:en").set_value(True).run()
    assert app.button(key="previous:register-page:en").disabled and row_html(app) != first
