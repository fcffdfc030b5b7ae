"""The campaigns that another one can be compared with."""

from __future__ import annotations

from campaign.domain.campaign import OWN, Campaign


def other_campaigns(edition: str, campaign: Campaign) -> list[str]:
    """Return the other editions with a register: a reader's own first, then the oldest first."""
    ids = [name for name in campaign.editions if campaign.editions[name].totals is not None]
    return sorted((name for name in ids if name != edition), key=lambda name: (name != OWN, name))


def default_other(edition: str, campaign: Campaign) -> str:
    """Return the newest other edition with a register, else a reader's own; "" without any."""
    return (other_campaigns(edition, campaign) or [""])[-1]
