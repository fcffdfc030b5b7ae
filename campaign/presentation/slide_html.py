"""A slide as HTML, in one language or with a second one below it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Any

from campaign.charts.chart import Chart
from campaign.charts.spec import Choropleth, Timeline
from campaign.charts.two_languages import (
    with_joined_names,
    with_second_legend,
    with_second_names,
)
from campaign.presentation.slide_words import control_words
from campaign.presentation.style import PROJECTOR_STYLE
from campaign.render.size import HALL, Size
from campaign.render.svg.drawing import Drawing
from campaign.render.svg.figure import to_drawing
from campaign.render.typography import wrap_text

_HYPHEN = re.compile(r"(\d-)(?=[а-яёңөү])")
_REGION = re.compile(r'data-code="oblast=([\w-]+)"')
_INSIDE, _GAP = 1006, 14  # px: the height of a slide between its margins, and between its parts
_LEAST_HEIGHT = 400
_SCALES, MAP_SCALE = (HALL.scale, 2.0, 1.8, 1.67), 1.9
_ROWS = (20, 44)
"""The least and the largest height of a row, before the scale."""


def slide_html(
    position: tuple[int, int],
    first: tuple[str, Mapping[str, Any]],
    second: tuple[str, Mapping[str, Any]] | None = None,
    drawing: str = "",
) -> str:
    """Return the content of the slide's `section`.

    `position` is the number of the slide and of all slides. `first` and `second` are a language and
    the words of `slide_words` in it. `drawing` is the chart of `slide_drawing`, "" for none.
    """
    lang, words = first
    code, other = second or ("", {})
    finding = words["headline"]

    def second_words(name: str) -> str:
        return str(other.get(name, ""))

    def both(line: str, translation: str) -> str:
        below = ""
        if translation and translation != line:
            below = f'<span class="presentation-second" lang="{code}">{escape(translation)}</span>'
        return f"{escape(line)}{below}"

    parts: list[str] = []
    if finding or words["nothing"]:
        about = about_html([words["name"], *words["filters"].split(" · ")])
        kicker = f'<p class="presentation-kicker">{both(words["title"], second_words("title"))}</p>'
        parts.append(
            f'<div class="presentation-header">{kicker if finding else ""}'
            f'<p class="presentation-about">{about}</p></div>'
        )
    headline, below = (
        (finding, second_words("headline")) if finding else (words["title"], second_words("title"))
    )
    parts.append(
        f'<p class="presentation-headline" role="heading" aria-level="1">{escape(headline)}</p>'
    )
    if below and below != headline:
        parts.append(f'<p class="presentation-headline-second" lang="{code}">{escape(below)}</p>')
    elif words["rest"] and not second:
        parts.append(f'<p class="presentation-rest">{escape(words["rest"])}</p>')

    if message := words["nothing"] or words["undrawn"]:
        translation = second_words("nothing") or second_words("undrawn")
        spec = f'<p class="presentation-nothing">{both(message, translation)}</p>'
    elif drawing:
        label = ". ".join(filter(None, (words["name"], finding, words["rest"])))
        more, day = words["more"], ""
        if words["plays"]:
            day = '<button class="presentation-day" type="button" tabindex="-1"></button>'
        if more:
            more = f'<p class="presentation-more">{both(more, second_words("more"))}</p>'
        side = f'<div class="presentation-side">{day}{more}</div>' if day or more else ""
        spec = (
            f'<div class="presentation-figure" role="img" aria-label="{escape(label)}">{drawing}'
            f"</div>{side}"
        )
    elif words["numbers"]:
        spec = _numbers(words["numbers"], other.get("numbers", ()), both)
    else:
        translations = [*other.get("lines", ()), *[""] * len(words["lines"])]
        lines = (
            f"<p>{both(_keep_hyphens(line), _keep_hyphens(translation))}</p>"
            for line, translation in zip(words["lines"], translations, strict=False)
        )
        spec = f'<div class="presentation-lines">{"".join(lines)}</div>'
    parts.append(f'<div class="presentation-body">{spec}</div>')
    return "".join((*parts, _foot(position, lang, words, (code, second_words("disclaimer")))))


def about_html(parts: Sequence[str]) -> str:
    """Return a line that may break between its parts, never within a date."""
    spans = (f"<span>{escape(part)}</span>" for part in parts if part)
    return "\u00a0· ".join(spans)


def slide_drawing(
    chart: Chart, key: str, words: Mapping[str, Any], second: Chart | None = None
) -> str:
    """Return the chart as SVG for the room that the `words` of its slide leave.

    `key` makes its ids unique in the presentation. `second` is the same chart in the second
    language, whose names are added.
    """
    chart = with_second_legend(with_joined_names(with_second_names(chart, second)), second)
    rest = "" if isinstance(chart.spec, Timeline) else words["rest"]
    room = _chart_height({**words, "rest": rest}, is_pair=second is not None)
    drawing = _fit(replace(chart, key=key), replace(HALL, height=room))
    for element in drawing.root.iter("svg"):
        del element.attrib["role"]  # the figure around it has role and name
    return _REGION.sub(r'data-unit="\1"', drawing.to_svg())


def _chart_height(words: Mapping[str, Any], *, is_pair: bool) -> float:
    """Return the height in px that the texts of a slide leave for its chart, rather too low."""

    def height(line: str, size: float, row: float, *, bold: bool = False) -> float:
        return row * len(wrap_text(line, HALL.width, size, bold)) if line else 0

    about = " · ".join(filter(None, (words["name"], words["filters"])))
    headline = height(words["headline"], 48, 68, bold=True)
    below = 56 if is_pair else height(words["rest"], 28, 37) + (_GAP if words["rest"] else 0)
    foot = 16 + height(f"{words['disclaimer']} {words['source']}", 22, 29) * (1.3 if is_pair else 1)
    foot += height(words["boundaries"], 22, 29)
    more = 52 if words["more"] else 0
    around = 46 + height(about, 28, 35) + headline + below + foot + more + 3 * _GAP
    return max(_LEAST_HEIGHT, _INSIDE - around)


def _fit(chart: Chart, size: Size) -> Drawing:
    """Draw the chart as large as fits the height: large rows first, then large letters.

    A map fits any height; its names fit their regions at the middle scale.
    """
    if isinstance(chart.spec, Choropleth):
        return to_drawing(chart, PROJECTOR_STYLE, replace(size, scale=MAP_SCALE))
    # The columns of a timeline need more room than its letters.
    for scale in _SCALES[2:] if isinstance(chart.spec, Timeline) else _SCALES:
        sizes = [replace(size, scale=scale, row=row) for row in _ROWS]
        low, high = (to_drawing(chart, PROJECTOR_STYLE, each) for each in sizes)
        room = (size.height or 0) - low.height + 1
        if room >= max(high.height - low.height, 0):
            return high
        if room >= 0:
            row = _ROWS[0] + (_ROWS[1] - _ROWS[0]) * room / (high.height - low.height)
            return to_drawing(chart, PROJECTOR_STYLE, replace(sizes[0], row=row))
    return low


def _numbers(numbers: Sequence[dict[str, Any]], others: Sequence[dict[str, Any]], both: Any) -> str:
    classes = ("presentation-note presentation-note--published", "presentation-note")
    tiles = []
    for at, number in enumerate(numbers):
        other = others[at] if at < len(others) else {"label": "", "notes": ("", "")}
        notes = (
            f'<dd class="{name}">{both(note, translation)}</dd>'
            for name, note, translation in zip(
                classes, number["notes"], other["notes"], strict=True
            )
            if note
        )
        tiles.append(
            f'<div class="presentation-number" data-number="{escape(number["code"])}">'
            f"<dt>{both(number['label'], other['label'])}</dt>"
            f'<dd class="presentation-value">{escape(number["value"])}</dd>{"".join(notes)}</div>'
        )
    return f'<dl class="presentation-numbers">{"".join(tiles)}</dl>'


def _foot(
    position: tuple[int, int], lang: str, words: Mapping[str, Any], second: tuple[str, str]
) -> str:
    number, total = position
    marks = "".join(
        f'<b class="presentation-mark" lang="{code}">{escape(mark)}</b> '
        for code, mark in ((lang, words["disclaimer"]), second)
        if mark
    )
    boundaries = f"<p>{escape(words['boundaries'])}</p>" if words["boundaries"] else ""
    spoken = control_words(lang)["slide"].format(n=number, total=total)
    return (
        f'<footer class="presentation-foot"><div class="presentation-provenance"><p>{marks}'
        f'{escape(words["source"])}</p>{boundaries}</div><p class="presentation-count">'
        f'<span class="presentation-sr-only">{escape(spoken)}</span>'
        f'<span aria-hidden="true">{number} / {total}</span></p></footer>'
    )


def _keep_hyphens(line: str) -> str:
    """Prevent a line break after the hyphen of «31-июль» and «8-е»."""
    return _HYPHEN.sub("\\1\u2060", line)
