"""Every choice has what it shows as its default too: see `campaign/ui/widget_kinds.py`."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.app.conftest import Open

QUERY = {
    "lang": "ky",
    "indicator": "reach",
    "method": "equal",
    "classes": "4",
    "oblast": "KG-C,KG-GB",
    "from": "2017-08-05",
    "to": "2017-11-19",
}
FEWEST = {"overview": 4, "map": 8, "timeline": 4, "activities": 5}


@pytest.mark.sample(2)
@pytest.mark.parametrize("page", FEWEST)
def test_a_choice_has_its_value_as_default(open_page: Open, page: str) -> None:
    app = open_page(page, **QUERY)
    group_count = 0
    for box in app.selectbox:
        assert box.proto.default == box.index, box.key
        group_count += 1
    for group in app.button_group:
        values = group.value if isinstance(group.value, list) else [group.value]
        assert len(group.proto.default) == len(values), group.key
        group_count += 1
    (slider,) = app.slider
    days = [datetime.fromtimestamp(at / 1e6, UTC).date() for at in slider.proto.default]
    assert tuple(days) == slider.value
    assert group_count >= FEWEST[page]


def test_the_defaults_are_those_of_the_link(open_page: Open) -> None:
    app = open_page("map", **QUERY)
    defaults = {str(box.key).split(":")[0]: box.proto.default for box in app.selectbox}
    assert defaults == {"indicator": 0, "method": 2}
    groups = {str(g.key).rsplit(":", 1)[0]: list(g.proto.default) for g in app.button_group}
    assert groups["oblasts:page"] == groups["oblasts:filter"] == [1, 7]
    assert groups["classes"] == [1]
