"""Activities: by what kind of activity people were reached, and the register itself."""

from campaign.ui.page_frame import current_view

# The page is HTML of `campaign/site/contents.py`, which its frame sends.
current_view()
