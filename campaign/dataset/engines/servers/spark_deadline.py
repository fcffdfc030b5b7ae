"""The time limit of each call to a Spark server."""

from __future__ import annotations

import threading
import time
from typing import Any

import grpc

INTERRUPT_S = 3
"""Seconds in which a server must stop a statement that takes too long."""


class Deadline(grpc.UnaryStreamClientInterceptor, grpc.UnaryUnaryClientInterceptor):
    """Limits each call to a server by the remaining time of the statement in the same thread."""

    def __init__(self) -> None:
        self._local = threading.local()

    def of(self, end: float) -> Deadline:
        """Set the deadline to a time of the monotonic clock, for the body of a `with`."""
        self._local.end = end
        return self

    def __enter__(self) -> None:
        pass

    def __exit__(self, *error: object) -> None:
        del self._local.end

    def intercept_unary_stream(self, continuation: Any, details: Any, request: Any) -> Any:
        return continuation(self._limited(details), request)

    def intercept_unary_unary(self, continuation: Any, details: Any, request: Any) -> Any:
        return continuation(self._limited(details), request)

    def _limited(self, details: Any) -> Any:
        end = getattr(self._local, "end", None)
        seconds = INTERRUPT_S if end is None else max(0.001, end - time.monotonic())
        return _CallDetails(details, seconds)


class _CallDetails(grpc.ClientCallDetails):
    """The details of a call, with another time limit."""

    def __init__(self, details: Any, timeout: float) -> None:
        self.method, self.timeout = details.method, timeout
        self.metadata, self.credentials = details.metadata, details.credentials
        self.wait_for_ready = getattr(details, "wait_for_ready", None)
        self.compression = getattr(details, "compression", None)
