"""The presentation as data: every slide in every language, as texts, numbers and charts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from campaign.analysis.data_table import words_of
from campaign.analysis.view import View
from campaign.charts.chart import Chart
from campaign.charts.spec import Choropleth
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGE_NAMES, LANGUAGES
from campaign.presentation.slide_html import slide_drawing, slide_html
from campaign.presentation.slide_words import control_words, slide_words
from campaign.presentation.slides import Slide
from campaign.presentation.style import PROJECTOR_STYLE
from campaign.render.animation import animation
from campaign.theme.roles import paint

_COLOURS = ("background", "surface", "text", "muted", "line", "accent", "mark_text")


@dataclass(frozen=True, eq=False)
class Presentation:
    """A presentation ready for the browser.

    `content` is JSON with the languages, the words, the colours and the text of all slides.
    `charts` has for each slide and language the table of its chart and its animation, if there are
    any. `sections` has for each slide its HTML by language, and by first and second language
    ("ky ru"). `digest` changes if any of these changes.
    """

    content: Mapping[str, Any]
    charts: Sequence[Mapping[str, Any]]
    sections: Sequence[Mapping[str, str]]
    digest: str

    def to_json(self) -> dict[str, Any]:
        """Return the presentation as a dictionary for the browser."""
        parts = {"id": self.digest, "charts": self.charts, "sections": self.sections}
        return {**self.content, **parts}


def build_presentation(
    campaign: Campaign, slides: Sequence[Slide], edition: str | None = None
) -> Presentation:
    """Return the presentation of the slides; `edition` is for slides that name no edition.

    Raises ValueError if there are no slides.
    """
    if not slides:
        raise ValueError("a presentation needs a slide")
    contents: list[dict[str, Any]] = []
    tables: list[dict[str, Any]] = []
    sections: list[dict[str, str]] = []
    views: dict[tuple[object, ...], View] = {}
    for number, slide in enumerate(slides, start=1):
        words, charts, parts = {}, {}, {}
        for lang in LANGUAGES:
            view = slide.view(campaign, lang, PROJECTOR_STYLE, edition)
            # Slides with the same selection share one view and its cached values.
            view = views.setdefault(view.key, view)
            chart = charts[lang] = slide.chart(view)
            words[lang] = slide_words(slide, view, chart)
            parts[lang] = {} if chart is None else _chart_parts(chart, view)
        contents.append({"kind": slide.kind, **words})
        tables.append(parts)
        position = number, len(slides)
        sections.append(
            {
                f"{lang} {second}".strip(): slide_section(position, words, charts, (lang, second))
                for lang in LANGUAGES
                for second in ("", *LANGUAGES)
                if lang != second
            }
        )
    content = {
        "langs": dict(LANGUAGE_NAMES),
        "words": {lang: control_words(lang) for lang in LANGUAGES},
        "style": colours(),
        "slides": contents,
    }
    every_part = {"content": content, "charts": tables, "sections": sections}
    return Presentation(
        content, tables, sections, hashlib.sha256(to_json(every_part)).hexdigest()[:12]
    )


def slide_section(
    position: tuple[int, int],
    words: Mapping[str, Mapping[str, Any]],
    charts: Mapping[str, Chart | None],
    languages: tuple[str, str],
) -> str:
    """Return a slide as HTML in a first and a second language, "" for none.

    `position` is the number of the slide and of all slides; `words` and `charts` are by language.
    """
    lang, second = languages
    chart, drawing = charts[lang], ""
    if chart is not None and chart.has_drawing:
        key = f"{chart.key}-{position[0]}-{lang}{second}"
        drawing = slide_drawing(chart, key, words[lang], charts[second] if second else None)
    below = (second, words[second]) if second else None
    return slide_html(position, (lang, words[lang]), below, drawing)


def colours() -> dict[str, str]:
    """Return {name in the style sheet: colour} of the presentation."""
    return {name: getattr(PROJECTOR_STYLE, name) for name in _COLOURS}


def to_json(value: Any) -> bytes:
    """Return compact UTF-8 JSON that is also safe inside a `script` element."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # Every tag or comment that could end the element begins with “<”.
    for sign in ("<", "&", "\u2028", "\u2029"):
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text.encode()


def _chart_parts(chart: Chart, view: View) -> dict[str, Any]:
    """Return the table of a chart, and its animation if it has one."""
    parts: dict[str, Any] = {"table": words_of(chart.table, view.text, chart.heading)}
    spec = chart.spec
    if chart.has_drawing and isinstance(spec, Choropleth) and spec.animation:
        looks = [paint(role, PROJECTOR_STYLE) for role in spec.roles]
        parts["play"] = animation(chart, PROJECTOR_STYLE) | {
            "names": {code: datum.name for code, datum in spec.by_code.items()},
            "roles": spec.roles,
            "hatched": [at for at, look in enumerate(looks) if look.hatched],
        }
    return parts
