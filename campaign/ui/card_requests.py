"""What the menu of a card asks the server for: files of a reader's own charts, and a slide."""

from __future__ import annotations

import logging
import time
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from campaign.analysis.region_profile import shown_region, view_of_region
from campaign.analysis.register_table import FIRST_LIST, ListQuery
from campaign.analysis.view import View
from campaign.charts.chart_list import CHARTS, slide_kind
from campaign.domain.register import RegisterAwayError
from campaign.exports.formats import FORMATS, ExportOptions
from campaign.presentation.slides import MOST_SLIDES
from campaign.site.card import REGISTER, NoFileError, make_file
from campaign.site.notices import away_words
from campaign.site.region import BRIEF
from campaign.theme.style import LIGHT
from campaign.ui.cache import chart_of
from campaign.ui.export_dialog import site_link
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


def add_slide(view: View, key: str) -> dict[str, str]:
    """Add a chart of the view to the presentation; return {message: what became of it}."""
    if presentation.add_slide(view, slide_kind(key), play=key == "map"):
        return {"message": view.text("Added to the presentation as its last slide.")}
    words = view.text(
        "The presentation already has {n} slides, the maximum. Remove a slide first.",
        n=MOST_SLIDES,
    )
    return {"message": words}


def request(name: str, key: str) -> None:
    """Note what a reader has asked for; nothing for unknown words. For callbacks."""
    if name in _HANDLERS and (key in CHARTS or key in (REGISTER, BRIEF)):
        recall(_Requests).open.append((name, key))


def answers(view: View, stem: str, query: ListQuery = FIRST_LIST.query) -> list[dict[str, Any]]:
    """Return the answers to the requests since the last run, and those of the last seconds.

    `query` is how the reader has searched and sorted the register. Each answer is
    {number, name, chart, content}; its number is larger than those before it. A failure is
    answered with a sentence.
    """
    memory, now = recall(_Requests), time.time_ns() // 1_000_000
    memory.answers = [each for each in memory.answers if each["number"] > now - _KEPT_MS]
    region = shown_region(view) if stem == "region" else None
    shown = view if region is None else view_of_region(view, region)
    while memory.open:
        name, key = memory.open.pop(0)
        number = max(now, *(each["number"] + 1 for each in memory.answers), 0)
        content = _content(shown.with_style(LIGHT), name, key, query)
        memory.answers.append({"number": number, "name": name, "chart": key, "content": content})
    return memory.answers


def _content(view: View, name: str, key: str, query: ListQuery) -> dict[str, str]:
    try:
        return _HANDLERS[name](view, key, query)
    except NoFileError as error:
        return {"message": error.words}
    except RegisterAwayError:
        return {"message": away_words(view.text)}
    except Exception:
        _log.exception("a request of a card was not answered")
        return {"message": view.text("The file was not created. Try again later.")}


def _chart_file(view: View, key: str, query: ListQuery, ending: str) -> dict[str, str]:
    name, content = make_file(view, key, ending, chart_of, query)
    return _file(name, "text/csv" if ending == ".csv" else "image/svg+xml", content)


def _brief(view: View, key: str, query: ListQuery) -> dict[str, str]:
    brief = FORMATS[key]
    content = brief.build(view, ExportOptions(link=site_link(view)))
    return _file(brief.file_name(view), brief.mime, content)


def _file(name: str, media_type: str, content: bytes) -> dict[str, str]:
    return {"file": name, "type": media_type, "bytes": b64encode(content).decode()}


_HANDLERS: Mapping[str, Callable[[View, str, ListQuery], dict[str, str]]] = {
    "csv": partial(_chart_file, ending=".csv"),
    "svg": partial(_chart_file, ending=".svg"),
    "png": partial(_chart_file, ending=".svg"),  # the browser makes the PNG file of it
    "slide": lambda view, key, _: add_slide(view, key),
    "file": _brief,
}
"""What answers a button by its name, from the view, a key and the query of the register."""
