"""The presentation as a file in Firefox: all slides by keys, in all languages, without requests."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaign.dataset.folders import Folders
from campaign.domain.campaign import Campaign
from campaign.exports.presentation_html import presentation_html
from campaign.i18n.translator import LANGUAGES
from campaign.presentation.slides import shown_slides
from campaign.presentation.slides_file import read_slides
from tests.e2e.firefox import Firefox, firefox
from tests.e2e.projector import IS_DISPLAYED, LAYOUT_ERRORS

_READY = "() => document.querySelector('.presentation[data-ready]') !== null"
_DAY = "() => document.querySelector('.presentation-slide--on .presentation-day').innerText"
_IS_OTHER_DAY = (
    "(day) => document.querySelector('.presentation-slide--on .presentation-day').innerText !== day"
)
_PLAYING = "() => document.querySelector('.presentation').dataset.playing"


@pytest.mark.long
def test_the_file_runs_in_firefox(campaign: Campaign, folders: Folders, tmp_path: Path) -> None:
    slides = shown_slides(read_slides(folders.data, "2017", campaign), campaign, "ky")
    file = tmp_path / "memory stick" / "presentation-2017.html"
    file.parent.mkdir()
    file.write_bytes(presentation_html(campaign, slides, "ky"))
    with firefox(tmp_path / "profile") as window:
        window.open(file.as_uri())
        window.wait_for(_READY)
        errors = _check_slides(window, len(slides))
        window.press("Home", "PageDown", "PageDown", "1")
        window.wait_for(IS_DISPLAYED, [3, "ky"])
        rest = window.call(_DAY)
        window.press("p")
        window.wait_for(_IS_OTHER_DAY, rest)
        window.press("p")
        assert window.call(_PLAYING) == "false"
        window.press("PageUp")
        window.wait_for(IS_DISPLAYED, [2, "ky"])
        # Last, because it reloads: the address names the slide, and a reload opens it.
        window.open(window.call("() => location.href"))
        window.wait_for(IS_DISPLAYED, [2, "ky"])
        assert not errors, "\n".join(errors)
        assert not window.messages, window.messages
        assert {address for address in window.requests if not _is_own(address, file)} == set()


def _check_slides(window: Firefox, total: int) -> list[str]:
    """Open every slide in one language, the map in all languages; return the layout errors."""
    errors = []
    for slide in range(1, total + 1):
        turns = range(3) if slide == 3 else [slide % 3]
        for turn in turns:
            window.press(str(turn + 1))
            window.wait_for(IS_DISPLAYED, [slide, LANGUAGES[turn]])
            layout_errors = window.call(LAYOUT_ERRORS.replace("LIMIT", "1"))
            errors += [f"{slide} {LANGUAGES[turn]}: {error}" for error in layout_errors]
        window.press("PageDown")
    return errors


def _is_own(address: str, file: Path) -> bool:
    return address.split("?")[0].split("#")[0] == file.as_uri() or address.startswith("data:")
