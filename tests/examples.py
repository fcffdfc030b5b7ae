"""How many examples a property is tried with: a tenth of them, or all where `EXAMPLES` is "all"."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

FEWEST = 10

# The same examples in every run, and however long one takes: no test fails by chance.
STEADY = settings(
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("all", STEADY, max_examples=100)
settings.register_profile("dev", STEADY, max_examples=10)
settings.load_profile("all" if os.environ.get("EXAMPLES") == "all" else "dev")


def examples(number: int) -> settings:
    """So many examples in `make long-unit`; elsewhere a tenth of them, but not fewer than ten."""
    share = settings.get_profile("all").max_examples // settings().max_examples
    return settings(max_examples=max(number // share, min(number, FEWEST)))
