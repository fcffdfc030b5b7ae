"""Map: where the chosen indicator is high and low, and how it developed day by day."""

from campaign.charts import by_region
from campaign.charts.words import page_answers
from campaign.site import controls
from campaign.site.notices import boundary_note
from campaign.site.region_links import map_regions
from campaign.ui.chart_card import show_card, two_columns
from campaign.ui.fragment import show_fragment, show_title
from campaign.ui.indicator_codes import indicator_codes
from campaign.ui.links import show_links
from campaign.ui.page_frame import current_view, register_missing

view = current_view()

show_title(view, "map", page_answers.map_answer)
if not register_missing(view):
    indicators = indicator_codes(view)
    show_links(
        view,
        lambda page: controls.map_choices(page, indicators),
        "map-choices",
        ",".join(indicators),
    )
    left, right = two_columns(7, 3)
    with left:
        show_card(view, by_region.choropleth, controls.per_population)
    with right:
        show_links(view, map_regions, "regions")
        show_card(view, by_region.region_ranking)
    show_fragment(view, boundary_note)
