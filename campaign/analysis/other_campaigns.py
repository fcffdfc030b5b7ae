"""The campaigns that another one can be compared with."""

from __future__ import annotations

from campaign.domain.campaign import Campaign


def other_campaigns(edition: str, campaign: Campaign) -> list[str]:
    """Return the other editions with a register: a reader's own first, then the oldest first."""
    others = (n for n, e in campaign.editions.items() if e.totals is not None and n != edition)
    return sorted(others, key=lambda name: (name in campaign.public_ids, name))


def default_other(edition: str, campaign: Campaign) -> str:
    """Return the newest other edition with a register; "" without any.

    A reader's own is compared with another own one, any other edition with a shipped one, if
    there is one.
    """
    others = other_campaigns(edition, campaign)
    own = [name for name in others if campaign.editions[name].own]
    return ((own if campaign.editions[edition].own else []) or others or [""])[-1]
