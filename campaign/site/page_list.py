"""The pages of the site: menu, addresses, redirects and tests derive from this one list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from campaign.analysis.comparison import default_other
from campaign.analysis.selection import Selection
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import N_, NC_, Text


@dataclass(frozen=True)
class Page:
    """A page with its file, titles and address.

    `stem` is the name of its file in `pages/`; `title` (in the menu) and `heading` (the h1 of the
    page) are message ids. A page with `has_filters` follows the filters; for an edition without a
    register, the other years replace it. The menu adds `menu_query` to its address. A page that
    `compares` shows two campaigns.
    A page that `has_widgets` of Streamlit shows them below its header; the others are HTML alone.
    """

    stem: str
    title: str
    heading: str
    has_filters: bool = True
    compares: bool = False
    has_widgets: bool = False
    menu_query: Mapping[str, str] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """The path of its script."""
        return f"pages/{self.stem}.py"

    def label(self, text: Text) -> str:
        """Its title in the reader's language, for the menu and the tab of the browser."""
        return text.c("menu", self.title)

    def selection_shown(self, selection: Selection, campaign: Campaign) -> Selection:
        """The selection with the campaigns that the page shows: one, or two where it compares."""
        if not self.compares or selection.edition in campaign.other_years:
            # A campaign without a register has nothing to compare: other years are shown instead.
            return replace(selection, other="") if selection.other else selection
        other = selection.other or default_other(selection.edition, campaign)
        return replace(selection, other=other)

    @property
    def path(self) -> str:
        """Its address without the leading slash; "" for the first page."""
        return "" if self.stem == HOME.stem else self.stem


HOME = Page("overview", N_("Overview"), N_("The campaign in numbers"))

PAGES: Mapping[str, Page] = {
    page.stem: page
    for page in (
        HOME,
        Page("map", N_("Map"), N_("People reached by region")),
        Page("timeline", N_("Timeline"), N_("People reached over time")),
        Page("activities", N_("Activities"), N_("Activities by type")),
        Page("region", NC_("menu", "Regions"), N_("Regions")),
        Page("coverage", N_("Coverage"), N_("Reach relative to population")),
        Page("plan", N_("Plan"), N_("Progress against plan")),
        Page("compare", N_("Compare"), N_("Compare campaigns and regions"), compares=True),
        Page(
            "data",
            NC_("menu", "Upload"),
            N_("Upload and check data"),
            has_filters=False,
            has_widgets=True,
        ),
        # The address without a query opens the presentation itself.
        Page(
            "present",
            N_("Present"),
            N_("Presentation"),
            has_filters=False,
            has_widgets=True,
            menu_query={"edit": "1"},
        ),
        Page("about", N_("Method"), N_("Method"), has_filters=False),
    )
}
"""Every page by its stem, in the order of the menu."""

BY_ADDRESS: Mapping[str, Page] = {f"/{page.path}": page for page in PAGES.values()}
"""Every page by its address."""
