"""The texts of a presentation: those of a slide, its speaker's notes, and those of the controls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from campaign.analysis.provenance import Provenance, build_provenance
from campaign.analysis.view import View
from campaign.charts import plan
from campaign.charts.by_campaign import comparison_answer
from campaign.charts.chart import Chart, subtitle
from campaign.charts.coverage import coverage_answer
from campaign.charts.page_answers import (
    activities_answer,
    insight_sentences,
    map_answer,
    overview_answer,
    timeline_answer,
)
from campaign.charts.spec import Bars, Choropleth, Dumbbell, Gantt, Heatmap, Timeline
from campaign.charts.timeline import event_lists
from campaign.charts.wording import end_sentence, join_sentences, leave_out, split_sentences
from campaign.i18n.letter_case import capitalize
from campaign.i18n.translator import N_, Text
from campaign.presentation.slides import Slide
from campaign.render.size import HALL

_MOST_OF_HEADLINE = 76  # characters
_MOST_BESIDE = 40  # words

WORDS: Mapping[str, str] = {
    "slide": N_("Slide {n} of {total}"),
    "presentation": N_("Presentation"),
    "keys": N_("Keys"),
    "next": N_("Next slide"),
    "previous": N_("Previous slide"),
    "first": N_("First slide"),
    "last": N_("Last slide"),
    "black": N_("Black screen"),
    "play": N_("Play"),
    "pause": N_("Pause"),
    "play_key": N_("Play or pause the map"),
    "table": N_("Table and sources"),
    "full": N_("Full screen"),
    "notes_key": N_("Speaker’s window"),
    "help": N_("Help"),
    "leave": N_("Leave the presentation"),
    "edit": N_("Edit the slides"),
    "second": N_("Second language"),
    "overview": N_("Overview of the slides"),
    "number": N_("Go to a slide by its number"),
    "print": N_("Print, one slide per page"),
    "close": N_("Close"),
    "notes": N_("Notes"),
    "no_notes": N_("No notes for this slide."),
    "now": N_("Current slide"),
    "end": N_("End of the presentation"),
    "elapsed": N_("Elapsed time"),
    "restart": N_("Reset the timer"),
    "touch": N_(
        "On a touch screen: tap the right half for the next slide, the left half for "
        "the previous slide."
    ),
    "space": N_("Space"),
}
"""{name: message id of a label}; the browser gets the labels in every language."""

ANSWERS: Mapping[str, Callable[[View], str]] = {
    "headline": overview_answer,
    "map": map_answer,
    "ranking": map_answer,
    "timeline": timeline_answer,
    "multiples": timeline_answer,
    "schedule": timeline_answer,
    "breakdown": activities_answer,
    "leading_types": activities_answer,
    "heatmap": activities_answer,
    "rates": coverage_answer,
    "shares": coverage_answer,
    "concentration": coverage_answer,
    "plan": plan.plan_answer,
    "plan_regions": plan.plan_answer,
    "plan_types": plan.plan_answer,
    "compare_days": comparison_answer,
    "compare_share": comparison_answer,
}
"""{kind: function that returns the first line of its notes, the answer of its page}."""


def split_summary(summary: str) -> tuple[str, str]:
    """Return the finding, which is shown in large type, and the other sentences.

    The finding is one or more whole sentences, or the first part of a sentence that is too long.
    """
    sentences = split_sentences(summary)
    headline = sentences.pop(0) if sentences else ""
    while sentences and len(headline) + len(sentences[0]) < _MOST_OF_HEADLINE:
        headline += f" {sentences.pop(0)}"
    rest = " ".join(sentences)
    if len(headline) > _MOST_OF_HEADLINE and "; " in headline:
        headline, _, after = headline.partition("; ")
        rest = f"{capitalize(after)} {rest}".strip()
    return headline, rest


@dataclass(frozen=True, eq=False)
class SlideText:
    """A slide in one language: its view, its chart (None for text and KPIs), its texts."""

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
    def finding(self) -> tuple[str, str]:
        """The finding, and the sentences beside the chart; "" for text or if there is no data.

        These are the first sentences and the last one, in `_MOST_BESIDE` words; notes have all.
        """
        chart = self.chart
        if chart is None:
            headline, rest = split_summary(self.slide.finding(self.view))
        else:
            summary = chart.summary.removesuffix(chart.wide_line).rstrip()
            headline, rest = split_summary(summary)
            if chart.finding:
                headline, rest = chart.finding, leave_out(chart.finding, summary)
        sentences = split_sentences(rest)
        # The last sentence is the caveat of a chart that has one.
        while len(sentences) > 1 and len(" ".join(sentences).split()) > _MOST_BESIDE:
            del sentences[-2]
        return headline, " ".join(sentences)

    @property
    def headline(self) -> str:
        """The finding, or else the title of the slide."""
        return self.finding[0] or self.title

    @property
    def topic(self) -> str:
        """The line above the headline: the title, if it is not the headline, and the selection."""
        scope = self.view.scope.line if self.chart is None else self.chart.scope
        parts = (self.title if self.finding[0] else "", "" if self.slide.is_words else scope)
        return " · ".join(filter(None, parts))

    @property
    def wide_line(self) -> str:
        """The sentence on activities of no single region; "" for none."""
        if self.chart is not None:
            return self.chart.wide_line
        return self.view.wide_line if self.slide.kpis(self.view) else ""

    @property
    def absence(self) -> str:
        """The reason why there is nothing to show; "" if there is something."""
        return "" if self.slide.is_words else self.view.absence

    @property
    def has_map(self) -> bool:
        """Whether the slide shows a map and therefore needs the note on boundaries."""
        return self.slide.kind == "map" and not self.absence

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of the contents of the slide, each once."""
        return self.slide.sources(self.view, self.chart)

    @property
    def provenance(self) -> Provenance:
        """The provenance of the slide."""
        return build_provenance(self.view, self.title, self.sources)


