"""The reasons of failures of statements on a Spark server.

Only the code of a server's error is passed on or logged, because the message may contain names of
hosts and users, or cells of the register.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import grpc
from pyspark.errors import PySparkException

from campaign.dataset.engines.engine import EngineError, Reason

_STATUSES: Mapping[grpc.StatusCode, Reason] = {
    grpc.StatusCode.UNAVAILABLE: "engine_away",
    grpc.StatusCode.DEADLINE_EXCEEDED: "engine_late",
    grpc.StatusCode.CANCELLED: "engine_late",
    grpc.StatusCode.UNAUTHENTICATED: "engine_denied",
    grpc.StatusCode.PERMISSION_DENIED: "engine_denied",
}
_CONDITIONS: Mapping[str, Reason] = {
    "TABLE_OR_VIEW_NOT_FOUND": "engine_table",
    "SCHEMA_NOT_FOUND": "engine_table",
    "NO_SUCH_CATALOG_EXCEPTION": "engine_table",
    "PATH_NOT_FOUND": "engine_table",
    "INSUFFICIENT_PERMISSIONS": "engine_denied",
    "OPERATION_CANCELED": "engine_late",
    # The server has restarted, or has ended an unused session.
    "INVALID_HANDLE": "engine_away",
}
"""The reason of a failure, by the first part of Spark's error condition."""


def explain(error: Exception) -> EngineError:
    """Return the error with its code only."""
    status = _status_of(error)
    if status is not None and status in _STATUSES:
        return EngineError(status.name, _STATUSES[status])
    condition = _condition_of(error)
    words = condition or type(error).__name__
    if isinstance(error, PySparkException) and "session" in str(error).lower() and not condition:
        # The driver's check of the answer fails, because the server has restarted.
        return EngineError(words, "engine_away")
    return EngineError(words, _CONDITIONS.get(condition.split(".")[0], "engine_failed"))


def _status_of(error: BaseException) -> grpc.StatusCode | None:
    """Return the status of the call that raised an error, which is in the context of the error."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, grpc.RpcError):
        cause = cause.__context__
    return None if cause is None else cause.code()


def _condition_of(error: Exception) -> str:
    """Return Spark's name of an error, "" without one."""
    condition = error.getCondition() if isinstance(error, PySparkException) else None
    # Sail writes the name into the message.
    match = re.search(r"\[([A-Z_]+(?:\.[A-Z_]+)*)\]", str(error)[:200])
    name = condition or (match[1] if match else "")
    return name if re.fullmatch(r"[A-Z_.]+", name) else ""
