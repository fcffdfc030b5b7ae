"""Registers uploaded one after another: which is a new version of which, and whose rows count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from campaign.ingest.combine import combine_registers
from campaign.ingest.report import ValidationReport
from campaign.ingest.versions import VersionChange, compare_versions, same_name

Answer = Literal["replace", "add"]
Rows = Sequence[tuple[int, int]]
_LARGE = 50_000
"""Rows of two registers above which a glance tells whether they are worth comparing."""
_GLANCE = 500


@dataclass(frozen=True, eq=False)
class Upload:
    """A register of which rows count, under the name it was uploaded with.

    `answer` is what its owner said of it as a new version of others, None for nothing yet.
    """

    number: int
    name: str
    register: ValidationReport
    answer: Answer | None = None


@dataclass(frozen=True, eq=False)
class Version:
    """An upload that is a new version of the uploads `of`, and what it changes of their rows.

    Until its owner answers "add" it counts in their place. `rows` says where a label of
    `change.former` stands, as position in `of` and row; it is empty where `of` is one.
    """

    number: int
    of: tuple[int, ...]
    answer: Answer | None
    change: VersionChange
    rows: Rows = ()

    def former_row(self, label: int) -> tuple[int, int]:
        """The upload and the row of a label of `change.former`."""
        if not self.rows:
            return self.of[0], label
        at, row = self.rows[label]
        return self.of[at], row


@dataclass(frozen=True, eq=False)
class Succession:
    """The uploads whose rows count, the versions among all of them, and which replaced which."""

    counting: tuple[int, ...] = ()
    versions: Mapping[int, Version] | None = None
    replaced: Mapping[int, int] | None = None

    def version(self, number: int) -> Version | None:
        """What an upload is a version of; None where it is one of its own."""
        return (self.versions or {}).get(number)

    def replaced_by(self, number: int) -> int | None:
        """The upload that counts in place of this one."""
        return (self.replaced or {}).get(number)

    def open_questions(self) -> tuple[Version, ...]:
        """The versions that count and that nobody has answered for."""
        every = (self.versions or {}).values()
        return tuple(v for v in every if v.answer is None and v.number in self.counting)

    def earlier(self, number: int) -> tuple[int, ...]:
        """All uploads that this one and those before it replaced, the oldest first."""
        numbers: dict[int, None] = {}
        for former, by in (self.replaced or {}).items():
            if by == number:
                numbers |= dict.fromkeys((*self.earlier(former), former))
        return tuple(numbers)


class Comparisons:
    """Comparisons of registers, each made once as long as it is asked for again and again."""

    def __init__(self) -> None:
        self._results: dict[
            tuple[int, ...], tuple[VersionChange, Rows, Sequence[ValidationReport]]
        ] = {}
        self._used: set[tuple[int, ...]] = set()

    def compare(self, former: Sequence[Upload], new: Upload) -> tuple[VersionChange, Rows]:
        """What the new register changes of the others, and where its labels stand."""
        registers = [upload.register for upload in (*former, new)]
        # They stay alive beside their comparison, so that no other comes to have their address.
        key = tuple(map(id, registers))
        self._used.add(key)
        if key not in self._results:
            self._results[key] = (*_compare(registers[:-1], registers[-1]), registers)
        return self._results[key][:2]

    def drop_unused(self) -> None:
        """Let go of what was not asked for since the last time."""
        self._results = {key: result for key, result in self._results.items() if key in self._used}
        self._used.clear()


def resolve(uploads: Sequence[Upload], comparisons: Comparisons | None = None) -> Succession:
    """Who counts, in the order of the uploads.

    An upload is a new version of those that count before it and share most rows with it, whatever
    their names; else of the one with its name that shares most. It replaces them unless its owner
    said "add".
    """
    compare = comparisons or Comparisons()
    counting: list[Upload] = []
    versions: dict[int, Version] = {}
    replaced: dict[int, int] = {}
    for upload in uploads:
        of = _formers(upload, counting, compare)
        if of:
            numbers = tuple(former.number for former in of)
            comparison = compare.compare(of, upload)
            versions[upload.number] = Version(upload.number, numbers, upload.answer, *comparison)
            if upload.answer != "add":
                counting = [former for former in counting if former not in of]
                replaced |= {former.number: upload.number for former in of}
        counting.append(upload)
    compare.drop_unused()
    return Succession(tuple(upload.number for upload in counting), versions, replaced)


def _formers(new: Upload, counting: Sequence[Upload], compare: Comparisons) -> list[Upload]:
    named = [former for former in counting if same_name(former.name, new.name)]
    changes = {
        former.number: compare.compare([former], new)[0]
        for former in counting
        if former in named or not _far_apart(former.register.frame, new.register.frame)
    }
    alike = [f for f in counting if f.number in changes and changes[f.number].same_register]
    if alike:
        return [f for f in counting if f in alike or (f in named and changes[f.number].shared)]
    # Of several with one name and nothing in common, the last.
    return [max(reversed(named), key=lambda f: changes[f.number].shared)] if named else []


def _far_apart(former: pd.DataFrame, new: pd.DataFrame) -> bool:
    """True where most of the first rows of the smaller have no day, region and type of the other's.

    Only asked of large registers: all rows of others are compared.
    """
    if len(former) + len(new) <= _LARGE:
        return False
    few, many = sorted((former, new), key=len)
    asked = ["date", "oblast", "type"]
    glance = pd.util.hash_pandas_object(few[asked].head(_GLANCE), index=False)
    every = pd.util.hash_pandas_object(many[asked], index=False)
    return bool(2 * glance.isin(every).sum() <= len(glance))


def _compare(
    former: Sequence[ValidationReport], new: ValidationReport
) -> tuple[VersionChange, Rows]:
    if len(former) == 1:
        return compare_versions(former[0].frame, new.frame), ()
    combined = combine_registers(former)
    return compare_versions(combined.frame, new.frame), combined.rows
