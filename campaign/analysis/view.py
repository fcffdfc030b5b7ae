"""The view of a reader: campaign, selection, language and style as one frozen value."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from functools import cached_property, wraps
from typing import Any, TypeVar

from campaign.analysis.scope import Scope
from campaign.analysis.selection import Selection
from campaign.analysis.view_numbers import ViewNumbers
from campaign.domain.places import BOUNDARY_NOTES, OWN_BOUNDARY_NOTE
from campaign.i18n.letter_case import capitalize, uncapitalize
from campaign.i18n.translator import Text
from campaign.theme.style import Style

_Result = TypeVar("_Result")


def once_in_words(function: Callable[[View], _Result]) -> Callable[[View], _Result]:
    """Return the function with its results cached by view: by selection, language and style.

    Callers must not change a result.
    """

    @wraps(function)
    def result_of(view: View) -> _Result:
        if function not in view.wordings:
            view.wordings[function] = function(view)
        result: _Result = view.wordings[function]
        return result

    return result_of


@dataclass(frozen=True, eq=False)
class View(ViewNumbers):
    """Everything that a chart needs: the numbers of a selection, and texts about it."""

    text: Text
    style: Style

    @property
    def key(self) -> tuple[str, Selection, str, str]:
        """A key, equal for two views with the same content and look."""
        return (self.campaign.fingerprint, self.selection, self.text.lang, self.style.mode)

    def with_style(self, style: Style) -> View:
        """Return the view in another style."""
        return replace(self, style=style)

    @cached_property
    def wordings(self) -> dict[Hashable, Any]:
        """The cached results of functions with `once_in_words` for this view."""
        return {}

    @cached_property
    def wide_line(self) -> str:
        """How many activities belong to no single region, in a sentence; "" without any."""
        return self.wide.line(self.text, self.selection.oblasts)

    @cached_property
    def undrawn_line(self) -> str:
        """How many activities charts of days do not show, and where they are; "" without any."""
        activities, people = self.undrawn
        if not activities or self.edition.first_day is None or self.edition.last_day is None:
            return ""
        return self.text(
            "Activities outside {days}, not shown here: {n} (people reached: {people}). They are "
            "in all totals and in the list of activities.",
            days=self.text.date_range_short(self.edition.first_day, self.edition.last_day),
            n=activities,
            people=self.text("not reported") if people != people else self.text.number(people),
        )

    @property
    def absence(self) -> str:
        """The reason why there are no activities, in words; "" if there are some."""
        if self.edition.status == "published_only":
            return self.text("No register of activities was published for this campaign.")
        if self.edition.totals is None:
            return self.text("The register of this campaign cannot be shown.")
        if not self.has_register or self.is_empty:
            return self.text("No activities in this selection.")
        return ""

    @property
    def disclaimer(self) -> str:
        """The disclaimer of an illustrative register in words; "" for a real register.

        The campaign that this one is compared with counts too.
        """
        editions = [self.campaign.editions[name] for name in self._edition_ids]
        if not any(edition.illustrative for edition in editions):
            return ""
        return self.text("Illustrative (invented) data; not actual campaign results.")

    @property
    def _edition_ids(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.selection.edition, self.selection.other)))

    @cached_property
    def scope(self) -> Scope:
        """The selection in words; "" for every part without a limit."""
        return Scope.of(self.selection, self.campaign, self.text)

    @property
    def subject(self) -> str:
        """The subject of a file of this view: the selected places or the country, days, types."""
        place = capitalize(self.scope.place) or self.text("Kyrgyzstan")
        return " · ".join([place, *self.scope.parts(without=("place",))])

    @property
    def filters(self) -> str:
        """The edition and the whole selection in words, always with the days."""
        parts = [self.edition.title(self.text), self.scope.full]
        if not self.scope.dates and self.edition.first_day and self.edition.last_day:
            parts.insert(1, self.text.date_range_short(*self.days))
        return " · ".join(filter(None, parts))

    @property
    def source(self) -> str:
        """The source of the register, for the line under a chart."""
        if self.edition.own:
            return uncapitalize(self.edition.register_name(self.text))
        if self.edition.illustrative:
            return self.text("illustrative (invented) register made for this dashboard")
        return self.text("campaign register, {file}", file=self.edition.register_source)

    @property
    def boundary_notes(self) -> tuple[str, ...]:
        """The notes on the boundaries of the view."""
        own = self.campaign.boundaries_file
        if own:
            return (self.text(OWN_BOUNDARY_NOTE, file=own),)
        return tuple(self.text(note) for note in BOUNDARY_NOTES)
