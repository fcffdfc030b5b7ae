"""Activities: by what kind of activity people were reached, and the register itself."""

from campaign.charts import by_type
from campaign.ui import widgets
from campaign.ui.chart_card import card
from campaign.ui.columns_layout import beside
from campaign.ui.page_frame import current_view, register_missing
from campaign.ui.page_title import title
from campaign.ui.register_list import register

view = current_view()
text = view.text

title(view, text("What kinds of activity there were"))
if not register_missing(view):
    widgets.people_or_activities(view, "page")
    card(view, by_type.breakdown)
    card(view, by_type.heatmap)
    left, right = beside(1, 1)
    with left:
        card(view, by_type.audience)
    with right:
        card(view, by_type.media)
    register(view)
