"""Region: one region beside the country, with its days, types, places and organizers."""

from campaign.analysis.region_profile import shown_region, view_of_region
from campaign.charts import by_type, coverage, over_time
from campaign.site import region, region_links
from campaign.ui.cache import cached
from campaign.ui.chart_card import show_card, two_columns
from campaign.ui.fragment import show_fragment
from campaign.ui.page_frame import current_view, register_missing
from campaign.ui.region_steps import show_steps, show_title

view = current_view()
code = shown_region(view)

if code is None or view.country_view.absence:
    show_fragment(view, region_links.list_title)
if register_missing(view.country_view):
    pass
elif code is None:
    show_fragment(view, region_links.app_region_list, "region-list")
else:
    show_title(view, code)
    show_steps(view, code)
    view = view_of_region(view, code)
    show_fragment(view, region.tiles)
    show_fragment(view, region.state)
    if cached(view, region.has_activities):
        left, right = two_columns(1, 1)
        with left:
            show_card(view, coverage.shares, of_region=True)
        with right:
            show_card(view, by_type.breakdown, of_region=True)
        show_card(view, over_time.timeline, of_region=True)
        left, right = two_columns(1, 1)
        with left:
            show_fragment(view, region.districts, "region-places")
        with right:
            show_fragment(view, region.organisers, "region-organisers")
            show_fragment(view, region.letter_text, "letter")
    else:
        show_fragment(view, region.letter_text, "letter")
    show_fragment(view, region.wider, "also-here")
