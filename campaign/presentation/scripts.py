"""The script and the style of the talk as one text each."""

from __future__ import annotations

from functools import cache
from pathlib import Path

HERE = Path(__file__).parent.parent / "browser"
# Each file has one noun; talk.js makes them into one talk.
PARTS: tuple[str, ...] = (
    "element",
    "../shared/days",
    "player",
    "legend",
    "drawing",
    "sheet",
    "stage",
    "panel",
    "channel",
    "notes",
    "printing",
    "keys",
    "talk",
)


@cache
def script() -> str:
    """Everything the talk does; it defines `openTalk(root, talk, host)` and starts nothing."""
    return "\n".join(
        (HERE / "presentation" / f"{part}.js").read_text(encoding="utf-8") for part in PARTS
    )


@cache
def days() -> str:
    """The part that a map of a page uses too: what it shows and says on a day."""
    return (HERE / "shared" / "days.js").read_text(encoding="utf-8")


@cache
def style() -> str:
    """The look of the talk, in classes that begin with `talk`."""
    return (HERE / "presentation" / "talk.css").read_text(encoding="utf-8")


@cache
def host(name: str) -> str:
    """What opens the talk in its place: `file` in a file of its own, `page` in the app."""
    return (HERE / "presentation" / f"{name}.js").read_text(encoding="utf-8")
