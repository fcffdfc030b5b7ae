"""The server logs an error with its code, type and traceback, but without its message."""

from __future__ import annotations

import io
import logging
import sys
import threading
import warnings
from collections.abc import Iterator

import pytest

from campaign.web.error_log import describe_error, error_code, log_without_messages

SECRET = "Айнура-0555123456"


@pytest.fixture
def output() -> Iterator[io.StringIO]:
    """The output of a logger after `log_without_messages`; all hooks are restored afterwards."""
    before = (logging.getLogRecordFactory(), warnings.showwarning, sys.excepthook)
    thread = threading.excepthook
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    logger = logging.getLogger("quiet")
    logger.addHandler(handler)
    log_without_messages()
    yield out
    logger.removeHandler(handler)
    logging.setLogRecordFactory(before[0])
    warnings.showwarning, sys.excepthook = before[1:]
    threading.excepthook = thread


def raise_from_key_error() -> None:
    try:
        {}[SECRET]
    except KeyError as missing:
        raise ValueError(f"cannot read {SECRET}") from missing


def raise_error() -> Exception:
    try:
        raise_from_key_error()
    except ValueError as error:
        return error
    raise AssertionError


def test_an_error_is_logged_with_code_type_and_traceback(output: io.StringIO) -> None:
    error = raise_error()
    logging.getLogger("quiet").error("it broke", exc_info=error)
    line = output.getvalue()
    assert line.startswith(f"[{error_code(error)}] it broke\n")
    assert "builtins.KeyError\nwhich led to" in line and line.endswith("builtins.ValueError\n")
    assert "test_error_log.py" in line and "in raise_from_key_error" in line
    assert SECRET not in line and "0555" not in line


def test_a_code_is_short_and_constant() -> None:
    error = raise_error()
    assert error_code(error) == error_code(error) != error_code(raise_error())
    assert len(error_code(error)) == 8 and int(error_code(error), 16) >= 0


def test_an_exception_in_the_arguments_has_no_message(output: io.StringIO) -> None:
    error = raise_error()
    logging.getLogger("quiet").error("could not: %s", error)
    logging.getLogger("quiet").error("%(what)s: %(why)s", {"what": "could not", "why": error})
    line = f"could not: [{error_code(error)}] ValueError\n"
    assert output.getvalue() == line * 2


def test_exceptions_of_a_group_are_described_and_a_cycle_ends() -> None:
    inner = KeyError(SECRET)
    inner.__context__ = group = ExceptionGroup(SECRET, [inner])
    assert "builtins.ExceptionGroup\nmade of" in describe_error(group)
    assert SECRET not in describe_error(group)


def test_warnings_and_uncaught_errors_have_no_message(
    output: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        log_without_messages()
        warnings.warn(f"cannot read {SECRET}", stacklevel=1)
    error = raise_error()
    sys.excepthook(type(error), error, error.__traceback__)
    failed = threading.Thread(target=raise_from_key_error)
    failed.start()
    failed.join()
    text = capsys.readouterr().err
    assert "UserWarning" in text and error_code(error) in text
    assert text.count("builtins.ValueError") == 2
    assert SECRET not in text


def test_details_of_asyncio_are_left_out(output: io.StringIO) -> None:
    logger = logging.getLogger("asyncio")
    handler = logging.StreamHandler(output)
    logger.addHandler(handler)
    try:
        logger.error(f"Task failed\nfuture: <Task exception={SECRET}>", exc_info=raise_error())
    finally:
        logger.removeHandler(handler)
    assert "Task failed" in output.getvalue() and SECRET not in output.getvalue()
