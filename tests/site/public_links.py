"""Links of a published site, which has no uploads."""

from __future__ import annotations

from campaign.analysis.selection import Selection
from campaign.site.links import LiveLinks


class PublicLinks(LiveLinks):
    """The links of the live app without the upload page."""

    def page(self, stem: str, selection: Selection) -> str:
        """Return the address of a page; None for the upload page."""
        return None if stem == "data" else super().page(stem, selection)  # type: ignore[return-value]
