"""The provenance of an export and the source of the population, as pages and exports name them."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from campaign import __version__
from campaign.analysis.view import View
from campaign.domain.campaign import Edition
from campaign.domain.places import Population
from campaign.domain.source_sites import publishers
from campaign.i18n.letter_case import capitalize_entry, uncapitalize
from campaign.i18n.translator import N_, Text

_LONGEST = 48


@dataclass(frozen=True)
class Provenance:
    """The lines about an export, in the reader's language; "" for a line without content.

    `data_day` is the last day of the data. The time of the export is not included, so that the same
    data and filters give the same bytes.
    """

    title: str
    filters: str
    data_day: dt.date | None
    data_line: str
    version_line: str
    sources: tuple[str, ...]
    disclaimer: str
    boundaries: str

    @property
    def stamp(self) -> str:
        """The date of the data and the versions, on one line."""
        return " · ".join(line for line in (self.data_line, self.version_line) if line)

    def lines(self, *, with_map: bool) -> list[str]:
        """Return all lines in order, the boundary note only for an export with a map."""
        sources = map(capitalize_entry, self.sources)
        lines = [self.disclaimer, self.filters, self.data_line, self.version_line, *sources]
        if with_map:
            lines.append(self.boundaries)
        return [line for line in lines if line]


def build_provenance(view: View, title: str, sources: tuple[str, ...] = ()) -> Provenance:
    """Return the provenance of an export of this view.

    The first source is the register, if the edition has one.
    """
    text = view.text
    register = (view.source,) if view.has_register else ()
    data_day = view.edition.data_day
    return Provenance(
        title=title,
        filters=view.filters,
        data_day=data_day,
        data_line=text("Data as of {day}", day=data_day) if data_day else "",
        version_line=text(
            "Software version {version} · data version {fingerprint}",
            version=__version__,
            fingerprint=view.campaign.fingerprint,
        ),
        sources=tuple(dict.fromkeys((*register, *sources))),
        disclaimer=view.disclaimer,
        boundaries=" ".join(view.boundary_notes),
    )


def file_name(view: View, what: str, ending: str) -> str:
    """Return a file name in Latin letters: `what`, edition, selection, language, date of the data.

    A single place appears with its English name, several places with their codes. A part of more
    than 48 characters is replaced by the number of codes and six digits of their digest.
    """
    query, data_day = view.selection.to_query(view.campaign), view.edition.data_day
    days = ""
    if view.scope.dates:
        days = "_".join(day.isoformat() for day in view.days)
    parts = [
        what,
        view.edition.campaign_id,
        _places(view, query.get("oblast", "").split(",")),
        _short(query.get("type", "").replace("_", "-").split(","), "types"),
        _short(query.get("organiser", "").split(","), "organisers"),
        days,
        view.text.lang,
        data_day.isoformat() if data_day else "",
    ]
    return "-".join(part for part in map(_latin, parts) if part) + ending


def _places(view: View, codes: Sequence[str]) -> str:
    if len(view.selection.oblasts) == 1:
        name = view.campaign.places.name(codes[0], Text.of("en"))
        return _latin(name)[:_LONGEST] or codes[0]
    return _short(codes, "regions")


def _short(codes: Sequence[str], what: str) -> str:
    code_list = "-".join(codes)
    if len(code_list) <= _LONGEST:
        return code_list
    return f"{len(codes)}-{what}-{hashlib.sha256(code_list.encode()).hexdigest()[:6]}"


def _latin(words: str) -> str:
    """Return the words in small Latin letters, digits, hyphens and underscores."""
    return re.sub(r"[^a-z0-9_]+", "-", words.lower()).strip("-")


POPULATION_GROUPS: Mapping[str, str] = {
    "": N_("Whole population"),
    "women": N_("Women"),
    "men": N_("Men"),
    "youth": N_("Young people"),
}
"""Translated names of groups; any other group has its name from the population file."""


MOST_YEARS = 3
"""The most years between the population and the campaign without a warning."""


def population_of_year(population: Population, text: Text, group: str = "") -> str:
    """Return the population, or its `group`, with its year: “population of 2015”."""
    words = N_("population of {year:raw}")
    if population.is_rounded:
        words = N_("population of {year:raw}, rounded estimates")
    if group:
        words = N_("population of {year:raw} ({group})")
    return text(words, group=group, year=population.year)


def population_warning(population: Population | None, edition: Edition, text: Text) -> str:
    """Return that the population is of a year far from the campaign; "" within `MOST_YEARS`.

    Also "" without a population, and for a campaign without a year.
    """
    if population is None or not edition.year:
        return ""
    years = edition.year - population.year
    if years > MOST_YEARS:
        return text.n(
            "The rate uses the population of {year:raw}, {n} year before the campaign.",
            "The rate uses the population of {year:raw}, {n} years before the campaign.",
            years,
            year=population.year,
        )
    if years < -MOST_YEARS:
        return text.n(
            "The rate uses the population of {year:raw}, {n} year after the campaign.",
            "The rate uses the population of {year:raw}, {n} years after the campaign.",
            -years,
            year=population.year,
        )
    return ""


def source_of_population(
    population: Population | None, edition: Edition, text: Text, group: str = ""
) -> tuple[str, ...]:
    """Return year and publishers of the population, or of its `group`, and `population_warning`.

    A source that is not an address is shown as written. () if the population is not known.
    """
    if population is None:
        return ()
    source = ", ".join(publishers(population.sources))
    line = "; ".join(filter(None, (population_of_year(population, text, group), source)))
    warning = uncapitalize(population_warning(population, edition, text)).rstrip(".")
    return tuple(filter(None, (line, warning)))


def group_name(group: str, text: Text) -> str:
    """Return the name of a group of the population, "" for everybody."""
    return text(POPULATION_GROUPS[group]) if group in POPULATION_GROUPS else group


def population_source(view: View) -> tuple[str, ...]:
    """Return year and source of the selected population; () if it is not known."""
    basis, text = view.basis, view.text
    group = group_name(basis.group, text) if basis.group else ""
    return source_of_population(basis.population, view.edition, text, group)
