"""Entry of the dashboard: `streamlit run dashboard.py` serves it and runs `main` for each page."""

from __future__ import annotations

import streamlit as st

from campaign.ui import error_page, page_frame
from campaign.ui.components import reconnection
from campaign.ui.upload.limits import BoundedUploads
from campaign.web import compression, error_log, plotly_asset, routes, runtime, security_headers


def main() -> None:
    """One run of the script: find the page, frame it, run it."""
    page_frame.run(page_frame.navigation())


if __name__ == "__main__":
    main()
else:
    runtime.use_one_heap()
    error_log.keep_quiet()
    security_headers.without_name()
    compression.pack_tightly()
    plotly_asset.pack_ahead()
    reconnection.answer_on_the_new_connection()
    page_frame.warm_up()
    runtime.settle()
    app = st.App(
        __file__,
        routes=routes.routes(),
        middleware=routes.middleware(BoundedUploads),
        on_script_error=error_page.show,
        exception_handlers={Exception: routes.failed},
    )
