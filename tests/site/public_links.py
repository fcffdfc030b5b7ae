"""Links of a site that takes no uploads, as a published one."""

from __future__ import annotations

from campaign.analysis.selection import Selection
from campaign.site.links import LiveLinks


class PublicLinks(LiveLinks):
    """The links of the live app without the page of uploads."""

    def page(self, stem: str, selection: Selection) -> str:
        """Return the address of a page; None for that of uploads."""
        return None if stem == "data" else super().page(stem, selection)  # type: ignore[return-value]
