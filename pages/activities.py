"""Activities: by what kind of activity people were reached, and the register itself."""

from campaign.charts import by_type
from campaign.ui import controls
from campaign.ui.card import card
from campaign.ui.columns import beside
from campaign.ui.register import register
from campaign.ui.shell import current_view, register_missing
from campaign.ui.title import title

view = current_view()
text = view.text

title(view, text("What kinds of activity there were"))
if not register_missing(view):
    controls.people_or_activities(view, "page")
    card(view, by_type.breakdown)
    card(view, by_type.heatmap)
    left, right = beside(1, 1)
    with left:
        card(view, by_type.audience)
    with right:
        card(view, by_type.media)
    register(view)
