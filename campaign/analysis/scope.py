"""The selection in words: places, days, types and organizers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from campaign.analysis.selection import Selection
from campaign.domain.campaign import Campaign
from campaign.i18n.letter_case import capitalize
from campaign.i18n.translator import Text

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
