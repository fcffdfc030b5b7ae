"""Examples of the rules of populations."""

from __future__ import annotations

from collections.abc import Mapping

from campaign.schema.rules.advice import CHECK, CHECK_FILE, CORRECT
from campaign.schema.rules.rule import Example

TWO_REGIONS = {
    "units": "KG-T, KG-Y",
    "units_ky": "Талас облусу (KG-T), Ысык-Көл облусу (KG-Y)",
    "units_ru": "Таласская область (KG-T), Иссык-Кульская область (KG-Y)",
    "units_en": "Talas oblast (KG-T), Issyk-Kul oblast (KG-Y)",
}
"""Parameters of a message on two regions, with their names."""

POPULATION_EXAMPLES: Mapping[str, Example] = {
    "second_value": Example(CORRECT, "KG-N; 2017; 282000", params={"first": 12}),
    "implausible_population": Example(CHECK, "28", "280000", {"value": 28}),
    "missing_population": Example(CHECK_FILE, params=TWO_REGIONS),
    "sources_differ": Example(CHECK, "KG-N; 2017; 282000", params={"value": 281_000, "first": 12}),
}
