"""The targets of an edition, those of a selection, and how much of each is planned by a day."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from campaign.domain.campaign import Edition
from campaign.schema.weights import split_weights

_WEEK = 7  # days


@dataclass(frozen=True)
class Target:
    """So many people or activities by the due day.

    `oblast` is "" for the whole country, `type` "" for all types; `indicator` is `reach` or
    `activities`. `weights` are the parts of the weeks from the first day of the campaign, () for
    the same number every day.
    """

    oblast: str
    type: str
    indicator: str
    value: float
    due: date
    weights: tuple[float, ...] = ()

    def planned(self, start: date, day: date) -> float:
        """Return how much is planned from the first day of the campaign to the end of a day.

        Without weights the plan rises by the same number every day and reaches the target at the
        end of the due day. With weights each week has its part of the target, the same on each of
        its days; weeks after the due day do not count, and a week without a number has no part.
        """
        days, elapsed = (self.due - start).days + 1, (day - start).days + 1
        if elapsed >= days:
            return self.value
        if elapsed <= 0:
            return 0.0
        weighted = self._weighted_share(days, elapsed)
        return self.value * (elapsed / days if weighted is None else weighted)

    def _weighted_share(self, days: int, elapsed: int) -> float | None:
        """The planned share of 1; None without weights that count."""
        weeks = math.ceil(days / _WEEK)
        weights = (*self.weights, *(0.0,) * weeks)[:weeks]
        total = sum(weights)
        if not total:
            return None
        week, day = divmod(elapsed, _WEEK)
        part = weights[week] * day / min(_WEEK, days - week * _WEEK) if day else 0.0
        return (sum(weights[:week]) + part) / total


def read_targets(edition: Edition, indicator: str) -> tuple[Target, ...]:
    """Return the targets of an edition for `reach` or `activities`; () without a plan or days.

    A target without a due day is due on the last day of the edition.
    """
    last = edition.end or edition.last_day
    if edition.targets is None or last is None or edition.first_day is None:
        return ()
    rows = edition.targets[edition.targets["indicator"] == indicator].to_dict("records")
    return tuple(
        Target(
            row["oblast"],
            row["type"],
            row["indicator"],
            float(row["value"]),
            last if row["due_date"] != row["due_date"] else row["due_date"].date(),
            split_weights(row["weights"]),
        )
        for row in rows
    )


def choose_targets(
    targets: Collection[Target], oblasts: Sequence[str], types: Sequence[str]
) -> tuple[Target, ...]:
    """Return the targets of a selection, none of which is part of another; () where one is missing.

    Each selected region and type needs a target of its own, or else targets of its parts. Without
    a selection that is the target of the whole country, or else those of its parts.
    """
    chosen: list[Target] = []
    for oblast, kind in product(oblasts or ("",), types or ("",)):
        parts = _exact_or_parts(targets, oblast, kind)
        if not parts:
            return ()
        chosen += parts
    return tuple(chosen)


def _exact_or_parts(targets: Collection[Target], oblast: str, kind: str) -> list[Target]:
    for group in _levels(targets, oblast, kind):
        if group:
            return group
    return []


def _levels(targets: Collection[Target], oblast: str, kind: str) -> Iterator[list[Target]]:
    """The targets of a place and type, then those of its regions, its types, and of both."""
    yield [t for t in targets if (t.oblast, t.type) == (oblast, kind)]
    if not oblast:
        yield [t for t in targets if t.oblast and t.type == kind]
    if not kind:
        yield [t for t in targets if t.oblast == oblast and t.type]
    if not oblast and not kind:
        yield [t for t in targets if t.oblast and t.type]


@dataclass(frozen=True)
class PartSums:
    """The target of a whole beside the sums of the targets of its parts.

    `by_oblast` and `by_type` are None where no part has a target.
    """

    whole: float
    by_oblast: float | None
    by_type: float | None

    @classmethod
    def of(cls, targets: Collection[Target]) -> PartSums | None:
        """Return the sums for the whole country; None without a target of it."""
        totals = [t.value for t in targets if not t.oblast and not t.type]
        if not totals:
            return None
        oblasts = [t.value for t in targets if t.oblast and not t.type]
        types = [t.value for t in targets if t.type and not t.oblast]
        return cls(totals[0], sum(oblasts) if oblasts else None, sum(types) if types else None)
