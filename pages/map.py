"""Map: where the chosen indicator is high and low, and how the campaign unfolded."""

from campaign.charts import by_region, page_answers
from campaign.site.notices import boundary_note
from campaign.ui import filter_widgets, widgets
from campaign.ui.chart_card import show_card
from campaign.ui.columns_layout import two_columns
from campaign.ui.fragment import show_fragment, show_title
from campaign.ui.page_frame import current_view, register_missing
from campaign.ui.region_steps import show_region_links

view = current_view()

show_title(view, "map", page_answers.map_answer)
if not register_missing(view):
    with widgets.control_row("map-controls"):
        widgets.indicator(view)
        widgets.class_options(view)
    left, right = two_columns(7, 3)
    with left:
        show_card(view, by_region.choropleth, lambda: widgets.per_population(view, "map"))
    with right:
        filter_widgets.oblasts(view, "page")
        show_region_links(view)
        show_card(view, by_region.region_ranking)
    show_fragment(view, boundary_note, "boundary-note", card=False)
