"""The nine units: their codes, names, boundaries and population."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import geopandas as gpd
import pandas as pd
import shapely
from shapely.affinity import translate
from shapely.geometry import LineString, MultiPolygon, Point, Polygon
from shapely.ops import polylabel

from campaign.i18n.letter_case import capitalize
from campaign.i18n.translator import N_, Text
from campaign.schema.region_codes import WIDE_NAMES, split_regions

BOUNDARY_NOTES = (
    N_(
        "Boundaries are generalized and for orientation only; they do not imply the "
        "expression of any opinion concerning the legal status of any territory or the "
        "delimitation of its boundaries."
    ),
    N_(
        "The map does not show the border changes of 2022–2025 or the 2024 enlargement of "
        "Bishkek. Osh city is shown as a symbol."
    ),
)
"""The notes on the shipped boundaries."""

OWN_BOUNDARY_NOTE = N_(
    "Boundaries are those of your own file, {file}; they do not imply the expression of any "
    "opinion concerning the legal status of any territory or the delimitation of its boundaries."
)
_CLEAR = 0.5
"""The free height above and below a label, as a share of the distance from the pole of
inaccessibility to the border."""

_ROWS = 20
"""The number of lines that are tested on each side of the pole of inaccessibility."""


_ROUNDED = r"(?:thousands, )?rounded\b"
"""The beginning of the note of a rounded value."""


@dataclass(frozen=True, eq=False)
class Population:
    """The population of all units in a year with a value for every unit.

    `by_unit` is indexed by `iso_code`, whole persons. `sources` are addresses. `is_rounded` is True
    if the file marks every value as a rounded estimate.
    """

    year: int
    by_unit: pd.Series
    sources: tuple[str, ...]
    is_rounded: bool = False

    @property
    def total(self) -> float:
        """Population of the country: the sum over the nine units."""
        return float(self.by_unit.sum())


@dataclass(frozen=True, eq=False)
class Places:
    """The units in their official order, with names, boundaries and population.

    `table` is indexed by `iso_code` with kind, names and short names in three languages, centre
    and area (km²); it also names cities that the boundaries draw within their oblasts. `boundaries`
    (WGS 84, RFC 7946 winding) is None if the file was rejected; `population` has one row per unit
    and date, and is empty if the file was rejected.
    """

    table: pd.DataFrame
    boundaries: gpd.GeoDataFrame | None
    population: pd.DataFrame

    @cached_property
    def codes(self) -> list[str]:
        """ISO 3166-2 codes in the order of the file: the units with a shape.

        Without boundaries, all units.
        """
        codes = [str(code) for code in self.table.index]
        if self.boundaries is None:
            return codes
        shapes = set(self.boundaries["iso_code"])
        return [code for code in codes if code in shapes]

    @cached_property
    def _names(self) -> Mapping[str, Mapping[str, str]]:
        # Read about two hundred times a run; a frame would be fifty times slower.
        return {column: dict(self.table[column].astype(str)) for column in self.table.columns}

    def name(self, code: str, text: Text) -> str:
        """The full official name, nominative, as “Naryn oblast”.

        For several regions (`region_codes`) all names; `SEVERAL`, the country and `OTHER_REGION`
        have names of their own.
        """
        return self._name(code, f"name_{text.lang}", text)

    def heading(self, code: str, text: Text) -> str:
        """The full name with a capital letter, for headings and starts of sentences: «Город Ош»."""
        return capitalize(self.name(code, text))

    def short(self, code: str, text: Text) -> str:
        """The name for a label on a map or an axis, for the same codes as `name`."""
        return self._name(code, f"short_{text.lang}", text)

    def _name(self, code: str, column: str, text: Text) -> str:
        names = self._names[column]
        if code in names:
            return names[code]
        if code in WIDE_NAMES:
            return text(WIDE_NAMES[code])
        return text.list([names[part] for part in split_regions(code)])

    @cached_property
    def label_points(self) -> Mapping[str, tuple[float, float]]:
        """{code: (lon, lat)} of the point in each unit with most room for a label.

        Degrees; empty without boundaries. The point lies in the largest part of the unit, near its
        pole of inaccessibility (`polylabel`): it is the middle of the longest west-east line with
        room above and below it.
        """
        if self.boundaries is None:
            return {}
        points = {}
        for code, shape in self.boundaries.set_index("iso_code").geometry.items():
            parts = shape.geoms if isinstance(shape, MultiPolygon) else [shape]
            point = _widest_place(max(parts, key=lambda part: part.area))
            points[str(code)] = (round(point.x, 3), round(point.y, 3))
        return points

    @cached_property
    def population_groups(self) -> list[str]:
        """The groups of the population that have values, such as `youth`, in the file's order."""
        groups = self.population["group"]
        return [str(group) for group in groups[groups != ""].unique()]

    def nearest_population(self, year: int, group: str = "") -> Population | None:
        """The population in the complete year nearest to `year`; None without one.

        A complete year has a value for every unit; values are never interpolated. The earlier of
        two equally near years is used. Censuses of another population (“lower series”) are ignored.
        For a `group`, the nearest of the years with values for most units is used; other units have
        NaN.
        """
        rows = self._counted_rows[self._counted_rows["group"] == group]
        units: dict[int, set[str]] = {}
        for at, code in zip(rows["year"], rows["iso_code"], strict=True):
            units.setdefault(at, set()).add(code)
        enough = max(map(len, units.values()), default=0) if group else len(self.codes)
        complete = [(abs(at - year), at) for at, codes in units.items() if len(codes) == enough]
        if not complete:
            return None
        at = min(complete)[1]
        latest = (
            rows[rows["year"] == at]
            .sort_values("date", kind="stable")
            .drop_duplicates("iso_code", keep="last")
            .set_index("iso_code")
            .reindex(self.codes)
        )
        sources = tuple(dict.fromkeys(latest["source"].dropna().astype(str)))
        return Population(
            at, latest["population"].astype("float64"), sources, _are_rounded_estimates(latest)
        )

    @cached_property
    def _counted_rows(self) -> pd.DataFrame:
        """The rows of estimates and censuses, with their `year`."""
        rows = self.population
        is_counted = rows["kind"].isin(["estimate", "census"]) & rows["iso_code"].isin(self.codes)
        rows = rows[is_counted & rows["date"].notna()]
        return rows.assign(year=rows["date"].dt.year.astype("int64"))


def _are_rounded_estimates(rows: pd.DataFrame) -> bool:
    """Return True if the file marks every row as a rounded estimate."""
    if "note" not in rows:
        return False
    is_rounded = rows["note"].astype("object").fillna("").astype(str).str.match(_ROUNDED)
    return bool((is_rounded & (rows["kind"] == "estimate")).all())


def _widest_place(part: Polygon) -> Point:
    """Return the middle of the longest west-east line within the part, near its pole.

    The pole of inaccessibility is the point farthest from the border. A label is wider than high:
    half the pole's distance from the border must be free above and below the whole line.
    """
    pole = polylabel(part, 0.02)
    reach = float(part.boundary.distance(pole))
    copies = [translate(part, yoff=reach * _CLEAR * step) for step in (-1, -0.5, 0, 0.5, 1)]
    free = shapely.intersection_all(copies)
    west, _, east, _ = part.bounds
    best, place = 0.0, pole
    for step in range(-_ROWS, _ROWS + 1):
        lat = pole.y + reach * step / _ROWS
        for line in shapely.get_parts(free.intersection(LineString([(west, lat), (east, lat)]))):
            if line.length > best:
                best, place = line.length, line.centroid
    return place
