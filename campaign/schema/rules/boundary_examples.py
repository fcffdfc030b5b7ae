"""Examples of the rules of files of boundaries."""

from __future__ import annotations

from collections.abc import Mapping

from campaign.schema.rules.advice import BOUNDARIES, CHECK_BOUNDARIES
from campaign.schema.rules.population_examples import TWO_REGIONS
from campaign.schema.rules.rule import Example

_TALAS = {
    "unit": "KG-T",
    "unit_en": "Talas oblast (KG-T)",
    "unit_ru": "Таласская область (KG-T)",
    "unit_ky": "Талас облусу (KG-T)",
}

BOUNDARY_EXAMPLES: Mapping[str, Example] = {
    **dict.fromkeys(
        (
            *("no_content", "not_boundaries", "broken_json", "outlines_stopped", "bare_shapefile"),
            *("no_projection", "damaged_archive", "archive_too_big", "no_boundaries_inside"),
            *("no_areas", "raions", "no_units", "another_country", "not_degrees", "swapped_axes"),
            *("outside_country", "too_small_extent", "no_outline", "no_room_to_unpack"),
        ),
        Example(BOUNDARIES),
    ),
    "shapefile_part": Example(
        BOUNDARIES,
        "adm1.shp, adm1.prj",
        "adm1.shp, adm1.shx, adm1.dbf, adm1.prj",
        {"part": ".dbf", "name": "adm1"},
    ),
    "unknown_projection": Example(BOUNDARIES, "EPSG:999999", "EPSG:4326", {"crs": "EPSG:999999"}),
    "nested_archive": Example(BOUNDARIES, "adm1.zip", "adm1.shp", {"name": "adm1.zip"}),
    "no_layer": Example(BOUNDARIES, "adm2", "adm1", {"layer": "adm2", "layers": "adm0, adm1"}),
    "too_many_areas": Example(BOUNDARIES, "adm3", "adm1", {"limit": 5_000}),
    "units_not_drawn": Example(BOUNDARIES, params=TWO_REGIONS),
    "implausible_area": Example(
        CHECK_BOUNDARIES, params={**_TALAS, "drawn": 44_000, "area": 11_400}
    ),
    "unknown_areas": Example(CHECK_BOUNDARIES, params={"n": 1, "names": "Fergana"}),
    **dict.fromkeys(
        ("bishkek_within", "osh_within", "assumed_degrees", "ring_corrected"),
        Example(CHECK_BOUNDARIES),
    ),
    "index_rebuilt": Example(CHECK_BOUNDARIES, params={"name": "adm1"}),
    "pieces_joined": Example(CHECK_BOUNDARIES, params={**_TALAS, "n": 2}),
    "lines_simplified": Example(CHECK_BOUNDARIES, params={"metres": 250}),
}
