"""Entry of the dashboard: `streamlit run dashboard.py` serves it and runs `main` for each page."""

from __future__ import annotations

import streamlit as st

from campaign import headers, log, packed, process, server, wire
from campaign.ui import fault, reconnection, shell


def main() -> None:
    """One run of the script: find the page, frame it, run it."""
    shell.run(shell.navigation())


if __name__ == "__main__":
    main()
else:
    process.use_one_heap()
    log.keep_quiet()
    headers.without_name()
    wire.pack_tightly()
    packed.pack_ahead()
    reconnection.answer_on_the_new_connection()
    shell.warm_up()
    process.settle()
    app = st.App(
        __file__,
        routes=server.routes(),
        middleware=server.middleware(),
        on_script_error=fault.show,
        exception_handlers={Exception: server.failed},
    )
