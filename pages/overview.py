"""Overview: how many, where, when and by what kind of activity."""

from campaign.charts import by_region, by_type, over_time
from campaign.ui import widgets
from campaign.ui.chart_card import card
from campaign.ui.columns_layout import beside
from campaign.ui.kpi_tiles import headline
from campaign.ui.lists import published_figures, reported_events
from campaign.ui.page_frame import current_view, register_missing
from campaign.ui.page_title import title

view = current_view()
text = view.text

title(view, text("What the campaign achieved"))
if register_missing(view):
    published_figures(view)
    reported_events(view)
else:
    headline(view)
    left, right = beside(3, 2)
    with left:
        card(view, by_region.overview_map, lambda: widgets.per_population(view, "overview"))
    with right:
        card(view, by_type.leading_types)
    card(view, over_time.timeline)
