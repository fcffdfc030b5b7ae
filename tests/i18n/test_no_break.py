"""A no-break space joins a number and its unit."""

import pytest

from campaign.i18n.number_format import add_no_break_spaces
from tests.i18n.no_break import nb


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("калктын 10 миңине эсептегенде", "калктын 10~миңине эсептегенде"),
        ("болжол менен 1 км: аймактар", "болжол менен 1~км: аймактар"),
        ("about 1 km: suitable", "about 1~km: suitable"),
        ("охват на 10 000 населения", "охват на 10~000 населения"),
        ("1 кмда", "1 кмда"),
    ],
)
def test_a_unit_stays_on_the_line_of_its_number(text: str, expected: str) -> None:
    assert add_no_break_spaces(text) == nb(expected)
