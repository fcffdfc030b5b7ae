"""The command line: `python -m campaign serve`, `check FILE…`, `export -o FILE`."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module

from campaign import __version__
from campaign.commands.output import Parser
from campaign.i18n.translator import LANGUAGES, N_, Text

COMMANDS: Mapping[str, str] = {
    "check": N_("Check files without a browser"),
    "convert": N_("Convert a register from CSV to Parquet"),
    "export": N_("Export results to a file"),
    "publish": N_("Write the dashboard as static pages for any web server"),
    "serve": N_("Serve the dashboard to browsers"),
}
"""{name of a module in `campaign.commands`: message id of what the command does}."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    text = Text.of(_language(arguments))
    parser = Parser(prog="python -m campaign", text=text)
    parser.add_argument(
        "--version", action="version", version=__version__, help=text("show the version and exit")
    )
    commands = parser.add_subparsers(dest="command", required=True, title=text("Commands"))
    for name, words in COMMANDS.items():
        command = commands.add_parser(name, help=text(words), text=text)
        # Only the requested command is imported, because each one imports much.
        if arguments[:1] == [name]:
            import_module(f"campaign.commands.{name}").declare(command, text)
    chosen = parser.parse_args(arguments)
    _write_utf8()
    code = int(chosen.run(chosen))
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader closed the pipe (`| head`): the exit code still tells the result.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


def _write_utf8() -> None:
    """Write UTF-8 to pipes too, with any code page: Windows-1251 lacks Ө, Ү and Ң."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _language(arguments: Sequence[str]) -> str:
    """Return the language of `--lang`, "en" by default; the help needs it before parsing ends."""
    for at, argument in enumerate(arguments):
        value = argument.partition("=")[2] if argument.startswith("--lang=") else ""
        if argument == "--lang" and at + 1 < len(arguments):
            value = arguments[at + 1]
        if value in LANGUAGES:
            return value
    return "en"


if __name__ == "__main__":
    sys.exit(main())
