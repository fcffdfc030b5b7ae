"""The slides file of an edition: reads slides from TOML and writes them as TOML."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import replace
from os.path import isfile
from pathlib import Path
from types import MappingProxyType
from typing import Any

import tomli_w

from campaign.analysis.selection import parse_query
from campaign.domain.campaign import Campaign
from campaign.domain.register import RegisterAwayError
from campaign.i18n.translator import LANGUAGES
from campaign.ingest.privacy.person_names import PERSON
from campaign.ingest.privacy.possible_names import HIDDEN, find_private
from campaign.presentation.slides import MOST_SLIDES, SLIDE_KINDS, Slide, Words, default_slides

_FORMER = {"regions": "rates"}
"""Kinds of older files, and the kind that shows the same values."""


class UnreadableSlidesError(ValueError):
    """A slides file that cannot be used.

    `reason` is a code, or the message of the parser or the file system. `slide` is the number of
    the slide, from 1; None means the whole file.
    """

    def __init__(self, reason: str, slide: int | None = None) -> None:
        super().__init__(reason)
        self.reason, self.slide = reason, slide


def parse_slides(content: str) -> tuple[Slide, ...]:
    """Return the slides of a TOML file, whose tables are `[[slide]]`, in older files `[[scene]]`.

    Raises `UnreadableSlidesError`; its reason is a code, or the message of the TOML parser.
    """
    try:
        document = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise UnreadableSlidesError(str(error)) from error
    entries = document.get("slide", document.get("scene"))
    if not isinstance(entries, list) or not entries or len(entries) > MOST_SLIDES:
        raise UnreadableSlidesError("slides")
    return tuple(_parse_slide(entry, number) for number, entry in enumerate(entries, 1))


def to_toml(slides: Iterable[Slide]) -> str:
    """Return the slides as TOML; `parse_slides` returns equal slides from it."""
    return tomli_w.dumps({"slide": [_to_table(slide) for slide in slides]})


def find_slides_file(data: Path, edition: str) -> Path:
    """Return the path of the edition's slides, whether or not there is a file.

    It is `scenes.toml` if an older data folder has only that file.
    """
    path, older = (data / edition / name for name in ("slides.toml", "scenes.toml"))
    # Unlike Path.exists, isfile raises no error in a folder without permission.
    return older if isfile(older) and not isfile(path) else path


def slides_version(data: Path, edition: str) -> str:
    """Return a text that changes with the edition's file; "" if there is no file."""
    try:
        status = find_slides_file(data, edition).stat()
    except (OSError, ValueError):
        return ""
    # Programs can set the time of the content, but not that of the last change of the inode.
    return f"{status.st_mtime_ns}:{status.st_ctime_ns}:{status.st_size}"


def read_slides(data: Path, edition: str, campaign: Campaign) -> tuple[Slide, ...]:
    """Return the slides of the edition's file, or the built-in slides if there is no file.

    A text that may name a person is replaced by `HIDDEN` unless it is public in the campaign.
    Raises `UnreadableSlidesError`, also if the file exists and cannot be opened, has other personal
    data, or has a selection that the campaign does not know.
    """
    try:
        content = find_slides_file(data, edition).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return default_slides()
    except (OSError, ValueError) as error:
        raise UnreadableSlidesError(str(error)) from error
    slides = parse_slides(content)
    check_queries(slides, campaign)
    return tuple(
        _hide_private(slide, number, campaign.public_texts)
        for number, slide in enumerate(slides, 1)
    )


def check_queries(slides: Iterable[Slide], campaign: Campaign) -> None:
    """Raise `UnreadableSlidesError` for the first slide whose selection is not understood."""
    for number, slide in enumerate(slides, 1):
        with suppress(RegisterAwayError):
            if parse_query(slide.query, campaign)[1]:
                raise UnreadableSlidesError("query", number)


def shipped_slides(
    data: Path, edition: str, campaign: Campaign
) -> tuple[tuple[Slide, ...], UnreadableSlidesError | None]:
    """Return (slides of the data folder, None), or if unusable (built-in slides, error).

    If a text is hidden (see `read_slides`), the second value is the error “name” of its slide.
    """
    try:
        slides = read_slides(data, edition, campaign)
    except UnreadableSlidesError as error:
        return default_slides(), error
    hidden = (n for n, slide in enumerate(slides, 1) if HIDDEN in _words_of(slide))
    number = next(hidden, None)
    return slides, None if number is None else UnreadableSlidesError("name", number)


def _words_of(slide: Slide) -> list[str]:
    words = (slide.title, slide.notes, slide.text, slide.query)
    return [slide.source, *(text for by_key in words for text in by_key.values())]


def _hide_private(slide: Slide, number: int, public_texts: Collection[str]) -> Slide:
    """Return the slide with `HIDDEN` for each text that may name a person.

    Raises `UnreadableSlidesError` for other personal data.
    """
    texts = _words_of(slide)
    kinds = find_private(texts, True, public_texts)
    if not kinds:
        return slide
    if any(set(what) != {PERSON} for what in kinds.values()):
        raise UnreadableSlidesError("personal", number)
    private = {texts[at] for at in kinds}

    def hide(words: Words) -> Words:
        return MappingProxyType({k: HIDDEN if v in private else v for k, v in words.items()})

    return replace(
        slide,
        title=hide(slide.title),
        notes=hide(slide.notes),
        text=hide(slide.text),
        query=hide(slide.query),
        source=HIDDEN if slide.source in private else slide.source,
    )


def _parse_slide(entry: Any, number: int) -> Slide:
    kind = str(entry.get("figure")) if isinstance(entry, dict) else ""
    kind = _FORMER.get(kind, kind)
    if kind not in SLIDE_KINDS:
        raise UnreadableSlidesError("figure", number)
    words = {name: _parse_words(entry.get(name, {}), number) for name in ("title", "notes", "text")}
    if not any(words["title"].values()):
        raise UnreadableSlidesError("title", number)
    query = entry.get("query", {})
    if not isinstance(query, dict) or not all(isinstance(v, str) for v in query.values()):
        raise UnreadableSlidesError("query", number)
    return Slide(
        kind=kind,
        title=words["title"],
        notes=words["notes"],
        text=words["text"],
        query=MappingProxyType({k: v for k, v in query.items() if k != "lang"}),
        source=str(entry.get("source", "")),
        play=bool(entry.get("play", False)),
    )


def _parse_words(table: Any, number: int) -> Words:
    if not isinstance(table, dict):
        raise UnreadableSlidesError("words", number)
    return MappingProxyType({lang: str(table.get(lang, ""))[:4_000] for lang in LANGUAGES})


def _to_table(slide: Slide) -> dict[str, Any]:
    """Return the fields of a slide that are not empty, as TOML values."""
    table: dict[str, Any] = {"figure": slide.kind}
    if slide.play:
        table["play"] = True
    if slide.source:
        table["source"] = slide.source
    if slide.query:
        table["query"] = dict(slide.query)
    for name in ("title", "text", "notes"):
        words: Words = getattr(slide, name)
        if any(words.values()):
            table[name] = {lang: words[lang] for lang in LANGUAGES if words.get(lang)}
    return table
