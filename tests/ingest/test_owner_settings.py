"""Settings of a former version that are added to the options of a file and removed again."""

from __future__ import annotations

import pytest

from campaign.ingest.options import CellCorrection, RequestedOptions, WideRequest
from campaign.ingest.versions.owner_settings import Setting, with_settings, without_settings

CELL = CellCorrection("x", "5")
OWN = RequestedOptions(
    decimal=",",
    columns={1: "date"},
    answers={("type", "пикник"): "other"},
    cells={(3, "date"): CELL},
    public_texts={"own": True},
    counted_rows=frozenset({"own"}),
    file_values={"type": "other"},
)


@pytest.mark.parametrize(
    "setting",
    [
        Setting("encoding", "", "", "koi8-r"),
        Setting("column", "Имя", 4, None),
        Setting("oblast", "Ош", "ош", "KG-GO"),
        Setting("cell", "", (3, "reached"), CELL),
        Setting("public_text", "", "key", False),
        Setting("file_value", "", "oblast", "KG-N"),
        Setting("counted_row", "Итого", "key", True),
        Setting("signatures", "", "", True),
        Setting("wide", "", "", WideRequest("reached")),
    ],
    ids=lambda setting: setting.option,
)
def test_the_options_of_the_owner_stay(setting: Setting) -> None:
    both = with_settings(OWN, [setting])
    assert both != OWN and without_settings(both, [setting]) == OWN


def test_options_by_position_end_with_their_sheet_and_header_row() -> None:
    settings = [Setting("header_row", "", "", 3)]
    rest = without_settings(with_settings(OWN, settings), settings)
    assert rest.header_row is None and rest.columns == {} and rest.cells == OWN.cells
    settings = [Setting("sheet", "", "", "Май")]
    rest = without_settings(with_settings(OWN, settings), settings)
    assert rest.sheet is None and not rest.columns and not rest.cells and not rest.file_values
    assert rest.answers == OWN.answers
