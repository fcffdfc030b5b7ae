"""How unevenly the people reached are spread over the population of the regions.

Method: the Lorenz curve of grouped data and its Gini coefficient by Brown's formula, with
population as weight (M. O. Lorenz 1905; C. Gini 1914; M. C. Brown 1994, “Using Gini-style indices
to evaluate the spatial patterns of health practitioners”, Social Science & Medicine 38(9)). Regions
are sorted by rate, lowest first. The method assumes an equal rate everywhere within a region, so
that the coefficient is a lower bound of the coefficient for smaller areas. Activities of no single
region are excluded, because it is not known where their people live.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Step:
    """A region on the curve: shares of population and people up to and with it (of 1)."""

    code: str
    population: float
    reached: float


@dataclass(frozen=True)
class Concentration:
    """The curve from the region with the lowest rate to that with the highest.

    `gini` is 0 if all rates are equal, and close to but below 1 if all people reached are in one
    region. `excluded` are the regions whose people reached or population is not known.
    """

    steps: tuple[Step, ...]
    gini: float
    excluded: tuple[str, ...]

    @classmethod
    def of(cls, frame: pd.DataFrame) -> Concentration | None:
        """Return the concentration over the rows of `coverage`; None if nobody was reached.

        A region without an activity counts as zero people reached.
        """
        reached = frame["reached"].mask(frame["state"] == "no_activity", 0.0)
        is_known = reached.notna() & (frame["population"] > 0)
        reached, people = reached[is_known], frame["population"][is_known]
        excluded = tuple(str(code) for code in frame.index[~is_known])
        if not reached.sum() > 0:
            return None
        order = (reached / people).sort_values(kind="stable").index
        population = people[order].cumsum() / people.sum()
        people_reached = reached[order].cumsum() / reached.sum()
        steps = tuple(
            Step(str(code), float(share), float(part))
            for code, share, part in zip(order, population, people_reached, strict=True)
        )
        return cls(steps, gini(population.tolist(), people_reached.tolist()), excluded)

    def reached_by(self, population: float) -> float:
        """Return the share of the people reached in the least covered share of the population.

        Between two regions the curve is a straight line.
        """
        xs, ys = ([0.0, *values] for values in zip(*self._points, strict=True))
        return float(np.interp(population, xs, ys))

    @property
    def _points(self) -> list[tuple[float, float]]:
        return [(step.population, step.reached) for step in self.steps]


def gini(population: Sequence[float], reached: Sequence[float]) -> float:
    """Return the Gini coefficient of cumulative shares: one minus twice the area below them."""
    xs, ys = np.array([0.0, *population]), np.array([0.0, *reached])
    area = float((np.diff(xs) * (ys[1:] + ys[:-1])).sum())
    return max(0.0, 1.0 - area)
