"""A run after a choice of regions does not recompute values that do not depend on regions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from campaign.analysis import view_numbers
from tests.app.conftest import Open
from tests.app.links import follow_address


def test_the_plan_does_not_depend_on_the_region(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: Counter[str] = Counter()

    def counting(function: Callable[..., Any]) -> Callable[..., Any]:
        def count_call(*args: Any, **kwargs: Any) -> Any:
            calls[function.__name__] += 1
            return function(*args, **kwargs)

        # Results are cached under these names.
        count_call.__module__, count_call.__qualname__ = __name__, function.__name__
        return count_call

    monkeypatch.setattr(view_numbers, "planned_people", counting(view_numbers.planned_people))
    # No other test has cached this selection.
    app = open_page("map", lang="en", oblast="KG-N", classes="6")
    follow_address(app, "/map?oblast=KG-N", "/map?oblast=KG-B")
    assert app.query_params["oblast"] == "KG-B" and not app.exception
    assert calls["planned_people"] == 1
