"""What the menu of a card asks the server for: files of a reader's own charts, and a slide."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from campaign.analysis.region_profile import shown_region, view_of_region
from campaign.analysis.view import View
from campaign.charts.chart_list import CHARTS, slide_kind
from campaign.domain.register import RegisterAwayError
from campaign.presentation.slides import MOST_SLIDES
from campaign.site.chart_files import REGISTER, NoFileError, make_file
from campaign.site.register_away_notice import away_words
from campaign.theme.style import LIGHT
from campaign.ui.cache import chart_of
from campaign.ui.present import page as presentation
from campaign.ui.session_memory import recall

_log = logging.getLogger(__name__)
_KEPT_MS = 3000
"""An answer is sent again for this time: a run that another one replaces sends nothing."""


@dataclass
class _Requests:
    """The requests of a session since its last run, as (name, key of a chart), and the answers."""

    open: list[tuple[str, str]] = field(default_factory=list)
    answers: list[dict[str, Any]] = field(default_factory=list)


def csv_of(view: View, key: str) -> dict[str, str]:
    """Return the table of a chart, or the register, as {file: its name, text: its content}."""
    return _file_of(view, key, ".csv")


def svg_of(view: View, key: str) -> dict[str, str]:
    """Return a chart with its texts as SVG, as {file: its name, text: its content}."""
    return _file_of(view, key, ".svg")


def add_slide(view: View, key: str) -> dict[str, str]:
    """Add a chart of the view to the presentation; return {said: what became of it}."""
    if presentation.add_slide(view, slide_kind(key), play=key == "map"):
        return {"said": view.text("Added to the presentation as its last slide.")}
    words = view.text(
        "The presentation already has {n} slides, the maximum. Remove a slide first.",
        n=MOST_SLIDES,
    )
    return {"said": words}


HANDLERS: Mapping[str, Callable[[View, str], dict[str, str]]] = {
    "csv": csv_of,
    "svg": svg_of,
    "png": svg_of,  # the browser makes the PNG file of it
    "slide": add_slide,
}


def request(name: str, key: str) -> None:
    """Note what a reader has asked for; nothing for unknown words. For callbacks."""
    if name in HANDLERS and (key in CHARTS or key == REGISTER):
        recall(_Requests).open.append((name, key))


def answers(view: View, stem: str) -> list[dict[str, Any]]:
    """Return the answers to the requests since the last run, and those of the last seconds.

    Each is {number, name, chart, content}; its number is larger than those before it. A failure is
    answered with a sentence.
    """
    memory, now = recall(_Requests), time.time_ns() // 1_000_000
    memory.answers = [each for each in memory.answers if each["number"] > now - _KEPT_MS]
    region = shown_region(view) if stem == "region" else None
    shown = view if region is None else view_of_region(view, region)
    while memory.open:
        name, key = memory.open.pop(0)
        number = max(now, *(each["number"] + 1 for each in memory.answers), 0)
        content = _content(shown.with_style(LIGHT), name, key)
        memory.answers.append({"number": number, "name": name, "chart": key, "content": content})
    return memory.answers


def _content(view: View, name: str, key: str) -> dict[str, str]:
    try:
        return HANDLERS[name](view, key)
    except NoFileError as error:
        return {"said": error.words}
    except RegisterAwayError:
        return {"said": away_words(view.text)}
    except Exception:
        _log.exception("a request of a card was not answered")
        return {"said": view.text("The file was not created. Try again later.")}


def _file_of(view: View, key: str, ending: str) -> dict[str, str]:
    name, content = make_file(view, key, ending, chart_of)
    return {"file": name, "text": content.decode()}
