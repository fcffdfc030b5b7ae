"""A chart as plain data, for every renderer."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from campaign.analysis.data_table import DataTable
from campaign.analysis.view import View
from campaign.charts.body import Body
from campaign.charts.words.wording import end_sentence, join_sentences, leave_out
from campaign.i18n.letter_case import capitalize


@dataclass(frozen=True, eq=False)
class Chart:
    """A chart: its body, its words, its sources, and its data table.

    `title` says what is drawn, `finding` what it shows, as a headline of its own; "" where there is
    nothing to find. `body` is None where the boundaries that a map needs cannot be read; words and
    table still hold.
    `scope` is the selection in words, with what is highlighted where the chart shows more than
    that; "" without a selection. `summary` is of the selection and says what the finding leaves
    out; `sentence` is the same with the selection named in it, for use without a title.
    `wide_line` is the end of the summary of a chart of regions: the activities of no single
    region. `notes` are on the method, and follow the sources. `pick`: its points can be selected;
    `brush`: a range of days can be dragged.
    `compact`: less high, where a page shows several at a glance.
    """

    key: str
    title: str
    summary: str
    sources: tuple[str, ...]
    table: DataTable
    body: Body | None = None
    pick: bool = False
    brush: bool = False
    scope: str = ""
    sentence: str = ""
    notes: tuple[str, ...] = ()
    wide_line: str = ""
    finding: str = ""
    compact: bool = False

    @property
    def has_drawing(self) -> bool:
        """False where the boundaries that a map needs cannot be read."""
        return self.body is not None

    @property
    def heading(self) -> str:
        """The title with the scope."""
        return " · ".join(filter(None, (self.title, self.scope)))

    @property
    def description(self) -> str:
        """The chart in words, for readers who do not see it."""
        return join_sentences(end_sentence(self.heading), self.statement)

    @property
    def note_sentences(self) -> str:
        """The notes on the method as sentences; "" without any."""
        return join_sentences(*map(end_sentence, self.notes))

    @property
    def caption(self) -> str:
        """The sentence below the drawing; "" where the drawing has the same words, without data."""
        return "" if self.summary == getattr(self.body, "nothing", None) else self.sentence

    @property
    def statement(self) -> str:
        """The finding and the sentence, for use where no headline has the finding."""
        return join_sentences(end_sentence(self.finding), self.sentence)


Build = Callable[[View], Chart]
"""A function that makes a chart of a view."""


def subtitle(view: View, chart: Chart | None) -> str:
    """Return the edition and the selection, or what the chart shows and highlights."""
    if chart is None or not chart.scope:
        return view.filters
    return f"{view.edition.title(view.text)} · {chart.scope}"


def with_wide_line(chart: Chart, line: str) -> Chart:
    """Return a chart of regions with the line on activities of no single region; "" for none."""
    return replace(chart, summary=join_sentences(chart.summary, line), wide_line=line)


def with_scope(
    chart: Chart,
    view: View,
    highlights: Collection[str] = (),
    mentions: Collection[str] = (),
    *,
    is_of_all: bool = False,
) -> Chart:
    """Return the chart with its scope and its sentence, and its finding as a headline.

    `highlights` are the parts of the selection that it highlights among all, `mentions` those that
    its summary names. `is_of_all`: its summary is of all, not of what it highlights alone. A
    sentence of the summary that is the finding is left out, unless it is all of the summary.
    """
    scope, text, finding = view.scope, view.text, capitalize(chart.finding)
    summary = leave_out(finding, chart.summary) or chart.summary
    sentence = scope.sentence(summary, mentions)
    if is_of_all:
        sentence = scope.sentence_of_all(summary, highlights, text)
    return replace(
        chart,
        finding=finding,
        summary=summary,
        scope=scope.highlighting(highlights, text),
        sentence=sentence,
    )
