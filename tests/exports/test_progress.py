"""The progress of an export: steps count up to the end, with a text in every language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.domain.campaign import Campaign
from campaign.exports.formats import FORMATS, ExportOptions
from campaign.exports.progress import CHAPTER, DONE, PAGE, SHEET, SLIDE, Parts, Step
from campaign.exports.xlsx.table import SHEETS
from campaign.i18n.translator import LANGUAGES, Text
from campaign.presentation.slides import default_slides
from campaign.theme.style import LIGHT

SLIDES = default_slides()[:3]
CASES = {
    "pptx": (ExportOptions(slides=SLIDES), SLIDE, len(SLIDES)),
    "html": (ExportOptions(slides=SLIDES), SLIDE, len(SLIDES)),
    "pdf": (ExportOptions(), PAGE, 1),
    "every": (ExportOptions(every=True), PAGE, 10),
    "docx": (ExportOptions(), CHAPTER, 6),
    "xlsx": (ExportOptions(), SHEET, len(SHEETS)),
    "csv": (ExportOptions(), "", 0),
    "zip": (ExportOptions(), "", 0),
}


@pytest.mark.sample(1)
@pytest.mark.parametrize("case", CASES)
def test_steps_count_up_to_the_end(campaign: Campaign, case: str) -> None:
    options, name, count = CASES[case]
    view = View(campaign, Selection.from_query({"lang": "ky"}, campaign), Text.of("ky"), LIGHT)
    kind, steps = FORMATS["pdf" if case == "every" else case], list[Step]()
    content = kind.build(view, replace(options, progress=steps.append))
    assert [step.done for step in steps] == list(range(steps[-1].total + 1))
    assert {step.total for step in steps} == {count + 1}
    assert [(step.n, step.part_count) for step in steps if step.name == name] == [
        (n, count) for n in range(1, count + 1)
    ]
    assert (steps[0].share, steps[-1].share, steps[-1].name) == (0.0, 1.0, DONE)
    # The file is the same without a progress callback.
    assert kind.build(view, options) == content


def test_every_format_has_a_case() -> None:
    assert {case for case in CASES if case != "every"} == set(FORMATS)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_step_has_a_text(lang: str) -> None:
    steps: list[Step] = []
    text = Text.of(lang)
    for name in (SLIDE, PAGE, SHEET):
        assert list(Parts("abc", name, steps.append)) == ["a", "b", "c"]
    sentences = [step.words(text) for step in steps]
    assert all(words and "{" not in words for words in sentences)
    assert all(str(step.n) in words for step, words in zip(steps, sentences, strict=True) if step.n)


def test_parts_behaves_like_a_sequence() -> None:
    parts = Parts((1, 2, 3), PAGE)
    assert (len(parts), parts[0], parts[1:], bool(Parts((), PAGE))) == (3, 1, (2, 3), False)
