"""The view of a reader: campaign, selection, language and style, with the selection in words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass, replace
from functools import cached_property, wraps
from typing import Any, TypeVar

from campaign.analysis.selection import Selection
from campaign.analysis.view_numbers import ViewNumbers
from campaign.domain.campaign import Campaign
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
        ids = filter(None, (self.selection.edition, self.selection.other))
        editions = [self.campaign.editions[name] for name in ids]
        if not any(edition.illustrative for edition in editions):
            return ""
        return self.text("Illustrative (invented) data; not actual campaign results.")

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


PARTS = ("place", "dates", "types", "organisers")
_MOST_NAMES = 3


@dataclass(frozen=True)
class Scope:
    """The parts of a selection in the nominative; "" for a part without a limit.

    For more than three places or types, and for several organizers (whose names are long), there is
    only their number; `full` has all names.
    """

    place: str = ""
    dates: str = ""
    types: str = ""
    organisers: str = ""
    full: str = ""

    @classmethod
    def of(cls, selection: Selection, campaign: Campaign, text: Text) -> Scope:
        """Return the parts of the selection in the reader's language."""
        edition = campaign.editions[selection.edition]
        # In the order of the files, not of the clicks, the same as in a link.
        codes = [code for code in campaign.places.codes if code in selection.oblasts]
        kinds = [code for code in campaign.type_codes if code in selection.types]
        places = [campaign.places.name(code, text) for code in codes]
        types = [campaign.type_name(code, text) for code in kinds]
        dates = ""
        if selection.start or selection.end:
            first, last = selection.start or edition.first_day, selection.end or edition.last_day
            assert (
                first is not None and last is not None
            )  # a limit lies within the days of the edition
            dates = text.date_range_short(first, last)
        # Names that contain conjunctions need quotes: «Лекция или урок» и «Тренинг или семинар».
        type_names = text.list(map(text.quote, types) if len(types) > 1 else types)
        place = text.list(places)
        organisers = sorted(
            (
                edition.organiser_name(code, text)
                for code in selection.organisers
                if code in edition.organiser_codes
            ),
            key=text.sort_key,
        )
        full = " · ".join(filter(None, (place, dates, type_names, text.list(organisers))))
        if len(places) > _MOST_NAMES:
            total = len(campaign.places.codes)
            place = text("{n} of {total} regions", n=len(places), total=total)
        if len(types) > _MOST_NAMES:
            type_names = text.n("{n} type of activity", "{n} types of activity", len(types))
        organiser_names = "".join(organisers)
        if len(organisers) > 1:
            organiser_names = text.n("{n} organizer", "{n} organizers", len(organisers))
        return cls(place, dates, type_names, organiser_names, full)

    def parts(self, without: Collection[str] = ()) -> list[str]:
        """Return the parts that are not "", in their order, except those in `without`."""
        return [part for name in PARTS if name not in without and (part := getattr(self, name))]

    @property
    def line(self) -> str:
        """All parts, as “Osh oblast · 1–7 Sep 2017 · Lecture”; "" without a selection."""
        return " · ".join(self.parts())

    def highlighting(self, parts: Collection[str], text: Text) -> str:
        """Return all parts, for a chart of more than the selection that highlights `parts`."""
        others = [part for part in PARTS if part not in parts]
        highlighted_parts = " · ".join(self.parts(without=others))
        if not highlighted_parts:
            return self.line
        line = " · ".join(
            [*self.parts(without=parts), text("highlighted: {what}", what=highlighted_parts)]
        )
        return capitalize(line)

    def sentence(self, words: str, without: Collection[str] = ()) -> str:
        """Return the selection and then `words`, `without` the parts that the words already name.

        The name of a type or an organizer is not a sentence, so a dot (·) follows it, as in a
        title. "" without words.
        """
        if not words:
            return ""
        prefix = " · ".join(self.parts(without))
        if self.place and "place" not in without:
            prefix = capitalize(prefix)
        if any(part and part in self.parts(without) for part in (self.types, self.organisers)):
            return f"{prefix} · {words}"
        return _after(prefix, words)

    def sentence_of_all(self, words: str, highlights: Collection[str], text: Text) -> str:
        """Return the selection and then `words` about more than the `highlights`.

        "" without words.
        """
        if not words:
            return ""
        prefix = self.highlighting(highlights, text)
        return _after(capitalize(prefix) if self.place else prefix, words)


def _after(prefix: str, words: str) -> str:
    # A date may end in the full stop of its year: «11–17 сентября 2017 г.»
    return f"{prefix.removesuffix('.')}. {words}" if prefix else words
