"""Entry of the dashboard: `streamlit run dashboard.py` serves it and runs `main` for each page."""

from __future__ import annotations

import gc
import sys

import streamlit as st

from campaign import headers, log, packed, server, wire
from campaign.ui import fault, shell


def main() -> None:
    """One run of the script: find the page, frame it, run it."""
    shell.run(shell.navigation())


if __name__ == "__main__":
    main()
else:
    log.keep_quiet()
    headers.without_name()
    wire.pack_tightly()
    packed.pack_ahead()
    shell.warm_up()
    # A run takes about 15 ms: let it end before another is let in. At the usual 5 ms, threads of
    # twenty viewers fell into taking the interpreter from each other, a third more work a run.
    sys.setswitchinterval(0.02)
    # What the imports left is here to stay: keep the collector from walking it.
    gc.freeze()
    app = st.App(
        __file__,
        routes=server.routes(),
        middleware=server.middleware(),
        on_script_error=fault.show,
        exception_handlers={Exception: server.failed},
    )
