"""Overview: how many, where, when and by what kind of activity."""

from campaign.charts import by_region, by_type, over_time
from campaign.ui import widgets
from campaign.ui.chart_card import show_card
from campaign.ui.columns_layout import two_columns
from campaign.ui.kpi_tiles import show_kpi_tiles
from campaign.ui.lists import show_published_values, show_reported_events
from campaign.ui.page_frame import current_view, register_missing
from campaign.ui.page_title import show_title

view = current_view()
text = view.text

show_title(view, text("What the campaign achieved"))
if register_missing(view):
    show_published_values(view)
    show_reported_events(view)
else:
    show_kpi_tiles(view)
    left, right = two_columns(3, 2)
    with left:
        show_card(view, by_region.overview_map, lambda: widgets.per_population(view, "overview"))
    with right:
        show_card(view, by_type.leading_types)
    show_card(view, over_time.timeline)
