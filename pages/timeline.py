"""Timeline: when people were reached, and what happened on the way."""

from campaign.ui.page_frame import current_view

# The page is HTML of `campaign/site/contents.py`, which its frame sends.
current_view()
