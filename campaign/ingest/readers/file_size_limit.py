"""The largest file that is read; `.streamlit/config.toml` and `deploy/` have the same limit."""

from __future__ import annotations

MOST_MEGABYTES = 50
