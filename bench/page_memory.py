"""The state of a page that a browser keeps between two runs: widgets and former messages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from streamlit.proto.WidgetStates_pb2 import WidgetState

from bench.widgets import LivePage, Widget, page_widget


class PageMemory:
    """The memory of one page.

    A message of a run is kept under its digest, so that the server can name it instead of sending
    it again; it is dropped when no run has used it for `most_age` runs.
    """

    def __init__(self) -> None:
        self.widgets: dict[str, Widget] = {}
        """The widgets on the page after the last run, by id."""
        self.states: dict[str, WidgetState] = {}
        """The state of each widget that is sent with a run, by id."""
        self.page: LivePage | None = None
        """The last page that was sent; without HTML if that was never sent, or has widgets."""
        self.most_age = 2
        self._new_widgets: dict[str, Widget] = {}
        self._messages: dict[str, tuple[Widget | None, int]] = {}
        self._runs = 0

    @property
    def digests(self) -> Iterable[str]:
        """The digests of the messages that the server need not send again."""
        return self._messages.keys()

    def begin_run(self) -> None:
        """Discard the new widgets of a previous run that has not ended."""
        self._new_widgets = {}

    def add(self, widget: Widget | None, digest: str | None) -> None:
        """Keep the widget of a message, if it has one; with a digest also the message."""
        if digest is not None:
            self._messages[digest] = (widget, self._runs)
        if widget is None:
            return
        if widget.page is not None:
            widget = self._show(widget, widget.page)
        self._new_widgets[widget.id] = widget
        if widget.state is not None and (widget.is_forced or widget.id not in self.states):
            self.states[widget.id] = widget.state

    def _show(self, widget: Widget, page: LivePage) -> Widget:
        """Keep the page, with the HTML of the last one if only its name was sent again."""
        if not page.html and self.page is not None and self.page.digest == page.digest:
            page = replace(page, html=self.page.html)
        self.page = page
        return page_widget(widget.id, page)

    def recall(self, digest: str) -> None:
        """Add the widget of a former message again. Raises KeyError for an unknown one."""
        widget, _ = self._messages[digest]
        self.add(widget, digest)

    def end_run(self) -> None:
        """Drop widgets that are no longer on the page, and old messages."""
        self.widgets = self._new_widgets
        self.states = {id: state for id, state in self.states.items() if id in self.widgets}
        self._runs += 1
        self._messages = {
            digest: entry
            for digest, entry in self._messages.items()
            if self._runs - entry[1] <= self.most_age
        }

    def take_over(self, other: PageMemory) -> None:
        """Copy another memory of the same page, except for the widgets of its last run."""
        self.states.update(other.states)
        self.page = other.page
        self._messages.update(other._messages)
        self._runs, self.most_age = other._runs, other.most_age
