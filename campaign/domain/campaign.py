"""One edition of the campaign and all editions together, as frozen values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import Literal

import pandas as pd

from campaign.domain import campaign_days
from campaign.domain.attendance import UsualAttendance
from campaign.domain.places import Places, Population
from campaign.domain.register import Register, RowFilter
from campaign.domain.targets import Target, targets_of
from campaign.domain.text_entries import EntryCounts
from campaign.i18n.translator import Text
from campaign.schema.issues import Issue

Status = Literal["illustrative", "register", "published_only"]
MOST_ORGANISER_TOTALS = 32
"""The number of selections of organizers whose grouped table an edition caches."""
OWN = "own-"
"""The beginning of the id of a reader's own campaign; its year follows: own-2026."""


@dataclass(frozen=True, eq=False)
class Edition:
    """One year of the campaign.

    `register` has the accepted activities; it is None if the edition has none or its file was
    rejected. `totals` is the grouped table of all indicators (see `totals.group_activities`).
    `register_file` is the label of its file or settings in an issue, `register_source` its name in
    a source line. `published`, `milestones` and `reported` have the rows of this edition.
    `population` is None if no year has a value for every unit. `own` is True if the reader uploaded
    the register, which only this reader sees. `notes` are notes for readers, by language. `related`
    is True for other work than the campaign, whose values are never compared. `rejected_rows`
    counts the rows of the register that are not accepted. `translations` are texts of the register
    by language and text as written; a text without one is shown as it is. `targets` is the plan
    (columns of `tables.TARGETS`, see `ingest_targets`), None without one; `targets_file` is the
    name of its file.
    """

    campaign_id: str
    names: Mapping[str, str]
    start: date | None
    end: date | None
    nominal_days: int | None
    status: Status
    source: str
    notes: Mapping[str, str]
    register: Register | None
    totals: pd.DataFrame | None
    published: pd.DataFrame
    milestones: pd.DataFrame
    reported: pd.DataFrame
    population: Population | None
    issues: tuple[Issue, ...]
    rejected_rows: int
    own: bool = False
    related: bool = False
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    targets: pd.DataFrame | None = None
    targets_file: str = ""
    register_file: str = ""
    register_source: str = ""

    @property
    def activities(self) -> pd.DataFrame | None:
        """All accepted activities in memory (columns of `tables.ACTIVITIES`); None without any.

        For a long register use the methods of `register`, which read only the needed rows.
        """
        return None if self.register is None else self.register.rows()

    @property
    def illustrative(self) -> bool:
        """True if the register is invented; every view of it then has the disclaimer."""
        return self.status == "illustrative"

    def name(self, text: Text) -> str:
        """The name of the edition in the reader's language."""
        return self.names[text.lang]

    def title(self, text: Text) -> str:
        """The name of the edition in a list or a line of filters.

        A register that a reader uploaded has the name of the campaign of its days, since slides and
        files of it are for others.
        """
        if self.campaign_id.startswith(OWN):
            return self.register_name(text)
        if self.related:
            return f"{self.name(text)}, {self.campaign_id}"
        return text("{year} campaign", year=self.campaign_id)

    def register_name(self, text: Text) -> str:
        """The name of the register by its campaign, never that of a file."""
        year = self.campaign_id.removeprefix(OWN)
        return text("Register of the {year} campaign", year=year)

    @cached_property
    def data_day(self) -> date | None:
        """The day of the last activity shown; without activities, the last day."""
        return self._activity_day("max") or self.last_day

    @property
    def year(self) -> int:
        """The year of its first day, else of its id; 0 if neither has a year."""
        return campaign_days.first_year(self.start, self.campaign_id)

    def published_row(self, indicator: str) -> pd.Series | None:
        """The published value of an indicator (value, qualifier, source); None without one."""
        return self._published_rows.get(indicator)

    @cached_property
    def _published_rows(self) -> Mapping[str, pd.Series]:
        rows = self.published.drop_duplicates("indicator")
        return {str(code): rows.iloc[at] for at, code in enumerate(rows["indicator"])}

    @cached_property
    def shown_limits(self) -> tuple[date, date] | None:
        """The days beyond which no chart extends (`campaign_days.shown_limits`)."""
        days = pd.Series(dtype="datetime64[us]") if self.totals is None else self.totals["date"]
        return campaign_days.shown_limits((self.start, self.end), self.nominal_days, days)

    @cached_property
    def first_day(self) -> date | None:
        """The first day shown: the start, or an activity before it within `shown_limits`.

        None without either.
        """
        days = [day for day in (self.start, self._activity_day("min")) if day is not None]
        return min(days) if days else None

    @cached_property
    def last_day(self) -> date | None:
        """The last day shown: the end, or an activity after it within `shown_limits`.

        None without either.
        """
        days = [day for day in (self.end, self._activity_day("max")) if day is not None]
        return max(days) if days else None

    def is_shown(self, rows: pd.DataFrame) -> pd.Series:
        """Return True for each row whose `date` lies from `first_day` to `last_day`."""
        if self.first_day is None or self.last_day is None:
            return pd.Series(False, index=rows.index)
        return rows["date"].between(pd.Timestamp(self.first_day), pd.Timestamp(self.last_day))

    def shown_rows(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return the rows for which `is_shown` is True."""
        return rows[self.is_shown(rows)]

    @cached_property
    def plan(self) -> tuple[Target, ...]:
        """The targets of the plan; () without a plan or days.

        A target without a due day is due on the last day of the edition.
        """
        last = self.end or self.last_day
        if self.targets is None or last is None or self.first_day is None:
            return ()
        return targets_of(self.targets, last)

    @cached_property
    def occurring_types(self) -> frozenset[str]:
        """The codes of the activity types in the register; empty without a register."""
        return frozenset() if self.totals is None else frozenset(self.totals["type"].unique())

    @cached_property
    def usual_attendance(self) -> UsualAttendance | None:
        """The usual attendance of each type in the whole register; None without a register."""
        return (
            None if self.register is None else self.register.usual_attendance(self.start, self.end)
        )

    @cached_property
    def organisers(self) -> EntryCounts | None:
        """The organizers of the register; None without a register."""
        return None if self.register is None else self.register.organisers()

    @cached_property
    def organiser_codes(self) -> frozenset[str]:
        """The codes of the organizers; empty without a register."""
        return frozenset() if self.organisers is None else frozenset(self.organisers.spellings)

    def organiser_name(self, code: str, text: Text) -> str:
        """The name of an organizer in the reader's language, else as written."""
        assert self.organisers is not None
        return self.organisers.name(code, self.translations.get(text.lang, {}))

    @cached_property
    def totals_of_organisers(self) -> Callable[[tuple[str, ...]], pd.DataFrame]:
        """The function from codes of organizers to the grouped table of their activities.

        An activity of several of these organizers is counted once.
        """

        @lru_cache(MOST_ORGANISER_TOTALS)
        def group(codes: tuple[str, ...]) -> pd.DataFrame:
            assert self.register is not None
            return self.register.totals(RowFilter(organisers=codes))

        return group

    def _activity_day(self, which: Literal["min", "max"]) -> date | None:
        """The first or the last day of an activity within `shown_limits`.

        If all are beyond, it is that of the campaign. None without activities.
        """
        if self.totals is None or self.totals.empty or self.shown_limits is None:
            return None
        first, last = map(pd.Timestamp, self.shown_limits)
        days = self.totals["date"]
        day = days[days.between(first, last)].agg(which)
        if pd.notna(day):
            return pd.Timestamp(day).date()
        period = (self.start, self.end)
        end = campaign_days.last_day(period, self.nominal_days)
        return self.start or end if which == "min" else end


@dataclass(frozen=True, eq=False)
class Campaign:
    """All editions, with their common places and types.

    `types` is indexed by `code` with group and names. `issues` are the issues of shared files; each
    edition has the issues of its own files. `fingerprint` is a digest of the bytes of all files.
    `private` is True if it contains a reader's own files; then no result of it is shared.
    `boundaries_file` is the name of the file of a reader's own boundaries, "" for the boundaries of
    the server. `public_texts` are keys of texts that look like
    the name of a person and are not personal data (`possible_names.text_key`). `labour_migrants`
    are the rows of `tables.LABOUR_MIGRANTS`, None without any. `own_editions` are the editions with
    a reader's own registers by the campaign of their days: {"2026": "own-2026"}; the edition is the
    campaign itself if the register is shown in its place.
    """

    editions: Mapping[str, Edition]
    places: Places
    types: pd.DataFrame
    issues: tuple[Issue, ...]
    fingerprint: str
    private: bool = False
    boundaries_file: str = ""
    public_texts: frozenset[str] = frozenset()
    labour_migrants: pd.DataFrame | None = None
    own_editions: Mapping[str, str] = field(default_factory=dict)

    @property
    def public_ids(self) -> list[str]:
        """The editions of the server, oldest first; a reader's own register may be in their place.

        A link to one of them means the same for everyone.
        """
        return sorted(name for name in self.editions if not name.startswith(OWN))

    @property
    def default_edition(self) -> str:
        """The newest of `public_ids` with a register, else the newest of all."""
        ids = self.public_ids
        with_register = [i for i in ids if i not in self.other_years]
        return (with_register or ids)[-1]

    @cached_property
    def other_years(self) -> list[str]:
        """The editions with published values and no register, oldest first."""
        return [i for i in sorted(self.editions) if self.editions[i].status == "published_only"]

    @cached_property
    def type_codes(self) -> list[str]:
        """The codes of the activity types in their order."""
        return [str(code) for code in self.types.index]

    def type_name(self, code: str, text: Text) -> str:
        """The name of an activity type in the reader's language."""
        return self._type_names[f"name_{text.lang}"][code]

    @cached_property
    def _type_names(self) -> Mapping[str, Mapping[str, str]]:
        return {column: dict(self.types[column].astype(str)) for column in self.types.columns}
