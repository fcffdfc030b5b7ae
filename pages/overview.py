"""Overview: how many, where, when and by what kind of activity."""

from campaign.charts import by_region, by_type, over_time
from campaign.site import controls, events, kpi_tiles
from campaign.site.insights import insights
from campaign.site.published_values import published_values
from campaign.ui.chart_card import show_card, two_columns
from campaign.ui.fragment import show_fragment, show_title
from campaign.ui.links import show_links
from campaign.ui.page_frame import current_view, register_missing

view = current_view()

show_title(view, "overview")
if register_missing(view):
    show_fragment(view, published_values, "published")
    show_fragment(view, events.reported_events, "reported")
else:
    show_fragment(view, kpi_tiles.tiles)
    left, right = two_columns(1, 1)
    with left:
        show_card(view, by_region.overview_map, controls.per_population)
    with right:
        show_card(view, over_time.overview_timeline)
    left, right = two_columns(1, 1)
    with left:
        show_card(view, by_type.leading_types)
    with right:
        show_links(view, insights, "insights")
