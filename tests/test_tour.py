"""The tour in CONTRIBUTING.md follows one number from its cell to a slide."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import FrameType
from typing import Any

from campaign.dataset.user_overlay import UserData, overlay_user_data
from campaign.domain.campaign import Campaign
from campaign.i18n.number_format import NBSP
from campaign.ingest.dispatch import ingest_file
from campaign.presentation.payload import build_presentation
from campaign.presentation.slides import Slide

ROOT = Path(__file__).parents[1]
STEP = re.compile(r"^\d+\. `(campaign/[\w/]+\.py)`, `(\w+)`: ", re.MULTILINE)
MOST_FILES = 25
NUMBERS = {"ky": f"1{NBSP}245", "ru": f"1{NBSP}245", "en": "1,245"}
"""The number as each language writes it."""
REGISTER = (
    "Дата;Область;Вид;Название;Охвачено\n"
    "01.08.2017;Нарынская область;лекция;Условное мероприятие;1 245\n"
)


def test_the_number_passes_the_functions_of_the_tour_in_their_order(campaign: Campaign) -> None:
    words = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    steps = STEP.findall(words.partition("## A tour")[2].partition("\n## ")[0])
    assert len(steps) > 15 and len({file for file, _ in steps}) <= MOST_FILES
    rest = list(steps)

    def follow(frame: FrameType, event: str, _: Any) -> None:
        code = frame.f_code
        called = (code.co_filename, code.co_name)
        if event == "call" and rest and called == (str(ROOT / rest[0][0]), rest[0][1]):
            rest.pop(0)

    former = sys.getprofile()
    sys.setprofile(follow)
    try:
        report = ingest_file(REGISTER.encode("cp1251"), "register.csv", campaign)
        own = overlay_user_data(campaign, UserData(registers=(report,)))
        (edition,) = own.own_editions.values()
        slide = Slide("map", {"en": "Map"}, query={"indicator": "reach"})
        presentation = build_presentation(own, [slide], edition)
    finally:
        sys.setprofile(former)
    assert not rest, f"not called in this order: {rest}"
    assert report.frame["reached"].tolist() == [1245]
    sections = presentation.sections[0]
    shown = [lang for lang, number in NUMBERS.items() if number in sections[lang]]
    assert shown == list(NUMBERS)
