"""The targets of an edition for one indicator, and those of a selection."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, product

from campaign.domain.campaign import Edition
from campaign.domain.targets import Target


def read_targets(edition: Edition, indicator: str) -> tuple[Target, ...]:
    """Return the targets of an edition for `reach` or `activities`; () without a plan or days."""
    return tuple(target for target in edition.plan if target.indicator == indicator)


def choose_targets(
    targets: Collection[Target], oblasts: Sequence[str], types: Sequence[str]
) -> tuple[Target, ...]:
    """Return the targets of a selection, none of which includes another; () if one is missing.

    Each pair of a selected region and type needs its own target, or else targets of its parts.
    Without a selection, this is the target of the whole country, or else the targets of its parts.
    """
    parts = [
        _exact_or_parts(targets, oblast, kind)
        for oblast, kind in product(oblasts or ("",), types or ("",))
    ]
    return tuple(chain.from_iterable(parts)) if all(parts) else ()


def _exact_or_parts(targets: Collection[Target], oblast: str, kind: str) -> list[Target]:
    return next(filter(None, _levels(targets, oblast, kind)), [])


def _levels(targets: Collection[Target], oblast: str, kind: str) -> Iterator[list[Target]]:
    """Yield the targets of a place and type, then those by region, by type, and by both."""
    yield [t for t in targets if (t.oblast, t.type) == (oblast, kind)]
    if not oblast:
        yield [t for t in targets if t.oblast and t.type == kind]
    if not kind:
        yield [t for t in targets if t.oblast == oblast and t.type]
    if not oblast and not kind:
        yield [t for t in targets if t.oblast and t.type]


@dataclass(frozen=True)
class PartSums:
    """The target of the whole, and the sums of the targets of its parts.

    `by_oblast` and `by_type` are None if no part has a target.
    """

    total: float
    by_oblast: float | None
    by_type: float | None

    @classmethod
    def of(cls, targets: Collection[Target]) -> PartSums | None:
        """Return the sums for the whole country; None if it has no target."""
        totals = [t.value for t in targets if not t.oblast and not t.type]
        if not totals:
            return None
        oblasts = [t.value for t in targets if t.oblast and not t.type]
        types = [t.value for t in targets if t.type and not t.oblast]
        return cls(totals[0], sum(oblasts) if oblasts else None, sum(types) if types else None)
