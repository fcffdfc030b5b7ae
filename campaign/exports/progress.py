"""The progress of an export, step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar, overload

from campaign.i18n.translator import N_, Text

MAKING = N_("Creating the file")
SLIDE = N_("Slide {n} of {total}")
PAGE = N_("Page {n} of {total}")
CHAPTER = N_("Chapter {n} of {total}")
SHEET = N_("Sheet {n} of {total}")
TOGETHER = N_("Assembling the file")
DONE = N_("Done")

Item = TypeVar("Item")


@dataclass(frozen=True)
class Step:
    """The current step: `done` of `total` steps are completed, `name` is its message id.

    `n` is the number of the part and `part_count` counts all of them, if the message names them.
    """

    done: int
    total: int
    name: str
    n: int = 0
    part_count: int = 0

    @property
    def share(self) -> float:
        """The completed share, from 0 to 1."""
        return self.done / self.total

    def words(self, text: Text) -> str:
        """Return the name of the step in the reader's language."""
        return text(self.name, n=self.n, total=self.part_count)


StepProgress = Callable[[Step], None]
"""Called with each step before it begins, and with a last one when all are completed."""


def ignore_step(step: Step) -> None:
    """Do nothing; for a file for which no reader waits."""


@dataclass(frozen=True)
class Parts(Sequence[Item]):
    """The parts of a file in order; `progress` is called when an iteration begins each of them.

    After the last part follows one step in which the file is assembled; `finish` ends it.
    """

    parts: Sequence[Item]
    name: str
    progress: StepProgress = ignore_step

    def __iter__(self) -> Iterator[Item]:
        count = len(self.parts)
        for at, part in enumerate(self.parts):
            self.progress(Step(at, count + 1, self.name, at + 1, count))
            yield part
        self.progress(Step(count, count + 1, TOGETHER))

    def __len__(self) -> int:
        return len(self.parts)

    @overload
    def __getitem__(self, at: int) -> Item: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Item]: ...
    def __getitem__(self, at: int | slice) -> Item | Sequence[Item]:
        return self.parts[at]

    def finish(self) -> None:
        """Report that all steps are completed."""
        self.progress(Step(len(self) + 1, len(self) + 1, DONE))
