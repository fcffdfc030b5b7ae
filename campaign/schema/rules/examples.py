"""The catalogue of issues: an example of each rule, and the advice."""

from __future__ import annotations

from collections.abc import Mapping

from campaign.schema.rules.advice import BY_SEVERITY
from campaign.schema.rules.boundary_examples import BOUNDARY_EXAMPLES
from campaign.schema.rules.cell_examples import CELL_EXAMPLES
from campaign.schema.rules.engine_examples import ENGINE_EXAMPLES
from campaign.schema.rules.file_examples import FILE_EXAMPLES
from campaign.schema.rules.form_examples import FORM_EXAMPLES
from campaign.schema.rules.population_examples import POPULATION_EXAMPLES
from campaign.schema.rules.repair_examples import REPAIR_EXAMPLES
from campaign.schema.rules.row_examples import ROW_EXAMPLES
from campaign.schema.rules.rule import Example, Rule
from campaign.schema.rules.target_examples import TARGET_EXAMPLES

EXAMPLES: Mapping[str, Example] = {
    **FILE_EXAMPLES,
    **ROW_EXAMPLES,
    **CELL_EXAMPLES,
    **REPAIR_EXAMPLES,
    **FORM_EXAMPLES,
    **ENGINE_EXAMPLES,
    **BOUNDARY_EXAMPLES,
    **POPULATION_EXAMPLES,
    **TARGET_EXAMPLES,
}


def example_of(rule: Rule) -> Example:
    """Return the example of a rule; without one of its own, the advice for its severity."""
    return EXAMPLES.get(rule.code) or Example(BY_SEVERITY[rule.severity])
