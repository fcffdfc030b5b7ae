"""Timeline: when people were reached, and what happened on the way."""

from campaign.charts import over_time
from campaign.charts.words import page_answers
from campaign.site import events
from campaign.ui.chart_card import show_card
from campaign.ui.fragment import show_fragment, show_title
from campaign.ui.page_frame import current_view, register_missing

view = current_view()

show_title(view, "timeline", page_answers.timeline_answer)
if not register_missing(view):
    show_card(view, over_time.listed_timeline)
    show_card(view, over_time.small_multiples)
    show_card(view, over_time.schedule)
show_fragment(view, events.milestones, "milestones")
show_fragment(view, events.reported_events, "reported")
