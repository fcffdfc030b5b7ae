"""Pictures already made, shared by all sessions."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

from campaign.view import View

Made = TypeVar("Made")
MOST = 256
_made: OrderedDict[Any, Any] = OrderedDict()
_lock = threading.Lock()


def cached(view: View, build: Callable[[View], Made], what: str = "") -> Made:
    """What `build` makes of the view, made once for the same data, selection, words and style.

    `what` tells apart two things made by functions of the same name.
    """
    key = (build.__module__, build.__qualname__, what, view.key)
    with _lock:
        if key in _made:
            _made.move_to_end(key)
            found: Made = _made[key]
            return found
    made = build(view)
    with _lock:
        _made[key] = made
        while len(_made) > MOST:
            _made.popitem(last=False)
    return made
