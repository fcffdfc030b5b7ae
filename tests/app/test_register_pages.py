"""The list of activities is turned page by page, and a new search opens at the first one."""

from __future__ import annotations

import re

from streamlit.testing.v1 import AppTest

from tests.app.conftest import Open


def shown(app: AppTest) -> list[str]:
    """The rows of the page of the list that is shown."""
    (table,) = (
        part.value
        for part in app.get("html")
        if 'class="summary"' in part.value and "<tbody" in part.value
    )
    return re.findall(r"<tr.*?</tr>", table, re.S)[1:]


def turn(app: AppTest, button: str) -> list[str]:
    app.button(key=f"{button}:register-page:en").click().run()
    assert not app.exception
    return shown(app)


def test_pages_lead_forward_and_back(open_page: Open) -> None:
    app = open_page("activities", lang="en")
    first = shown(app)
    second = turn(app, "next")
    third = turn(app, "next")
    assert len({*first, *second, *third}) == len(first) + len(second) + len(third)
    assert turn(app, "previous") == second
    assert turn(app, "previous") == first
    turn(app, "next")
    app.toggle(key="falling:en").set_value(True).run()
    assert app.button(key="previous:register-page:en").disabled and shown(app) != first
