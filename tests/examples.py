"""Numbers of Hypothesis examples: a twentieth, or all where `EXAMPLES` is "all"."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

FEWEST = 4
SHARE = 20
"""One of this many examples runs where not all run."""

# The same examples in every run and no deadline: no test fails by chance.
STEADY = settings(
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("all", STEADY, max_examples=100)
settings.register_profile("dev", STEADY, max_examples=FEWEST)
settings.load_profile("all" if os.environ.get("EXAMPLES") == "all" else "dev")


def examples(number: int) -> settings:
    """`number` examples in `make long-unit`; elsewhere a twentieth of them, but at least four."""
    if os.environ.get("EXAMPLES") == "all":
        return settings(max_examples=number)
    return settings(max_examples=max(number // SHARE, min(number, FEWEST)))
