"""Which values a message takes, and which specs say something."""

import pandas as pd
import pytest

from campaign.i18n.placeholders import known_spec, value_text


@pytest.mark.parametrize("value", [None, pd.NA, True, ["a"]])
def test_only_text_figures_and_dates_are_values(value: object) -> None:
    with pytest.raises(TypeError):
        value_text(value, "ky")


def test_known_specs() -> None:
    for spec in ("", "1", "raw", "%", "%0", "abl", "from", "day,loc", "%,abl", "short", "num"):
        assert known_spec(spec), spec
    for spec in ("ablative", ".1f", "%x", "1.0", "day,locative"):
        assert not known_spec(spec), spec
