"""What the server prints: never what a reader asked, brought or saw.

An exception says in its message what it stumbled over: a cell of a register, a name in a link. So
a fault is logged with its code, the kind of the exception, and file, line and function of every
step, but without any message. The code is the one that the reader sees.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import sys
import threading
import traceback
import warnings
from collections.abc import Iterator
from types import TracebackType
from typing import Any, TextIO

_CODE = "_campaign_code"
_record = logging.getLogRecordFactory()


def code_of(fault: BaseException) -> str:
    """Eight hexadecimal digits; the same fault has the same code wherever it is told."""
    found = getattr(fault, _CODE, None)
    if found is None:
        found = secrets.token_hex(4)
        setattr(fault, _CODE, found)
    return str(found)


def describe_fault(fault: BaseException) -> str:
    """Kind of the exception and the steps to it, for it and for what led to it; no message."""
    return "\n".join(_steps(fault, set()))


def keep_quiet() -> None:
    """Let everything this process logs, warns of or dies of go without what readers brought."""
    logging.setLogRecordFactory(_discreet)
    # At its usual level uvicorn notes the address of each reader and what was asked for.
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    warnings.showwarning = _warn
    sys.excepthook = _die
    threading.excepthook = lambda failed: _die(
        failed.exc_type, failed.exc_value or failed.exc_type(), failed.exc_traceback
    )


def _steps(fault: BaseException, seen: set[int]) -> Iterator[str]:
    if id(fault) in seen:
        return
    seen.add(id(fault))
    led = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    if led is not None:
        yield from _steps(led, seen)
        yield "which led to"
    yield "Traceback (most recent call last):"
    for step in traceback.extract_tb(fault.__traceback__):
        yield f'  File "{step.filename}", line {step.lineno}, in {step.name}'
    yield f"{type(fault).__module__}.{type(fault).__qualname__}"
    if isinstance(fault, BaseExceptionGroup):
        for part in fault.exceptions:
            yield "made of"
            yield from _steps(part, seen)


def _discreet(*args: Any, **kwargs: Any) -> logging.LogRecord:
    record = _record(*args, **kwargs)
    fault = record.exc_info[1] if record.exc_info else None
    if fault is not None:
        # `asyncio` puts the exception, as it writes itself, into the lines below the first.
        first = str(record.msg).splitlines()[:1] if record.name == "asyncio" else [record.msg]
        record.msg = f"[{code_of(fault)}] {first[0] if first else ''}"
        record.exc_text = describe_fault(fault)
    record.exc_info = None
    # An exception among the arguments would be written with its message.
    if isinstance(record.args, tuple):
        record.args = tuple(
            f"[{code_of(arg)}] {type(arg).__name__}" if isinstance(arg, BaseException) else arg
            for arg in record.args
        )
    return record


def _warn(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    print(f"{filename}:{lineno}: {category.__name__}", file=file or sys.stderr)


def _die(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, (KeyboardInterrupt, asyncio.CancelledError)):
        return
    print(f"[{code_of(fault)}] stopped by a fault\n{describe_fault(fault)}", file=sys.stderr)
