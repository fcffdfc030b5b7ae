"""The types of values that a message accepts."""

import pandas as pd
import pytest

from campaign.i18n.translator import value_text


@pytest.mark.parametrize("value", [None, pd.NA, True, ["a"]])
def test_other_types_than_text_numbers_and_dates_raise_an_error(value: object) -> None:
    with pytest.raises(TypeError):
        value_text(value, "ky")
