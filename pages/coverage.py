"""Coverage: where too few people were reached, measured against the population."""

from campaign.ui.page_frame import current_view

# The page is HTML of `campaign/site/contents.py`, which its frame sends.
current_view()
