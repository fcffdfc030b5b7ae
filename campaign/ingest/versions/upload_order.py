"""The order of uploaded registers: which are versions of others, and which count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from campaign.domain.campaign_days import campaigns_of
from campaign.ingest.report import ValidationReport
from campaign.ingest.versions.combine import combine_registers
from campaign.ingest.versions.version_changes import VersionChange, compare_versions, same_name

Answer = Literal["replace", "add"]
Rows = Sequence[tuple[int, int]]
_LARGE = 50_000
"""Two registers with more rows together are compared only if their first rows are similar."""
_FIRST_ROWS = 500


@dataclass(frozen=True, eq=False)
class Upload:
    """A register with accepted rows, and the file name that it was uploaded with.

    `answer` is the owner's answer to the question whether it replaces others; None without one.
    """

    number: int
    name: str
    register: ValidationReport
    answer: Answer | None = None


@dataclass(frozen=True, eq=False)
class Version:
    """An upload that is a new version of `former_uploads`, and the changes of their rows.

    Unless its owner answers "add" it replaces them. `rows` has, for each label of `change.former`,
    the position in `former_uploads` and the row there; it is empty for one former upload.
    """

    number: int
    former_uploads: tuple[int, ...]
    answer: Answer | None
    change: VersionChange
    rows: Rows = ()

    def former_row(self, label: int) -> tuple[int, int]:
        """Return the upload and the row of a label of `change.former`."""
        if not self.rows:
            return self.former_uploads[0], label
        at, row = self.rows[label]
        return self.former_uploads[at], row


@dataclass(frozen=True, eq=False)
class UploadOrder:
    """The uploads that count, the versions by upload, and {replaced upload: its replacement}."""

    counting: tuple[int, ...] = ()
    versions: Mapping[int, Version] = field(default_factory=dict)
    replaced: Mapping[int, int] = field(default_factory=dict)

    def version(self, number: int) -> Version | None:
        """Return an upload as a version of others; None if it is not one."""
        return self.versions.get(number)

    def replaced_by(self, number: int) -> int | None:
        """Return the upload that replaces this one; None if no upload does."""
        return self.replaced.get(number)

    def open_questions(self) -> tuple[Version, ...]:
        """Return the versions that count and wait for an answer of their owner."""
        versions = self.versions.values()
        return tuple(v for v in versions if v.answer is None and v.number in self.counting)

    def earlier(self, number: int) -> tuple[int, ...]:
        """Return all uploads that this one and its earlier versions replaced, the oldest first."""
        numbers: dict[int, None] = {}
        for former, replacement in self.replaced.items():
            if replacement == number:
                numbers |= dict.fromkeys((*self.earlier(former), former))
        return tuple(numbers)


class Comparisons:
    """A cache of comparisons of registers; unused ones are dropped after each `resolve`."""

    def __init__(self) -> None:
        # The registers are kept alive, so that their ids stay unique.
        self._results: dict[tuple[int, ...], tuple[VersionChange, Rows, object]] = {}
        self._used: set[tuple[int, ...]] = set()

    def compare(self, former: Sequence[Upload], new: Upload) -> tuple[VersionChange, Rows]:
        """Return the changes of the new register, and the rows of the labels (see `Version`)."""
        registers = [upload.register for upload in (*former, new)]
        key = tuple(map(id, registers))
        self._used.add(key)
        if key not in self._results:
            frame: pd.DataFrame = registers[0].frame
            rows: Rows = ()
            if len(former) > 1:
                combined = combine_registers(registers[:-1])
                frame, rows = combined.frame, combined.rows
            self._results[key] = compare_versions(frame, new.register.frame), rows, registers
        return self._results[key][:2]

    def drop_unused(self) -> None:
        """Drop the comparisons that were not used since the last call."""
        self._results = {key: result for key, result in self._results.items() if key in self._used}
        self._used.clear()


def resolve(uploads: Sequence[Upload], comparisons: Comparisons | None = None) -> UploadOrder:
    """Return the uploads that count, in their order.

    An upload is a new version of the earlier uploads of the same campaign that count and share most
    rows with it, whatever their names; else of the upload with the same name that shares most rows.
    It replaces them unless its owner answers "add".
    """
    cache = comparisons or Comparisons()
    counting: list[Upload] = []
    versions: dict[int, Version] = {}
    replaced: dict[int, int] = {}
    for upload in uploads:
        former_uploads = _former_versions(upload, counting, cache)
        if former_uploads:
            numbers = tuple(former.number for former in former_uploads)
            comparison = cache.compare(former_uploads, upload)
            versions[upload.number] = Version(upload.number, numbers, upload.answer, *comparison)
            if upload.answer != "add":
                counting = [former for former in counting if former not in former_uploads]
                replaced |= dict.fromkeys(numbers, upload.number)
        counting.append(upload)
    cache.drop_unused()
    return UploadOrder(tuple(upload.number for upload in counting), versions, replaced)


def _former_versions(new: Upload, counting: Sequence[Upload], cache: Comparisons) -> list[Upload]:
    """Return the uploads that `new` is a version of."""
    counting = [former for former in counting if _is_same_campaign(former.register, new.register)]
    namesakes = [former for former in counting if same_name(former.name, new.name)]
    changes = {
        former.number: cache.compare([former], new)[0]
        for former in counting
        if former in namesakes or not _are_unlike(former.register.frame, new.register.frame)
    }
    similar = [f for f in counting if f.number in changes and changes[f.number].same_register]
    if similar:
        return [
            f for f in counting if f in similar or (f in namesakes and changes[f.number].shared)
        ]
    # The last one, if several have this name and no shared rows.
    return [max(reversed(namesakes), key=lambda f: changes[f.number].shared)] if namesakes else []


def _is_same_campaign(former: ValidationReport, new: ValidationReport) -> bool:
    """Return True if most days of both registers belong to one campaign."""
    days = pd.concat([former.frame["date"], new.frame["date"]], ignore_index=True)
    campaigns = campaigns_of(days, {})
    before, after = campaigns.iloc[: former.accepted], campaigns.iloc[former.accepted :]
    return bool(before.mode()[0] == after.mode()[0])


def _are_unlike(former: pd.DataFrame, new: pd.DataFrame) -> bool:
    """Return True if most of the first rows of the smaller register are not in the larger one.

    Day, region and type are compared, and only in large registers; False for others.
    """
    if len(former) + len(new) <= _LARGE:
        return False
    smaller, larger = sorted((former, new), key=len)
    columns = ["date", "oblast", "type"]
    first_rows = pd.util.hash_pandas_object(smaller[columns].head(_FIRST_ROWS), index=False)
    all_rows = pd.util.hash_pandas_object(larger[columns], index=False)
    return bool(2 * first_rows.isin(all_rows).sum() <= len(first_rows))
