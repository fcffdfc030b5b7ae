"""Which values a message takes."""

import pandas as pd
import pytest

from campaign.i18n.placeholders import value_text


@pytest.mark.parametrize("value", [None, pd.NA, True, ["a"]])
def test_only_text_numbers_and_dates_are_values(value: object) -> None:
    with pytest.raises(TypeError):
        value_text(value, "ky")
