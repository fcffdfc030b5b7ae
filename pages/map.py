"""Map: where the chosen measure is high and low, and how the campaign unfolded."""

from campaign.charts import by_region
from campaign.ui import controls
from campaign.ui.card import card
from campaign.ui.columns import beside
from campaign.ui.lists import boundary_note
from campaign.ui.shell import current_view, register_missing
from campaign.ui.title import title

view = current_view()
text = view.text

title(view, text("Where people were reached"))
if not register_missing(view):
    with controls.row("map-controls"):
        controls.measure(view)
        controls.classes(view)
    left, right = beside(7, 3)
    with left:
        card(view, by_region.choropleth, lambda: controls.per_population(view, "map"))
    with right:
        controls.oblasts(view, "page")
        card(view, by_region.ranked)
    boundary_note(view)
