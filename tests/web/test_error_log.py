"""What the server prints of a fault: its code, kind and steps, and never what it stumbled over."""

from __future__ import annotations

import io
import logging
import sys
import threading
import warnings
from collections.abc import Iterator

import pytest

from campaign.web.error_log import code_of, describe_fault, keep_quiet

SECRET = "Айнура-0555123456"


@pytest.fixture
def printed() -> Iterator[io.StringIO]:
    """What a logger of its own prints while the process keeps quiet; all is put back after."""
    before = (logging.getLogRecordFactory(), warnings.showwarning, sys.excepthook)
    thread = threading.excepthook
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    logger = logging.getLogger("quiet")
    logger.addHandler(handler)
    keep_quiet()
    yield out
    logger.removeHandler(handler)
    logging.setLogRecordFactory(before[0])
    warnings.showwarning, sys.excepthook = before[1:]
    threading.excepthook = thread


def stumbling() -> None:
    try:
        {}[SECRET]
    except KeyError as missing:
        raise ValueError(f"cannot read {SECRET}") from missing


def fault() -> Exception:
    try:
        stumbling()
    except ValueError as caught:
        return caught
    raise AssertionError


def test_a_fault_is_logged_by_code_kind_and_steps(printed: io.StringIO) -> None:
    caught = fault()
    logging.getLogger("quiet").error("it broke", exc_info=caught)
    line = printed.getvalue()
    assert line.startswith(f"[{code_of(caught)}] it broke\n")
    assert "builtins.KeyError\nwhich led to" in line and line.endswith("builtins.ValueError\n")
    assert "test_error_log.py" in line and "in stumbling" in line
    assert SECRET not in line and "0555" not in line


def test_a_code_is_short_and_stays() -> None:
    caught = fault()
    assert code_of(caught) == code_of(caught) != code_of(fault())
    assert len(code_of(caught)) == 8 and int(code_of(caught), 16) >= 0


def test_an_exception_among_the_words_has_no_message(printed: io.StringIO) -> None:
    caught = fault()
    logging.getLogger("quiet").error("could not: %s", caught)
    assert printed.getvalue() == f"could not: [{code_of(caught)}] ValueError\n"


def test_parts_of_a_group_are_told_and_a_circle_ends() -> None:
    inner = KeyError(SECRET)
    inner.__context__ = group = ExceptionGroup(SECRET, [inner])
    assert "builtins.ExceptionGroup\nmade of" in describe_fault(group)
    assert SECRET not in describe_fault(group)


def test_warnings_and_last_words_are_discreet(
    printed: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        keep_quiet()
        warnings.warn(f"cannot read {SECRET}", stacklevel=1)
    caught = fault()
    sys.excepthook(type(caught), caught, caught.__traceback__)
    failed = threading.Thread(target=stumbling)
    failed.start()
    failed.join()
    said = capsys.readouterr().err
    assert "UserWarning" in said and code_of(caught) in said
    assert said.count("builtins.ValueError") == 2
    assert SECRET not in said


def test_asyncio_s_lines_are_left_out(printed: io.StringIO) -> None:
    logger = logging.getLogger("asyncio")
    handler = logging.StreamHandler(printed)
    logger.addHandler(handler)
    try:
        logger.error(f"Task failed\nfuture: <Task exception={SECRET}>", exc_info=fault())
    finally:
        logger.removeHandler(handler)
    assert "Task failed" in printed.getvalue() and SECRET not in printed.getvalue()
