"""A widget keeps its key for a reader's choice, and gets another where something else decides."""

from __future__ import annotations

from typing import Any

from streamlit.testing.v1 import AppTest

from tests.app.conftest import Open


def group(app: AppTest, name: str) -> Any:
    """The group of buttons of this name; its key has a number after the first."""
    (button_group,) = [g for g in app.get("button_group") if str(g.key).startswith(name)]
    return button_group


def test_choices_in_any_order_keep_the_key(open_page: Open) -> None:
    app = open_page("map", lang="en")
    for codes in (["KG-T"], ["KG-T", "KG-N"], ["KG-T", "KG-N", "KG-B"], ["KG-N", "KG-B"]):
        group(app, "oblasts:page").set_value(codes).run()
        assert group(app, "oblasts:page").key == "oblasts:page:en"
        assert set(str(app.query_params["oblast"]).split(",")) == set(codes)


def test_another_widget_s_choice_gives_the_next_key(open_page: Open) -> None:
    app = open_page("map", lang="en")
    group(app, "oblasts:page").set_value(["KG-T"]).run()
    assert group(app, "oblasts:filter").key == "oblasts:filter:en:1"
    assert group(app, "oblasts:filter").value == ["KG-T"]


def test_two_choices_in_one_message_are_both_kept(open_page: Open) -> None:
    app = open_page("map", lang="en")
    group(app, "oblasts:page").set_value(["KG-T"])
    group(app, "oblasts:filter").set_value(["KG-N"])
    app.run()
    assert app.query_params["oblast"] == "KG-N,KG-T"
