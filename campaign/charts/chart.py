"""A chart as plain data, for every renderer."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from campaign.analysis.data_table import DataTable
from campaign.analysis.view import View
from campaign.charts.spec import Spec
from campaign.charts.wording import end_sentence, join_sentences, leave_out
from campaign.i18n.letter_case import capitalize


@dataclass(frozen=True, eq=False)
class Chart:
    """A chart: its spec, texts, sources and data table.

    `title` names the contents, `finding` is the main result as a headline; "" without one. `spec`
    is None if the boundaries of a map cannot be read; texts and table are still valid.
    `scope` is the selection in words; if the chart shows more than the selection, it names the
    highlighted part. It is "" without a selection. `summary` is about the selection and completes
    the finding; `sentence` is the summary with the selection named in it, for use without a title.
    `wide_line` is the end of the summary of a chart of regions: the activities of no single region.
    `notes` are about the method and follow the sources. If `pick` is True, points can be selected;
    if `brush` is True, a range of days can be dragged. `compact` is True for less height, on a page
    with several charts.
    """

    key: str
    title: str
    summary: str
    sources: tuple[str, ...]
    table: DataTable
    spec: Spec | None = None
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
        """False if the boundaries of a map cannot be read."""
        return self.spec is not None

    @property
    def heading(self) -> str:
        """The title and the scope."""
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
        """The sentence below the chart; "" without data, if the chart shows the same message."""
        return "" if self.summary == getattr(self.spec, "nothing", None) else self.sentence

    @property
    def statement(self) -> str:
        """The finding and the sentence, for use without a headline."""
        return join_sentences(end_sentence(self.finding), self.sentence)


Build = Callable[[View], Chart]
"""A function that builds a chart from a view."""
Subject = TypeVar("Subject")


@dataclass(frozen=True)
class Parts(Generic[Subject]):
    """The functions that make the parts of a chart from its subject, a frame or a model of it."""

    spec: Callable[[Subject, View], Spec | None]
    finding: Callable[[Subject, View], str]
    summary: Callable[[Subject, View], str]
    table: Callable[[Subject, View], DataTable]


def build_chart(
    key: str,
    title: str,
    parts: Parts[Subject],
    subject: Subject,
    view: View,
    *,
    sources: tuple[str, ...] = (),
    notes: tuple[str, ...] = (),
    pick: bool = True,
    wide_line: str = "",
    highlights: Collection[str] | None = None,
    is_of_all: bool = False,
) -> Chart:
    """Return the chart of a subject; `sources` are those after the register.

    `wide_line` is that of `with_wide_line`, `highlights` and `is_of_all` are those of `with_scope`;
    None: the caller adds the scope.
    """
    chart = Chart(
        key=key,
        title=title,
        spec=parts.spec(subject, view),
        finding=parts.finding(subject, view),
        summary=parts.summary(subject, view),
        sources=(view.source, *sources),
        table=parts.table(subject, view),
        notes=notes,
        pick=pick,
    )
    chart = with_wide_line(chart, wide_line)
    if highlights is None:
        return chart
    return with_scope(chart, view, highlights, is_of_all=is_of_all)


def subtitle(view: View, chart: Chart | None) -> str:
    """Return the edition and the selection, or the edition and the scope of the chart."""
    if chart is None or not chart.scope:
        return view.filters
    return f"{view.edition.title(view.text)} · {chart.scope}"


def with_wide_line(chart: Chart, line: str) -> Chart:
    """Return a chart of regions with the line about activities of no single region ("": none)."""
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

    `highlights` are the parts of the selection that the chart highlights, `mentions` the parts that
    its summary names. `is_of_all` is True if the summary is about all data, not only about the
    highlighted ones. If the summary contains the finding as a sentence, this sentence is removed,
    unless the summary has no other one.
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
