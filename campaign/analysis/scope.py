"""The selection in words: of which places, days and types the numbers beside it are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from campaign.analysis.selection import Selection
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import Text

PARTS = ("place", "dates", "types")
_MOST_NAMES = 3


@dataclass(frozen=True)
class Scope:
    """Each part in the nominative, as names stand in a list; "" where nothing limits it.

    More than three places or types are counted: `full` names them all.
    """

    place: str = ""
    dates: str = ""
    types: str = ""
    full: str = ""

    @classmethod
    def of(cls, selection: Selection, campaign: Campaign, text: Text) -> Scope:
        """What the selection limits, in the words of the reader."""
        edition = campaign.editions[selection.edition]
        # In the order of the files, not of the clicks, as in a link.
        codes = [code for code in campaign.places.codes if code in selection.oblasts]
        kinds = [code for code in campaign.type_codes if code in selection.types]
        places = [campaign.places.name(code, text) for code in codes]
        types = [campaign.type_name(code, text) for code in kinds]
        dates = ""
        if selection.start or selection.end:
            first, last = selection.start or edition.first_day, selection.end or edition.last_day
            assert first is not None and last is not None  # a limit lies within known days
            dates = text.date_range_short(first, last)
        place, of_types = text.list(places), text.list(types)
        full = " · ".join(filter(None, (place, dates, of_types)))
        if len(places) > _MOST_NAMES:
            total = len(campaign.places.codes)
            place = text("{n} of {total} regions", n=len(places), total=total)
        if len(types) > _MOST_NAMES:
            of_types = text.n("{n} type of activity", "{n} types of activity", len(types))
        return cls(place, dates, of_types, full)

    def parts(self, without: Collection[str] = ()) -> list[str]:
        """The parts that limit something, in their order; `without` leaves some out."""
        named = {"place": self.place, "dates": self.dates, "types": self.types}
        return [named[part] for part in PARTS if named[part] and part not in without]

    @property
    def line(self) -> str:
        """All parts, as “Osh oblast · 1–7 Sep 2017 · Lecture”; "" where nothing is chosen."""
        return " · ".join(self.parts())

    def highlighting(self, parts: Collection[str], text: Text) -> str:
        """The same for a chart that shows more than is chosen: `parts` are highlighted in it."""
        others = [part for part in PARTS if part not in parts]
        marked = " · ".join(self.parts(without=others))
        if not marked:
            return self.line
        line = " · ".join([*self.parts(without=parts), text("highlighted: {what}", what=marked)])
        return line[0].upper() + line[1:]

    def sentence(self, words: str, without: Collection[str] = ()) -> str:
        """The words with the selection before them; `without` parts that they name themselves."""
        before = " · ".join(self.parts(without))
        # A date may end in the full stop of its year: «11–17 сентября 2017 г.»
        return f"{before.removesuffix('.')}. {words}" if before else words
