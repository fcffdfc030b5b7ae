"""How many examples a property is tried with: a twentieth, or all where `EXAMPLES` is "all"."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

FEWEST = 4
SHARE = 20
"""Of so many examples one is tried, where not all are."""

# The same examples in every run, and however long one takes: no test fails by chance.
STEADY = settings(
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("all", STEADY, max_examples=100)
settings.register_profile("dev", STEADY, max_examples=FEWEST)
settings.load_profile("all" if os.environ.get("EXAMPLES") == "all" else "dev")


def examples(number: int) -> settings:
    """So many examples in `make long-unit`; elsewhere a twentieth, but not fewer than four."""
    if os.environ.get("EXAMPLES") == "all":
        return settings(max_examples=number)
    return settings(max_examples=max(number // SHARE, min(number, FEWEST)))
