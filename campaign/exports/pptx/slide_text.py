"""The text of a slide in one language: title, selection, finding, sources."""

from __future__ import annotations

from dataclasses import dataclass

from campaign.analysis.provenance import Provenance, build_provenance
from campaign.analysis.view import View
from campaign.charts.chart import Chart
from campaign.charts.spec import Heatmap
from campaign.presentation.slide_words import finding_of, wide_line_of
from campaign.presentation.slides import Slide


@dataclass(frozen=True, eq=False)
class SlideText:
    """A slide in one language: its view, its chart (None for text and KPIs), its finding."""

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
        """The selection under the title; "" if nothing is selected, or for a slide of text."""
        if self.slide.is_words:
            return ""
        return self.view.scope.line if self.chart is None else self.chart.scope

    @property
    def finding(self) -> tuple[str, str]:
        """The main finding, and the other sentences of the summary.

        They are "" for a slide of text, or if there is nothing to draw.
        """
        return finding_of(self.slide, self.view, self.chart)

    @property
    def headline(self) -> str:
        """The title placeholder: the finding, or else the title of the slide."""
        return self.finding[0] or self.title

    @property
    def topic(self) -> str:
        """The line above the headline: the title, if it is not the headline, and the selection."""
        title = self.title if self.finding[0] else ""
        return " · ".join(filter(None, (title, self.scope)))

    @property
    def content(self) -> str:
        """The kind of the layout: a chart, a table or text."""
        if self.chart is not None:
            return "table" if isinstance(self.chart.spec, Heatmap) else "chart"
        return "table" if self.slide.kpis(self.view) else "body"

    @property
    def wide_line(self) -> str:
        """The sentence below the finding on activities of no single region; "" for none."""
        return wide_line_of(self.slide, self.view, self.chart)

    @property
    def blank(self) -> str:
        """The reason why there is nothing to show; "" if there is something."""
        return "" if self.slide.is_words else self.view.absence

    @property
    def has_map(self) -> bool:
        """Whether the slide shows a map and therefore needs the note on boundaries."""
        return self.slide.kind == "map" and self.chart is not None

    def build_provenance(self) -> Provenance:
        """Return the provenance of the slide."""
        sources = self.slide.sources(self.view, self.chart)
        return build_provenance(self.view, self.title, sources)
