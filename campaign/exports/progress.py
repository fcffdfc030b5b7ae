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
    """The current step: `done` of `total` are completed, `name` is the message id of this one.

    `n` and `of` are the part and the number of parts that the message names, if it names any.
    """

    done: int
    total: int
    name: str
    n: int = 0
    of: int = 0

    @property
    def share(self) -> float:
        """The completed share, from 0 to 1."""
        return self.done / self.total

    def words(self, text: Text) -> str:
        """Return the current step in words."""
        return text(self.name, n=self.n, total=self.of)


Progress = Callable[[Step], None]
"""Called with each step before it begins, and with a last one when all are completed."""


def ignore_progress(step: Step) -> None:
    """Do nothing: the progress of a file without a reader who waits."""


@dataclass(frozen=True)
class Parts(Sequence[Item]):
    """The parts of a file in order; `progress` is called as each of them begins.

    One step follows the last part, in which all are put together; `finish` ends it.
    """

    parts: Sequence[Item]
    name: str
    progress: Progress = ignore_progress

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
