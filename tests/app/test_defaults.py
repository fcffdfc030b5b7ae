"""The displayed value of a widget is its default too: see `campaign/ui/widgets.py`."""

from __future__ import annotations

from datetime import UTC, date, datetime

from tests.app.conftest import Open
from tests.app.links import link_texts


def test_a_slider_has_its_value_as_default(open_page: Open) -> None:
    app = open_page("plan", lang="ky", day="2017-09-20")
    (slider,) = app.slider
    (day,) = [datetime.fromtimestamp(at / 1e6, UTC).date() for at in slider.proto.default]
    assert day == slider.value == date(2017, 9, 20)


def test_links_of_chosen_options_are_marked(open_page: Open) -> None:
    app = open_page(
        "map", lang="en", indicator="reach", method="equal", classes="4", oblast="KG-C,KG-GB"
    )
    chosen = link_texts(app, "choices", chosen=True)
    assert chosen == ["People reached", "Equal intervals", "4"]
    assert link_texts(app, "pills", chosen=True) == ["Chui", "Bishkek"]
