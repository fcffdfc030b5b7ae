"""Compare: two campaigns, two regions, and the published values of all years."""

from campaign.charts import by_campaign
from campaign.charts.comparison import campaign_words, two_regions
from campaign.site import controls
from campaign.site.campaign_pair import absence_notice, organiser_changes
from campaign.site.published_years import published_years
from campaign.site.region_pair import region_pair
from campaign.ui.cache import cached
from campaign.ui.chart_card import show_card, two_columns
from campaign.ui.fragment import show_fragment, show_title
from campaign.ui.links import show_links
from campaign.ui.page_frame import current_view, register_missing

view = current_view()

show_title(view, "compare", campaign_words.comparison_answer)
if not register_missing(view):
    show_links(view, controls.other_campaign, "other-campaign")
    is_absent = bool(cached(view, campaign_words.comparison_absence))
    if is_absent and view.other is not None:
        show_links(view, absence_notice, "absence")
    if not is_absent:
        left, right = two_columns(1, 1)
        with left:
            show_card(view, by_campaign.pace_by_day)
            show_card(view, by_campaign.map_of_first)
            show_card(view, by_campaign.regions_of_both)
        with right:
            show_card(view, by_campaign.pace_by_share)
            show_card(view, by_campaign.map_of_second)
            show_card(view, by_campaign.types_of_both)
        show_fragment(view, organiser_changes, "organiser-changes")
    left, right = two_columns(1, 1)
    with left:
        show_fragment(view, region_pair, "region-pair")
    with right:
        show_card(view, two_regions.region_paces)
    show_card(view, two_regions.region_types)
    if is_absent and view.other is None:
        # Without another campaign the page can compare regions only.
        show_links(view, absence_notice, "absence")
show_fragment(view, published_years, "published-years")
