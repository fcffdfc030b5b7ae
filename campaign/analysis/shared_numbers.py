"""Numbers of a selection, computed once for views in any language and style."""

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
"""The most selections whose numbers are cached."""


@dataclass(frozen=True, eq=False)
class SharedNumbers:
    """The cached numbers of the selections used last, for views in any language and style.

    A new view has its own cache; copies of the view by `replace` share it.
    """

    entries: OrderedDict[tuple[Campaign, Selection], dict[Hashable, Any]] = field(
        default_factory=OrderedDict
    )

    def of(self, campaign: Campaign, selection: Selection) -> dict[Hashable, Any]:
        """Return the cached numbers of a selection by function and arguments, {} at first.

        The language of the selection is ignored.
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
    """Return the function with its results cached by selection and further arguments.

    A result must not depend on language or style, and callers must not change it (see
    `SharedNumbers`).
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
    """Return the function as `once`, for all regions, whatever regions the view selects."""
    of_country = once(function)

    @wraps(function)
    def result_of(view: _View, *args: _Arguments.args, **kwargs: _Arguments.kwargs) -> _Result:
        return of_country(view.country_view, *args, **kwargs)

    return result_of
