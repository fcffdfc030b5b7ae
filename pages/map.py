"""Map: where the chosen indicator is high and low, and how the campaign unfolded."""

from campaign.charts import by_region
from campaign.ui import widgets
from campaign.ui.chart_card import card
from campaign.ui.columns_layout import beside
from campaign.ui.lists import boundary_note
from campaign.ui.page_frame import current_view, register_missing
from campaign.ui.page_title import title

view = current_view()
text = view.text

title(view, text("Where people were reached"))
if not register_missing(view):
    with widgets.row("map-controls"):
        widgets.indicator(view)
        widgets.classes(view)
    left, right = beside(7, 3)
    with left:
        card(view, by_region.choropleth, lambda: widgets.per_population(view, "map"))
    with right:
        widgets.oblasts(view, "page")
        card(view, by_region.region_ranking)
    boundary_note(view)
