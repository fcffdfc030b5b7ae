"""The log of the server, without any data of readers.

The message of an exception may have private data: a cell of a register, a name in a link. So an
error is logged with its code, the kind of the exception, and file, line and function of every
step, but without the message. The reader sees the same code.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import sys
import threading
import traceback
import warnings
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any, TextIO

_CODE = "_campaign_code"
_default_record = logging.getLogRecordFactory()


def error_code(error: BaseException) -> str:
    """Return eight hexadecimal digits; the log and the page show the same code for an error."""
    code = getattr(error, _CODE, None)
    if code is None:
        code = secrets.token_hex(4)
        setattr(error, _CODE, code)
    return str(code)


def describe_error(error: BaseException) -> str:
    """Return kind and steps of the exception and of its causes, without messages."""
    return "\n".join(_steps(error, set()))


def log_without_messages() -> None:
    """Remove the messages of exceptions from log records, warnings and tracebacks."""
    logging.setLogRecordFactory(_record_without_message)
    # At its default level uvicorn logs the address and request of each reader.
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    warnings.showwarning = _print_warning
    sys.excepthook = _print_error
    threading.excepthook = lambda crash: _print_error(
        crash.exc_type, crash.exc_value or crash.exc_type(), crash.exc_traceback
    )


def _steps(error: BaseException, visited: set[int]) -> Iterator[str]:
    if id(error) in visited:
        return
    visited.add(id(error))
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        yield from _steps(cause, visited)
        yield "which led to"
    yield "Traceback (most recent call last):"
    for step in traceback.extract_tb(error.__traceback__):
        yield f'  File "{step.filename}", line {step.lineno}, in {step.name}'
    yield f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, BaseExceptionGroup):
        for part in error.exceptions:
            yield "made of"
            yield from _steps(part, visited)


def _record_without_message(*args: Any, **kwargs: Any) -> logging.LogRecord:
    record = _default_record(*args, **kwargs)
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        # `asyncio` puts the exception with its message into the lines below the first.
        first = str(record.msg).splitlines()[:1] if record.name == "asyncio" else [record.msg]
        record.msg = f"[{error_code(error)}] {first[0] if first else ''}"
        record.exc_text = describe_error(error)
    record.exc_info = None
    if isinstance(record.args, Mapping):
        record.args = {name: _without_message(arg) for name, arg in record.args.items()}
    elif record.args:
        record.args = tuple(map(_without_message, record.args))
    return record


def _without_message(arg: object) -> object:
    """Return an argument of a log record; for an exception, its code and kind, not the message."""
    if isinstance(arg, BaseException):
        return f"[{error_code(arg)}] {type(arg).__name__}"
    return arg


def _print_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    print(f"{filename}:{lineno}: {category.__name__}", file=file or sys.stderr)


def _print_error(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, (KeyboardInterrupt, asyncio.CancelledError)):
        return
    print(f"[{error_code(error)}] stopped by an error\n{describe_error(error)}", file=sys.stderr)
