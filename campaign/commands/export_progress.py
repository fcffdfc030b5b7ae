"""The progress of an export on a terminal."""

from __future__ import annotations

from pathlib import Path

from campaign.commands.output import STANDARD_OUTPUT
from campaign.commands.terminal_line import TerminalLine
from campaign.exports.progress import Step
from campaign.i18n.translator import Text


class ExportProgress:
    """The current step on a terminal, after the name of the file; silent elsewhere."""

    def __init__(self, text: Text, target: str) -> None:
        self.text = text
        self._name = "" if target == STANDARD_OUTPUT else f"{Path(target).name}: "
        self._line = TerminalLine()

    def show_step(self, step: Step) -> None:
        """Show a step of making the file."""
        self.show(step.words(self.text))

    def show(self, words: str) -> None:
        """Show a step in words."""
        self._line.show(f"{self._name}{words} …")

    def clear(self) -> None:
        """Remove the step from the terminal."""
        self._line.clear()
