"""The talk as a file in Firefox: all scenes by keys, in all languages, with nothing asked for."""

from __future__ import annotations

from pathlib import Path

from campaign.dataset.load import Folders
from campaign.domain.campaign import Campaign
from campaign.exports.html.page import talk_html
from campaign.i18n.translator import LANGUAGES
from campaign.presentation.slides import scenes_of
from tests.e2e.firefox import Firefox, firefox
from tests.e2e.projector import FAULTS, ON_SHOW

_READY = "() => document.querySelector('.talk[data-ready]') !== null"
_DAY = "() => document.querySelector('.talk-sheet--on .talk-day').innerText"
_LEFT = "(day) => document.querySelector('.talk-sheet--on .talk-day').innerText !== day"
_PLAYING = "() => document.querySelector('.talk').dataset.playing"


def test_the_file_talks_in_firefox(campaign: Campaign, folders: Folders, tmp_path: Path) -> None:
    slides = scenes_of(folders.data, "2017")
    file = tmp_path / "memory stick" / "talk-2017.html"
    file.parent.mkdir()
    file.write_bytes(talk_html(campaign, slides, "ky"))
    with firefox(tmp_path / "profile") as window:
        window.open(file.as_uri())
        window.wait_for(_READY)
        issues = _walk(window, len(slides))
        window.press("Home", "PageDown", "PageDown", "1")
        window.wait_for(ON_SHOW, [3, "ky"])
        rest = window.call(_DAY)
        window.press("p")
        window.wait_for(_LEFT, rest)
        window.press("p")
        assert window.call(_PLAYING) == "false"
        window.press("PageUp")
        window.wait_for(ON_SHOW, [2, "ky"])
        # Last: the address is kept, and a reload opens where the talk was.
        window.open(window.call("() => location.href"))
        window.wait_for(ON_SHOW, [2, "ky"])
        assert not issues, "\n".join(issues)
        assert not window.messages, window.messages
        assert {address for address in window.requests if not _is_own(address, file)} == set()


def _walk(window: Firefox, total: int) -> list[str]:
    """Every scene, the languages in turn, the map in all; what is too small or out of place."""
    issues = []
    for number in range(1, total + 1):
        turns = range(3) if number == 3 else [number % 3]
        for turn in turns:
            window.press(str(turn + 1))
            window.wait_for(ON_SHOW, [number, LANGUAGES[turn]])
            sentences = window.call(FAULTS.replace("LIMIT", "1"))
            issues += [f"{number} {LANGUAGES[turn]}: {sentence}" for sentence in sentences]
        window.press("PageDown")
    return issues


def _is_own(address: str, file: Path) -> bool:
    return address.split("?")[0].split("#")[0] == file.as_uri() or address.startswith("data:")
