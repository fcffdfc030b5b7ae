"""Timeline: when people were reached, and what happened on the way."""

from campaign.charts import over_time
from campaign.ui.chart_card import show_card
from campaign.ui.lists import show_milestones, show_reported_events
from campaign.ui.page_frame import current_view, register_missing
from campaign.ui.page_title import show_title

view = current_view()
text = view.text

show_title(view, text("When people were reached"))
if not register_missing(view):
    show_card(view, over_time.timeline)
    show_card(view, over_time.small_multiples)
    show_card(view, over_time.schedule)
show_milestones(view)
show_reported_events(view)
