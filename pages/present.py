"""The presentation at the bare address; with `edit` the list of its slides."""

from campaign.ui.page_frame import current_view
from campaign.ui.present.page import present

present(current_view())
