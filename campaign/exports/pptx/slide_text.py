"""The text of a slide in one language: title, selection, finding, sources."""

from __future__ import annotations

import re
from dataclasses import dataclass

from campaign.analysis.provenance import Provenance, build_provenance
from campaign.analysis.view import View
from campaign.charts.chart import Chart
from campaign.charts.denominator import population_source
from campaign.charts.wording import end_sentence
from campaign.domain.source_sites import sites
from campaign.presentation.slides import Slide

# A sentence ends before a capital; a no-break space never ends one.
_END = re.compile(r"(?<=[.!?]) (?=[A-ZА-ЯЁӨҮҢ])")


@dataclass(frozen=True, eq=False)
class SlideText:
    """A slide in one language: its view, its chart (None for words and numbers), its finding."""

    slide: Slide
    view: View
    chart: Chart | None

    @classmethod
    def of(cls, slide: Slide, view: View) -> SlideText:
        """Return the slide as this view shows it."""
        return cls(slide, view, slide.chart(view))

    @property
    def title(self) -> str:
        """The title of the slide."""
        return self.slide.title_in(self.view.text.lang)

    @property
    def scope(self) -> str:
        """The selection under the title; "" where nothing is chosen, and for a slide of words."""
        if self.slide.is_words:
            return ""
        return self.view.scope.line if self.chart is None else self.chart.scope

    @property
    def finding(self) -> tuple[str, str]:
        """The main sentence, and the rest of what is found.

        "" for a slide of words, or where nothing is left to draw.
        """
        if self.chart is not None:
            summary = self.chart.summary.removesuffix(self.chart.wide_line).rstrip()
            if self.chart.finding:
                # Where the summary has the finding as a sentence too, the slide says it once.
                sentences = _END.split(summary)
                again = end_sentence(self.chart.finding)
                return self.chart.finding, " ".join(s for s in sentences if s != again)
            return first_sentence(summary)
        return first_sentence(self.slide.finding(self.view))

    @property
    def wide_line(self) -> str:
        """The activities of no single region, below the finding; "" where there are none."""
        if self.chart is not None:
            return self.chart.wide_line
        return self.view.wide_line if self.slide.kpis(self.view) else ""

    @property
    def blank(self) -> str:
        """Why there is nothing to show; "" where there is something."""
        return "" if self.slide.is_words else self.view.absence

    @property
    def has_map(self) -> bool:
        """True where the boundary note is due."""
        return self.slide.figure == "map" and self.chart is not None

    def build_provenance(self) -> Provenance:
        """Return what the slide says about itself."""
        sources = () if self.chart is None else (*self.chart.sources, *self.chart.notes)
        if self.slide.figure == "regions":
            sources = population_source(self.view)
        return build_provenance(self.view, self.title, (*sources, *sites([self.slide.source])))


def first_sentence(summary: str) -> tuple[str, str]:
    """Return the first sentence, and the rest."""
    first, *rest = _END.split(summary, maxsplit=1)
    return first, rest[0] if rest else ""