def slide_words(slide: Slide, view: View, chart: Chart | None) -> dict[str, Any]:
    """Return all texts of a slide by name, in the language of the view."""
    text, content = view.text, SlideText(slide, view, chart)
    headline, rest = content.finding
    absence, sources = content.absence, content.sources
    return {
        "title": content.title,
        "name": chart.title if chart is not None else "",
        "filters": "" if slide.is_words else subtitle(view, chart),
        # For a line that names the day shown.
        "undated": "" if slide.is_words else " · ".join(view.scope.parts(without=("dates",))),
        "headline": headline,
        "rest": join_sentences(rest, content.wide_line),
        "lines": [] if absence else slide.lines(view),
        "numbers": [
            {"code": n.code, "label": n.label, "value": n.value, "notes": [n.reference, n.note]}
            for n in slide.kpis(view)
        ],
        "nothing": absence,
        "more": _omitted_rows(chart, view),
        "plays": chart is not None
        and isinstance(chart.spec, Choropleth)
        and bool(chart.spec.animation),
        "undrawn": text("The map cannot be shown: the boundary file cannot be read.")
        if chart is not None and not chart.has_drawing
        else "",
        "notes": speaker_notes(slide, view, chart),
        "disclaimer": view.disclaimer,
        "source": join_sentences(
            slide.method_notes(chart),
            text(
                "Source: {sources}. Data version: {fingerprint}.",
                sources="; ".join(sources),
                fingerprint=view.campaign.fingerprint,
            ),
        ),
        "boundaries": view.boundary_notes[0] if content.has_map else "",
        "provenance": [
            *filter(None, (slide.method_notes(chart),)),
            *content.provenance.lines(with_map=content.has_map),
            *filter(None, (slide.source,)),
        ],
    }


def _omitted_rows(chart: Chart | None, view: View) -> str:
    """Return a text on the rows that a slide has no room for; "" for none."""
    match chart and chart.spec:
        case Bars(data=rows) | Heatmap(rows=rows) | Dumbbell(rows=rows) | Gantt(lanes=rows):
            count = len(rows) - (HALL.most_rows or len(rows))
            return view.text("and {n} more", n=count) if count > 0 else ""
    return ""


def speaker_notes(slide: Slide, view: View, chart: Chart | None) -> str:
    """Return the slide's own notes, or else answer, finding and details.

    Each is on its own line; "" if there are none.
    """
    if own := slide.notes_in(view.text.lang):
        return own
    if slide.kind == "text" or view.absence:
        return ""
    answer = ANSWERS.get(slide.kind)
    lines = ["" if answer is None else answer(view), slide.finding(view)]
    if slide.kind == "headline":
        lines = lines[:1]  # the answer already contains the finding
    if slide.kind == "cover":
        lines += slide.lines(view)
    if slide.kind == "insights":
        lines += insight_sentences(view)
        lines.append(view.text("The numbers do not show causes."))
    if chart is not None:
        finding = end_sentence(chart.finding)
        lines += ["" if finding in lines[0] else finding, chart.summary]
    if chart is not None and isinstance(chart.spec, Timeline):
        lines += event_lists(chart.spec, view.text)
    return "\n".join(filter(None, lines))


def control_words(lang: str) -> dict[str, str]:
    text = Text.of(lang)
    return {name: text(words) for name, words in WORDS.items()}
