"""The reader's own slides: kept in the session, changed by buttons, loaded from a file."""

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
from campaign.presentation import slides_file
from campaign.presentation.slides import MOST_SLIDES, Slide
from campaign.presentation.slides_file import (
    UnreadableSlidesError,
    check_queries,
    parse_slides,
)

MOST_BYTES = 1_000_000
ERRORS: Mapping[str, str] = {
    "file": N_("The file with the slides of this campaign is missing or cannot be read."),
    "size": N_("The file is too large to contain slides."),
    "encoding": N_("The file is not text in UTF-8."),
    "toml": N_("The file is not valid TOML."),
    "slides": N_("The file has no slides, or too many."),
    "figure": N_("Unknown chart."),
    "title": N_("No title in any language."),
    "query": N_("The selection has unknown parts. Correct them in the file."),
    "words": N_("The text cannot be read."),
    "personal": N_("The slide appears to contain personal data. Remove it from the file."),
    "name": N_(
        "A text may name a person and is not shown. Remove the name, or add the whole text to "
        "public_texts.csv."
    ),
}
_OWN, _SHIPPED = "slides_own", "slides_shipped"
_ERROR, _LAST_NUMBER = "slides_error", "slides_last_number"


@dataclass(frozen=True)
class SlideEntry:
    """A slide in the list, with a number that stays while it is moved and renamed."""

    number: int
    slide: Slide


def own_slides(view: View) -> tuple[Slide, ...]:
    """Return the reader's own slides, else the shipped ones."""
    entries: Sequence[SlideEntry] = st.session_state.get(_OWN, ())
    return tuple(entry.slide for entry in entries) or shipped_slides(view)[0]


def shipped_slides(view: View) -> tuple[tuple[Slide, ...], UnreadableSlidesError | None]:
    """Return the slides of the data folder and their error: see `slides_file.shipped_slides`."""
    data, edition = campaign_cache.folders().data, view.edition.campaign_id
    return slides_file.shipped_slides(data, edition, view.campaign)


def slide_entries(view: View) -> Sequence[SlideEntry]:
    """Return the current list. The shipped list becomes the reader's own with the first change."""
    own: Sequence[SlideEntry] = st.session_state.get(_OWN, ())
    if own:
        return own
    # Numbers below zero: a change to the shipped list must find the slide that was on screen.
    shipped = [SlideEntry(-1 - place, slide) for place, slide in enumerate(shipped_slides(view)[0])]
    st.session_state[_SHIPPED] = shipped
    return shipped


def is_changed() -> bool:
    """Return True if the reader has a list of their own."""
    return bool(st.session_state.get(_OWN))


def load_error(text: Text) -> str:
    """Return what is wrong with the file that was loaded last; "" if nothing is."""
    error: UnreadableSlidesError | None = st.session_state.get(_ERROR)
    return "" if error is None else describe_error(error, text)


def describe_error(error: UnreadableSlidesError, text: Text) -> str:
    """Return what is wrong with a file of slides, as a sentence."""
    code = error.reason if error.reason in ERRORS else "toml"
    sentence = text(ERRORS[code])
    if error.slide is not None:
        return text("Slide {n}: {issue}", n=error.slide, issue=sentence)
    line = re.search(r"line (\d+)", error.reason)
    if code == "toml" and line:
        return text("Line {n}: {issue}", n=int(line.group(1)), issue=sentence)
    return sentence


# Changes, for callbacks: they run before the page ------------------------------------------


def add(view: View, slide: Slide) -> None:
    """Add the slide at the end of the list, unless the list is full."""
    entries = st.session_state.get(_OWN) or _number_slides(shipped_slides(view)[0])
    _save([*entries, *_number_slides([slide])][:MOST_SLIDES])


def move(place: int, by: Literal[-1, 1]) -> None:
    """Move the slide at a place (from 0) one place up or down, within the list."""
    entries, other = _current(), place + by
    if min(place, other) >= 0 and max(place, other) < len(entries):
        entries[place], entries[other] = entries[other], entries[place]
        _save(entries)


def remove(place: int) -> None:
    """Remove the slide at a place (from 0), unless it is the only one."""
    entries = _current()
    if len(entries) > 1 and 0 <= place < len(entries):
        del entries[place]
        _save(entries)


def reword(number: int, what: Literal["title", "notes"], lang: str, words: str) -> None:
    """Change title or notes of a slide in a language; a slide is never left without any title."""
    entries = _current()
    for place, entry in enumerate(entries):
        if entry.number != number:
            continue
        old = entry.slide.title if what == "title" else entry.slide.notes
        new = MappingProxyType({**old, lang: words.strip()})
        if what == "notes":
            entries[place] = SlideEntry(number, replace(entry.slide, notes=new))
        elif any(new.values()):
            entries[place] = SlideEntry(number, replace(entry.slide, title=new))
        _save(entries)


def reset() -> None:
    """Go back to the shipped slides."""
    for name in (_OWN, _ERROR):
        st.session_state.pop(name, None)


def load(view: View, content: bytes) -> None:
    """Replace the list by the slides of a file; a file that cannot be used changes nothing."""
    try:
        if len(content) > MOST_BYTES:
            raise UnreadableSlidesError("size")
        slides = parse_slides(content.decode("utf-8-sig"))
        check_queries(slides, view.campaign)
    except UnicodeDecodeError:
        st.session_state[_ERROR] = UnreadableSlidesError("encoding")
    except RecursionError:
        st.session_state[_ERROR] = UnreadableSlidesError("toml")
    except UnreadableSlidesError as error:
        st.session_state[_ERROR] = error
    else:
        _save(_number_slides(slides))


def _current() -> list[SlideEntry]:
    return list(st.session_state.get(_OWN) or st.session_state.get(_SHIPPED, ()))


def _save(entries: Sequence[SlideEntry]) -> None:
    st.session_state[_OWN] = tuple(entries)
    st.session_state.pop(_ERROR, None)


def _number_slides(slides: Sequence[Slide]) -> list[SlideEntry]:
    last: int = st.session_state.get(_LAST_NUMBER, 0)
    st.session_state[_LAST_NUMBER] = last + len(slides)
    return [SlideEntry(last + 1 + place, slide) for place, slide in enumerate(slides)]
