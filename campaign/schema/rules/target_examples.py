"""Examples of the rules of targets."""

from __future__ import annotations

from collections.abc import Mapping

from campaign.schema.rules.advice import CORRECT
from campaign.schema.rules.rule import Example

TARGET_EXAMPLES: Mapping[str, Example] = {
    "second_target": Example(CORRECT, "KG-N; lecture; reach; 1200", params={"first": 3}),
    "weights": Example(CORRECT, "60 %, 40 %", "3; 2"),
}
