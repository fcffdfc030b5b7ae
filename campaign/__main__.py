"""The command line: `python -m campaign check FILE…`."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence

from campaign.commands import check
from campaign.text import LANGUAGES, Text


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives its exit code."""
    text = Text.of(_language(arguments))
    parser = argparse.ArgumentParser(prog="python -m campaign")
    commands = parser.add_subparsers(dest="command", required=True)
    check.declare(
        commands.add_parser("check", help=text("Check files without opening the page")), text
    )
    chosen = parser.parse_args(arguments)
    _speak_unicode()
    code = int(chosen.run(chosen))
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has seen enough (`| head`): what was found decides all the same.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


def _speak_unicode() -> None:
    """Words reach a pipe as UTF-8 whatever the system's code page: Ө, Ү and Ң are not in 1251."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _language(arguments: Sequence[str] | None) -> str:
    """The language asked for, also for the help that is written before arguments are parsed."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for at, argument in enumerate(given):
        value = argument.partition("=")[2] if argument.startswith("--lang=") else ""
        if argument == "--lang" and at + 1 < len(given):
            value = given[at + 1]
        if value in LANGUAGES:
            return value
    return "en"


if __name__ == "__main__":
    sys.exit(main())
