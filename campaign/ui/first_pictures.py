"""The charts that are sent with a picture drawn by the server in this run.

The painted page has the pictures of a session's first run. Until Plotly draws in the browser, the
reader sees pictures only, so each changed chart is sent with one. From then on only new charts
have one: a picture with each filter would cost as much as the rest of a run. The browser requests a
picture that it lacks, and one for a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from campaign.ui.session_memory import recall


@dataclass
class Pictures:
    """The pictures of charts that the browser of a session has, and those that it has requested."""

    page: str = ""
    before: Mapping[str, str] = field(default_factory=dict)
    now: dict[str, str] = field(default_factory=dict)
    """{key of a chart: name of its picture}, in the former run and in this one."""
    is_painted: bool = False
    """Whether this run is the first: the page painted by the server already has its pictures."""
    browser_draws: bool = False
    requested: set[str] = field(default_factory=set)
    requested_files: set[str] = field(default_factory=set)


def begin_run(page: str) -> None:
    """Begin the list of this run's charts; on another page, all of them are new."""
    pictures = recall(Pictures)
    pictures.is_painted = not pictures.page
    pictures.before = pictures.now if pictures.page == page else {}
    pictures.page, pictures.now = page, {}


def request(key: str) -> None:
    """Request the picture of a chart with the next run; for callbacks."""
    recall(Pictures).requested.add(key)


def request_file(key: str) -> None:
    """Request the picture of a chart for a file with the next run; for callbacks."""
    recall(Pictures).requested_files.add(key)


def end() -> None:
    """Send no more pictures of charts that the browser has and draws; for callbacks."""
    recall(Pictures).browser_draws = True


def is_wanted(key: str, name: str) -> bool:
    """Return whether a chart is sent with its picture of this name in this run."""
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
    """Return whether a chart is sent with its picture for a file in this run."""
    files = recall(Pictures).requested_files
    is_wanted = key in files
    files.discard(key)
    return is_wanted
