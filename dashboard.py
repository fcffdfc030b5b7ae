"""The entry point of the dashboard: the app of the server, and `main`, which runs each page.

Start it with `python -m campaign serve` or `streamlit run dashboard.py`.
"""

from __future__ import annotations

import streamlit as st

from campaign.ui import error_page, page_frame, streamlit_compat
from campaign.ui.links import declare_pages
from campaign.ui.sessions import Sessions
from campaign.ui.upload.tab_files import BoundedUploads
from campaign.web import error_log, routes, server


def main() -> None:
    """Run the script once: find the page and show it in its frame."""
    page_frame.run(declare_pages())


if __name__ == "__main__":
    main()
else:
    server.use_one_heap()
    error_log.log_without_messages()
    streamlit_compat.manage_sessions_by(Sessions)
    streamlit_compat.build_theme_once()
    page_frame.warm_up()
    server.tune_interpreter()
    app = st.App(
        __file__,
        routes=routes.routes(),
        middleware=routes.middleware(BoundedUploads),
        on_script_error=error_page.show_error,
        exception_handlers={Exception: routes.error_response},
    )
