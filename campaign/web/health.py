"""The state of the server and of its data, for programs that watch it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from campaign import __version__
from campaign.dataset import campaign_cache
from campaign.dataset.load import UnloadableDataError
from campaign.domain.campaign import Edition

_EARLIER = {"earlier_data_shown", "earlier_register_shown"}
"""Codes of the issues that say that earlier data are shown."""


def health(request: Request) -> Response:
    """Return 200 with status, version, data fingerprint and the state of each register.

    Return 503 if the data cannot be read.
    """
    try:
        campaign = campaign_cache.current()
    except UnloadableDataError as error:
        file_names = sorted({issue.file for issue in error.issues})
        return JSONResponse(
            {"status": "failed", "version": __version__, "data": None, "files": file_names}, 503
        )
    registers = {
        edition.register_file: _register_state(edition)
        for edition in campaign.editions.values()
        if edition.status != "published_only"
    }
    return JSONResponse(
        {
            "status": "ok",
            "version": __version__,
            "data": campaign.fingerprint,
            "registers": registers,
        }
    )


def _register_state(edition: Edition) -> dict[str, str | int]:
    """Return {state: "current", "earlier" or "none"; rejected_rows: count; why: rule, if any}."""
    issues = [issue for issue in edition.issues if issue.file == edition.register_file]
    rules = [issue.rule for issue in issues if issue.row is None]
    is_earlier = not _EARLIER.isdisjoint(rules)
    state = "earlier" if is_earlier else "none" if edition.totals is None else "current"
    reasons = [rule for rule in rules if rule not in _EARLIER]
    why = {} if state == "current" or not reasons else {"why": reasons[0]}
    return {"state": state, "rejected_rows": edition.rejected_rows, **why}
