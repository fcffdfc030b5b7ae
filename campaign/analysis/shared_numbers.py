"""Numbers of a selection that are computed once, for views of any language and style."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from campaign.analysis.selection import Selection
from campaign.domain.campaign import Campaign

if TYPE_CHECKING:
    from campaign.analysis.view_numbers import ViewNumbers

_View = TypeVar("_View", bound="ViewNumbers")
_Result = TypeVar("_Result")
_Arguments = ParamSpec("_Arguments")
MOST_SELECTIONS = 32
"""The selections whose numbers are kept for the views that share them."""


@dataclass(frozen=True, eq=False)
class SharedNumbers:
    """The numbers of the selections used last, for views of any language and style.

    A new view has its own; the views that `replace` makes of it have the same.
    """

    entries: OrderedDict[tuple[Campaign, Selection], dict[Hashable, Any]] = field(
        default_factory=OrderedDict
    )

    def of(self, campaign: Campaign, selection: Selection) -> dict[Hashable, Any]:
        """Return the numbers of a selection by the functions that return them, {} at first.

        They are the same in whatever language the selection is.
        """
        key = campaign, replace(selection, lang=None)
        numbers = self.entries.setdefault(key, {})
        self.entries.move_to_end(key)
        while len(self.entries) > MOST_SELECTIONS:
            self.entries.popitem(last=False)
        return numbers


def once(
    function: Callable[Concatenate[_View, _Arguments], _Result],
) -> Callable[Concatenate[_View, _Arguments], _Result]:
    """Return the function, computed once for each selection and its further arguments.

    Nobody changes what it returns, which holds for any language and style: see `SharedNumbers`.
    """

    @wraps(function)
    def result_of(view: _View, *args: _Arguments.args, **kwargs: _Arguments.kwargs) -> _Result:
        key = (function, args, *kwargs.items())
        if key not in view.results:
            view.results[key] = function(view, *args, **kwargs)
        result: _Result = view.results[key]
        return result

    return result_of


def once_in_country(
    function: Callable[Concatenate[_View, _Arguments], _Result],
) -> Callable[Concatenate[_View, _Arguments], _Result]:
    """Return the function as `once`, of all regions: whatever regions the view selects."""
    of_country = once(function)

    @wraps(function)
    def result_of(view: _View, *args: _Arguments.args, **kwargs: _Arguments.kwargs) -> _Result:
        return of_country(view.country_view, *args, **kwargs)

    return result_of
