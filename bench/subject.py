"""The two measured servers: their command, their page, and the filter that viewers change."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Subject:
    """One of the two servers, and the page of it that is measured."""

    name: str
    command: tuple[str, ...]
    """The arguments of Python that serve it; the port follows."""
    folder: Path
    page: str
    widget: str
    """Key or label of the filter on oblasts."""
    option: str
    """The selector of an option in a browser's page."""
    opener: str
    """The selector to click first to see the options; "" where they are visible."""
    charts: str
    """The selector of its charts."""
    end: str
    """The selector of the last element of the page, when it answers."""
    awaits_touch: bool = False
    """True if the page is readable before its app is loaded, at the first touch."""


APP = Subject(
    "app",
    ("-m", "campaign", "serve", "--port"),
    ROOT,
    "map",
    "live-page",
    "#first .regions .pills a",
    "",
    "#first [data-card] .figure",
    "html[data-live] #first .foot",
    awaits_touch=True,
)
PLAIN = Subject(
    "plain",
    ("-m", "streamlit", "run", "plain.py", "--server.headless", "true", "--server.port"),
    ROOT / "bench" / "plain",
    "",
    "Regions",
    '[role="option"]',
    '[data-testid="stMultiSelect"] input',
    '[data-testid="stPlotlyChart"]',
    ".st-key-breakdown",
)
SUBJECTS = (APP, PLAIN)
