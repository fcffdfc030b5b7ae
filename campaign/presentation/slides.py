"""The scenes of a talk: title and notes in three languages, a figure, a selection in codes."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.charts import by_region, by_type, over_time
from campaign.charts.chart import Chart
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, N_, Text
from campaign.theme.style import Style

FIGURES: Mapping[str, Callable[[View], Chart] | None] = {
    "text": None,
    "headline": None,
    "map": by_region.choropleth,
    "ranking": by_region.region_ranking,
    "timeline": over_time.timeline,
    "multiples": over_time.small_multiples,
    "schedule": over_time.schedule,
    "breakdown": by_type.breakdown,
    "leading_types": by_type.leading_types,
    "heatmap": by_type.heatmap,
    "audience": by_type.audience,
    "media": by_type.media,
}
"""What a scene may show; `text` and `headline` are words and numbers without a figure."""

MOST_SCENES = 60
Words = Mapping[str, str]


class UnreadableSlides(ValueError):
    """A file of scenes that cannot be used; `scene` counts from 1, None for the whole file."""

    def __init__(self, reason: str, scene: int | None = None) -> None:
        super().__init__(reason)
        self.reason, self.scene = reason, scene


@dataclass(frozen=True)
class Scene:
    """One scene. `title`, `notes` and `text` hold a string per language, "" where there is none.

    `query` is the selection as in a link, without `lang`; `play` lets a map unfold over the days.
    `text` are the lines of a scene without a figure, `source` the address they were read at.
    """

    figure: str
    title: Words
    notes: Words = field(default_factory=lambda: MappingProxyType({}))
    query: Words = field(default_factory=lambda: MappingProxyType({}))
    text: Words = field(default_factory=lambda: MappingProxyType({}))
    source: str = ""
    play: bool = False

    def named(self, lang: str) -> str:
        """The title in a language, else in the first that has one."""
        return _in(self.title, lang)

    def noted(self, lang: str) -> str:
        """The notes in a language, else in the first that has some; "" without any."""
        return _in(self.notes, lang)

    def lines(self, lang: str) -> list[str]:
        """The lines of a text scene."""
        return [line.strip() for line in _in(self.text, lang).splitlines() if line.strip()]

    def view(self, campaign: Campaign, lang: str, style: Style, edition: str | None = None) -> View:
        """What the scene looks at; `edition` where the scene names none."""
        query = dict(self.query)
        if edition is not None:
            query.setdefault("edition", edition)
        selection = replace(Selection.from_query(query, campaign), lang=lang)
        return View(campaign, selection, Text.of(lang), style)

    def chart(self, view: View) -> Chart | None:
        """The figure with its words; None for words and numbers, or with nothing left to draw."""
        build = FIGURES[self.figure]
        if build is None or not view.has_register or view.is_empty:
            return None
        if build is by_region.choropleth and not self.play:
            build = by_region.overview_map
        return build(view)


def read(content: str) -> tuple[Scene, ...]:
    """The scenes of a TOML file. Raises `UnreadableSlides` with what is wrong, as a message id."""
    try:
        found = tomllib.loads(content)
    except tomllib.TOMLDecodeError as broken:
        raise UnreadableSlides(str(broken)) from broken
    listed = found.get("scene")
    if not isinstance(listed, list) or not listed or len(listed) > MOST_SCENES:
        raise UnreadableSlides("scene")
    return tuple(_scene(entry, number) for number, entry in enumerate(listed, 1))


def written(scenes: tuple[Scene, ...]) -> str:
    """The same scenes as TOML; `read` gives them back equal."""
    return "\n".join(_block(scene) for scene in scenes)


def scenes_of(data: Path, edition: str) -> tuple[Scene, ...]:
    """The scenes of `<edition>/scenes.toml` in the folder; the built-in ones without such a file.

    Raises `UnreadableSlides`, also where the file is there and cannot be opened.
    """
    try:
        content = (data / edition / "scenes.toml").read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return default_scenes()
    except (OSError, ValueError) as broken:
        raise UnreadableSlides(str(broken)) from broken
    return read(content)


def default_scenes() -> tuple[Scene, ...]:
    """A talk for an edition that has none of its own: one scene a question, without notes."""
    shown: tuple[tuple[str, str, Words, bool], ...] = (
        ("headline", N_("What the campaign achieved"), {}, False),
        ("map", N_("Where people were reached"), {}, True),
        ("map", N_("Number of people reached"), {"indicator": "reach"}, False),
        ("timeline", N_("When people were reached"), {}, False),
        ("leading_types", N_("What kinds of activity there were"), {}, False),
    )
    return tuple(
        Scene(
            figure,
            MappingProxyType({lang: Text.of(lang)(title) for lang in LANGUAGES}),
            query=MappingProxyType(query),
            play=play,
        )
        for figure, title, query, play in shown
    )


def _scene(entry: Any, number: int) -> Scene:
    if not isinstance(entry, dict) or str(entry.get("figure")) not in FIGURES:
        raise UnreadableSlides("figure", number)
    words = {name: _words(entry.get(name, {}), number) for name in ("title", "notes", "text")}
    if not any(words["title"].values()):
        raise UnreadableSlides("title", number)
    query = entry.get("query", {})
    if not isinstance(query, dict) or not all(isinstance(v, str) for v in query.values()):
        raise UnreadableSlides("query", number)
    return Scene(
        figure=str(entry["figure"]),
        title=words["title"],
        notes=words["notes"],
        text=words["text"],
        query=MappingProxyType({k: v for k, v in query.items() if k != "lang"}),
        source=str(entry.get("source", "")),
        play=bool(entry.get("play", False)),
    )


def _words(found: Any, number: int) -> Words:
    if not isinstance(found, dict):
        raise UnreadableSlides("words", number)
    return MappingProxyType({lang: str(found.get(lang, ""))[:4_000] for lang in LANGUAGES})


def _in(words: Words, lang: str) -> str:
    ordered = [lang, *LANGUAGES]
    return next((words[name] for name in ordered if words.get(name)), "")


def _block(scene: Scene) -> str:
    lines = ["[[scene]]", f"figure = {_quoted(scene.figure)}"]
    if scene.play:
        lines.append("play = true")
    if scene.source:
        lines.append(f"source = {_quoted(scene.source)}")
    if scene.query:
        pairs = ", ".join(f"{_quoted(k)} = {_quoted(v)}" for k, v in scene.query.items())
        lines.append(f"query = {{ {pairs} }}")
    for name in ("title", "text", "notes"):
        words: Words = getattr(scene, name)
        if any(words.values()):
            lines.append(f"[scene.{name}]")
            lines += [f"{lang} = {_quoted(words[lang])}" for lang in LANGUAGES if words.get(lang)]
    return "\n".join(lines) + "\n"


def _quoted(words: str) -> str:
    """A TOML basic string."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    kept = "".join(
        {"\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(
            c, c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}"
        )
        for c in escaped
    )
    return f'"{kept}"'
