"""Which charts bring the server's picture in this run.

The page that the server paints has those of a session's first run. Then each change brings one,
until a browser draws with Plotly: the pictures are what its reader sees. From then on new charts
alone bring one, which stands until they are drawn too: with each filter it would cost as much as
all the rest of a run. A browser that has not what it needs asks for it, and for a file to save.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from campaign.ui.session_memory import recall


@dataclass
class Pictures:
    """Which pictures of charts a session has, and which its browser has asked for."""

    page: str = ""
    before: Mapping[str, str] = field(default_factory=dict)
    now: dict[str, str] = field(default_factory=dict)
    """{key of a chart: name of its picture}, as of the run before and of this one."""
    is_painted: bool = False
    """Whether this run is the first: the page that the server painted has its pictures."""
    browser_draws: bool = False
    requested: set[str] = field(default_factory=set)
    requested_files: set[str] = field(default_factory=set)


def begin_run(page: str) -> None:
    """Begin the list of this run's charts; on another page than before each of them is new."""
    pictures = recall(Pictures)
    pictures.is_painted = not pictures.page
    pictures.before = pictures.now if pictures.page == page else {}
    pictures.page, pictures.now = page, {}


def request(key: str) -> None:
    """Let a chart bring its picture in the next run; for callbacks."""
    recall(Pictures).requested.add(key)


def request_file(key: str) -> None:
    """Let a chart bring its picture for a file in the next run; for callbacks."""
    recall(Pictures).requested_files.add(key)


def end() -> None:
    """Let charts that are there come without a picture: the browser draws; for callbacks."""
    recall(Pictures).browser_draws = True


def is_wanted(key: str, name: str) -> bool:
    """Return whether a chart brings its picture, which is called so, in this run."""
    pictures = recall(Pictures)
    pictures.now[key] = name
    if key in pictures.requested:
        pictures.requested.discard(key)
        return True
    if pictures.is_painted:
        return False
    before = pictures.before.get(key)
    return before is None if pictures.browser_draws else before != name


def is_file_wanted(key: str) -> bool:
    """Return whether a chart brings its picture for a file in this run."""
    files = recall(Pictures).requested_files
    is_wanted = key in files
    files.discard(key)
    return is_wanted
