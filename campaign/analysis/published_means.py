"""People per activity from published totals, and the campaigns too different to compare."""

from __future__ import annotations

from itertools import combinations

from campaign.analysis.comparison import are_unlike
from campaign.domain.campaign import Campaign, Edition


def published_mean(edition: Edition) -> float | None:
    """Return people per activity from the published totals; None if one of them is missing.

    It is computed from rounded numbers or lower bounds, and is not itself a published value.
    """
    people, activities = edition.published_row("reached"), edition.published_row("activities")
    if people is None or activities is None or not float(activities["value"]):
        return None
    return float(people["value"]) / float(activities["value"])


def unlike_published(campaign: Campaign) -> list[tuple[Edition, Edition]]:
    """Return the pairs of editions, older first, whose published totals cannot be compared.

    Their people per activity differ by `UNLIKE_FACTOR` or more.
    """
    editions = [campaign.editions[name] for name in campaign.public_ids]
    means = [(edition, published_mean(edition)) for edition in editions]
    return [
        (older, newer)
        for (older, mean), (newer, other_mean) in combinations(means, 2)
        if are_unlike(mean, other_mean)
    ]
