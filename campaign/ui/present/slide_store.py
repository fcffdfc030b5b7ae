"""The reader's own list of scenes: kept for the session, changed by buttons, loaded from a file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

import streamlit as st

from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.i18n.translator import N_, Text
from campaign.presentation.slides import (
    MOST_SCENES,
    Scene,
    UnreadableSlides,
    default_scenes,
    read,
    scenes_of,
)

MOST_BYTES = 1_000_000
FAULTS: Mapping[str, str] = {
    "file": N_("The file with the slides of this campaign is missing or cannot be read."),
    "size": N_("The file is too large to hold slides."),
    "encoding": N_("The file is not text in UTF-8."),
    "toml": N_("The file is not valid TOML."),
    "scene": N_("The file has no slides, or too many of them."),
    "figure": N_("Its figure is unknown."),
    "title": N_("It has no title in any language."),
    "query": N_("Its selection cannot be read."),
    "words": N_("Its words cannot be read."),
}
_KEPT, _SHOWN, _FAULT, _LAST = "talk_kept", "talk_shown", "talk_fault", "talk_last_number"


@dataclass(frozen=True)
class SlideEntry:
    """A scene in a list, under a number that stays while it is moved and renamed."""

    number: int
    scene: Scene


def own_scenes(view: View) -> tuple[Scene, ...]:
    """The reader's own scenes, else the shipped ones."""
    kept: Sequence[SlideEntry] = st.session_state.get(_KEPT, ())
    return tuple(item.scene for item in kept) or shipped_scenes(view)[0]


def shipped_scenes(view: View) -> tuple[tuple[Scene, ...], UnreadableSlides | None]:
    """The scenes that come with the data, and what is wrong with their file: then plain ones."""
    try:
        return scenes_of(campaign_cache.folders().data, view.edition.campaign_id), None
    except UnreadableSlides as wrong:
        return default_scenes(), wrong


def listed_scenes(view: View) -> Sequence[SlideEntry]:
    """The list on show. A shipped one becomes the reader's own with its first change."""
    kept: Sequence[SlideEntry] = st.session_state.get(_KEPT, ())
    if kept:
        return kept
    # Numbers below zero: a change to the shipped list must find the scene that was on screen.
    found = [SlideEntry(-1 - place, scene) for place, scene in enumerate(shipped_scenes(view)[0])]
    st.session_state[_SHOWN] = found
    return found


def is_changed() -> bool:
    """True where the reader has a list of their own."""
    return bool(st.session_state.get(_KEPT))


def fault(text: Text) -> str:
    """What was wrong with the file that was loaded last; "" for nothing."""
    wrong: UnreadableSlides | None = st.session_state.get(_FAULT)
    return "" if wrong is None else slides_error(wrong, text)


def slides_error(wrong: UnreadableSlides, text: Text) -> str:
    """What is wrong with a file of scenes, as a sentence."""
    code = wrong.reason if wrong.reason in FAULTS else "toml"
    said = text(FAULTS[code])
    if wrong.scene is not None:
        return text("Slide {n}: {fault}", n=wrong.scene, fault=said)
    at = re.search(r"line (\d+)", wrong.reason)
    if code == "toml" and at:
        return text("Line {n}: {fault}", n=int(at.group(1)), fault=said)
    return said


# Changes, for callbacks: before the next run -------------------------------------------------


def add(view: View, scene: Scene) -> None:
    """The scene as the last of the list."""
    listed = st.session_state.get(_KEPT) or _numbered(shipped_scenes(view)[0])
    _keep([*listed, *_numbered([scene])][:MOST_SCENES])


def move(place: int, by: Literal[-1, 1]) -> None:
    """The scene at a place (from 0) one place up or down."""
    listed, other = _current(), place + by
    if min(place, other) >= 0 and max(place, other) < len(listed):
        listed[place], listed[other] = listed[other], listed[place]
        _keep(listed)


def remove(place: int) -> None:
    """The list without the scene at a place (from 0); the last scene stays."""
    listed = _current()
    if len(listed) > 1 and 0 <= place < len(listed):
        del listed[place]
        _keep(listed)


def reword(number: int, what: Literal["title", "notes"], lang: str, words: str) -> None:
    """The scene with another title or other notes in a language; a scene keeps some title."""
    listed = _current()
    for place, item in enumerate(listed):
        if item.number != number:
            continue
        old = item.scene.title if what == "title" else item.scene.notes
        new = MappingProxyType({**old, lang: words.strip()})
        if what == "notes":
            listed[place] = SlideEntry(number, replace(item.scene, notes=new))
        elif any(new.values()):
            listed[place] = SlideEntry(number, replace(item.scene, title=new))
        _keep(listed)


def reset() -> None:
    """The shipped scenes again."""
    for name in (_KEPT, _FAULT):
        st.session_state.pop(name, None)


def load(content: bytes) -> None:
    """The scenes of a file in place of the list; a file that cannot be used changes nothing."""
    try:
        if len(content) > MOST_BYTES:
            raise UnreadableSlides("size")
        found = read(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        st.session_state[_FAULT] = UnreadableSlides("encoding")
    except RecursionError:
        st.session_state[_FAULT] = UnreadableSlides("toml")
    except UnreadableSlides as wrong:
        st.session_state[_FAULT] = wrong
    else:
        _keep(_numbered(found))


def _current() -> list[SlideEntry]:
    return list(st.session_state.get(_KEPT) or st.session_state.get(_SHOWN, ()))


def _keep(listed: Sequence[SlideEntry]) -> None:
    st.session_state[_KEPT] = tuple(listed)
    st.session_state.pop(_FAULT, None)


def _numbered(scenes: Sequence[Scene]) -> list[SlideEntry]:
    last: int = st.session_state.get(_LAST, 0)
    st.session_state[_LAST] = last + len(scenes)
    return [SlideEntry(last + 1 + place, scene) for place, scene in enumerate(scenes)]
