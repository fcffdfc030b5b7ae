"""Timeline: when people were reached, and what happened on the way."""

from campaign.charts import over_time
from campaign.ui.chart_card import card
from campaign.ui.lists import milestone_list, reported_events
from campaign.ui.page_frame import current_view, register_missing
from campaign.ui.page_title import title

view = current_view()
text = view.text

title(view, text("When people were reached"))
if not register_missing(view):
    card(view, over_time.timeline)
    card(view, over_time.small_multiples)
    card(view, over_time.schedule)
milestone_list(view)
reported_events(view)
